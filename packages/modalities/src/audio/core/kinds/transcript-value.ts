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
    /** True where the time is not measured but estimated. */
    estimated: z.optional(z.boolean()),
  })
  .check(z.refine((word) => word.end >= word.start, { error: 'the word ends before it starts' }))
export type TimedWord = z.infer<typeof TimedWord>

const Share = z.number().check(z.gte(0), z.lte(1))

/** How sure the vote was of a text that was put together of several people's, as reliability-weighted shares. */
export const WordVote = z.object({
  /** Of each word of the text, in its order. */
  words: z.array(Share).check(z.maxLength(limits.wordsPerTranscript)),
  /** Of writing no word where some wrote one: before which word of the text, from 0; in order. */
  gaps: z
    .array(z.object({ before: z.int().check(z.nonnegative()), sure: Share }))
    .check(z.maxLength(limits.wordsPerTranscript)),
})
export type WordVote = z.infer<typeof WordVote>

/** How many other hypotheses a machine may give. */
const ALTERNATIVES = 20

export const TranscriptValue = z.object({
  text: z.string().check(z.maxLength(limits.answerText)),
  /** Word times, where a machine gave them. */
  words: z.optional(z.array(TimedWord).check(z.maxLength(limits.wordsPerTranscript))),
  /** True where all the times are estimated, said once for all words; `transcriptIn` says it of each. */
  estimated: z.optional(z.boolean()),
  /** Where it is the consensus of several people. */
  vote: z.optional(WordVote),
  /** What else the machine may have heard, likeliest first. */
  alternatives: z.optional(z.array(z.string().check(z.maxLength(limits.answerText))).check(z.maxLength(ALTERNATIVES))),
})
export type TranscriptValue = z.infer<typeof TranscriptValue>

/** The transcript that a mark holds, each word saying whether its time is estimated; null where it holds none. */
export function transcriptIn(mark: { readonly value: unknown } | null | undefined): TranscriptValue | null {
  const value = TranscriptValue.safeParse(mark?.value)
  return value.success ? saidOfEach(value.data) : null
}

/** `estimated` of all words becomes `estimated` of each. */
export function saidOfEach({ estimated, ...value }: TranscriptValue): TranscriptValue {
  if (estimated !== true || value.words === undefined) return value
  return { ...value, words: value.words.map((word) => ({ ...word, estimated: true })) }
}
