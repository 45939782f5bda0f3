// Groups the marks of many raters that mean the same thing; at most one mark of a rater in a group.
// Average-linkage agglomeration (Sokal & Michener 1958) under a cannot-link constraint between marks of one rater.
import { at } from './at.ts'
import { type Extent, overlappingPairs } from './overlap.ts'
import type { Similarity } from './types.ts'

/** What one rater marked. Raters without marks may be given too; names are distinct. */
export type RaterMarks<M> = { readonly rater: string; readonly marks: readonly M[] }

/** A mark and whose it is; `index` is its place in that rater's marks. */
export type Member<M> = { readonly rater: string; readonly index: number; readonly mark: M }

/** Marks that mean the same, in order of rater name; `similarity` is the mean over its pairs, null where it is alone. */
export type Group<M> = { readonly members: readonly Member<M>[]; readonly similarity: number | null }

type Node<M> = { readonly id: number; readonly members: readonly (Member<M> & { readonly place: number })[] }
type Candidate<M> = { readonly similarity: number; readonly left: Node<M>; readonly right: Node<M> }

/**
 * Joins, again and again, the two groups with the greatest mean similarity that share no rater, while it is at least
 * `threshold` (and above 0). Every mark ends in exactly one group. Deterministic, and the order in which raters are given
 * does not matter: ties go to the rater first by name, then to the earlier mark.
 * Groups come in the order of their first member. Time: marks² similarities, then near linear for sparse overlaps.
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
  const leaves: Node<M>[] = members.map((member, place) => ({ id: place, members: [{ ...member, place }] }))
  const enough = (value: number): boolean => value > 0 && value >= threshold
  const neighbours = new Map<number, Set<Node<M>>>(leaves.map((leaf) => [leaf.id, new Set()]))
  const queue: Candidate<M>[] = []
  const offer = (left: Node<M>, right: Node<M>, value: number): void => {
    neighbours.get(left.id)?.add(right)
    neighbours.get(right.id)?.add(left)
    queue.push({ left, right, similarity: value })
  }
  const compare = (left: Node<M>, right: Node<M>): void => {
    const value = linkage(left, right, similarity)
    if (value !== null && enough(value)) offer(left, right, value)
  }
  if (extent) {
    const extents = members.map(({ mark }) => extent(mark))
    for (const [i, j] of overlappingPairs(extents, extents)) if (i < j) compare(at(leaves, i), at(leaves, j))
  } else {
    for (const [place, left] of leaves.entries()) for (const right of leaves.slice(place + 1)) compare(left, right)
  }
  const alive = new Map(leaves.map((leaf) => [leaf.id, leaf]))
  queue.sort(bestLast)
  let nextId = leaves.length
  for (let best = queue.pop(); best; best = queue.pop()) {
    const { left, right } = best
    if (!alive.has(left.id) || !alive.has(right.id)) continue
    alive.delete(left.id)
    alive.delete(right.id)
    const joined: Node<M> = {
      id: nextId,
      members: [...left.members, ...right.members].sort((a, b) => a.place - b.place),
    }
    nextId += 1
    const near = new Set([...(neighbours.get(left.id) ?? []), ...(neighbours.get(right.id) ?? [])])
    neighbours.set(joined.id, new Set())
    alive.set(joined.id, joined)
    const fresh: Candidate<M>[] = []
    for (const other of near) {
      if (!alive.has(other.id)) continue
      neighbours.get(other.id)?.add(joined)
      neighbours.get(joined.id)?.add(other)
      const value = linkage(joined, other, similarity)
      if (value !== null && enough(value)) fresh.push({ left: joined, right: other, similarity: value })
    }
    for (const candidate of fresh) insertSorted(queue, candidate)
  }
  return [...alive.values()]
    .sort((a, b) => firstPlace(a) - firstPlace(b))
    .map((node) => ({
      members: node.members.map(({ rater, index, mark }) => ({ rater, index, mark })),
      similarity: cohesion(node, similarity),
    }))
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

function firstPlace<M>(node: Node<M>): number {
  return at(node.members, 0).place
}

/** Ascending by worth, so that the best is popped from the end: by similarity, then by the earlier first members. */
function bestLast<M>(a: Candidate<M>, b: Candidate<M>): number {
  if (a.similarity !== b.similarity) return a.similarity - b.similarity
  const [aFirst, aSecond] = endsOf(a)
  const [bFirst, bSecond] = endsOf(b)
  return bFirst - aFirst || bSecond - aSecond
}

function endsOf<M>({ left, right }: Candidate<M>): [number, number] {
  const one = firstPlace(left)
  const two = firstPlace(right)
  return one < two ? [one, two] : [two, one]
}

function insertSorted<M>(queue: Candidate<M>[], candidate: Candidate<M>): void {
  let low = 0
  let high = queue.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (bestLast(at(queue, middle), candidate) < 0) low = middle + 1
    else high = middle
  }
  queue.splice(low, 0, candidate)
}
