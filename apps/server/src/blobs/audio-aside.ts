// Looks into recordings in a thread of its own: a file may be made so that reading its header takes for ever.
import { answeringThread, startThread, ThreadEnded } from '../threads.ts'
import type { AudioLook } from './audio.ts'
import type { Refusal } from './refusal.ts'

/** A header takes milliseconds; the length of a stream without one is found by walking its frames, a second an hour. */
const MOST_MS = 60_000

const looking = answeringThread<string, AudioLook | Refusal>({
  start: () => startThread(import.meta.url, 'look-worker'),
  most: MOST_MS,
})

/** As `lookAtAudio`; refuses what it does not come to an end with. */
export async function lookAside(path: string): Promise<AudioLook | Refusal> {
  try {
    return await looking.ask(path)
  } catch (error) {
    if (error instanceof ThreadEnded) return { refused: `the recording cannot be read: ${error.message}` }
    throw error
  }
}
