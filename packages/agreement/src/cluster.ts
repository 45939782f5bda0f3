// Groups the marks of many raters that mean the same thing; at most one mark of a rater in a group.
// Average-linkage agglomeration (Sokal & Michener 1958) under a cannot-link constraint between marks of one rater.
import { at } from './at.ts'
import { heapOf } from './heap.ts'
import { type Extent, overlappingPairs } from './overlap.ts'
import type { Similarity } from './types.ts'

/** What one rater marked. Raters without marks may be given too; names are distinct. */
export type RaterMarks<M> = { readonly rater: string; readonly marks: readonly M[] }

/** A mark and whose it is; `index` is its place in that rater's marks. */
export type Member<M> = { readonly rater: string; readonly index: number; readonly mark: M }

/** Marks that mean the same, in order of rater name; `similarity` is the mean over its pairs, null where it is alone. */
export type Group<M> = { readonly members: readonly Member<M>[]; readonly similarity: number | null }

/** A group that may still grow. */
interface Node<M> {
  readonly members: readonly (Member<M> & { readonly place: number })[]
  /** Place of its first member; no two groups that are left have the same. */
  readonly first: number
  /** Groups that it was like enough to, or that a part of it was; those that were joined to others since among them. */
  readonly near: Node<M>[]
  isJoined: boolean
}

interface Candidate<M> {
  readonly similarity: number
  readonly left: Node<M>
  readonly right: Node<M>
  /** The smaller and the greater of the two groups' first places. */
  readonly first: number
  readonly second: number
}

/**
 * Joins, again and again, the two groups with the greatest mean similarity that share no rater, while it is at least
 * `threshold` (and above 0). Every mark ends in exactly one group. Deterministic, and the order in which raters are given
 * does not matter: ties go to the rater first by name, then to the earlier mark.
 * Groups come in the order of their first member. Time: marks² similarities (given `extent`, those of the overlapping
 * pairs), then log n for each pair that is like enough: near linear for sparse overlaps.
 * @param extent a stretch that each mark lies in; given it, only marks whose stretches overlap are compared, which is
 * right where the similarity of all others is 0
 */
export function cluster<M>(
  marksByRater: readonly RaterMarks<M>[],
  similarity: Similarity<M>,
  threshold: number,
  extent?: (mark: M) => Extent,
): Group<M>[] {
  const raters = marksByRater.toSorted((a, b) => (a.rater < b.rater ? -1 : a.rater > b.rater ? 1 : 0))
  const members = raters.flatMap(({ rater, marks }) => marks.map((mark, index) => ({ rater, index, mark })))
  const leaves = members.map((member, place): Node<M> => groupOf([{ ...member, place }]))
  const offered: Candidate<M>[] = []
  const compare = (left: Node<M>, right: Node<M>): void => {
    const candidate = candidateOf(left, right, similarity, threshold)
    if (!candidate) return
    left.near.push(right)
    right.near.push(left)
    offered.push(candidate)
  }
  if (extent) {
    const extents = members.map(({ mark }) => extent(mark))
    for (const [i, j] of overlappingPairs(extents, extents)) if (i < j) compare(at(leaves, i), at(leaves, j))
  } else {
    for (const [place, left] of leaves.entries()) for (const right of leaves.slice(place + 1)) compare(left, right)
  }
  return joinedAll(leaves, offered, similarity, threshold).map((node) => ({
    members: node.members.map(({ rater, index, mark }) => ({ rater, index, mark })),
    similarity: cohesion(node, similarity),
  }))
}

/** The groups that are left when no two may be joined any more, in order of their first members. */
function joinedAll<M>(
  leaves: readonly Node<M>[],
  offered: readonly Candidate<M>[],
  similarity: Similarity<M>,
  threshold: number,
): Node<M>[] {
  const groups = [...leaves]
  const queue = heapOf(offered, byWorth)
  for (let best = queue.pop(); best; best = queue.pop()) {
    const { left, right } = best
    if (left.isJoined || right.isJoined) continue
    left.isJoined = true
    right.isJoined = true
    const joined = groupOf([...left.members, ...right.members].sort((a, b) => a.place - b.place))
    groups.push(joined)
    for (const other of new Set([...left.near, ...right.near])) {
      if (other.isJoined) continue
      other.near.push(joined)
      joined.near.push(other)
      const candidate = candidateOf(joined, other, similarity, threshold)
      if (candidate) queue.push(candidate)
    }
  }
  return groups.filter(({ isJoined }) => !isJoined).sort((a, b) => a.first - b.first)
}

function groupOf<M>(members: Node<M>['members']): Node<M> {
  return { members, first: at(members, 0).place, near: [], isJoined: false }
}

/** Two groups that may be joined; null where they share a rater or are not alike enough. */
function candidateOf<M>(
  left: Node<M>,
  right: Node<M>,
  similarity: Similarity<M>,
  threshold: number,
): Candidate<M> | null {
  const value = linkage(left, right, similarity)
  if (value === null || !(value > 0 && value >= threshold)) return null
  const isInOrder = left.first < right.first
  return {
    similarity: value,
    left,
    right,
    first: isInOrder ? left.first : right.first,
    second: isInOrder ? right.first : left.first,
  }
}

/** Mean similarity between two groups; null where they share a rater. */
function linkage<M>(left: Node<M>, right: Node<M>, similarity: Similarity<M>): number | null {
  let sum = 0
  for (const a of left.members) {
    for (const b of right.members) {
      if (a.rater === b.rater) return null
      sum += a.place < b.place ? similarity(a.mark, b.mark) : similarity(b.mark, a.mark)
    }
  }
  return sum / (left.members.length * right.members.length)
}

function cohesion<M>(node: Node<M>, similarity: Similarity<M>): number | null {
  let sum = 0
  let pairs = 0
  for (const [place, a] of node.members.entries()) {
    for (const b of node.members.slice(place + 1)) {
      sum += similarity(a.mark, b.mark)
      pairs += 1
    }
  }
  return pairs === 0 ? null : sum / pairs
}

/** Ascending by worth: by similarity, then by the earlier first members. */
function byWorth<M>(a: Candidate<M>, b: Candidate<M>): number {
  return a.similarity - b.similarity || b.first - a.first || b.second - a.second
}
