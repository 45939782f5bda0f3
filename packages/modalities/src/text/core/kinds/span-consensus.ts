// Several people's spans of one thing → one: how many parts, then each boundary, by the weight behind it.
import { partsOf, type SpanValue } from './span-value.ts'

/**
 * The number of parts is that with most weight behind it (the smaller of two that are even); each boundary is the lower
 * weighted median of those who drew that many. A median of values that each lie before their partner's lies before the
 * partners' median, so parts stay in order and apart.
 * @param weights how far each person is trusted, above 0; all alike where absent
 */
export function fuseSpans(values: readonly SpanValue[], weights: readonly number[] = []): SpanValue {
  const drawn = values.map((value, index) => ({ parts: partsOf(value), weight: weights[index] ?? 1 }))
  const count = partCount(drawn)
  const alike = drawn.filter(({ parts }) => parts.length === count)
  const parts = Array.from({ length: count }, (_, index) => ({
    start: lowerMedian(alike.map(({ parts, weight }) => [parts[index]?.start ?? 0, weight])),
    end: lowerMedian(alike.map(({ parts, weight }) => [parts[index]?.end ?? 0, weight])),
  }))
  const whole = { start: parts[0]?.start ?? 0, end: parts.at(-1)?.end ?? 0 }
  return count > 1 ? { ...whole, parts } : whole
}

interface Drawn {
  readonly parts: readonly { readonly start: number; readonly end: number }[]
  readonly weight: number
}

/** Sums of weights that differ by less, for one, are even. */
const EVEN = 1e-9

function partCount(drawn: readonly Drawn[]): number {
  const groups = Map.groupBy(drawn, ({ parts }) => parts.length)
  const sums = [...groups].map(([count, group]) => ({ count, weight: sum(group.map(({ weight }) => weight)) }))
  const most = Math.max(...sums.map(({ weight }) => weight))
  return Math.min(...sums.flatMap(({ count, weight }) => (weight >= most * (1 - EVEN) ? [count] : [])))
}

/** The first value with at least half of the weight up to it. Weights are summed in order of the values. */
function lowerMedian(pairs: readonly (readonly [value: number, weight: number])[]): number {
  const sorted = pairs.toSorted(([a, p], [b, q]) => a - b || p - q)
  const half = sum(sorted.map(([, weight]) => weight)) / 2
  let below = 0
  for (const [value, weight] of sorted) {
    below += weight
    if (below >= half * (1 - EVEN)) return value
  }
  return sorted.at(-1)?.[0] ?? 0
}

/** In ascending order, so that the order of people is nothing. */
function sum(weights: readonly number[]): number {
  return weights.toSorted((a, b) => a - b).reduce((total, weight) => total + weight, 0)
}
