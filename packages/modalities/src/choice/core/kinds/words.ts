// words: free text (a translation, a comment, a field of a form); the value is { text }.
import { medoid, normalisedEditDistance } from '@etabli/agreement'
import {
  countRaters,
  defineKind,
  type FigureOptions,
  type KindFigure,
  type MarkOf,
  pairsOf,
  ratioFigure,
} from '@etabli/modality-kit'
import { limits, type Question } from '@etabli/schema'
import * as z from 'zod/mini'
import { percentFigure, ratingsBy } from './common-figures.ts'
import { anyMedia } from './single.ts'

export const WordsValue = z.object({ text: z.string().check(z.maxLength(limits.answerText)) })
export type WordsValue = z.infer<typeof WordsValue>

export const WordsOptions = z.object({
  /** Characters (code points) at least and at most. */
  min: z.optional(z.int().check(z.nonnegative())),
  max: z.optional(z.int().check(z.positive())),
  /** A field of several lines. */
  long: z._default(z.boolean(), false),
})
export type WordsOptions = z.infer<typeof WordsOptions>

/** The question's options; one line without bounds where they are not of the expected form. */
export function wordsOptions(question: Question): WordsOptions {
  const parsed = WordsOptions.safeParse(question.options)
  return parsed.success ? parsed.data : { long: false }
}

export const words = defineKind<WordsValue>({
  id: 'words',
  media: anyMedia,
  many: false,
  labels: 'none',
  value: WordsValue,
  options: WordsOptions,
  check(mark, { question }) {
    const { min, max } = wordsOptions(question)
    const length = [...mark.value.text].length
    if (mark.value.text.trim() === '') return 'some words'
    if (min !== undefined && length < min) return `at least ${min} characters`
    return max !== undefined && length > max ? `at most ${max} characters` : null
  },
  similarity: (a, b) => wordsSimilarity(a.value.text, b.value.text),
  matchAt: 0.5,
  place: (a, b) => wordsSimilarity(a.value.text, b.value.text),
  fuse: fuseWords,
  method: 'the text nearest to all others (medoid by edit distance)',
  figures(units, _question, options) {
    const answered = units.map((unit) => ({ ...unit, raters: unit.raters.filter(({ marks }) => marks.length > 0) }))
    const texts = answered
      .filter((unit) => unit.raters.length > 1)
      .map((unit) => unit.raters.map(({ marks }) => marks[0]?.value.text ?? ''))
    return [
      meanFigure(texts, countRaters(answered), options),
      percentFigure(
        ratingsBy(units, (mark) => mark.value.text),
        options,
      ),
    ]
  },
})

/** Above this many characters texts are compared word by word, above this many pairs of words as bags of words. */
const LETTER_BY_LETTER = 400
const PAIRS_ALIGNED = 4_000_000

/**
 * 1 − edit distance over the longer length: by code points, or by words where one is long; for very long texts the
 * share of common words (Jaccard of bags). Symmetric, in [0, 1].
 */
export function wordsSimilarity(a: string, b: string): number {
  if (a === b) return 1
  const short = Math.max(a.length, b.length) <= LETTER_BY_LETTER
  const [left, right] = short ? [[...a], [...b]] : [wordsOf(a), wordsOf(b)]
  if (left.length * right.length > PAIRS_ALIGNED) return bagSimilarity(left, right)
  // Texts that differ in blanks alone have the same words; they are near, not the same.
  return Math.min(1 - normalisedEditDistance(left, right), 1 - 1 / Math.max(a.length, b.length))
}

function wordsOf(text: string): string[] {
  return text.match(/[\p{L}\p{N}\p{M}]+|[^\s\p{L}\p{N}\p{M}]/gu) ?? []
}

function bagSimilarity(a: readonly string[], b: readonly string[]): number {
  const counts = new Map<string, number>()
  for (const word of a) counts.set(word, (counts.get(word) ?? 0) + 1)
  let shared = 0
  for (const word of b) {
    const left = counts.get(word) ?? 0
    if (left === 0) continue
    shared += 1
    counts.set(word, left - 1)
  }
  return Math.min(shared / (a.length + b.length - shared), 1 - 1 / Math.max(a.length, b.length))
}

function fuseWords(marks: readonly MarkOf<WordsValue>[]): WordsValue {
  const texts = marks.map((mark) => mark.value.text).sort()
  const nearest = medoid(texts, (a, b) => 1 - wordsSimilarity(a, b))
  return { text: (nearest && texts[nearest.index]) ?? '' }
}

function meanFigure(tasks: readonly (readonly string[])[], raters: number, options: FigureOptions): KindFigure {
  const means = tasks.map((texts) => {
    const pairs = pairsOf(texts)
    return { part: pairs.reduce((sum, [a, b]) => sum + wordsSimilarity(a, b), 0) / pairs.length, whole: 1 }
  })
  const formula = 'mean over tasks and pairs of people of 1 − edit distance / longer length'
  return ratioFigure({ measure: 'mean-similarity', formula }, means, raters, options)
}
