// URL → Kysely + Dialect: SQLite below the data folder unless DATABASE_URL names a PostgreSQL.
import { join } from 'node:path'
import type { Database } from './dialect.ts'
import { openPostgres } from './dialects/postgres.ts'
import { openSqlite } from './dialects/sqlite.ts'

export interface DatabaseConfig {
  /** The data folder. */
  readonly data: string
  /** `postgres://…`, or null for SQLite. */
  readonly databaseUrl: string | null
}

/** The file of the embedded database. */
export function sqlitePath(data: string): string {
  return join(data, 'etabli.sqlite')
}

/** Opens the database that the configuration names. */
export function openDatabase(config: DatabaseConfig): Database {
  return config.databaseUrl === null ? openSqlite(sqlitePath(config.data)) : openPostgres(config.databaseUrl)
}
