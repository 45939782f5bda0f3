// Routes that make and change projects. Cards (with what waits for the caller) are the queue's.
import type { FastifyInstance } from 'fastify'
import type { Deps } from '../../deps.ts'
import { route } from '../../plugins/contracts.ts'
import { createProject, editProject, mayCreate, setState, usesOf } from './service.ts'

/** Registers the routes of projects. */
export function projectRoutes(app: FastifyInstance, deps: Deps): void {
  route(app, deps, 'projects.create', async ({ caller, body }) => {
    await mayCreate(deps, caller)
    return deps.transact((tx) => createProject(tx, deps, body, caller.id))
  })
  route(app, deps, 'projects.edit', ({ project, body }) => editProject(deps, project, body.version, body.draft))
  route(app, deps, 'projects.uses', async ({ project }) => ({ rows: await usesOf(deps, project) }))
  route(app, deps, 'projects.state', ({ project, body }) => setState(deps, project, body.state))
}
