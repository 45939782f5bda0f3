// The spectrogram of a recording in tiles: the coarse level is kept beside it, made with its waveform; finer ones are
// computed as somebody looks, in a thread of their own.
import { type BlobHash, SPECTRUM_COLUMNS, spectrumColumns } from '@etabli/schema'
import { answeringThread, startThread, ThreadEnded } from '../threads.ts'
import { decodedShape, heardFile, spectrumFile } from './peaks.ts'
import type { PictureStore } from './pictures.ts'
import type { SpectrumJob, SpectrumReply } from './spectrum-worker.ts'

/** A tile takes milliseconds, or a second where half a minute is decoded for it. */
const MOST_MS = 30_000

const computing = answeringThread<SpectrumJob, SpectrumReply>({
  start: () => startThread(import.meta.url, 'spectrum-worker'),
  most: MOST_MS,
})

export interface SpectrumPlace {
  readonly level: number
  readonly tile: number
}

/**
 * The columns of one tile, as `@etabli/schema` describes them; null where the recording has no such tile.
 * @param isWanted asked before it is computed: who scrolls on asks for many tiles and waits for few
 * @param from where the bytes are
 * @throws NoPeaks, or ThreadEnded where nobody waits any more
 */
export async function spectrumTile(
  blobs: PictureStore,
  blob: BlobHash,
  mime: string,
  { level, tile }: SpectrumPlace,
  isWanted: () => boolean,
  from = blobs.localPath(blob),
): Promise<Uint8Array | null> {
  const { samples, sampleRate } = await decodedShape(blobs, blob, from)
  const first = tile * SPECTRUM_COLUMNS
  const count = Math.min(SPECTRUM_COLUMNS, spectrumColumns(level, samples / sampleRate) - first)
  if (count <= 0) return null
  const kept = await spectrumFile(blobs, blob, from)
  const { path } = await heardFile(blobs, blob, mime, from)
  const reply = await computing.ask({ kept, from: path, level, first, count }, isWanted)
  if ('failed' in reply) throw new ThreadEnded(reply.failed)
  return reply.columns
}
