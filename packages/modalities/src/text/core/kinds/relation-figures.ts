// Agreement on relations: how many of those that two people drew mean the same two spans and are of the same type.
import { setAgreement } from '@etabli/agreement'
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
import { MATCH_AT, relationLikeness } from './relation-likeness.ts'
import type { RelationValue } from './relation-value.ts'

type Unit = AgreementUnit<RelationValue>

const F1 =
  '2 × matched / all relations of both, summed over pairs of people and tasks; matched one to one: same type, at either end spans with intersection over union ≥ 0.5'

export function relationFigures(units: readonly Unit[], question: Question, options: FigureOptions): KindFigure[] {
  const shared = units.filter((unit) => unit.raters.length > 1)
  const raters = countRaters(units)
  return [null, ...question.labels.map(({ id }) => id)].map((label) =>
    ratioFigure(
      { measure: 'relation-f1', formula: F1, about: label },
      shared.flatMap((unit) => matched(unit, question, label)),
      raters,
      options,
    ),
  )
}

function matched({ raters }: Unit, question: Question, label: string | null): Ratio[] {
  const of = (marks: readonly MarkOf<RelationValue>[]) =>
    label === null ? marks : marks.filter((mark) => mark.label === label)
  const ratio = { part: 0, whole: 0 }
  for (const [a, b] of pairsOf(raters.map(({ marks }) => of(marks)))) {
    const alike = (x: MarkOf<RelationValue>, y: MarkOf<RelationValue>) => relationLikeness(x, y, { question })
    ratio.part += 2 * setAgreement(a, b, alike, MATCH_AT).matched.length
    ratio.whole += a.length + b.length
  }
  // A task in which nobody drew this type says nothing about it.
  return label !== null && ratio.whole === 0 ? [] : [ratio]
}
