// Starts a server from its configuration: database, stores, demo people, sweeps, a port. What main.ts and tests share.
import { randomFillSync } from 'node:crypto'
import { mkdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { kinds } from '@etabli/modalities'
import { type Clock, type Millis, ulidSource } from '@etabli/schema'
import type { FastifyBaseLogger, FastifyInstance } from 'fastify'
import { buildApp } from './app.ts'
import { diskBlobs } from './blobs/index.ts'
import { type Config, isLoopback } from './config.ts'
import { createDeps } from './create-deps.ts'
import type { Database } from './db/dialect.ts'
import { migrate } from './db/migrate.ts'
import { openDatabase } from './db/open.ts'
import type { Deps, ServerConfig } from './deps.ts'
import {
  deleteExpiredSessions,
  makeDemoPeople,
  newSetupSecret,
  readSetting,
  writeSetting,
} from './flow/people/index.ts'
import { sweep } from './flow/queue/index.ts'
import { sweepTakes } from './flow/takes/index.ts'
import { startRunner } from './jobs/runner.ts'

export interface RunningServer {
  /** The address in the browser. */
  readonly url: string
  /** The port asked for was taken, and this one was used. */
  readonly movedFrom: number | null
  /** Where the first admin is made, once; null where there is one. */
  readonly setupLink: string | null
  readonly deps: Deps
  readonly app: FastifyInstance
  /** Finishes what is being worked on, tells the pages, closes everything. */
  close(): Promise<void>
}

export interface StartOptions {
  readonly log: FastifyBaseLogger
  /** Loads the sample projects where demo mode is on and they are not there yet. */
  readonly samples?: (deps: Deps) => Promise<unknown>
}

const SWEEP_MS = 2_000
const SESSIONS_MS = 3_600_000
const TAKES_MS = 10 * 60_000
const PORTS_TRIED = 20

/** The clock on the wall: the only place where the server asks it. */
export const wallClock: Clock = { now: () => Date.now() as Millis }

/**
 * Opens, migrates, listens.
 * @throws Error where the database cannot be brought to this version, or no port is free
 */
export async function startServer(config: Config, options: StartOptions): Promise<RunningServer> {
  const data = resolve(config.data)
  mkdirSync(data, { recursive: true, mode: 0o700 })
  const database = openDatabase({ data, databaseUrl: config.databaseUrl })
  try {
    return await startOn(database, { ...config, data }, options)
  } catch (error) {
    await database.close()
    throw error
  }
}

async function startOn(database: Database, config: Config, options: StartOptions): Promise<RunningServer> {
  const migrated = await migrate(database, { backups: join(config.data, 'backups'), now: wallClock.now() })
  if (migrated.backup) options.log.info({ event: 'database.backed-up', to: migrated.backup }, 'copied before upgrading')
  const demo = await decideDemo(database, config, migrated.ran.includes('0001-init'))
  const { deps, transactor } = createDeps({
    database,
    clock: wallClock,
    ids: ulidSource(() => wallClock.now(), randomFillSync),
    blobs: await diskBlobs(join(config.data, 'blobs')),
    log: options.log,
    config: serverConfig(config, demo),
    kinds,
  })
  await deps.transact((tx) => writeSetting(tx, 'demo', demo ? '1' : '0'))
  if (demo) await makeDemoPeople(deps)
  if (demo && options.samples) await options.samples(deps)
  const app = await buildApp(deps)
  // Before the port opens: whoever can reach the server finds the link printed.
  const secret = await newSetupSecret(deps)
  const port = await listen(app, config)
  const url = config.url ?? `http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${port}`
  const stopRounds = startRounds(deps)
  const runner = startRunner(deps)
  return {
    url,
    movedFrom: config.port === 0 || port === config.port ? null : config.port,
    setupLink: secret === null ? null : `${url}/setup/${secret}`,
    deps,
    app,
    async close() {
      stopRounds()
      await app.close()
      await runner.stop()
      await transactor.idle()
      await database.close()
    },
  }
}

/** Asked for, or what the folder was made with, or: a new folder on an address that only this machine reaches. */
async function decideDemo(database: Database, config: Config, isNew: boolean): Promise<boolean> {
  if (config.demo !== null) return config.demo
  const kept = await readSetting(database.db, 'demo')
  return kept === null ? isNew && isLoopback(config.host) : kept === '1'
}

function serverConfig(config: Config, demo: boolean): ServerConfig {
  const { version } = JSON.parse(readFileSync(join(import.meta.dirname, '../package.json'), 'utf8')) as {
    version: string
  }
  return {
    ...config,
    demo,
    version,
    checkReplies: false,
    // OWASP's second choice for argon2id: 19 MiB, two passes.
    passwordCost: { passes: 2, kib: 19_456 },
    heartbeatMillis: 20_000,
    helloMillis: 5_000,
  }
}

async function listen(app: FastifyInstance, config: Config): Promise<number> {
  for (let port = config.port; ; port++) {
    try {
      await app.listen({ host: config.host, port })
      const address = app.server.address()
      return address !== null && typeof address === 'object' ? address.port : port
    } catch (error) {
      const isTaken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
      if (!isTaken || config.port === 0 || port - config.port >= PORTS_TRIED) throw error
    }
  }
}

/** What is done over and over: ending leases whose time is over (QUE3), forgetting sessions that ended, and takes never used. */
function startRounds(deps: Deps): () => void {
  const complain = (error: unknown): void => deps.log.error({ event: 'round.fault', err: error }, 'a round failed')
  let sweeping = false
  const leases = setInterval(() => {
    if (sweeping) return
    sweeping = true
    void sweep(deps)
      .catch(complain)
      .finally(() => {
        sweeping = false
      })
  }, SWEEP_MS)
  const sessions = setInterval(() => void deps.grouped(deleteExpiredSessions).catch(complain), SESSIONS_MS)
  const takes = setInterval(() => void sweepTakes(deps).catch(complain), TAKES_MS)
  return () => {
    clearInterval(leases)
    clearInterval(sessions)
    clearInterval(takes)
  }
}
