// Rules that propose, over HTTP: read, keep, try, run, take back.
import type { FastifyInstance } from 'fastify'
import type { Deps } from '../../deps.ts'
import { route } from '../../plugins/contracts.ts'
import { askForRun, keepRules, previewRules, rulesOf } from './service.ts'

/** The routes `prelabels.…`. */
export function prelabelRoutes(app: FastifyInstance, deps: Deps): void {
  route(app, deps, 'prelabels.get', ({ project }) => rulesOf(deps, project))
  route(app, deps, 'prelabels.save', ({ project, caller, body }) => keepRules(deps, project, body.rules, caller.id))
  route(app, deps, 'prelabels.preview', ({ project, body }) => previewRules(deps, project, body.rules))
  route(app, deps, 'prelabels.run', ({ project, body }) => askForRun(deps, project, body.what))
}
