// Media over HTTP: a blob, and what is made from it, goes only to people of a project whose tasks show it; a recorded
// take only to its author and to those who may read what others answered.
import { type BlobHash, may, type ProjectId, type Role } from '@etabli/schema'
import type { FastifyInstance } from 'fastify'
import type { Deps } from '../deps.ts'
import { type Heard, heardAt } from '../flow/personal/index.ts'
import { route } from '../plugins/contracts.ts'
import { Problem } from '../problem.ts'
import { ThreadEnded } from '../threads.ts'
import { beepedFile } from './beeped.ts'
import { heardFile, NoPeaks, peaksFile } from './peaks.ts'
import { levelsOf, makeTiles, overviewFile, shownFile, thumbnailFile, tileFile } from './pictures.ts'
import { type SentFile, sendBytes, sendFile } from './serve.ts'
import { spectrumTile } from './spectrum.ts'
import { speechIn } from './speech.ts'
import { findBlob, findTake } from './store.ts'

/** A tile that is still being made is waited for this long; then the client asks again, and its connection is free. */
const TILE_WAIT_MS = 1_000
const PEAKS_WAIT_MS = 5_000
/** The copy with an index of an MP3 that came before copies were made at import. */
const COPY_WAIT_MS = 10_000
/** Whoever waits for speech to be found is told how far it is. */
const SPEECH_WAIT_MS = 2_000

/** `blobs.get`, `blobs.thumbnail`, `blobs.overview`, `blobs.tile`, `blobs.peaks`, `blobs.spectrum` and `blobs.speech`. */
export async function blobRoutes(app: FastifyInstance, deps: Deps): Promise<void> {
  const { blobs } = deps

  route(app, deps, 'blobs.get', async ({ project, params, caller, role, request, reply }) => {
    const { mime, sound } = await found(deps, askerOf(project, caller, role), params.blob)
    if (!sound) return sendFile(request, reply, await shownFile(blobs, params.blob, mime))
    const file = await Promise.race([sound.whole(), passed(COPY_WAIT_MS)])
    if (file === null) throw new Problem('server.busy')
    return sendFile(request, reply, file)
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

  route(app, deps, 'blobs.peaks', async ({ project, params, caller, role, request, reply }) => {
    const sound = await foundSound(deps, askerOf(project, caller, role), params.blob)
    const peaks = async () => peaksFile(blobs, params.blob, (await sound.decoded()).path)
    const file = await Promise.race([orNone(peaks()), passed(PEAKS_WAIT_MS)])
    if (file === null) throw new Problem('server.busy')
    if (file === 'none') throw new Problem('not-found')
    return sendFile(request, reply, { ...file, isPrivate: sound.isPrivate })
  })

  route(app, deps, 'blobs.spectrum', async ({ project, params, caller, role, request, reply }) => {
    const { blob, level, tile } = params
    const sound = await foundSound(deps, askerOf(project, caller, role), blob)
    const isWanted = () => !request.raw.socket.destroyed
    const tiles = async () => {
      const { path, mime } = await sound.decoded()
      return spectrumTile(blobs, blob, mime, { level, tile }, isWanted, path)
    }
    const columns = await Promise.race([orNone(tiles()), passed(PEAKS_WAIT_MS)])
    if (columns === null) throw new Problem('server.busy')
    if (columns === 'none') throw new Problem('not-found')
    return sendBytes(request, reply, columns, { tag: `${blob}-spectrum-${level}-${tile}`, isPrivate: sound.isPrivate })
  })

  route(app, deps, 'blobs.speech', async ({ project, params, caller }) => {
    const sound = await foundSound(deps, { project, person: caller.id }, params.blob)
    const speech = async () => speechIn(blobs, params.blob, SPEECH_WAIT_MS, (await sound.decoded()).path)
    const answer = await orNone(speech())
    if (answer === 'none') throw new Problem('not-found')
    return answer
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

/** What a person hears at an address: the recording, or a copy with a tone over what is personal. */
interface Sound {
  /** Others may not hear this: no browser is to keep it. */
  readonly isPrivate: boolean
  /** The file that is played. @throws Problem `not-found` where a codec lets no copy be made */
  whole(): Promise<SentFile>
  /** The file of which anything else is made that shows what is heard. @throws as `whole` */
  decoded(): Promise<{ readonly path: string; readonly mime: string }>
}

interface Asker {
  readonly project: ProjectId
  readonly person: string
  /** May read what others answered, and so hear their takes. */
  readonly reads?: boolean
}

function askerOf(
  project: ProjectId,
  caller: { readonly id: string; readonly admin: boolean },
  role: Role | null,
): Asker {
  return { project, person: caller.id, reads: may({ role, admin: caller.admin }, 'read-others') }
}

/** What the project has at an address, and of a recording what this person may hear there. @throws Problem `not-found` */
async function found(deps: Deps, asker: Asker, address: BlobHash): Promise<{ mime: string; sound: Sound | null }> {
  const heard = await heardAt(deps, asker, address)
  const { project, person, reads = false } = asker
  const row =
    heard &&
    ((await findBlob(deps.db, project, heard.blob)) ??
      (await findTake(deps.db, project, heard.blob, reads ? null : person)))
  if (!row || !(await deps.blobs.stat(heard.blob))) throw new Problem('not-found')
  const { mime } = row
  return { mime, sound: mime.startsWith('audio/') ? soundOf(deps.blobs, heard, mime) : null }
}

function soundOf(blobs: Deps['blobs'], { blob, copy, isPrivate }: Heard, mime: string): Sound {
  const beeped = async (): Promise<SentFile | null> => {
    const file = copy && (await beepedFile(blobs, copy))
    if (copy && !file) throw new Problem('not-found')
    return file
  }
  return {
    isPrivate,
    whole: async () => ({ ...((await beeped()) ?? (await heardFile(blobs, blob, mime))), isPrivate }),
    decoded: async () => (await beeped()) ?? { path: blobs.localPath(blob), mime },
  }
}

async function foundSound(deps: Deps, asker: Asker, address: BlobHash): Promise<Sound> {
  const { sound } = await found(deps, asker, address)
  if (!sound) throw new Problem('not-found')
  return sound
}

/** Pictures are nobody's voice: neither takes nor copies with a tone are looked for. */
async function foundImage({ db, blobs }: Deps, project: ProjectId, blob: BlobHash): Promise<void> {
  const row = await findBlob(db, project, blob)
  if (!row?.mime.startsWith('image/') || !(await blobs.stat(blob))) throw new Problem('not-found')
}
