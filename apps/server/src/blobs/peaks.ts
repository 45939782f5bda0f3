// What is made of a stored recording, in a thread of its own when it comes, and kept beside it: its waveform, the coarse
// level of its spectrogram, and where its own file has no index a copy that has one.
import { open, rename, rm } from 'node:fs/promises'
import { type BlobHash, PEAKS_HEAD, type PeaksShape, readPeaksHead } from '@etabli/schema'
import { answeringThread, startThread } from '../threads.ts'
import type { AudioJob, AudioReply } from './audio-worker.ts'
import { Lately } from './lately.ts'
import type { PictureStore } from './pictures.ts'
import type { SentFile } from './serve.ts'

/** The recording's samples cannot be had here: broken where `codec` is null, else in a codec that only browsers decode. */
export class NoPeaks extends Error {
  readonly codec: string | null
  constructor(sentence: string, codec: string | null) {
    super(sentence)
    this.name = 'NoPeaks'
    this.codec = codec
  }
}

/** A recording takes seconds an hour: a decoder that is not done after this long goes round in circles. */
const MOST_MS = 30 * 60_000

/** One recording at a time, so that a processor is left to everybody else. */
const decoding = answeringThread<AudioJob, AudioReply>({
  start: () => startThread(import.meta.url, 'audio-worker'),
  most: MOST_MS,
})

/**
 * The file of peaks, as `@etabli/schema` describes it.
 * @param from where the bytes are while the blob is not in the store yet
 * @throws NoPeaks
 */
export async function peaksFile(blobs: PictureStore, blob: BlobHash, from = blobs.localPath(blob)): Promise<SentFile> {
  const path = await made(blobs, blob, 'peaks', from)
  return { path, mime: 'application/octet-stream', tag: `${blob}-peaks` }
}

/** Recordings of these types are streams of frames, in which browsers only guess where a second is. */
const WITHOUT_INDEX = ['audio/mpeg', 'audio/aac']

/**
 * The file in which a browser is sent a recording: the blob, or the same frames with an index, so that what is seen, heard
 * and written down is the same moment. The blob where no such copy can be made.
 * @param from where the bytes are while the blob is not in the store yet
 */
export async function heardFile(
  blobs: PictureStore,
  blob: BlobHash,
  mime: string,
  from = blobs.localPath(blob),
): Promise<SentFile> {
  const asIs = { path: from, mime, tag: blob }
  if (!WITHOUT_INDEX.includes(mime)) return asIs
  try {
    const path = await made(blobs, blob, 'indexed', from)
    return { path, mime: 'audio/mp4', tag: `${blob}-indexed` }
  } catch (error) {
    if (error instanceof NoPeaks) return asIs
    throw error
  }
}

/** What the peaks are of: rate, channels and length as they were decoded. @throws NoPeaks */
export async function decodedShape(blobs: PictureStore, blob: BlobHash, from?: string): Promise<PeaksShape> {
  const { path } = await peaksFile(blobs, blob, from)
  const file = await open(path, 'r')
  try {
    const { buffer } = await file.read(Buffer.alloc(PEAKS_HEAD), 0, PEAKS_HEAD, 0)
    const shape = readPeaksHead(buffer)
    if (!shape) throw new Error(`${path} is no file of peaks`)
    return shape
  } finally {
    await file.close()
  }
}

/** The path of the kept level of the spectrogram. @throws NoPeaks */
export function spectrumFile(blobs: PictureStore, blob: BlobHash, from = blobs.localPath(blob)): Promise<string> {
  return made(blobs, blob, 'spectrum', from)
}

const NAMES = { peaks: 'peaks.bin', spectrum: 'spectrum.bin', indexed: 'indexed.m4a' } as const
/** Why something cannot be made of a blob: finding out may take as long as making it. */
const refused = new Lately<NoPeaks>()

function made(blobs: PictureStore, blob: BlobHash, make: keyof typeof NAMES, from: string): Promise<string> {
  return madeAs(blobs, blob, NAMES[make], { make, from })
}

/** What a job makes of a recording, kept beside it under that name; its path. @throws NoPeaks */
export function madeAs(blobs: PictureStore, blob: BlobHash, name: string, job: Omit<AudioJob, 'to'>): Promise<string> {
  return keptAs(blobs, blob, name, (to) =>
    job.make === 'peaks' ? drawn(blobs, blob, job.from, to) : work({ ...job, to }),
  )
}

/** What is made of a recording, kept beside it under that name; its path. That it cannot be made is remembered. @throws NoPeaks */
export async function keptAs(
  blobs: PictureStore,
  blob: BlobHash,
  name: string,
  make: (to: string) => Promise<void>,
): Promise<string> {
  const known = refused.get(`${blob}.${name}`)
  if (known) throw known
  try {
    return await blobs.derived(blob, name, make)
  } catch (error) {
    if (error instanceof NoPeaks) refused.set(`${blob}.${name}`, error)
    throw error
  }
}

/** Whoever decodes all for the waveform makes the spectrogram's kept level as well: decoding is what takes long. */
async function drawn(blobs: PictureStore, blob: BlobHash, from: string, to: string): Promise<void> {
  const also = `${to}.spectrum`
  try {
    await work({ make: 'peaks', from, to, also })
    await blobs.derived(blob, NAMES.spectrum, (there) => rename(also, there))
  } finally {
    await rm(also, { force: true })
  }
}

async function work(job: AudioJob): Promise<void> {
  let reply: AudioReply
  try {
    reply = await decoding.ask(job)
  } catch (error) {
    // A decoder that brought its thread down, or never came back, did so over this recording.
    throw new NoPeaks(error instanceof Error ? error.message : String(error), null)
  }
  if ('fault' in reply) throw new Error(reply.fault)
  if ('failed' in reply) throw new NoPeaks(reply.failed, reply.codec)
}
