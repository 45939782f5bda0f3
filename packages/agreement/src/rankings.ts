// Rankings with ties and gaps: how alike two are, and one from many.
// M. G. Kendall, "The Treatment of Ties in Ranking Problems", 1945 (τ-b); R. Fagin et al., "Comparing Partial Rankings",
// 2006 (the distance with penalty ½); J.-C. de Borda 1781 (the count), ties and gaps as half a win.
import { at } from './at.ts'

/** A rank for each item, 1 the best; equal ranks are a tie, null is an item left out. */
export type Ranks = readonly (number | null)[]

/** How a stands to b: before it (−1), after it (1), tied (0); null where either is left out. */
function relation(ranks: Ranks, a: number, b: number): -1 | 0 | 1 | null {
  const [left, right] = [ranks[a] ?? null, ranks[b] ?? null]
  if (left === null || right === null) return null
  return left < right ? -1 : left > right ? 1 : 0
}

function* pairs(count: number): Generator<readonly [number, number]> {
  for (let a = 0; a < count; a += 1) for (let b = a + 1; b < count; b += 1) yield [a, b]
}

/**
 * Kendall's τ-b over the items that both ranked, in [−1, 1]; null with fewer than two of them, or where one of the two
 * ties them all.
 */
export function kendallTauB(x: Ranks, y: Ranks): number | null {
  let balance = 0
  let inX = 0
  let inY = 0
  for (const [a, b] of pairs(Math.min(x.length, y.length))) {
    const [p, q] = [relation(x, a, b), relation(y, a, b)]
    if (p === null || q === null) continue
    balance += p * q
    if (p !== 0) inX += 1
    if (q !== 0) inY += 1
  }
  return inX === 0 || inY === 0 ? null : balance / Math.sqrt(inX * inY)
}

/**
 * Mean over all pairs of items of what parts two rankings: 1 where they order the pair the opposite way, ½ where one
 * ties it (or leaves it out) and the other does not, else 0. A metric in [0, 1]; 0 for the same order only.
 */
export function rankingDistance(x: Ranks, y: Ranks): number {
  let sum = 0
  let count = 0
  for (const [a, b] of pairs(Math.max(x.length, y.length))) {
    const [p, q] = [relation(x, a, b), relation(y, a, b)]
    count += 1
    if (p !== q) sum += p !== null && q !== null && p * q < 0 ? 1 : 0.5
  }
  return count === 0 ? 0 : sum / count
}

/**
 * One ranking from many by Borda's count: an item has a point for each item a person ranked it before, half a point for
 * each tie and each pair that person did not order; most points first, equal points tie. Independent of their order.
 * @param items how many items there are
 */
export function bordaRanks(rankings: readonly Ranks[], items: number): number[] {
  const points = new Float64Array(items)
  for (const ranks of rankings) {
    for (const [a, b] of pairs(items)) {
      const stands = relation(ranks, a, b) ?? 0
      points[a] = at(points, a) + (1 - stands) / 2
      points[b] = at(points, b) + (1 + stands) / 2
    }
  }
  const steps = [...new Set(points)].sort((x, y) => y - x)
  return Array.from(points, (own) => steps.indexOf(own) + 1)
}
