// Where a recording's waveform comes from: the server's file of peaks, else the page itself for what the server cannot decode.
import { type AudioMedia, createPyramid } from '@etabli/schema'
import { type FetchBytes, openPeaks, type Peaks } from './peaks-source.ts'

/** The page decodes recordings up to this length; longer ones would fill its memory. */
const MOST_DECODED_SECONDS = 20 * 60
/** Peaks of a recording decoded at this rate are as fine as the server's. */
const DECODED_RATE = 8_000
const TRIES = 40
const AGAIN_MS = 1_500

interface Wanted {
  /** Address of the peaks; null where the frame knows none. */
  readonly peaks: string | null
  /** Address of the recording. */
  readonly src: string
  readonly media: AudioMedia
  readonly signal: AbortSignal
  readonly onChange: () => void
}

/** Opens the waveform. Null where the recording is too long to be decoded here and the server could not. @throws where it is broken */
export async function peaksOf({ peaks, src, media, signal, onChange }: Wanted): Promise<Peaks | null> {
  if (peaks !== null) {
    const fetchBytes = ranged(peaks, signal)
    const opened = await openPeaks(fetchBytes, onChange).catch((error: unknown) => {
      if (error instanceof NotThere) return null
      throw error
    })
    if (opened) return opened
  }
  if (media.duration > MOST_DECODED_SECONDS) return null
  const bytes = await (await fetch(src, { credentials: 'same-origin', signal })).arrayBuffer()
  const file = await decodedPeaks(bytes)
  return openPeaks((start, end) => Promise.resolve(file.subarray(start, end)), onChange)
}

class NotThere extends Error {}

/** Ranges of an address; waits while the server says that it is still making it. */
function ranged(address: string, signal: AbortSignal): FetchBytes {
  return async (start, end) => {
    for (let tries = 0; ; tries++) {
      const reply = await fetch(address, {
        credentials: 'same-origin',
        signal,
        headers: { range: `bytes=${start}-${end - 1}` },
      })
      if (reply.status === 404) throw new NotThere()
      if (reply.ok) return new Uint8Array(await reply.arrayBuffer())
      if (reply.status !== 503 || tries >= TRIES) throw new Error(`the waveform was answered with ${reply.status}`)
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MS))
    }
  }
}

async function decodedPeaks(bytes: ArrayBuffer): Promise<Uint8Array> {
  // An offline context decodes to its own rate and is no AudioContext: nothing of it stays.
  const sound = await new OfflineAudioContext(1, 1, DECODED_RATE).decodeAudioData(bytes)
  const pyramid = createPyramid(sound.sampleRate, sound.numberOfChannels)
  pyramid.add(Array.from({ length: sound.numberOfChannels }, (_, channel) => sound.getChannelData(channel)))
  const { parts } = pyramid.finish()
  const file = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    file.set(part, at)
    at += part.length
  }
  return file
}
