// Agreement on segments: where people cut, who speaks when, which segments are the same, and what is said.
import { boundaryAgreement, diarisationError, type SpokenSegment, setAgreement } from '@etabli/agreement'
import { spanIou } from '@etabli/geometry'
import {
  type AgreementUnit,
  countRaters,
  type FigureOptions,
  type KindFigure,
  type MarkOf,
  pairsOf,
  type Ratio,
  ratioFigure,
} from '@etabli/modality-kit'
import type { Question } from '@etabli/schema'
import { normalisationName, normalisationOf, normalisedWords } from '../words.ts'
import { rulesOf, type SegmentValue } from './segment-value.ts'
import { pairwiseErrors } from './word-errors.ts'

/** Two segments mean the same stretch from this intersection over union. */
export const MATCH_AT = 0.5

/** Seconds: boundaries no further apart are the same, as phoneticians count (10 to 20 ms) and as turns are judged. */
const COLLARS = [0.05, 0.25] as const

/** Seconds around each boundary of the reference in which who speaks is not judged, as md-eval's usual −c 0.25. */
const DER_COLLAR = 0.25

type Mark = MarkOf<SegmentValue>
type Unit = AgreementUnit<SegmentValue>

export function segmentFigures(units: readonly Unit[], question: Question, options: FigureOptions): KindFigure[] {
  const shared = units.filter((unit) => unit.raters.length > 1)
  const raters = countRaters(units)
  const figure = (measure: string, formula: string, part: (unit: Unit) => Ratio, about: string | null = null) =>
    ratioFigure({ measure, formula, about }, shared.map(part), raters, options)
  return [
    ...COLLARS.map((collar) => figure(`boundary-f1@${collar}`, boundaryFormula(collar), boundariesWithin(collar))),
    figure('segment-f1', F1, (unit) => sameSegments(unit, null)),
    figure('der', DER, diarisation),
    ...(rulesOf(question).transcript ? [wordErrors(shared, question, raters, options)] : []),
    ...question.labels.map(({ id }) => figure('segment-f1', F1, (unit) => sameSegments(unit, id), id)),
  ]
}

const F1 = `2 · matched / (|A| + |B|), summed over pairs of people and tasks; matched one to one: same class or speaker, intersection over union ≥ ${MATCH_AT}`
const DER = `Σ (missed + false alarm + confusion) / Σ speech of the reference, in seconds, both directions of each pair; speakers matched one to one for most time in common; ±${DER_COLLAR} s around the reference's boundaries not judged (md-eval, NIST RT-09)`

function boundaryFormula(collar: number): string {
  return `2 · matched / all boundaries of both, summed over pairs of people and tasks; a boundary is a start or an end, matched one to one within ±${collar} s`
}

function boundariesWithin(collar: number) {
  return ({ raters }: Unit): Ratio => {
    const ratio = { part: 0, whole: 0 }
    for (const [a, b] of pairsOf(raters.map(({ marks }) => marks.map(({ value }) => value)))) {
      const { matched, ofA, ofB } = boundaryAgreement(a, b, collar)
      ratio.part += 2 * matched
      ratio.whole += ofA + ofB
    }
    return ratio
  }
}

function sameSegments({ raters }: Unit, label: string | null): Ratio {
  const ratio = { part: 0, whole: 0 }
  const of = (marks: readonly Mark[]) => (label === null ? marks : marks.filter((mark) => mark.label === label))
  for (const [a, b] of pairsOf(raters.map(({ marks }) => of(marks)))) {
    ratio.part += 2 * setAgreement(a, b, likeness, MATCH_AT).matched.length
    ratio.whole += a.length + b.length
  }
  return ratio
}

function likeness(a: Mark, b: Mark): number {
  return a.label === b.label ? spanIou(a.value, b.value) : 0
}

function diarisation({ raters }: Unit): Ratio {
  const ratio = { part: 0, whole: 0 }
  for (const [a, b] of pairsOf(raters.map(({ marks }) => marks.map(spoken)))) {
    for (const { of, missed, falseAlarm, confusion } of [
      diarisationError(a, b, DER_COLLAR),
      diarisationError(b, a, DER_COLLAR),
    ]) {
      ratio.part += missed + falseAlarm + confusion
      ratio.whole += of
    }
  }
  return ratio
}

function spoken({ label, value: { start, end } }: Mark): SpokenSegment {
  return { start, end, speaker: label ?? '' }
}

function wordErrors(units: readonly Unit[], question: Question, raters: number, options: FigureOptions): KindFigure {
  const rules = normalisationOf(question)
  const wordsIn = (marks: readonly Mark[]): string[] =>
    marks
      .toSorted((a, b) => a.value.start - b.value.start || a.value.end - b.value.end)
      .flatMap(({ value }) => normalisedWords(value.text ?? '', rules))
  const ratios = units.map((unit) => pairwiseErrors(unit.raters.map(({ marks }) => wordsIn(marks))))
  const formula = `Σ (S + D + I) / Σ reference words over both directions of each pair, the texts of a recording's segments in order of their start; ${normalisationName(rules)}`
  return ratioFigure({ measure: 'wer', formula }, ratios, raters, options)
}
