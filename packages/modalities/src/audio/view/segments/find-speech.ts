// Finds speech: by the server's model where it can hear the recording, else by how loud it is; says how far it is.
import type { Span } from '@etabli/geometry'
import { SpeechFound } from '@etabli/schema'
import { heardSpans } from '../../core/segments/speech.ts'
import type { Peaks } from '../peaks-source.ts'

export interface FoundSpeech {
  readonly spans: readonly (Span & { readonly confidence?: number })[]
  readonly by: 'model' | 'loudness'
}

export interface FindingState {
  /** How much is behind, 0 to 1; null while nothing is looked for. */
  readonly share: number | null
  /** What there is to say of what was found last: by loudness since the server could not say, or no speech. */
  readonly note: 'byLoudness' | 'noSpeech' | null
}

export interface Finding {
  get(): FindingState
  subscribe(listener: () => void): () => void
  /** Null where it was stopped. @param address of what the server found; null where there is none to ask */
  find(address: string | null, peaks: Peaks, duration: number): Promise<FoundSpeech | null>
  /** Whatever is loud, speech or not. */
  findLoud(peaks: Peaks, duration: number): Promise<FoundSpeech>
  stop(): void
}

const NOTHING: FindingState = { share: null, note: null }
/** How finely a recording is listened to for what is loud in it, and how many stretches at most. */
const A_SECOND = 100
const MOST_STRETCHES = 500_000
const AGAIN_MS = 1_000

export function createFinding(): Finding {
  let now = NOTHING
  let going: AbortController | null = null
  const listeners = new Set<() => void>()
  const set = (next: FindingState): void => {
    now = next
    for (const listener of listeners) listener()
  }
  return {
    get: () => now,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async find(address, peaks, duration) {
      const asking = new AbortController()
      going = asking
      set({ share: 0, note: null })
      const say = (share: number): void => {
        if (!asking.signal.aborted) set({ share, note: null })
      }
      const spoken = address === null ? null : await askServer(address, asking.signal, say).catch(() => null)
      if (asking.signal.aborted) return null
      const found = spoken ?? (await byLoudness(peaks, duration))
      if (asking.signal.aborted) return null
      going = null
      set({ share: null, note: found.by === 'loudness' ? 'byLoudness' : found.spans.length === 0 ? 'noSpeech' : null })
      return found
    },
    findLoud(peaks, duration) {
      set(NOTHING)
      return byLoudness(peaks, duration)
    },
    stop() {
      going?.abort()
      going = null
      set(NOTHING)
    },
  }
}

/** Null where the server cannot say. */
async function askServer(
  address: string,
  signal: AbortSignal,
  say: (share: number) => void,
): Promise<FoundSpeech | null> {
  for (;;) {
    const reply = await fetch(address, { credentials: 'same-origin', signal })
    if (reply.ok) {
      const found = SpeechFound.parse(await reply.json())
      if (found.state === 'heard') return { spans: found.spans, by: 'model' }
      say(found.duration > 0 ? Math.min(1, found.heard / found.duration) : 0)
    } else if (reply.status !== 503) return null
    await new Promise((resolve) => setTimeout(resolve, AGAIN_MS))
  }
}

async function byLoudness(peaks: Peaks, duration: number): Promise<FoundSpeech> {
  const heard = await peaks.loudness(Math.min(A_SECOND, MOST_STRETCHES / Math.max(1, duration)))
  return { spans: heardSpans(heard, duration), by: 'loudness' }
}
