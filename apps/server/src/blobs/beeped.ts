// Copies of recordings with a tone over what is personal: made once from the recording and the stretches, kept beside it.
import { createHash } from 'node:crypto'
import type { SampleRange } from '@etabli/modalities'
import type { BlobHash } from '@etabli/schema'
import { madeAs, NoPeaks, peaksFile } from './peaks.ts'
import type { PictureStore } from './pictures.ts'
import type { SentFile } from './serve.ts'
import { headOf, sniff } from './sniff.ts'

export interface BeepedCopy {
  /** Its address: like a blob's, so that nothing that keeps media by address mixes it with the recording. */
  readonly key: BlobHash
  /** The recording. */
  readonly blob: BlobHash
  readonly ranges: readonly SampleRange[]
}

/** The copy of a recording with a tone over these samples: the same recipe, the same address. */
export function beepedCopy(blob: BlobHash, ranges: readonly SampleRange[]): BeepedCopy {
  const recipe = `beeped 1 ${blob} ${ranges.map((range) => range.join('-')).join(' ')}`
  return { key: createHash('sha256').update(recipe).digest('hex') as BlobHash, blob, ranges }
}

/** The copy's file, or null where the recording's codec lets none be made: then nothing of it may be heard. */
export async function beepedFile(blobs: PictureStore, { key, blob, ranges }: BeepedCopy): Promise<SentFile | null> {
  try {
    const path = await madeAs(blobs, blob, `beeped-${key}`, { make: 'beeped', from: blobs.localPath(blob), ranges })
    return { path, mime: sniff(await headOf(path)).mime, tag: key }
  } catch (error) {
    if (error instanceof NoPeaks) return null
    throw error
  }
}

/** Makes the waveform of a copy, where there can be one. */
export async function warmPeaks(blobs: PictureStore, key: BlobHash, path: string): Promise<void> {
  try {
    await peaksFile(blobs, key, path)
  } catch (error) {
    if (!(error instanceof NoPeaks)) throw error
  }
}
