// Media over HTTP: a blob, and what is made from it, goes only to people of a project whose tasks show it.
import type { BlobHash, ProjectId } from '@etabli/schema'
import type { FastifyInstance } from 'fastify'
import type { Deps } from '../deps.ts'
import { route } from '../plugins/contracts.ts'
import { Problem } from '../problem.ts'
import { ThreadEnded } from '../threads.ts'
import { heardFile, NoPeaks, peaksFile } from './peaks.ts'
import { levelsOf, makeTiles, overviewFile, shownFile, thumbnailFile, tileFile } from './pictures.ts'
import { sendBytes, sendFile } from './serve.ts'
import { spectrumTile } from './spectrum.ts'
import { findBlob } from './store.ts'

/** A tile that is still being made is waited for this long; then the client asks again, and its connection is free. */
const TILE_WAIT_MS = 1_000
const PEAKS_WAIT_MS = 5_000

/** `blobs.get`, `blobs.thumbnail`, `blobs.overview`, `blobs.tile`, `blobs.peaks` and `blobs.spectrum`. */
export async function blobRoutes(app: FastifyInstance, deps: Deps): Promise<void> {
  const { blobs } = deps

  route(app, deps, 'blobs.get', async ({ project, params, request, reply }) => {
    const { mime } = await found(deps, project, params.blob)
    const file = mime.startsWith('audio/') ? heardFile(blobs, params.blob, mime) : shownFile(blobs, params.blob, mime)
    return sendFile(request, reply, await file)
  })

  route(app, deps, 'blobs.thumbnail', async ({ project, params, request, reply }) => {
    await foundImage(deps, project, params.blob)
    return sendFile(request, reply, await thumbnailFile(blobs, params.blob))
  })

  route(app, deps, 'blobs.overview', async ({ project, params, request, reply }) => {
    await foundImage(deps, project, params.blob)
    if (!(await levelsOf(blobs, params.blob))) throw new Problem('not-found')
    return sendFile(request, reply, await overviewFile(blobs, params.blob))
  })

  route(app, deps, 'blobs.tile', async ({ project, params, request, reply }) => {
    const { blob, level, column, row } = params
    await foundImage(deps, project, blob)
    const { columns = 0, rows = 0 } = (await levelsOf(blobs, blob))?.[level] ?? {}
    if (column >= columns || row >= rows) throw new Problem('not-found')
    const folder = await Promise.race([makeTiles(blobs, blob), passed(TILE_WAIT_MS)])
    if (folder === null) throw new Problem('server.busy')
    return sendFile(request, reply, tileFile(folder, blob, level, column, row))
  })

  route(app, deps, 'blobs.peaks', async ({ project, params, request, reply }) => {
    const { mime } = await found(deps, project, params.blob)
    if (!mime.startsWith('audio/')) throw new Problem('not-found')
    const file = await Promise.race([orNone(peaksFile(blobs, params.blob)), passed(PEAKS_WAIT_MS)])
    if (file === null) throw new Problem('server.busy')
    if (file === 'none') throw new Problem('not-found')
    return sendFile(request, reply, file)
  })

  route(app, deps, 'blobs.spectrum', async ({ project, params, request, reply }) => {
    const { blob, level, tile } = params
    const { mime } = await found(deps, project, blob)
    if (!mime.startsWith('audio/')) throw new Problem('not-found')
    const isWanted = () => !request.raw.socket.destroyed
    const columns = await Promise.race([
      orNone(spectrumTile(blobs, blob, mime, { level, tile }, isWanted)),
      passed(PEAKS_WAIT_MS),
    ])
    if (columns === null) throw new Problem('server.busy')
    if (columns === 'none') throw new Problem('not-found')
    return sendBytes(request, reply, columns, `${blob}-spectrum-${level}-${tile}`)
  })
}

/**
 * What is made of a recording, or that there is none. What was imported before it was made at import may take longer than
 * a request should.
 */
async function orNone<Made>(making: Promise<Made>): Promise<NonNullable<Made> | 'none'> {
  try {
    return (await making) ?? 'none'
  } catch (error) {
    if (error instanceof NoPeaks) return 'none'
    if (error instanceof ThreadEnded) throw new Problem('server.busy')
    throw error
  }
}

function passed(millis: number): Promise<null> {
  return new Promise((resolve) => setTimeout(resolve, millis, null).unref())
}

async function found(deps: Deps, project: ProjectId, blob: BlobHash): Promise<{ mime: string }> {
  const row = await findBlob(deps.db, project, blob)
  if (!row || !(await deps.blobs.stat(blob))) throw new Problem('not-found')
  return row
}

async function foundImage(deps: Deps, project: ProjectId, blob: BlobHash): Promise<void> {
  const { mime } = await found(deps, project, blob)
  if (!mime.startsWith('image/')) throw new Problem('not-found')
}
