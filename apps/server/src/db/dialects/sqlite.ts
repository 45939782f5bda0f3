// SQLite: one file, one connection, one server process. Durable at every commit (WAL, synchronous=FULL).
import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import Sqlite from 'better-sqlite3'
import { Kysely, SqliteAdapter, SqliteDialect } from 'kysely'
import type { Database } from '../dialect.ts'
import type { Tables } from '../tables.ts'
import { localWake } from '../wake.ts'

/** SQLite can roll back DDL; Kysely does not know. Without this a failing migration would stay half done. */
class TransactionalAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true
  }
}

class TransactionalDialect extends SqliteDialect {
  override createAdapter(): SqliteAdapter {
    return new TransactionalAdapter()
  }
}

/**
 * Opens the database, making file and folder where there is none.
 * @param path of the file, or `:memory:`
 */
export function openSqlite(path: string): Database {
  if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true })
  const file = new Sqlite(path)
  file.pragma('journal_mode = WAL')
  file.pragma('synchronous = FULL')
  file.pragma('foreign_keys = ON')
  file.pragma('busy_timeout = 5000')
  file.pragma('cache_size = -65536')
  file.pragma('temp_store = MEMORY')
  const db = new Kysely<Tables>({ dialect: new TransactionalDialect({ database: withKeptStatements(file) }) })
  return {
    db,
    dialect: {
      lockForClaim: (query) => query,
      lockRow: (query) => query,
      isDuplicate: (error) => hasCode(error, 'SQLITE_CONSTRAINT_UNIQUE', 'SQLITE_CONSTRAINT_PRIMARYKEY'),
      isTransient: (error) => hasCode(error, 'SQLITE_BUSY', 'SQLITE_BUSY_SNAPSHOT', 'SQLITE_LOCKED'),
      wake: localWake(),
      async backup(to) {
        mkdirSync(dirname(to), { recursive: true })
        file.prepare('vacuum into ?').run(to)
      },
    },
    async close() {
      await db.destroy()
    },
  }
}

const STATEMENTS_KEPT = 500

/** Preparing costs more than running most of our statements: the same SQL is prepared once. */
function withKeptStatements(file: Sqlite.Database): Pick<Sqlite.Database, 'prepare' | 'close'> {
  const kept = new Map<string, Sqlite.Statement>()
  return {
    prepare(sql: string) {
      const known = kept.get(sql)
      // A statement that is still being iterated cannot be run again.
      if (known && !known.busy) return known
      const statement = file.prepare(settled(sql))
      if (kept.size >= STATEMENTS_KEPT) kept.delete(kept.keys().next().value ?? '')
      kept.set(sql, statement)
      return statement
    },
    close() {
      kept.clear()
      return file.close()
    },
  } as Pick<Sqlite.Database, 'prepare' | 'close'>
}

/**
 * SQLite looks at the values bound to `=` and `limit` while it plans, and so plans the statement anew at every binding:
 * five times the cost of a claim's queries (measured with 3.54). Behind a function it does not look, and the plan stays.
 */
function settled(sql: string): string {
  return sql.startsWith('select') ? sql.replaceAll(/( = | limit )\?/g, '$1coalesce(?, null)') : sql
}

function hasCode(error: unknown, ...codes: string[]): boolean {
  return error instanceof Error && 'code' in error && codes.includes(String(error.code))
}
