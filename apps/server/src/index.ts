// The package's door: what scripts, the command line and the benches may use of the server.
export { buildApp } from './app.ts'
export { type Config, ConfigError, readConfig, settings } from './config.ts'
export { createDeps, type Ports } from './create-deps.ts'
export type { Database } from './db/dialect.ts'
export { migrate } from './db/migrate.ts'
export { openDatabase } from './db/open.ts'
export type { Deps, ServerConfig } from './deps.ts'
