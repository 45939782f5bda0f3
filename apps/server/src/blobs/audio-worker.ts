// worker_threads entry: works through recordings off the event loop, one after the other: their peaks and
// spectrogram, or a copy: with an index, or with a tone over what is personal.
import { open, writeFile } from 'node:fs/promises'
import { parentPort } from 'node:worker_threads'
import type { SampleRange } from '@etabli/modalities'
import { createPyramid, type Pyramid, SPECTRUM_KEPT } from '@etabli/schema'
import { writeBeeped } from './beeped-copy.ts'
import { decodeAudio, NotDecodedHere } from './decode.ts'
import { writeIndexed } from './indexed.ts'
import { type ColumnStream, columnStream } from './spectrum-stream.ts'

export interface AudioJob {
  readonly make: 'peaks' | 'spectrum' | 'indexed' | 'beeped'
  readonly from: string
  readonly to: string
  /** Where the kept level of the spectrogram goes, which is made with the peaks. */
  readonly also?: string
  /** What becomes a tone. */
  readonly ranges?: readonly SampleRange[]
}

export type AudioReply =
  | { readonly done: true }
  | { readonly failed: string; readonly codec: string | null }
  /** The disk's fault, not the recording's. */
  | { readonly fault: string }

// Decoders write a line for each frame that makes no sense, thousands for a broken file; what is wrong with a recording is
// said once, in the reply.
Object.assign(globalThis.console, { error: () => undefined })

parentPort?.on('message', async ({ make, from, to, also, ranges = [] }: AudioJob) => {
  const reply = (message: AudioReply) => parentPort?.postMessage(message)
  try {
    if (make === 'indexed') await writeIndexed(from, to)
    else if (make === 'beeped') await writeBeeped(from, to, ranges)
    else if (make === 'spectrum') await listen(from, null, to)
    else await listen(from, to, also ?? null)
    reply({ done: true })
  } catch (error) {
    const failed = error instanceof Error ? error.message : String(error)
    if (error instanceof Error && 'errno' in error) reply({ fault: failed })
    else reply({ failed, codec: error instanceof NotDecodedHere ? error.codec : null })
  }
})

/** Decodes a recording once, for its peaks and its spectrogram, where a path is given. */
async function listen(from: string, peaks: string | null, spectrum: string | null): Promise<void> {
  let pyramid: Pyramid | null = null
  let columns: ColumnStream | null = null
  const file = spectrum === null ? null : await open(spectrum, 'wx', 0o600)
  try {
    for await (const { sampleRate, channelData } of decodeAudio(from)) {
      if ((channelData[0]?.length ?? 0) === 0) continue
      pyramid ??= createPyramid(sampleRate, channelData.length)
      columns ??= columnStream(SPECTRUM_KEPT, sampleRate)
      if (peaks !== null) pyramid.add(channelData)
      if (file) await file.write(columns.add(channelData))
    }
    if (file && columns) await file.write(columns.finish())
  } finally {
    await file?.close()
  }
  if (!pyramid) throw new Error('no sound could be decoded')
  if (peaks !== null) await writeFile(peaks, pyramid.finish().parts, { flag: 'wx', mode: 0o600 })
}
