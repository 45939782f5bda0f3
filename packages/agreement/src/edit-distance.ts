// Levenshtein alignment of two token lists, and the error rates that speech is measured by.
// V. I. Levenshtein 1966; R. A. Wagner & M. J. Fischer 1974.
import { at } from './at.ts'

export type EditOp = 'equal' | 'substitute' | 'delete' | 'insert'

/**
 * One step that turns `from` into `to`. Both indices are always given: for `delete`, `to` is where the token would have
 * stood; for `insert`, `from` is the token it comes before.
 */
export type Edit = { readonly op: EditOp; readonly from: number; readonly to: number }

export type Alignment = {
  readonly edits: readonly Edit[]
  readonly equal: number
  readonly substitutions: number
  readonly deletions: number
  readonly insertions: number
  /** substitutions + deletions + insertions: the Levenshtein distance. */
  readonly distance: number
}

/**
 * A shortest alignment; of several, one that keeps the most tokens; then, read from the end, substitutions before
 * deletions before insertions.
 * Time and memory: |from| × |to| of what remains after equal ends are taken off.
 */
export function alignTokens<T>(
  from: readonly T[],
  to: readonly T[],
  same: (a: T, b: T) => boolean = Object.is,
): Alignment {
  const { head, tail } = equalEnds(from, to, same)
  const edits: Edit[] = []
  for (let index = 0; index < head; index += 1) edits.push({ op: 'equal', from: index, to: index })
  const middle = alignMiddle(from.slice(head, from.length - tail), to.slice(head, to.length - tail), same)
  for (const edit of middle) edits.push({ op: edit.op, from: edit.from + head, to: edit.to + head })
  for (let index = tail; index > 0; index -= 1) {
    edits.push({ op: 'equal', from: from.length - index, to: to.length - index })
  }
  return summarise(edits)
}

/** How many tokens are alike at the start and, of the rest, at the end. */
export function equalEnds<T>(
  from: readonly T[],
  to: readonly T[],
  same: (a: T, b: T) => boolean = Object.is,
): { readonly head: number; readonly tail: number } {
  const shorter = Math.min(from.length, to.length)
  let head = 0
  while (head < shorter && same(at(from, head), at(to, head))) head += 1
  let tail = 0
  while (tail < shorter - head && same(at(from, from.length - 1 - tail), at(to, to.length - 1 - tail))) tail += 1
  return { head, tail }
}

function summarise(edits: readonly Edit[]): Alignment {
  const counts = { equal: 0, substitute: 0, delete: 0, insert: 0 }
  for (const edit of edits) counts[edit.op] += 1
  return {
    edits,
    equal: counts.equal,
    substitutions: counts.substitute,
    deletions: counts.delete,
    insertions: counts.insert,
    distance: counts.substitute + counts.delete + counts.insert,
  }
}

/** Costs are edits × `edit` − kept tokens, with `edit` above all tokens that can be kept: fewest edits, then most kept. */
function alignMiddle<T>(from: readonly T[], to: readonly T[], same: (a: T, b: T) => boolean): Edit[] {
  const width = to.length + 1
  const edit = Math.min(from.length, to.length) + 1
  const cost = new Float64Array((from.length + 1) * width)
  const paired = (i: number, j: number): number => (same(at(from, i), at(to, j)) ? -1 : edit)
  for (let j = 1; j < width; j += 1) cost[j] = j * edit
  for (let i = 1; i <= from.length; i += 1) {
    cost[i * width] = i * edit
    for (let j = 1; j <= to.length; j += 1) {
      const along = at(cost, (i - 1) * width + j - 1) + paired(i - 1, j - 1)
      const aside = Math.min(at(cost, (i - 1) * width + j), at(cost, i * width + j - 1)) + edit
      cost[i * width + j] = Math.min(along, aside)
    }
  }
  const edits: Edit[] = []
  let i = from.length
  let j = to.length
  while (i > 0 || j > 0) {
    const here = at(cost, i * width + j)
    const pair = i > 0 && j > 0 ? paired(i - 1, j - 1) : Number.NaN
    if (i > 0 && j > 0 && here === at(cost, (i - 1) * width + j - 1) + pair) {
      i -= 1
      j -= 1
      edits.push({ op: pair < 0 ? 'equal' : 'substitute', from: i, to: j })
    } else if (i > 0 && here === at(cost, (i - 1) * width + j) + edit) {
      i -= 1
      edits.push({ op: 'delete', from: i, to: j })
    } else {
      j -= 1
      edits.push({ op: 'insert', from: i, to: j })
    }
  }
  return edits.reverse()
}

/** Levenshtein distance: the least number of substitutions, deletions and insertions. Memory: the length of `to`. */
export function editDistance<T>(from: readonly T[], to: readonly T[]): number {
  const row = Uint32Array.from({ length: to.length + 1 }, (_, index) => index)
  for (const [i, token] of from.entries()) {
    let diagonal = i
    row[0] = i + 1
    for (const [j, other] of to.entries()) {
      const above = at(row, j + 1)
      row[j + 1] = Math.min(diagonal + (Object.is(token, other) ? 0 : 1), above + 1, at(row, j) + 1)
      diagonal = above
    }
  }
  return at(row, to.length)
}

export type ErrorRate = Omit<Alignment, 'edits'> & {
  /** (S + D + I) / reference length; may pass 1. Null where the reference is empty: there is nothing to be wrong about. */
  readonly rate: number | null
  /** Tokens in the reference. */
  readonly of: number
}

/** Word error rate of `hypothesis` against `reference`, both already split into words (and normalised, if wanted). */
export function wer(reference: readonly string[], hypothesis: readonly string[]): ErrorRate {
  const { edits: _, ...counts } = alignTokens(reference, hypothesis)
  return { ...counts, rate: reference.length === 0 ? null : counts.distance / reference.length, of: reference.length }
}

/** Character error rate: as `wer`, over characters (give `Array.from(text)` for code points, or grapheme clusters). */
export function cer(reference: readonly string[], hypothesis: readonly string[]): ErrorRate {
  return wer(reference, hypothesis)
}

/**
 * A distance in [0, 1] for agreement between transcripts: edits over the longer length; symmetric; 0 for two empty lists.
 */
export function normalisedEditDistance<T>(a: readonly T[], b: readonly T[]): number {
  const longer = Math.max(a.length, b.length)
  return longer === 0 ? 0 : editDistance(a, b) / longer
}
