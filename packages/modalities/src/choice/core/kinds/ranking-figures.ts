// Agreement on rankings: α over verdicts of pairs, τ-b and α over the ranks of more, and how often the first shown won.
import { kendallTauB } from '@etabli/agreement'
import {
  type AgreementUnit,
  countRaters,
  type FigureOptions,
  type KindFigure,
  pairsOf,
  type Ratio,
  ratioFigure,
} from '@etabli/modality-kit'
import type { Question } from '@etabli/schema'
import { alphaFigure, percentFigure, ratingsBy } from './common-figures.ts'
import type { RankingValue } from './ranking-value.ts'

type Unit = AgreementUnit<RankingValue>

/** For tasks of two answers those of a nominal scale, for tasks of more those of ranks. */
export function rankingFigures(units: readonly Unit[], _question: Question, options: FigureOptions): KindFigure[] {
  const answered = units.map((unit) => ({ ...unit, raters: unit.raters.filter(({ marks }) => marks.length > 0) }))
  const ofMore = answered.filter((unit) => sizeOf(unit) > 2)
  const ofTwo = answered.filter((unit) => sizeOf(unit) <= 2)
  return [
    ...(ofTwo.length > 0 || ofMore.length === 0 ? pairFigures(ofTwo, options) : []),
    ...(ofMore.length > 0 ? rankFigures(ofMore, options) : []),
    firstShown(answered, options),
  ]
}

function sizeOf(unit: Unit): number {
  return Math.max(0, ...unit.raters.map(({ marks }) => marks[0]?.value.ranks.length ?? 0))
}

function pairFigures(units: readonly Unit[], options: FigureOptions): KindFigure[] {
  const verdicts = ratingsBy(units, ({ value }) => verdictOf(value))
  const name = 'nominal (first better, second better, tie, both bad)'
  return [alphaFigure(verdicts, 'nominal', name, options), percentFigure(verdicts, options)]
}

function verdictOf({ ranks, bad }: RankingValue): string {
  if (bad) return 'bad'
  return ranks[0] === ranks[1] ? 'tie' : ranks[0] === 1 ? 'first' : 'second'
}

function rankFigures(units: readonly Unit[], options: FigureOptions): KindFigure[] {
  const ranks = units.flatMap((unit) =>
    unit.raters.flatMap(({ rater, marks }) =>
      (marks[0]?.value.ranks ?? []).flatMap((value, place) =>
        value === null ? [] : [{ unit: `${unit.task} ${place}`, rater, value }],
      ),
    ),
  )
  const formula = 'mean over tasks and pairs of people of Kendall’s τ-b (1945) over the answers that both ranked'
  return [
    ratioFigure({ measure: 'kendall-tau', formula }, units.flatMap(meanTau), countRaters(units), options),
    alphaFigure(ranks, 'ordinal', 'ordinal, a unit an answer,', options),
  ]
}

function meanTau({ raters }: Unit): Ratio[] {
  const taus = pairsOf(raters).flatMap(
    ([a, b]) => kendallTauB(a.marks[0]?.value.ranks ?? [], b.marks[0]?.value.ranks ?? []) ?? [],
  )
  return taus.length === 0 ? [] : [{ part: taus.reduce((sum, tau) => sum + tau, 0) / taus.length, whole: 1 }]
}

/** Of the verdicts with one best answer those whose best was shown first: without a bias, one in as many as were shown. */
function firstShown(units: readonly Unit[], options: FigureOptions): KindFigure {
  const ratios = units
    .filter(({ raters }) => raters.length > 1)
    .map(({ raters }) => {
      const clear = raters.flatMap(({ marks }) => {
        const value = marks[0]?.value
        return value && value.ranks.filter((rank) => rank === 1).length === 1 ? [value] : []
      })
      const first = clear.filter(({ order, ranks }) => ranks[order[0] ?? 0] === 1)
      return { part: first.length, whole: clear.length }
    })
  const formula = 'verdicts whose one best answer was shown first / all verdicts with one best answer; 1/n by chance'
  return ratioFigure({ measure: 'first-shown', formula }, ratios, countRaters(units), options)
}
