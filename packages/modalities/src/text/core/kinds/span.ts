// span: a labelled stretch of the text, [start, end) in Unicode code points, or several parts; spans may overlap and nest.
import { groupedNominalAlpha, setAgreement } from '@etabli/agreement'
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
import { fuseSpans } from './span-consensus.ts'
import { partsOf, SpanValue, sameSpan, spanValueIou } from './span-value.ts'

export type { SpanValue } from './span-value.ts'

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
  similarity: (a, b) => (a.label === b.label ? spanValueIou(a.value, b.value) : 0),
  /** Half of the characters that either drew must be in both: the usual bar for "the same object", as for boxes. */
  matchAt: 0.5,
  place: (a, b) => spanValueIou(a.value, b.value),
  fuse: (marks, _context, weights) =>
    fuseSpans(
      marks.map(({ value }) => value),
      weights,
    ),
  method: 'number of parts by plurality, then the median of each boundary, which is the majority where there is one',
  figures,
})

const same = (a: SpanMark, b: SpanMark): number => (a.label === b.label && sameSpan(a.value, b.value) ? 1 : 0)
const overlapping = (a: SpanMark, b: SpanMark): number => (a.label === b.label ? spanValueIou(a.value, b.value) : 0)

function figures(
  units: readonly AgreementUnit<SpanValue>[],
  question: { readonly labels: readonly { readonly id: string }[] },
  options: FigureOptions,
): KindFigure[] {
  const shared = units.filter((unit) => unit.raters.length > 1)
  const raters = countRaters(units)
  const pairs = '2 × matched / all spans of both, summed over pairs of people and tasks'
  const exact = `${pairs}; matched: same label, same start and end of every part`
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
    '1 − Do / De (Krippendorff 2011) over tokens, nominal; a token is O or the labels of the spans whose parts touch it; interval over tasks'
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
    for (const token of tokensTouched(passage, value)) {
      const here = labels.get(token)
      const word = label ?? ''
      if (!here) labels.set(token, [word])
      else if (!here.includes(word)) here.push(word)
    }
  }
  return labels
}

/** The tokens that any part of a span touches; one that two parts touch comes twice. */
function* tokensTouched(passage: Passage, span: SpanValue): Generator<number> {
  for (const { start, end } of partsOf(span)) {
    for (let token = tokenFrom(passage.tokens, start); (passage.tokens[token]?.start ?? end) < end; token += 1) {
      yield token
    }
  }
}
