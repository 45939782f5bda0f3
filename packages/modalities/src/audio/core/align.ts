// Aligning two lists of words while a person types: as `alignTokens`, but bounded in time and memory.
import { alignTokens, type Edit, equalEnds } from '@etabli/agreement'

/** Pairs of words compared at most. Beyond, what differs is taken out and put in whole. */
const MOST_PAIRS = 4_000_000

/** The edits that turn `from` into `to`, fewest where what differs is not too long to be compared. */
export function alignWords<T>(
  from: readonly T[],
  to: readonly T[],
  same: (a: T, b: T) => boolean = Object.is,
): readonly Edit[] {
  const { head, tail } = equalEnds(from, to, same)
  const left = from.length - head - tail
  const right = to.length - head - tail
  if (left * right <= MOST_PAIRS) return alignTokens(from, to, same).edits
  const equal = (index: number, shift: number): Edit => ({ op: 'equal', from: index, to: index + shift })
  return [
    ...Array.from({ length: head }, (_, index) => equal(index, 0)),
    ...Array.from({ length: left }, (_, index): Edit => ({ op: 'delete', from: head + index, to: head })),
    ...Array.from({ length: right }, (_, index): Edit => ({ op: 'insert', from: head + left, to: head + index })),
    ...Array.from({ length: tail }, (_, index) => equal(head + left + index, right - left)),
  ]
}
