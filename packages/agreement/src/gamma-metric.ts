// The dissimilarities of gamma, and which units are near enough to be aligned. Mathet, Widlöcher & Métivier 2015,
// sections 4 and 5: positional (squared, relative to length), categorial (0 or 1), and their weighted sum; Δ∅ = 1.
import { at } from './at.ts'

export interface GammaUnit {
  readonly start: number
  readonly end: number
  readonly category: string
}

type Tuple = readonly (GammaUnit | null)[]

export interface GammaMetric {
  /** Of two units. */
  distance(a: GammaUnit, b: GammaUnit): number
  /** Of a unitary alignment: the mean over all pairs of people, 1 where either has no unit. */
  disorder(tuple: Tuple): number
  /** By how much the sum of disorders falls where the unit joins the tuple; at most 0 where it had better not. */
  gain(tuple: Tuple, unit: GammaUnit): number
  /** Pairs of a tuple and a unit that may gain, by index. */
  near(tuples: readonly Tuple[], units: readonly GammaUnit[]): [tuple: number, unit: number][]
}

/** Candidates looked at for each tuple, the nearest by their start first. */
const CANDIDATES = 32

export function gammaMetric(people: number, position: number, category: number): GammaMetric {
  const pairs = (people * (people - 1)) / 2
  const distance = (a: GammaUnit, b: GammaUnit): number => {
    const apart = (Math.abs(a.start - b.start) + Math.abs(a.end - b.end)) / (a.end - a.start + b.end - b.start)
    return position * apart * apart + (a.category === b.category ? 0 : category)
  }
  const sumOf = (tuple: Tuple): number => {
    let sum = 0
    for (let i = 1; i < people; i += 1) {
      for (let j = 0; j < i; j += 1) {
        const [a, b] = [tuple[i], tuple[j]]
        sum += a && b ? distance(a, b) : 1
      }
    }
    return sum
  }
  // A unit alone is with nobody in any pair: it costs 1. In a tuple each pair that it completes costs its distance in
  // place of the 1 that the pair cost without it.
  const gain = (tuple: Tuple, unit: GammaUnit): number => {
    let saved = pairs
    for (const other of tuple) if (other) saved += 1 - distance(other, unit)
    return saved / pairs
  }
  // Of k people in a tuple some unit is no farther than this, or the gain is not above 0.
  const reach = Math.sqrt((pairs + people - 1) / position)
  return {
    distance,
    disorder: (tuple) => sumOf(tuple) / pairs,
    gain,
    near: (tuples, units) => nearPairs(tuples, units, reach),
  }
}

/** Tuples and units whose starts are within `reach` of the summed lengths, at most `CANDIDATES` a tuple. */
function nearPairs(tuples: readonly Tuple[], units: readonly GammaUnit[], reach: number): [number, number][] {
  const order = [...units.keys()].sort((a, b) => at(units, a).start - at(units, b).start)
  const starts = order.map((index) => at(units, index).start)
  const pairs: [number, number][] = []
  for (const [index, tuple] of tuples.entries()) {
    const members = tuple.filter((unit) => unit !== null)
    const centre = Math.min(...members.map(({ start }) => start))
    const longest = Math.max(...members.map(({ start, end }) => end - start))
    const isNear = (unit: GammaUnit) => Math.abs(unit.start - centre) <= reach * (longest + unit.end - unit.start)
    let [left, right] = [lowerBound(starts, centre) - 1, lowerBound(starts, centre)]
    for (let seen = 0; seen < CANDIDATES && (left >= 0 || right < order.length); seen += 1) {
      const takesRight = left < 0 || (right < order.length && at(starts, right) - centre <= centre - at(starts, left))
      const place = at(order, takesRight ? right : left)
      if (takesRight) right += 1
      else left -= 1
      if (isNear(at(units, place))) pairs.push([index, place])
    }
  }
  return pairs
}

function lowerBound(sorted: readonly number[], value: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (at(sorted, middle) < value) low = middle + 1
    else high = middle
  }
  return low
}
