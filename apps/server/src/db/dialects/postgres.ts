// PostgreSQL: a pool; many servers may share one database and wake each other by LISTEN/NOTIFY.
import { Kysely, PostgresDialect, sql } from 'kysely'
import pg from 'pg'
import type { Database, Dialect } from '../dialect.ts'
import type { Tables } from '../tables.ts'
import { localWake, type Wake, WakeNote } from '../wake.ts'

const INT8 = 20
const CHANNEL = 'etabli'
const RETRY_MS = 1_000

/** Rows that PostgreSQL would give as strings: our bigints are milliseconds and counts, and fit a number. */
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    oid === INT8 ? (text: string) => Number(text) : pg.types.getTypeParser(oid, format as 'text'),
}

/** The answers that do not depend on how the database is reached (a pool, or PGlite in tests). */
export const postgresAnswers: Omit<Dialect, 'wake'> = {
  lockForClaim: (query) => query.forUpdate().skipLocked() as typeof query,
  lockRow: (query) => query.forUpdate() as typeof query,
  isDuplicate: (error) => hasCode(error, '23505'),
  isTransient: (error) => hasCode(error, '40001', '40P01', '57P01', '08006', '08003'),
  backup: () => Promise.reject(new Error('back up PostgreSQL with its own tool: pg_dump --format=custom')),
}

/**
 * Opens a pool.
 * @param url `postgres://…`
 */
export function openPostgres(url: string): Database {
  const pool = new pg.Pool({ connectionString: url, max: 20, types, application_name: 'etabli' })
  // A connection that breaks while idle is replaced by the pool; the query that needs it sees its own error.
  pool.on('error', () => undefined)
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
  const wake = postgresWake(url, db)
  return {
    db,
    dialect: { ...postgresAnswers, wake },
    async close() {
      await wake.close()
      await db.destroy()
    },
  }
}

/** Notes go through the database even to ourselves, so that one path is used and tested. */
function postgresWake(url: string, db: Kysely<Tables>): Wake & { close(): Promise<void> } {
  const local = localWake()
  let closed = false
  let client: pg.Client | null = null
  let connecting: Promise<void> | null = null

  const connect = async (): Promise<void> => {
    const next = new pg.Client({ connectionString: url })
    client = next
    next.on('error', () => undefined)
    next.on('end', () => {
      if (!closed) setTimeout(() => void start(), RETRY_MS).unref()
    })
    next.on('notification', ({ payload }) => {
      const note = WakeNote.safeParse(JSON.parse(payload ?? 'null'))
      if (note.success) local.send(note.data)
    })
    await next.connect()
    await next.query(`listen ${CHANNEL}`)
  }
  const start = async (): Promise<void> => {
    if (closed) return
    connecting = connect()
    await connecting.catch(() => undefined)
  }
  return {
    send(note) {
      // Notes of a database that is gone reach nobody; what they hint at is in its tables.
      void sql`select pg_notify(${CHANNEL}, ${JSON.stringify(note)})`.execute(db).catch(() => undefined)
    },
    listen(listener) {
      if (connecting === null) void start()
      return local.listen(listener)
    },
    async close() {
      closed = true
      await connecting?.catch(() => undefined)
      await client?.end().catch(() => undefined)
    },
  }
}

function hasCode(error: unknown, ...codes: string[]): boolean {
  return error instanceof Error && 'code' in error && codes.includes(String(error.code))
}
