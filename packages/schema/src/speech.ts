// Where a recording is speech, as the server's model heard it.
import * as z from 'zod/mini'

const seconds = z.number().check(z.gte(0))

export const SpeechSpan = z.object({
  /** Seconds, `start` before `end`. */
  start: seconds,
  end: seconds,
  /** How sure the model is, on the mean over the stretch, 0 to 1. */
  confidence: z.number().check(z.gte(0), z.lte(1)),
})
export type SpeechSpan = z.infer<typeof SpeechSpan>

/** The answer to whoever asks where speech is: a long recording takes minutes, and is listened to once. */
export const SpeechFound = z.discriminatedUnion('state', [
  /** Seconds behind, of how many. */
  z.object({ state: z.literal('listening'), heard: seconds, duration: seconds }),
  /** In order, apart from each other. */
  z.object({ state: z.literal('heard'), spans: z.array(SpeechSpan) }),
])
export type SpeechFound = z.infer<typeof SpeechFound>
