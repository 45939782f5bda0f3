// The value of a segment: when it starts and ends, what is said in it and, where known, the times of its words.
import { limits, type Mark } from '@etabli/schema'
import * as z from 'zod/mini'
import { TranscriptOptions } from '../words.ts'
import { TimedWord, WordVote } from './transcript-value.ts'

const Seconds = z.number().check(z.nonnegative())

export const SegmentValue = z
  .object({
    /** Seconds from the recording's start; `end` is not part of it. */
    start: Seconds,
    end: Seconds,
    /** Absent where nothing was written. */
    text: z.optional(z.string().check(z.maxLength(limits.answerText))),
    /** Times are the recording's, as the segment's own. */
    words: z.optional(z.array(TimedWord).check(z.maxLength(limits.wordsPerTranscript))),
    /** True where the times of words are not measured but estimated. */
    estimated: z.optional(z.boolean()),
    /** Where the text is the consensus of several people. */
    vote: z.optional(WordVote),
  })
  .check(z.refine(({ start, end }) => start < end, { error: 'the end must come after the start' }))
export type SegmentValue = z.infer<typeof SegmentValue>

/** What a question of segments may ask for. */
export const SegmentOptions = z.extend(TranscriptOptions, {
  /** Each segment is written down. */
  transcript: z.optional(z.boolean()),
  /** Segments may overlap; false: one is cut where another begins. */
  overlap: z.optional(z.boolean()),
  /** Every segment needs a class or speaker. */
  labelled: z.optional(z.boolean()),
  /** Seconds that a segment lasts at least. */
  shortest: z.optional(z.number().check(z.gte(0.001), z.lte(60))),
  /** Boundaries that are drawn go to the nearest silence. */
  snap: z.optional(z.boolean()),
})
export type SegmentOptions = z.infer<typeof SegmentOptions>

/** What holds where the question says nothing. */
export interface SegmentRules {
  readonly transcript: boolean
  readonly overlap: boolean
  readonly labelled: boolean
  /** Seconds. */
  readonly shortest: number
  readonly snap: boolean
}

/** A boundary is a whole number of these in a second: finer ones mean nothing in speech, and files round them away. */
export const TICKS = 1_000

const rules = new WeakMap<object, SegmentRules>()

/** The rules that a question of segments sets; read once for the same options, as every move of a pointer asks. */
export function rulesOf({ options }: { readonly options: Readonly<Record<string, unknown>> }): SegmentRules {
  const known = rules.get(options) ?? rulesIn(options)
  rules.set(options, known)
  return known
}

function rulesIn(given: Readonly<Record<string, unknown>>): SegmentRules {
  const asked = SegmentOptions.safeParse(given)
  const options = asked.success ? asked.data : {}
  return {
    transcript: options.transcript ?? false,
    overlap: options.overlap ?? true,
    labelled: options.labelled ?? false,
    shortest: options.shortest ?? 0.05,
    snap: options.snap ?? false,
  }
}

/** The segment in a mark; null where it is of another kind. Values in a document were validated at its border. */
export function segmentOf(mark: Pick<Mark, 'kind' | 'value'> | null | undefined): SegmentValue | null {
  return mark?.kind === 'segment' ? (mark.value as SegmentValue) : null
}
