// Media over HTTP: a blob goes only to people of a project whose tasks show it.
import type { BlobHash, ProjectId } from '@etabli/schema'
import type { FastifyInstance } from 'fastify'
import type { Deps } from '../deps.ts'
import { route } from '../plugins/contracts.ts'
import { Problem } from '../problem.ts'
import { makeThumbnail, makeUpright, orientationOf, shownAsIs } from './image.ts'
import { type SentFile, sendFile } from './serve.ts'
import { findBlob } from './store.ts'

/** `blobs.get` and `blobs.thumbnail`. */
export async function blobRoutes(app: FastifyInstance, deps: Deps): Promise<void> {
  route(app, deps, 'blobs.get', async ({ project, params, request, reply }) => {
    const file = await shown(deps, project, params.blob)
    return sendFile(request, reply, file)
  })

  route(app, deps, 'blobs.thumbnail', async ({ project, params, request, reply }) => {
    const { mime } = await found(deps, project, params.blob)
    if (!mime.startsWith('image/')) throw new Problem('not-found')
    const path = await deps.blobs.derived(params.blob, 'thumbnail.jpg', (to) =>
      makeThumbnail(deps.blobs.localPath(params.blob), to),
    )
    return sendFile(request, reply, { path, mime: 'image/jpeg', tag: `${params.blob}-thumbnail` })
  })
}

/** The file a browser is sent: the blob itself, or an upright copy where browsers would not show it as it is measured. */
async function shown(deps: Deps, project: ProjectId, blob: BlobHash): Promise<SentFile> {
  const { mime } = await found(deps, project, blob)
  const path = deps.blobs.localPath(blob)
  const asIs = { path, mime, tag: blob }
  if (!mime.startsWith('image/') || mime === 'image/jpeg') return asIs
  const turned = mime === 'image/tiff' ? 1 : await orientationOf(path)
  if (shownAsIs(mime, turned)) return asIs
  const upright = await deps.blobs.derived(blob, 'upright.png', (to) => makeUpright(path, to))
  return { path: upright, mime: 'image/png', tag: `${blob}-upright` }
}

async function found(deps: Deps, project: ProjectId, blob: BlobHash): Promise<{ mime: string }> {
  const row = await findBlob(deps.db, project, blob)
  if (!row || !(await deps.blobs.stat(blob))) throw new Problem('not-found')
  return row
}
