// Several people's segments of one stretch of speech → one: each boundary the weighted median, the text word by word.
import type { Normalisation } from '../words.ts'
import type { SegmentValue } from './segment-value.ts'
import { fuseTranscripts } from './transcript-consensus.ts'

/**
 * The start lies before the end, and no nearer to it than in the shortest of the segments: the k-th smallest of starts
 * that each lie before their end lies before the k-th smallest end, and so do the middles of two such pairs.
 * @param weights how far each segment's author is trusted, above 0; all alike where absent
 */
export function fuseSegments(
  values: readonly SegmentValue[],
  rules: Normalisation,
  weights: readonly number[] = [],
): SegmentValue {
  const weighed = values.map((value, index) => ({ value, weight: weights[index] ?? 1 }))
  const start = weightedMedian(weighed.map(({ value, weight }) => [value.start, weight]))
  const end = weightedMedian(weighed.map(({ value, weight }) => [value.end, weight]))
  if (values.every(({ text }) => text === undefined)) return { start, end }
  const voices = weighed.map(({ value: { text = '', words, estimated }, weight }) => ({
    value: { text, ...(words ? { words } : {}), ...(estimated === undefined ? {} : { estimated }) },
    weight,
  }))
  return { start, end, ...fuseTranscripts(voices, rules, { start, end }) }
}

/**
 * The value on both sides of which at most half of the weight lies; the middle of two where the weight is halved
 * between them. Weights are summed in order of the values, so that the order of people is nothing.
 */
export function weightedMedian(pairs: readonly (readonly [value: number, weight: number])[]): number {
  const sorted = pairs.toSorted(([a, p], [b, q]) => a - b || p - q)
  const half = sorted.reduce((sum, [, weight]) => sum + weight, 0) / 2
  let below = 0
  for (const [index, [value, weight]] of sorted.entries()) {
    below += weight
    const next = sorted[index + 1]
    if (next && Math.abs(below - half) <= half * EVEN) return (value + next[0]) / 2
    if (below > half) return value
  }
  return sorted.at(-1)?.[0] ?? 0
}

/** Sums of weights that differ by less are even. */
const EVEN = 1e-9
