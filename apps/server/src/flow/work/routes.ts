// One's own work over HTTP: nobody else's can be asked for.
import { Readable } from 'node:stream'
import type { FastifyInstance } from 'fastify'
import { disposition } from '../../blobs/index.ts'
import type { Deps } from '../../deps.ts'
import { route } from '../../plugins/contracts.ts'
import { workFile, workSummary } from './service.ts'
import { workPage } from './store.ts'

/** The routes `work.…`. */
export function workRoutes(app: FastifyInstance, deps: Deps): void {
  route(app, deps, 'work.summary', ({ caller }) => workSummary(deps, caller.id))

  route(app, deps, 'work.list', ({ caller, query }) => workPage(deps, caller.id, query))

  route(app, deps, 'work.file', async ({ caller, reply }) =>
    reply
      .type('text/csv; charset=utf-8')
      .headers({ 'content-disposition': disposition('my-work.csv'), 'x-content-type-options': 'nosniff' })
      .send(Readable.from(workFile(deps, caller.id))),
  )
}
