// The ports: everything the server takes from outside itself, handed to each part as an argument.
import type { Kind } from '@etabli/modality-kit'
import type { Clock, IdSource } from '@etabli/schema'
import type { FastifyBaseLogger } from 'fastify'
import type { Kysely } from 'kysely'
import type { Blobs } from './blobs/blobs.ts'
import type { Config } from './config.ts'
import type { Dialect } from './db/dialect.ts'
import type { Tables } from './db/tables.ts'
import type { Transactor } from './db/transact.ts'
import type { Wake } from './db/wake.ts'

export interface Deps extends Pick<Transactor, 'transact' | 'grouped'> {
  /** For reading. All writing goes through `transact` or `grouped`. */
  readonly db: Kysely<Tables>
  readonly dialect: Dialect
  readonly clock: Clock
  readonly ids: IdSource
  readonly blobs: Blobs
  readonly wake: Wake
  readonly log: FastifyBaseLogger
  readonly config: ServerConfig
  /** Every kind of answer by its id. */
  readonly kinds: ReadonlyMap<string, Kind>
  /** Work and groups committed so far. */
  readonly commits: Transactor['counts']
}

/** Configuration with what is decided at the start. */
export interface ServerConfig extends Config {
  readonly demo: boolean
  readonly version: string
  /** Replies are held against the contract; in tests. */
  readonly checkReplies: boolean
  /** argon2id passes and KiB; smaller in tests. */
  readonly passwordCost: { readonly passes: number; readonly kib: number }
  /** Milliseconds between two pings of a socket, and for its greeting. */
  readonly heartbeatMillis: number
  readonly helloMillis: number
}
