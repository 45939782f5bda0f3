// ranking: two to six answers side by side, which is better. Of two: the one, the other, a tie, both bad; of more: ranks
// with ties and gaps. The order in which they were shown is part of the answer (TXT15).
import { bordaRanks, rankingDistance } from '@etabli/agreement'
import { defineKind, type KindContext, type MarkOf } from '@etabli/modality-kit'
import type { MediaType, Question } from '@etabli/schema'
import * as z from 'zod/mini'
import { lowerMedian } from './lower-median.ts'
import { rankingFigures } from './ranking-figures.ts'
import { RankingValue } from './ranking-value.ts'

export const RankingOptions = z.object({
  /** Of two, how much better: slightly, clearly, by far. */
  strength: z._default(z.boolean(), false),
  /** A field for the reason. */
  reason: z._default(z.boolean(), false),
  /** Of more than two, each must be ranked. */
  complete: z._default(z.boolean(), false),
})
export type RankingOptions = z.infer<typeof RankingOptions>

/** The question's options with defaults. */
export function rankingOptions(question: Question): RankingOptions {
  const parsed = RankingOptions.safeParse(question.options)
  return parsed.success ? parsed.data : { strength: false, reason: false, complete: false }
}

type RankingMark = MarkOf<RankingValue>

export const ranking = defineKind<RankingValue>({
  id: 'ranking',
  media: ['none', 'image'] satisfies MediaType[],
  many: false,
  labels: 'none',
  value: RankingValue,
  options: RankingOptions,
  optionsOfFinished: ['complete'],
  check,
  similarity: likeness,
  matchAt: 0.5,
  place: likeness,
  fuse,
  votes: (marks, fused) => marks.filter(({ value }) => bestOf(value) === bestOf(fused)).length,
  // What was shown where, and why, is no part of the verdict.
  says: (marks) => marks.map(({ value: { ranks, bad } }) => JSON.stringify({ ranks, bad: bad === true })),
  method:
    'of two answers the verdict most gave, a tie where none leads; of more Borda’s count of what more than half ranked; all bad where more than half say so',
  figures: rankingFigures,
})

function check({ value }: RankingMark, { question }: KindContext): string | null {
  const { ranks, bad, strength } = value
  const ranked = ranks.filter((rank) => rank !== null)
  if (bad) return ranked.length > 0 || strength !== undefined ? 'where all are bad none has a rank' : null
  if (ranked.length === 0) return 'choose one, or say that all are bad'
  const whole = ranks.length === 2 || rankingOptions(question).complete
  if (whole && ranked.length < ranks.length) return 'each answer needs a rank'
  if (strength !== undefined && (ranks.length > 2 || ranks[0] === ranks[1])) return 'only one of two can lead by far'
  return null
}

/** The places of the best, as one word; all of a tie, none where all are bad. */
function bestOf({ ranks, bad }: RankingValue): string {
  return bad ? 'bad' : ranks.flatMap((rank, index) => (rank === 1 ? [index] : [])).join('=')
}

/** Of two: the same verdict or not. Of more: 1 − the mean disagreement over pairs of answers (Fagin et al. 2006). */
function likeness(a: RankingMark, b: RankingMark): number {
  const [x, y] = [a.value, b.value]
  if (x.ranks.length === 2 || y.ranks.length === 2 || x.bad || y.bad) return bestOf(x) === bestOf(y) ? 1 : 0
  return 1 - rankingDistance(x.ranks, y.ranks)
}

function fuse(marks: readonly RankingMark[]): RankingValue {
  const values = marks.map(({ value }) => value)
  const count = Math.max(...values.map(({ ranks }) => ranks.length))
  const order = Array.from({ length: count }, (_, index) => index)
  const ranked = values.filter(({ bad, ranks }) => !bad && ranks.length === count)
  const isBad = values.filter(({ bad }) => bad).length * 2 > values.length
  if (isBad || ranked.length === 0) return { order, ranks: order.map(() => null), bad: true }
  return count === 2 ? fusePair(ranked, order) : { order, ranks: fuseRanks(ranked, count) }
}

function fusePair(values: readonly RankingValue[], order: number[]): RankingValue {
  const verdicts = Map.groupBy(values, bestOf)
  const [most, second] = [...verdicts.values()].sort((a, b) => b.length - a.length)
  const first = most?.[0]
  if (!most || !first || most.length === second?.length) return { order, ranks: [1, 1] }
  const strengths = most.flatMap(({ strength }) => strength ?? [])
  const strength = strengths.length > 0 ? { strength: lowerMedian(strengths) } : {}
  return { order, ranks: [...first.ranks], ...strength }
}

/** Borda's count over the answers that more than half ranked; over those that anyone did where there are none. */
function fuseRanks(values: readonly RankingValue[], count: number): (number | null)[] {
  const times = Array.from({ length: count }, (_, place) => values.filter(({ ranks }) => ranks[place] !== null).length)
  const most = times.map((own) => own * 2 > values.length)
  const kept = most.includes(true) ? most : times.map((own) => own > 0)
  const places = kept.flatMap((own, place) => (own ? [place] : []))
  const ranks = bordaRanks(
    values.map((value) => places.map((place) => value.ranks[place] ?? null)),
    places.length,
  )
  return kept.map((own, place) => (own ? (ranks[places.indexOf(place)] ?? null) : null))
}
