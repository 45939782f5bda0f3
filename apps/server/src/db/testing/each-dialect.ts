// eachDialect: the same tests on SQLite in memory, on PGlite, and on a real PostgreSQL where ETABLI_TEST_POSTGRES names one.
import { randomBytes } from 'node:crypto'
import { PGlite } from '@electric-sql/pglite'
import { Kysely, PGliteDialect, sql } from 'kysely'
import { afterAll, describe } from 'vitest'
import type { Database } from '../dialect.ts'
import { openPostgres, postgresAnswers } from '../dialects/postgres.ts'
import { openSqlite } from '../dialects/sqlite.ts'
import type { Tables } from '../tables.ts'
import { localWake } from '../wake.ts'

export interface TestDialect {
  readonly name: string
  /** A new, empty database; close it at the end of the test. */
  open(): Promise<Database>
}

/**
 * Runs the suite once a dialect.
 * @example eachDialect((dialect) => { it('…', async () => { const database = await dialect.open() … }) })
 */
export function eachDialect(suite: (dialect: TestDialect) => void): void {
  describe('SQLite', () => suite({ name: 'SQLite', open: async () => openSqlite(':memory:') }))
  const url = process.env['ETABLI_TEST_POSTGRES']
  // PGlite has one connection and hides what concurrency shows: a real server is preferred where there is one.
  if (url) describe('PostgreSQL', () => suite({ name: 'PostgreSQL', open: () => openReal(url) }))
  else describe('PGlite', () => suite(pgliteDialect()))
}

function pgliteDialect(): TestDialect {
  let shared: PGlite | null = null
  afterAll(async () => {
    await shared?.close()
  })
  return {
    name: 'PGlite',
    // Starting one takes seconds: the databases of a file are one PGlite, emptied each time; only one is open at once.
    async open() {
      shared ??= await PGlite.create({ parsers: { 20: Number } })
      const pglite = shared
      await pglite.exec('rollback; drop schema public cascade; create schema public')
      const db = new Kysely<Tables>({ dialect: new PGliteDialect({ pglite }) })
      return { db, dialect: { ...postgresAnswers, wake: localWake() }, close: async () => undefined }
    },
  }
}

async function openReal(url: string): Promise<Database> {
  const name = `test_${randomBytes(6).toString('hex')}`
  const admin = openPostgres(url)
  await sql`create database ${sql.id(name)}`.execute(admin.db)
  const own = new URL(url)
  own.pathname = `/${name}`
  const database = openPostgres(own.href)
  return {
    ...database,
    async close() {
      await database.close()
      await sql`drop database ${sql.id(name)} with (force)`.execute(admin.db)
      await admin.close()
    },
  }
}
