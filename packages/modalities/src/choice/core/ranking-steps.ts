// What a key, a press or a drag does to a ranking. Pure: a ranking in, the next one out, or none where nothing is left of it.
import type { Ranking } from '@etabli/modality-kit'
import { STRONGEST } from './kinds/ranking-value.ts'

/** A ranking in which nothing was said yet. */
export function openRanking(order: readonly number[]): Ranking {
  return { order, ranks: order.map(() => null) }
}

/** The ranks run from 1 again, whatever was taken out between. */
function closed(ranks: readonly (number | null)[]): (number | null)[] {
  const used = [...new Set(ranks)].filter((rank) => rank !== null).sort((a, b) => a - b)
  return ranks.map((rank) => (rank === null ? null : used.indexOf(rank) + 1))
}

function lastRank(ranks: readonly (number | null)[]): number {
  return Math.max(0, ...ranks.map((rank) => rank ?? 0))
}

const isSaid = ({ ranks, bad, reason }: Ranking) =>
  bad === true || reason !== undefined || ranks.some((r) => r !== null)

/** The same with other ranks; undefined where nothing is left to say. */
function withRanks(
  { order, reason }: Ranking,
  ranks: readonly (number | null)[],
  more: Pick<Ranking, 'bad' | 'strength'> = {},
): Ranking | undefined {
  const next: Ranking = { order, ranks: closed(ranks), ...(reason === undefined ? {} : { reason }), ...more }
  return isSaid(next) ? next : undefined
}

/**
 * The key or press of one answer. Of two it is the better one; again, it is better by more (where that is asked) and
 * then no more. Of more it gets the next rank; again, it is taken out.
 * @param place the answer's place in the file
 */
export function chosen(ranking: Ranking, place: number, options: { readonly strength: boolean }): Ranking | undefined {
  const { ranks, strength = 1, bad } = ranking
  if (ranks.length > 2) {
    const next = (ranks[place] ?? null) === null ? lastRank(ranks) + 1 : null
    return withRanks(
      ranking,
      ranks.map((rank, other) => (other === place ? next : rank)),
    )
  }
  const isBetter = !bad && ranks[place] === 1 && ranks[1 - place] === 2
  const lead = isBetter ? strength + 1 : 1
  if (isBetter && (!options.strength || lead > STRONGEST)) return withRanks(ranking, [null, null])
  const better = ranks.map((_, other) => (other === place ? 1 : 2))
  return withRanks(ranking, better, options.strength ? { strength: lead } : {})
}

/**
 * The key of a tie. Of two: neither is better; again, nothing is said. Of more: the last ranked joins the rank before;
 * with none ranked all tie.
 */
export function tied(ranking: Ranking): Ranking | undefined {
  const { ranks } = ranking
  const last = lastRank(ranks)
  const allTie = ranks.every((rank) => rank === 1)
  if (last === 0 || ranks.length === 2)
    return withRanks(
      ranking,
      ranks.map(() => (allTie ? null : 1)),
    )
  if (last === 1) return withRanks(ranking, ranks)
  return withRanks(
    ranking,
    ranks.map((rank) => (rank === last ? last - 1 : rank)),
  )
}

/** The key of "none will do"; again, nothing is said. */
export function allBad(ranking: Ranking): Ranking | undefined {
  const none = ranking.ranks.map(() => null)
  return ranking.bad ? withRanks(ranking, none) : withRanks(ranking, none, { bad: true })
}

/**
 * An answer dragged to a rank, where it ties with those there; or out of the ranks (null).
 * @param rank from 1; one past the last is a rank of its own
 */
export function draggedTo(ranking: Ranking, place: number, rank: number | null): Ranking | undefined {
  return withRanks(
    ranking,
    ranking.ranks.map((own, other) => (other === place ? rank : own)),
  )
}

/** With words of why, or without them where they are blank. */
export function because(ranking: Ranking, words: string): Ranking | undefined {
  const { reason: _, ...rest } = ranking
  const next: Ranking = words.trim() === '' ? rest : { ...rest, reason: words }
  return isSaid(next) ? next : undefined
}
