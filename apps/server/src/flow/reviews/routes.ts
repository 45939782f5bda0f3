// Reviews over HTTP.
import type { FastifyInstance } from 'fastify'
import type { Deps } from '../../deps.ts'
import { route } from '../../plugins/contracts.ts'
import { acceptUnanimous, review } from './service.ts'

/** The routes `reviews.…`. */
export function reviewRoutes(app: FastifyInstance, deps: Deps): void {
  route(app, deps, 'reviews.create', ({ params, body, caller }) =>
    review(deps, caller, params.task, body.seen, body.review),
  )

  route(app, deps, 'reviews.accept-unanimous', async ({ project, body, caller }) => ({
    settled: await acceptUnanimous(deps, caller, project, body.dryRun),
  }))
}
