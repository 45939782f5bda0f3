// Exports over HTTP: ask, look, list, download.
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { sendFile } from '../../blobs/index.ts'
import type { Deps } from '../../deps.ts'
import { route } from '../../plugins/contracts.ts'
import { Problem } from '../../problem.ts'
import { findProject } from '../projects/index.ts'
import { safeWord } from './file-names.ts'
import { askForExport, exportJob } from './service.ts'
import { findExport, listExports } from './store.ts'

/** The routes `exports.…`. */
export function exportRoutes(app: FastifyInstance, deps: Deps): void {
  route(app, deps, 'exports.create', ({ project, caller, body }) => askForExport(deps, project, caller.id, body))

  route(app, deps, 'exports.list', async ({ project }) => ({ rows: await listExports(deps, project) }))

  route(app, deps, 'exports.get', ({ params }) => exportJob(deps, params.export))

  route(app, deps, 'exports.file', async ({ params, request, reply }) => {
    const row = await findExport(deps, params.export)
    if (!row) throw new Problem('not-found')
    if (row.state !== 'ready' || row.file === null || row.sha256 === null) throw new Problem('export.not-ready')
    const project = await findProject(deps.db, row.project)
    const { format, answers } = (await exportJob(deps, row.id)).request
    const filename = `${safeWord(project?.name ?? 'export')}-${format}-${answers}.zip`
    return sendFile(request, reply, {
      path: join(deps.config.data, row.file),
      mime: 'application/zip',
      tag: row.sha256,
      filename,
    })
  })
}
