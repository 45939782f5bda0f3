// sentence: a class for a sentence; the mark keeps the sentence's bounds, [start, end) in Unicode code points.
import { groupedNominalAlpha } from '@etabli/agreement'
import { spanOverlap } from '@etabli/geometry'
import {
  type AgreementUnit,
  countRaters,
  defineKind,
  type FigureOptions,
  figureOf,
  type KindContext,
  type KindFigure,
  type MarkOf,
  pairsOf,
  type Ratio,
  ratioFigure,
} from '@etabli/modality-kit'
import type { MarkId, Question } from '@etabli/schema'
import * as z from 'zod/mini'
import { fuseSpans } from '../kinds/span-consensus.ts'
import { passageOf } from '../passage.ts'
import type { Stretch } from '../tokens.ts'
import { firstUncovered } from './split.ts'

const Offset = z.int().check(z.nonnegative())
export const SentenceValue = z
  .object({ start: Offset, end: Offset })
  .check(z.refine(({ start, end }) => start < end, { error: 'the end must come after the start' }))
export type SentenceValue = z.infer<typeof SentenceValue>

export const SentenceOptions = z.object({
  /** Every sentence needs an answer: all that is not blank lies in one. */
  all: z._default(z.boolean(), false),
})

type SentenceMark = MarkOf<SentenceValue>

/** Half of the characters that either took must be in both, so that segmenters may differ by a quote or a blank. */
const SAME = 0.5

export const sentence = defineKind<SentenceValue>({
  id: 'sentence',
  media: ['text'],
  many: true,
  labels: 'required',
  value: SentenceValue,
  options: SentenceOptions,
  optionsOfFinished: ['all'],
  check({ value }, { media }) {
    const passage = passageOf(media)
    if (!passage) return 'sentences are of texts only'
    return value.end <= passage.length
      ? null
      : `characters ${value.start} to ${value.end} of a text of ${passage.length}`
  },
  together,
  similarity: (a, b) => (a.label === b.label ? iou(a.value, b.value) : 0),
  matchAt: SAME,
  place: (a, b) => iou(a.value, b.value),
  fuse(marks, _context, weights) {
    const { start, end } = fuseSpans(
      marks.map(({ value }) => value),
      weights,
    )
    return { start, end }
  },
  method: 'sentence by sentence the class most gave; bounds by the median of each',
  figures,
})

function iou(a: Stretch, b: Stretch): number {
  const shared = Math.max(0, spanOverlap(a, b))
  return shared / (a.end - a.start + b.end - b.start - shared)
}

/** Two answers must not overlap, and where every sentence needs one nothing may be left over. */
function together(
  marks: readonly SentenceMark[],
  { question, media }: KindContext,
): { mark: MarkId | null; message: string } | null {
  const sorted = marks.toSorted((a, b) => a.value.start - b.value.start)
  for (const [index, mark] of sorted.entries()) {
    const next = sorted[index + 1]
    if (next && next.value.start < mark.value.end) {
      return { mark: next.id, message: `the sentence at ${next.value.start} overlaps the one before` }
    }
  }
  const passage = question.options['all'] === true ? passageOf(media) : null
  const open =
    passage &&
    firstUncovered(
      passage,
      marks.map(({ value }) => value),
    )
  return open === null ? null : { mark: null, message: `the sentence at ${open} has no answer` }
}

type Unit = AgreementUnit<SentenceValue>

function figures(units: readonly Unit[], question: Question, options: FigureOptions): KindFigure[] {
  const tasks = units.map((unit) => ({ raters: unit.raters.map(({ rater }) => rater), sentences: sentencesSaid(unit) }))
  const alpha = (about: string | null): KindFigure => {
    const said = (label: string) => (about === null ? label : String(label === about))
    const groups = tasks.map(({ raters, sentences }) => ({
      raters,
      units: sentences.map((labels) => labels.map(said)),
    }))
    const { coefficient, interval } = groupedNominalAlpha(groups, options)
    const scale = about === null ? 'nominal' : 'nominal (this label or not)'
    const formula = `1 − Do / De (Krippendorff 2011) over sentences, ${scale} distance; interval over tasks`
    return figureOf({ measure: 'krippendorff-alpha', formula, about }, coefficient, interval)
  }
  const formula = 'pairs of people who say the same of a sentence / all pairs, summed over sentences and tasks'
  const shared = tasks.filter(({ raters }) => raters.length > 1).map(({ sentences }) => sameness(sentences))
  return [
    alpha(null),
    ratioFigure({ measure: 'percent', formula }, shared, countRaters(units), options),
    ...question.labels.map(({ id }) => alpha(id)),
  ]
}

function sameness(sentences: readonly (readonly string[])[]): Ratio {
  const ratio = { part: 0, whole: 0 }
  for (const [a, b] of sentences.flatMap((labels) => pairsOf(labels))) {
    ratio.whole += 1
    if (a === b) ratio.part += 1
  }
  return ratio
}

interface Said {
  readonly place: Stretch
  readonly by: Set<string>
  readonly labels: string[]
}

/** What was said of each sentence, one label a person: marks of two people are of one sentence where half is in both. */
function sentencesSaid({ raters }: Unit): string[][] {
  const found: Said[] = []
  for (const { rater, marks } of raters) {
    for (const { label, value } of marks) {
      const near = found
        .filter(({ by }) => !by.has(rater))
        .map((one) => ({ one, like: iou(one.place, value) }))
        .filter(({ like }) => like >= SAME)
      const best = near.reduce<(typeof near)[number] | null>((a, b) => (a && a.like >= b.like ? a : b), null)?.one
      if (best) {
        best.by.add(rater)
        best.labels.push(label ?? '')
      } else found.push({ place: value, by: new Set([rater]), labels: [label ?? ''] })
    }
  }
  return found.map(({ labels }) => labels)
}
