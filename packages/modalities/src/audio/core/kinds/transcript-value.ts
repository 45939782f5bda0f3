// The value of a transcript: its text and, where a machine gave them, the times of its words.
import { limits } from '@etabli/schema'
import * as z from 'zod/mini'

const Seconds = z.number().check(z.nonnegative())

/** One word with its time in seconds, and how sure the machine was of it. */
export const TimedWord = z
  .object({
    word: z.string().check(z.minLength(1), z.maxLength(200)),
    start: Seconds,
    end: Seconds,
    confidence: z._default(z.nullable(z.number().check(z.gte(0), z.lte(1))), null),
  })
  .check(z.refine((word) => word.end >= word.start, { error: 'the word ends before it starts' }))
export type TimedWord = z.infer<typeof TimedWord>

export const TranscriptValue = z.object({
  text: z.string().check(z.maxLength(limits.answerText)),
  /** Word times, where a machine gave them. */
  words: z.optional(z.array(TimedWord).check(z.maxLength(limits.wordsPerTranscript))),
  /** True where the times are not measured but estimated. */
  estimated: z.optional(z.boolean()),
})
export type TranscriptValue = z.infer<typeof TranscriptValue>

/** The transcript that a mark holds; null where there is no mark, or it holds none. */
export function transcriptIn(mark: { readonly value: unknown } | null | undefined): TranscriptValue | null {
  const value = TranscriptValue.safeParse(mark?.value)
  return value.success ? value.data : null
}
