// Several people's segments of one stretch of speech → one: each boundary the weighted median, the text word by word.
import type { MarkOf } from '@etabli/modality-kit'
import type { Normalisation } from '../words.ts'
import { type SegmentValue, TICKS } from './segment-value.ts'
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

/** A segment of a consensus and how many stand behind it. */
export interface Voted {
  readonly mark: MarkOf<SegmentValue>
  readonly votes: number
}

/**
 * Segments of a consensus where none may overlap. Two that share a stretch meet in its middle. Where one lies within the
 * other, or meeting would leave one shorter than allowed, the one with fewer votes goes; of as many the shorter, then the
 * later; the others then meet as if it had never been.
 * @param shortest seconds that a segment lasts at least
 */
export function apart(voted: readonly Voted[], shortest: number): MarkOf<SegmentValue>[] {
  const left = new Set(voted.toSorted((a, b) => inTime(a.mark, b.mark)))
  for (;;) {
    const met = meeting([...left], shortest)
    if (Array.isArray(met)) return met
    left.delete(met)
  }
}

function inTime(a: MarkOf<SegmentValue>, b: MarkOf<SegmentValue>): number {
  return a.value.start - b.value.start || a.value.end - b.value.end || (a.id < b.id ? -1 : 1)
}

/** The segments, in order of time, meeting where they overlapped; or the first that has to go for that. */
function meeting(sorted: readonly Voted[], shortest: number): MarkOf<SegmentValue>[] | Voted {
  const met: MarkOf<SegmentValue>[] = []
  for (const [index, own] of sorted.entries()) {
    const before = sorted[index - 1]
    const last = met.at(-1)
    if (!before || !last || own.mark.value.start >= last.value.end) {
      met.push(own.mark)
      continue
    }
    const at = middleOf(own.mark.value.start, last.value.end)
    const { end } = own.mark.value
    const fits = end > last.value.end && Math.min(at - last.value.start, end - at) >= shortest - SLACK
    if (!fits) return weaker(before, own)
    met[met.length - 1] = { ...last, value: { ...last.value, end: at } }
    met.push({ ...own.mark, value: { ...own.mark.value, start: at } })
  }
  return met
}

/** Differences of decimals are not exact. */
const SLACK = 1e-6

/** To the millisecond where that lies between the two. */
function middleOf(from: number, to: number): number {
  const middle = (from + to) / 2
  const tidy = Math.round(middle * TICKS) / TICKS
  return tidy > from && tidy < to ? tidy : middle
}

function weaker(a: Voted, b: Voted): Voted {
  const seconds = ({ mark }: Voted) => mark.value.end - mark.value.start
  if (a.votes !== b.votes) return a.votes < b.votes ? a : b
  return seconds(a) < seconds(b) ? a : b
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
