// Plurality: the value most raters gave, with named rules for ties.
import { at } from './at.ts'
import { drawIndex, seededRandom } from './random.ts'
import type { Label } from './types.ts'

/**
 * What to do where several values share the most votes.
 * - `unsettled`: no value; a person must settle it;
 * - `first-voted`: the one that was given first, in the order of `votes`;
 * - `{ prefer }`: the one that stands first in this list (values not listed come last, in order of voting);
 * - `{ seed }`: drawn with this seed among the tied values in their sorted order, so the order of votes does not matter.
 */
export type TieRule<T extends Label> =
  | 'unsettled'
  | 'first-voted'
  | { readonly prefer: readonly T[] }
  | { readonly seed: number }

export type Majority<T extends Label> = {
  /** The winner; null where there is no vote, or a tie that the rule leaves unsettled. */
  readonly value: T | null
  /** Votes for the winner, or for each of the tied values. */
  readonly support: number
  /** All votes. */
  readonly of: number
  /** True where more than one value had the most votes, whatever the rule made of it. */
  readonly tie: boolean
  /** Votes by value, most first, then in order of voting. */
  readonly counts: readonly { readonly value: T; readonly votes: number }[]
}

/** Counts `votes` (one a rater) and applies the tie rule. */
export function majority<T extends Label>(votes: readonly T[], tieRule: TieRule<T> = 'unsettled'): Majority<T> {
  const tally = new Map<T, number>()
  for (const vote of votes) tally.set(vote, (tally.get(vote) ?? 0) + 1)
  const counts = Array.from(tally, ([value, ballots]) => ({ value, votes: ballots })).sort((a, b) => b.votes - a.votes)
  const support = counts[0]?.votes ?? 0
  const tied = counts.filter((count) => count.votes === support).map((count) => count.value)
  return { value: settle(tied, tieRule), support, of: votes.length, tie: tied.length > 1, counts }
}

function settle<T extends Label>(tied: readonly T[], rule: TieRule<T>): T | null {
  const first = tied[0]
  if (first === undefined) return null
  if (tied.length === 1 || rule === 'first-voted') return first
  if (rule === 'unsettled') return null
  if ('prefer' in rule) return rule.prefer.find((value) => tied.includes(value)) ?? first
  const sorted = tied.toSorted((a, b) => (String(a) < String(b) ? -1 : 1))
  return at(sorted, drawIndex(seededRandom(rule.seed), sorted.length))
}
