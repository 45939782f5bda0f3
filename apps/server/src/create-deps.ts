// Makes the ports of a running server out of its database and its stores.
import type { Kind } from '@etabli/modality-kit'
import type { Clock, IdSource } from '@etabli/schema'
import type { FastifyBaseLogger } from 'fastify'
import type { Blobs } from './blobs/blobs.ts'
import type { Database } from './db/dialect.ts'
import { createTransactor, type Transactor } from './db/transact.ts'
import type { Deps, ServerConfig } from './deps.ts'
import { writeTally } from './flow/tasks/index.ts'

export interface Ports {
  readonly database: Database
  readonly clock: Clock
  readonly ids: IdSource
  readonly blobs: Blobs
  readonly log: FastifyBaseLogger
  readonly config: ServerConfig
  readonly kinds: ReadonlyMap<string, Kind>
}

/** The deps, and the transactor to wait for at the end. */
export function createDeps(ports: Ports): { deps: Deps; transactor: Transactor } {
  const { database, clock, ids, blobs, log, config, kinds } = ports
  const transactor = createTransactor({ database, now: () => clock.now(), writeTally })
  return {
    transactor,
    deps: {
      db: database.db,
      dialect: database.dialect,
      wake: database.dialect.wake,
      clock,
      ids,
      blobs,
      log,
      config,
      kinds,
      transact: transactor.transact,
      grouped: transactor.grouped,
      commits: transactor.counts,
    },
  }
}
