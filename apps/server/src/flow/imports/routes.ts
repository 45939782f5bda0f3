// Imports over HTTP: upload, look, land or discard, and the bad rows as a file.
import { Readable } from 'node:stream'
import type { ImportId } from '@etabli/schema'
import type { FastifyInstance } from 'fastify'
import { disposition } from '../../blobs/index.ts'
import type { Deps } from '../../deps.ts'
import { route } from '../../plugins/contracts.ts'
import { Problem } from '../../problem.ts'
import { importFolder, removeArea } from './area.ts'
import { badRowsFile } from './bad-rows.ts'
import { askToLand, discardImport, openImport, refuseMany, reported, sealImport } from './service.ts'
import { findImport } from './store.ts'
import { acceptUploads, receive } from './upload.ts'

/** The routes `imports.…`. */
export async function importRoutes(app: FastifyInstance, deps: Deps): Promise<void> {
  await acceptUploads(app)

  route(app, deps, 'imports.create', async ({ project, caller, query, request }) => {
    await refuseMany(deps, caller.id)
    const { id, area } = await openImport(deps)
    try {
      await receive(request, area)
      await sealImport(deps, { id, area, project, person: caller.id, format: query.format }, 'by a runner')
    } catch (error) {
      await removeArea(importFolder(deps, id))
      throw error
    }
    return reported(deps, id)
  })

  route(app, deps, 'imports.get', ({ params }) => reported(deps, params.import))

  route(app, deps, 'imports.land', ({ params, body }) => askToLand(deps, params.import, body))

  route(app, deps, 'imports.discard', async ({ params }) => {
    await discardImport(deps, params.import)
    return { ok: true as const }
  })

  route(app, deps, 'imports.bad', async ({ params, reply }) => {
    const row = await findImport(deps, params.import satisfies ImportId)
    if (!row || row.state === 'reading') throw new Problem(row ? 'import.state' : 'not-found')
    return reply
      .type('text/csv; charset=utf-8')
      .headers({ 'content-disposition': disposition('bad-rows.csv'), 'x-content-type-options': 'nosniff' })
      .send(Readable.from(badRowsFile(deps, row)))
  })
}
