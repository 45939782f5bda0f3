// Where a recording is speech: found once by a model in a thread of its own, and kept beside the recording.
import { readFile } from 'node:fs/promises'
import { setTimeout as passed } from 'node:timers/promises'
import { type BlobHash, type SpeechFound, SpeechSpan } from '@etabli/schema'
import * as z from 'zod/mini'
import { answeringThread, startThread } from '../threads.ts'
import { decodedShape, keptAs, NoPeaks } from './peaks.ts'
import type { PictureStore } from './pictures.ts'
import type { SpeechJob, SpeechReply } from './speech-worker.ts'

/** An hour takes a minute or two; a day of sound on a busy machine still comes to its end. */
const MOST_MS = 6 * 3_600_000

const listening = answeringThread<SpeechJob, SpeechReply>({
  start: () => startThread(import.meta.url, 'speech-worker'),
  most: MOST_MS,
  isLast: (message) => !('heard' in message),
})

/** Seconds behind, of the recordings that are being listened to. */
const behind = new Map<BlobHash, number>()

const SpeechFile = z.object({ spans: z.array(SpeechSpan) })

/**
 * Where the recording is speech, or how far the listening is: it goes on whether or not somebody waits.
 * @param patience milliseconds to wait for the end of it
 * @param from where the bytes are
 * @throws NoPeaks where its sound cannot be had here, or the model cannot be run
 */
export async function speechIn(
  blobs: PictureStore,
  blob: BlobHash,
  patience: number,
  from = blobs.localPath(blob),
): Promise<SpeechFound> {
  const { samples, sampleRate } = await decodedShape(blobs, blob, from)
  const over = new AbortController()
  const late = passed(patience, null, { signal: over.signal, ref: false }).catch(() => null)
  try {
    const found = keptAs(blobs, blob, 'speech.json', (to) => listen(blob, from, to))
    const path = await Promise.race([found, late])
    if (path === null) return { state: 'listening', heard: behind.get(blob) ?? 0, duration: samples / sampleRate }
    const { spans } = SpeechFile.parse(JSON.parse(await readFile(path, 'utf8')))
    return { state: 'heard', spans }
  } finally {
    over.abort()
  }
}

async function listen(blob: BlobHash, from: string, to: string): Promise<void> {
  const heard = (message: SpeechReply) => {
    if ('heard' in message) behind.set(blob, message.heard)
  }
  try {
    const reply = await listening
      .ask({ from, to }, () => true, heard)
      .catch((error: unknown) => {
        throw new NoPeaks(error instanceof Error ? error.message : String(error), null)
      })
    if ('failed' in reply) throw new NoPeaks(reply.failed, reply.codec)
  } finally {
    behind.delete(blob)
  }
}
