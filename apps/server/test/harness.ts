// The test's server: a real app over a real database, with a clock and ids the test holds; and people to ask it.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { kinds as allKinds } from '@etabli/modalities'
import type { Kind } from '@etabli/modality-kit'
import { type Clock, type IdSource, type Millis, ulidSource } from '@etabli/schema'
import type { FastifyBaseLogger, FastifyInstance } from 'fastify'
import { pino } from 'pino'
import { buildApp } from '../src/app.ts'
import { diskBlobs } from '../src/blobs/index.ts'
import { createDeps } from '../src/create-deps.ts'
import type { Database } from '../src/db/dialect.ts'
import { openSqlite } from '../src/db/dialects/sqlite.ts'
import { migrate } from '../src/db/migrate.ts'
import type { Transactor } from '../src/db/transact.ts'
import type { Deps, ServerConfig } from '../src/deps.ts'

/** A clock that stands still until the test moves it. */
export interface TestClock extends Clock {
  advance(millis: number): void
}

export function testClock(start = Date.UTC(2025, 0, 1)): TestClock {
  let now = start
  return {
    now: () => now as Millis,
    advance(millis) {
      now += millis
    },
  }
}

/** ULIDs that are the same in every run. */
export function testIds(clock: Clock): IdSource {
  let state = 1
  return ulidSource(
    () => clock.now(),
    (bytes) => {
      for (let i = 0; i < bytes.length; i++) {
        state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff
        bytes[i] = state >>> 16
      }
      return bytes
    },
  )
}

export const testConfig: ServerConfig = {
  host: '127.0.0.1',
  port: 0,
  data: './data',
  demo: false,
  url: null,
  trustProxy: false,
  client: null,
  log: 'silent',
  busyMillis: 60_000,
  databaseUrl: null,
  version: '0.0.0-test',
  checkReplies: true,
  passwordCost: { passes: 1, kib: 1_024 },
  heartbeatMillis: 20_000,
  helloMillis: 5_000,
}

export interface Harness {
  readonly app: FastifyInstance
  readonly deps: Deps
  readonly database: Database
  readonly transactor: Transactor
  readonly clock: TestClock
  readonly data: string
  close(): Promise<void>
}

export interface HarnessOptions {
  readonly database?: Database
  readonly config?: Partial<ServerConfig>
  readonly kinds?: ReadonlyMap<string, Kind>
  readonly clock?: TestClock
  /** Gets every line of the log, from `info` on. */
  readonly onLog?: (line: Record<string, unknown>) => void
}

/** A server without a port: ask it with `app.inject`, or `app.listen({ port: 0 })`. Close it at the end. */
export async function startHarness(options: HarnessOptions = {}): Promise<Harness> {
  const data = mkdtempSync(join(tmpdir(), 'etabli-test-'))
  const database = options.database ?? openSqlite(':memory:')
  const clock = options.clock ?? testClock()
  await migrate(database, { backups: null, now: clock.now() })
  const { deps, transactor } = createDeps({
    database,
    clock,
    ids: testIds(clock),
    blobs: await diskBlobs(join(data, 'blobs')),
    log: loggerOf(options),
    config: { ...testConfig, data, ...options.config },
    kinds: options.kinds ?? allKinds,
  })
  const app = await buildApp(deps)
  await app.ready()
  return {
    app,
    deps,
    database,
    transactor,
    clock,
    data,
    async close() {
      await app.close()
      await transactor.idle()
      if (!options.database) await database.close()
      rmSync(data, { recursive: true, force: true })
    },
  }
}

function loggerOf({ onLog, config }: HarnessOptions): FastifyBaseLogger {
  if (!onLog) return pino({ level: config?.log ?? testConfig.log })
  return pino({ level: 'info' }, { write: (text: string) => onLog(JSON.parse(text) as Record<string, unknown>) })
}
