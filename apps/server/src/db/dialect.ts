// Dialect: the questions on which SQLite and PostgreSQL differ after everything else was designed away.
// Nobody asks a dialect its name; a new difference is a new question here.
import type { Kysely, SelectQueryBuilder } from 'kysely'
import type { Tables } from './tables.ts'
import type { Wake } from './wake.ts'

// The builder's own type parameters do not matter to a lock.
// biome-ignore lint/suspicious/noExplicitAny: any query may be locked
type AnyQuery = SelectQueryBuilder<any, any, any>

export interface Dialect {
  /** Locks the rows it finds and leaves out those that others hold: what a claim does. */
  lockForClaim<Q extends AnyQuery>(query: Q): Q
  /** Locks the rows it finds, waiting for others: what a change of one known row does. */
  lockRow<Q extends AnyQuery>(query: Q): Q
  /** A unique index was hit. */
  isDuplicate(error: unknown): boolean
  /** Trying the whole transaction again may succeed. */
  isTransient(error: unknown): boolean
  /** How parts of the server, and other servers on the same database, wake each other. */
  readonly wake: Wake
  /**
   * Writes a whole, consistent copy of the database to a file that does not exist yet.
   * @throws Error naming the tool to use where the database has its own
   */
  backup(to: string): Promise<void>
}

export interface Database {
  readonly db: Kysely<Tables>
  readonly dialect: Dialect
  /** Closes every connection. */
  close(): Promise<void>
}
