// span: a labelled stretch of the text, [start, end) in Unicode code points; spans may overlap and nest.
import { groupedNominalAlpha, setAgreement } from '@etabli/agreement'
import { spanIou } from '@etabli/geometry'
import {
  type AgreementUnit,
  countRaters,
  defineKind,
  type FigureOptions,
  figureOf,
  type KindFigure,
  type MarkOf,
  pairsOf,
  type Ratio,
  ratioFigure,
} from '@etabli/modality-kit'
import * as z from 'zod/mini'
import { type Passage, passageOf } from '../passage.ts'
import { tokenFrom } from '../tokens.ts'

export const SpanValue = z
  .object({ start: z.int().check(z.nonnegative()), end: z.int().check(z.positive()) })
  .check(z.refine((span) => span.start < span.end, { error: 'the end must come after the start' }))
export type SpanValue = z.infer<typeof SpanValue>

type SpanMark = MarkOf<SpanValue>

export const span = defineKind<SpanValue>({
  id: 'span',
  media: ['text'],
  many: true,
  labels: 'required',
  value: SpanValue,
  options: z.object({}),
  check(mark, { media }) {
    const passage = passageOf(media)
    if (!passage) return 'spans are of texts only'
    const { start, end } = mark.value
    if (end <= passage.length) return null
    return `characters ${start} to ${end} of a text of ${passage.length}`
  },
  /** Character IoU where the labels agree, else 0. */
  similarity: (a, b) => (a.label === b.label ? spanIou(a.value, b.value) : 0),
  /** Half of the characters that either drew must be in both: the usual bar for "the same object", as for boxes. */
  matchAt: 0.5,
  place: (a, b) => spanIou(a.value, b.value),
  fuse: (marks) => ({
    start: lowerMedian(marks.map((mark) => mark.value.start)),
    end: lowerMedian(marks.map((mark) => mark.value.end)),
  }),
  method: 'median of the boundaries, which is the majority where there is one',
  figures,
})

/**
 * The lower median of starts lies before that of ends: the k-th smallest of values that are each smaller than their
 * partner is smaller than the k-th smallest partner. More than half the same boundary is the median.
 */
function lowerMedian(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) / 2)] ?? 0
}

const same = (a: SpanMark, b: SpanMark): number =>
  a.label === b.label && a.value.start === b.value.start && a.value.end === b.value.end ? 1 : 0
const overlapping = (a: SpanMark, b: SpanMark): number => (a.label === b.label ? spanIou(a.value, b.value) : 0)

function figures(
  units: readonly AgreementUnit<SpanValue>[],
  question: { readonly labels: readonly { readonly id: string }[] },
  options: FigureOptions,
): KindFigure[] {
  const shared = units.filter((unit) => unit.raters.length > 1)
  const raters = countRaters(units)
  const pairs = '2 × matched / all spans of both, summed over pairs of people and tasks'
  const exact = `${pairs}; matched: same label, same start, same end`
  const overlap = `${pairs}; matched one to one: same label, at least one shared character`
  return [
    ratioFigure({ measure: 'f1-exact', formula: exact }, ratios(shared, same, null), raters, options),
    ratioFigure({ measure: 'f1-overlap', formula: overlap }, ratios(shared, overlapping, null), raters, options),
    tokenAlpha(units, options),
    ...question.labels.flatMap(({ id }) => [
      ratioFigure({ measure: 'f1-exact', formula: exact, about: id }, ratios(shared, same, id), raters, options),
      ratioFigure(
        { measure: 'f1-overlap', formula: overlap, about: id },
        ratios(shared, overlapping, id),
        raters,
        options,
      ),
    ]),
  ]
}

function ratios(
  units: readonly AgreementUnit<SpanValue>[],
  similarity: (a: SpanMark, b: SpanMark) => number,
  label: string | null,
): Ratio[] {
  return units.flatMap((unit) => {
    const sets = unit.raters.map(({ marks }) => (label === null ? marks : marks.filter((mark) => mark.label === label)))
    const ratio = { part: 0, whole: 0 }
    for (const [a, b] of pairsOf(sets)) {
      ratio.part += 2 * setAgreement(a, b, similarity, Number.MIN_VALUE).matched.length
      ratio.whole += a.length + b.length
    }
    // A task in which nobody drew this label says nothing about it.
    return label !== null && ratio.whole === 0 ? [] : [ratio]
  })
}

function tokenAlpha(units: readonly AgreementUnit<SpanValue>[], options: FigureOptions): KindFigure {
  const groups = units.map((unit) => ({
    raters: unit.raters.map(({ rater }) => rater),
    units: tokenLabels(passageOf(unit.media), unit),
  }))
  const { coefficient, interval } = groupedNominalAlpha(groups, options)
  const formula =
    '1 − Do / De (Krippendorff 2011) over tokens, nominal; a token is O or the labels of the spans that touch it; interval over tasks'
  return figureOf({ measure: 'token-alpha', formula }, coefficient, interval)
}

/** For each token what each person says of it: `O`, or the labels of the spans that touch it. */
function* tokenLabels(passage: Passage | null, unit: AgreementUnit<SpanValue>): Generator<string[]> {
  if (!passage) return
  const rows = unit.raters.map(({ marks }) => labelsByToken(passage, marks))
  for (let token = 0; token < passage.tokens.length; token += 1) {
    yield rows.map((labels) => labels.get(token)?.toSorted().join('+') ?? 'O')
  }
}

function labelsByToken(passage: Passage, marks: readonly SpanMark[]): Map<number, string[]> {
  const labels = new Map<number, string[]>()
  for (const { label, value } of marks) {
    let token = tokenFrom(passage.tokens, value.start)
    for (; (passage.tokens[token]?.start ?? value.end) < value.end; token += 1) {
      const here = labels.get(token)
      const word = label ?? ''
      if (!here) labels.set(token, [word])
      else if (!here.includes(word)) here.push(word)
    }
  }
  return labels
}
