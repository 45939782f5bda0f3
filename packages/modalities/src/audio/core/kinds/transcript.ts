// Kind `transcript`: what was said, in writing; its distance is counted in words, its consensus is a medoid.
import { alignTokens, medoid, normalisedEditDistance } from '@etabli/agreement'
import {
  type AgreementUnit,
  countRaters,
  defineKind,
  type KindFigure,
  type MarkOf,
  pairsOf,
  type Ratio,
  ratioFigure,
} from '@etabli/modality-kit'
import { limits } from '@etabli/schema'
import * as z from 'zod/mini'
import { NORMALISATION, normalisedWords } from '../words.ts'

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

export const transcript = defineKind<TranscriptValue>({
  id: 'transcript',
  media: ['audio'],
  many: false,
  labels: 'none',
  value: TranscriptValue,
  options: z.object({}),
  matchAt: 0,
  method: 'medoid by word edit distance',
  check(mark, { media }) {
    if (media.type !== 'audio') return 'a transcript belongs to a recording'
    const late = mark.value.words?.find((word) => word.end > media.duration + TIME_TOLERANCE)
    return late ? `the word "${late.word}" ends at ${late.end} s, after the recording (${media.duration} s)` : null
  },
  similarity: (a, b) => 1 - distance(a.value.text, b.value.text),
  place: (a, b) => 1 - distance(a.value.text, b.value.text),
  fuse: (marks) => nearest(marks),
  figures(units, _question, options) {
    const shared = units.filter((unit) => unit.raters.length > 1)
    const raters = countRaters(units)
    const figures: KindFigure[] = [
      ratioFigure(
        {
          measure: 'wer',
          formula: `Σ (S + D + I) / Σ reference words over both directions of each pair; ${NORMALISATION}`,
        },
        shared.map(pairwiseErrors),
        raters,
        options,
      ),
      ratioFigure(
        { measure: 'exact', formula: `pairs with the same words / pairs; ${NORMALISATION}` },
        shared.map(samePairs),
        raters,
        options,
      ),
    ]
    return figures
  },
})

/** Word times of a recogniser may end a frame after the file does. */
const TIME_TOLERANCE = 0.1

function distance(a: string, b: string): number {
  return normalisedEditDistance(normalisedWords(a), normalisedWords(b))
}

/** The transcript nearest to all others; of equals the one most often written, then the first in code-point order. */
function nearest(marks: readonly MarkOf<TranscriptValue>[]): TranscriptValue {
  const counts = new Map<string, number>()
  for (const { value } of marks) counts.set(value.text, (counts.get(value.text) ?? 0) + 1)
  const ordered = marks.toSorted(
    (a, b) =>
      (counts.get(b.value.text) ?? 0) - (counts.get(a.value.text) ?? 0) || (a.value.text < b.value.text ? -1 : 1),
  )
  const found = medoid(ordered, (a, b) => distance(a.value.text, b.value.text))
  return { text: (found === null ? undefined : ordered[found.index])?.value.text ?? '' }
}

function textsOf(unit: AgreementUnit<TranscriptValue>): string[][] {
  return unit.raters.map(({ marks }) => normalisedWords(marks[0]?.value.text ?? ''))
}

function pairwiseErrors(unit: AgreementUnit<TranscriptValue>): Ratio {
  let part = 0
  let whole = 0
  for (const [a, b] of pairsOf(textsOf(unit))) {
    part += 2 * alignTokens(a, b).distance
    whole += a.length + b.length
  }
  return { part, whole }
}

function samePairs(unit: AgreementUnit<TranscriptValue>): Ratio {
  const pairs = pairsOf(textsOf(unit))
  return { part: pairs.filter(([a, b]) => alignTokens(a, b).distance === 0).length, whole: pairs.length }
}
