// Reads the environment, starts the server, ends it with grace; nothing else does.
import { resolve } from 'node:path'
import { pino } from 'pino'
import { type Config, ConfigError, readConfig } from './config.ts'
import { demoPeople } from './flow/people/index.ts'
import { loadSamples } from './samples/load.ts'
import { type RunningServer, startServer } from './start.ts'

/** `EX_CONFIG` of sysexits.h. */
const CONFIG_STATUS = 78

// Whatever the server writes is its owner's only.
process.umask(0o077)
const config = configured()
const log = pino(
  { level: config.log, base: null },
  process.stderr.isTTY ? pino.transport({ target: 'pino-pretty', options: { destination: 2 } }) : pino.destination(2),
)
try {
  const server = await startServer(config, { log, samples: loadSamples })
  greet(server)
  endOnSignals(server)
} catch (error) {
  process.stderr.write(`Etabli cannot start: ${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
}

function configured(): Config {
  try {
    return readConfig(process.env)
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    process.stderr.write(`${error.problems.join('\n')}\n`)
    process.exit(CONFIG_STATUS)
  }
}

function greet(server: RunningServer): void {
  const lines = [
    ...(server.movedFrom === null ? [] : [`Port ${server.movedFrom} is taken; using the next free one.`]),
    `Etabli is at ${server.url}`,
    ...(server.setupLink === null ? [] : [`Make the first account (the link works once): ${server.setupLink}`]),
    ...(server.deps.config.demo
      ? [
          `Demo mode: sign in as ${demoPeople.map((person) => person.email).join(', ')}; password ${demoPeople[0]?.password}`,
        ]
      : []),
    server.deps.config.databaseUrl === null
      ? `All data lies in ${resolve(server.deps.config.data)}`
      : `Media lie in ${resolve(server.deps.config.data)}, all else in the database of DATABASE_URL`,
  ]
  process.stdout.write(`${lines.join('\n')}\n`)
}

function endOnSignals(server: RunningServer): void {
  let ending = false
  const end = (): void => {
    // Asked twice, somebody is in a hurry: what was acknowledged is on disk anyway.
    if (ending) process.exit(1)
    ending = true
    server.close().then(
      () => {
        process.stdout.write('Etabli has stopped; everything it acknowledged is stored.\n')
        process.exit(0)
      },
      (error: unknown) => {
        process.stderr.write(`the server did not close cleanly: ${String(error)}\n`)
        process.exit(1)
      },
    )
  }
  process.on('SIGINT', end)
  process.on('SIGTERM', end)
}
