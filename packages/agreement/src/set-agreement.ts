// How well two sets of marks agree: precision, recall and F1 through an optimal matching.
import { assign, UNASSIGNED } from './assign.ts'
import { at } from './at.ts'
import { matchSparse } from './match-sparse.ts'
import { type Extent, overlappingPairs } from './overlap.ts'
import type { Similarity } from './types.ts'

/** One matched pair, by index into the two sets. */
export type Match = { readonly a: number; readonly b: number; readonly similarity: number }

export type SetAgreement = {
  /** Matched pairs, by their place in `a`. */
  readonly matched: readonly Match[]
  /** Indices without a partner. */
  readonly onlyA: readonly number[]
  readonly onlyB: readonly number[]
  /** matched / |a|; null where `a` is empty. */
  readonly precision: number | null
  /** matched / |b|; null where `b` is empty. */
  readonly recall: number | null
  /** 2 × matched / (|a| + |b|), symmetric in `a` and `b`; null where both are empty. */
  readonly f1: number | null
  /** Mean similarity of the matched pairs; null where none matched. */
  readonly meanSimilarity: number | null
}

/**
 * Matches `a` (judged) with `b` (the reference) so that the total similarity is greatest; a pair counts only where its
 * similarity is above 0 and at least `threshold`. Marks that can meet no other are set aside first, so large sparse sets
 * are quick: the matching is solved apart in every connected group.
 * @param extent a stretch that each mark lies in; given it, only marks whose stretches overlap are compared, which is
 * right where the similarity of all others is 0
 */
export function setAgreement<T>(
  a: readonly T[],
  b: readonly T[],
  similarity: Similarity<T>,
  threshold: number,
  extent?: (mark: T) => Extent,
): SetAgreement {
  const matched = matchEdges(pairsAbove(a, b, similarity, threshold, extent))
  const inA = new Set(matched.map((match) => match.a))
  const inB = new Set(matched.map((match) => match.b))
  const total = matched.reduce((sum, match) => sum + match.similarity, 0)
  return {
    matched,
    onlyA: [...a.keys()].filter((index) => !inA.has(index)),
    onlyB: [...b.keys()].filter((index) => !inB.has(index)),
    precision: share(matched.length, a.length),
    recall: share(matched.length, b.length),
    f1: share(2 * matched.length, a.length + b.length),
    meanSimilarity: share(total, matched.length),
  }
}

function share(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole
}

function pairsAbove<T>(
  a: readonly T[],
  b: readonly T[],
  similarity: Similarity<T>,
  threshold: number,
  extent: ((mark: T) => Extent) | undefined,
): Match[] {
  const pairs: Match[] = []
  const look = (i: number, j: number): void => {
    const value = similarity(at(a, i), at(b, j))
    if (value > 0 && value >= threshold) pairs.push({ a: i, b: j, similarity: value })
  }
  if (extent) {
    const found = overlappingPairs(a.map(extent), b.map(extent))
    for (const [i, j] of found.sort(([i, j], [k, l]) => i - k || j - l)) look(i, j)
    return pairs
  }
  for (const i of a.keys()) for (const j of b.keys()) look(i, j)
  return pairs
}

/** Of possible pairs those of a one-to-one matching with the greatest total similarity, by their place in `a`. */
export function matchEdges(edges: readonly Match[]): Match[] {
  return connected(edges)
    .flatMap(matchGroup)
    .sort((left, right) => left.a - right.a)
}

/** Splits the pairs into groups that share no mark. */
function connected(edges: readonly Match[]): Match[][] {
  const ofA = Map.groupBy(edges, (edge) => edge.a)
  const ofB = Map.groupBy(edges, (edge) => edge.b)
  const seen = new Set<Match>()
  const groups: Match[][] = []
  for (const start of edges) {
    if (seen.has(start)) continue
    const group = [start]
    seen.add(start)
    for (let next = 0; next < group.length; next += 1) {
      const edge = at(group, next)
      for (const neighbour of [...(ofA.get(edge.a) ?? []), ...(ofB.get(edge.b) ?? [])]) {
        if (seen.has(neighbour)) continue
        seen.add(neighbour)
        group.push(neighbour)
      }
    }
    groups.push(group)
  }
  return groups
}

/** Cells of a table of costs beyond which groups are matched by their pairs alone: 250 × 250. */
const DENSE_MOST = 62_500

function matchGroup(edges: readonly Match[]): Match[] {
  if (edges.length === 1) return [...edges]
  const rows = [...new Set(edges.map((edge) => edge.a))].sort((x, y) => x - y)
  const columns = [...new Set(edges.map((edge) => edge.b))].sort((x, y) => x - y)
  const rowOf = new Map(rows.map((a, row) => [a, row]))
  const columnOf = new Map(columns.map((b, column) => [b, column]))
  if (rows.length * columns.length > DENSE_MOST) return matchSparsely(edges, rowOf, columnOf)
  const costs = rows.map(() => new Array<number>(columns.length).fill(0))
  const edgeAt = new Map<number, Match>()
  for (const edge of edges) {
    const row = rowOf.get(edge.a) ?? 0
    const column = columnOf.get(edge.b) ?? 0
    at(costs, row)[column] = -edge.similarity
    edgeAt.set(row * columns.length + column, edge)
  }
  return assign(costs).flatMap((column, row) => {
    const edge = column === UNASSIGNED ? undefined : edgeAt.get(row * columns.length + column)
    return edge ? [edge] : []
  })
}

/** A chain of marks, each of which could be the next one's too, is one group as long as the text. */
function matchSparsely(
  edges: readonly Match[],
  rowOf: ReadonlyMap<number, number>,
  columnOf: ReadonlyMap<number, number>,
): Match[] {
  const pairs = edges.map((edge) => ({
    row: rowOf.get(edge.a) ?? 0,
    column: columnOf.get(edge.b) ?? 0,
    similarity: edge.similarity,
  }))
  const matched = matchSparse(rowOf.size, columnOf.size, pairs)
  return edges.filter((_, index) => {
    const pair = at(pairs, index)
    return matched[pair.row] === pair.column
  })
}
