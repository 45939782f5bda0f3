// Agreement over HTTP.
import type { FastifyInstance } from 'fastify'
import type { Deps } from '../../deps.ts'
import { route } from '../../plugins/contracts.ts'
import { agreementReports } from './agreement.ts'

/** The route `agreement.get`. */
export function consensusRoutes(app: FastifyInstance, deps: Deps): void {
  const reports = agreementReports(deps)
  route(app, deps, 'agreement.get', ({ project }) => reports.report(project))
  app.addHook('onClose', () => reports.idle())
}
