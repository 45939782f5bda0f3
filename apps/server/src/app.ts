// buildApp(deps): the plugin tree, registered by name in order.
import { limits } from '@etabli/schema'
import Fastify, { type FastifyInstance, LogController } from 'fastify'
import { blobRoutes } from './blobs/routes.ts'
import type { Deps } from './deps.ts'
import { annotationRoutes } from './flow/annotations/index.ts'
import { consensusRoutes } from './flow/consensus/index.ts'
import { exportRoutes } from './flow/exports/index.ts'
import { importRoutes } from './flow/imports/index.ts'
import { peopleRoutes } from './flow/people/index.ts'
import { personalRoutes } from './flow/personal/index.ts'
import { prelabelRoutes } from './flow/prelabels/index.ts'
import { projectRoutes } from './flow/projects/index.ts'
import { queueRoutes } from './flow/queue/index.ts'
import { reviewRoutes } from './flow/reviews/index.ts'
import { takeRoutes } from './flow/takes/index.ts'
import { taskRoutes } from './flow/tasks/index.ts'
import { workRoutes } from './flow/work/index.ts'
import { authenticate } from './plugins/auth.ts'
import { withoutBasePath } from './plugins/base-path.ts'
import { client } from './plugins/client.ts'
import { health } from './plugins/health.ts'
import { openapi } from './plugins/openapi.ts'
import { answerProblems } from './plugins/problems.ts'
import { realtime } from './realtime/plugin.ts'

/** A part of the server: registers its routes. */
type Part = (app: FastifyInstance, deps: Deps) => void | Promise<void>

/** In order of the flow. A new stage is a line here. */
const parts: Readonly<Record<string, Part>> = {
  people: peopleRoutes,
  projects: projectRoutes,
  blobs: blobRoutes,
  tasks: taskRoutes,
  personal: personalRoutes,
  prelabels: prelabelRoutes,
  imports: importRoutes,
  queue: queueRoutes,
  takes: takeRoutes,
  annotations: annotationRoutes,
  consensus: consensusRoutes,
  reviews: reviewRoutes,
  exports: exportRoutes,
  work: workRoutes,
  realtime,
  health,
  openapi,
  client,
}

/** Builds the server; nothing listens yet. Close it with `app.close()`. */
export async function buildApp(deps: Deps): Promise<FastifyInstance> {
  const strip = withoutBasePath(deps.config)
  const app = Fastify({
    loggerInstance: deps.log,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: limits.jsonBodyBytes,
    trustProxy: deps.config.trustProxy,
    rewriteUrl: (request) => strip(request.url ?? '/'),
    genReqId: () => deps.ids.next(),
    forceCloseConnections: 'idle',
  })
  answerProblems(app)
  await authenticate(app, deps)
  for (const part of Object.values(parts)) await part(app, deps)
  return app
}
