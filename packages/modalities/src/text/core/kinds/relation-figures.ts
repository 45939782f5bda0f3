// Agreement on relations: how many of those that two people drew mean the same two spans and are of the same type; for
// chains, how many links and mentions they have in common however they are linked.
import { bCubed, linkAgreement, setAgreement } from '@etabli/agreement'
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
import { sharedMentions } from './chain-mentions.ts'
import { endsExtent, MATCH_AT, relationLikeness } from './relation-likeness.ts'
import { type RelationValue, relationRules } from './relation-value.ts'
import { type SpanValue, sameSpan } from './span-value.ts'

type RelationMark = MarkOf<RelationValue>
type Unit = AgreementUnit<RelationValue>

const PAIRS = 'summed over pairs of people and tasks'
const RELATIONS = `2 × matched / all relations of both, ${PAIRS}; matched one to one: same type`
const F1 = `${RELATIONS}, at either end spans with intersection over union ≥ ${MATCH_AT}`
const EXACT = `${RELATIONS}, at either end the same characters`
const LINKS = `2 × pairs of spans that stand in one chain of both / all such pairs of both, ${PAIRS}; spans matched one to one, intersection over union ≥ ${MATCH_AT}`
const B_CUBED = `mean over pairs of people and tasks of the F1 of B³ (Bagga & Baldwin 1998), spans matched one to one, intersection over union ≥ ${MATCH_AT}`

export function relationFigures(units: readonly Unit[], question: Question, options: FigureOptions): KindFigure[] {
  const shared = units.filter((unit) => unit.raters.length > 1)
  const raters = countRaters(units)
  const figure = (measure: string, formula: string, about: string | null, ratios: Ratio[]) =>
    ratioFigure({ measure, formula, about }, ratios, raters, options)
  const isChain = relationRules(question).form === 'chain'
  return [null, ...question.labels.map(({ id }) => id)].flatMap((label) =>
    isChain
      ? [
          figure('chain-links-f1', LINKS, label, ratiosOf(shared, label, links)),
          figure('b-cubed', B_CUBED, label, ratiosOf(shared, label, mentions)),
        ]
      : [
          figure('relation-f1-exact', EXACT, label, ratiosOf(shared, label, exactly(question))),
          figure('relation-f1', F1, label, ratiosOf(shared, label, alike(question))),
        ],
  )
}

type Measure = (a: readonly RelationMark[], b: readonly RelationMark[]) => Ratio

/** Summed over the pairs of each task; one in which nobody drew this type says nothing about it. */
function ratiosOf(units: readonly Unit[], label: string | null, measure: Measure): Ratio[] {
  const of = (marks: readonly RelationMark[]) => (label === null ? marks : marks.filter((mark) => mark.label === label))
  return units.flatMap(({ raters }) => {
    const ratio = { part: 0, whole: 0 }
    for (const [a, b] of pairsOf(raters.map(({ marks }) => of(marks)))) {
      const { part, whole } = measure(a, b)
      ratio.part += part
      ratio.whole += whole
    }
    return label !== null && ratio.whole === 0 ? [] : [ratio]
  })
}

const extent = ({ on }: RelationMark) => endsExtent(on ?? [])

function alike(question: Question): Measure {
  const likeness = (a: RelationMark, b: RelationMark) => relationLikeness(a, b, { question })
  return (a, b) => ({
    part: 2 * setAgreement(a, b, likeness, MATCH_AT, extent).matched.length,
    whole: a.length + b.length,
  })
}

function exactly(question: Question): Measure {
  const isDirected = relationRules(question).form === 'directed'
  const same = (a: RelationMark, b: RelationMark): number => {
    const [a1, a2] = spansOf(a)
    const [b1, b2] = spansOf(b)
    if (a.label !== b.label || !a1 || !a2 || !b1 || !b2) return 0
    const straight = sameSpan(a1, b1) && sameSpan(a2, b2)
    return straight || (!isDirected && sameSpan(a1, b2) && sameSpan(a2, b1)) ? 1 : 0
  }
  return (a, b) => ({ part: 2 * setAgreement(a, b, same, 1, extent).matched.length, whole: a.length + b.length })
}

function spansOf({ on }: RelationMark): SpanValue[] {
  return (on ?? []).flatMap((mark) => (mark?.kind === 'span' ? [mark.value as SpanValue] : []))
}

const links: Measure = (a, b) => {
  const { both, ofA, ofB } = linkAgreement(...sharedMentions(a, b))
  return { part: 2 * both, whole: ofA + ofB }
}

const mentions: Measure = (a, b) => {
  const [left, right] = sharedMentions(a, b)
  if (left.length === 0 && right.length === 0) return { part: 0, whole: 0 }
  return { part: bCubed(left, right).f1 ?? 0, whole: 1 }
}
