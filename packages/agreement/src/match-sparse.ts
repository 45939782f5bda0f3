// The one-to-one matching of greatest total similarity where few pairs are possible: shortest augmenting paths with
// potentials over the pairs alone (R. Jonker & A. Volgenant 1987, by Dijkstra with a heap; as for sparse costs in
// R. M. Karp 1980, "An algorithm to solve the m × n assignment problem in expected time O(mn log n)").
import { at } from './at.ts'
import { heapOf } from './heap.ts'

/** A possible pair: places of either side, and its similarity, above 0. */
export interface Possible {
  readonly row: number
  readonly column: number
  readonly similarity: number
}

/** A column on its way to be the end of a path. */
interface Reached {
  readonly column: number
  readonly distance: number
}

const NONE = -1

/**
 * For each row its column, or −1 where it had better have none. Memory grows with the pairs; time is rows × pairs × log at
 * worst, and near linear where rows have a column of their own that is best for them.
 */
export function matchSparse(rows: number, columns: number, pairs: readonly Possible[]): Int32Array {
  const byRow = Array.from({ length: rows }, (): Possible[] => [])
  for (const pair of pairs) at(byRow, pair.row).push(pair)
  const matching: Matching = {
    byRow,
    columnOf: new Int32Array(rows).fill(NONE),
    rowOf: new Int32Array(columns).fill(NONE),
    rowPotential: new Float64Array(rows),
    columnPotential: new Float64Array(columns),
    distance: new Float64Array(columns).fill(Number.POSITIVE_INFINITY),
    from: new Int32Array(columns).fill(NONE),
  }
  for (let row = 0; row < rows; row += 1) addRow(matching, row)
  return matching.columnOf
}

interface Matching {
  readonly byRow: readonly (readonly Possible[])[]
  readonly columnOf: Int32Array
  readonly rowOf: Int32Array
  /** Cost − row's − column's is at least 0 for every pair, and 0 for those matched; a row alone costs 0. */
  readonly rowPotential: Float64Array
  readonly columnPotential: Float64Array
  /** Of the path that is looked for; infinite between two. */
  readonly distance: Float64Array
  /** The row from which a column was reached. */
  readonly from: Int32Array
}

/** Finds the cheapest way to take the row in: by a free column, or by leaving it or another row alone. */
function addRow(matching: Matching, start: number): void {
  const { byRow, rowOf, rowPotential, columnPotential, distance, from } = matching
  const queue = heapOf<Reached>([], (a, b) => b.distance - a.distance || Number(isFree(a)) - Number(isFree(b)))
  const isFree = ({ column }: Reached): boolean => rowOf[column] === NONE
  const touched: number[] = []
  const settled: { readonly row: number; readonly column: number; readonly distance: number }[] = []
  const best = Math.min(0, ...at(byRow, start).map((pair) => -pair.similarity - at(columnPotential, pair.column)))
  rowPotential[start] = best
  // The row that is best left alone so far, and what that costs.
  let alone = { row: start, column: NONE, distance: -best }
  const reach = (row: number, behind: number): void => {
    for (const { column, similarity } of at(byRow, row)) {
      // Never below 0 but for rounding, which would let a path turn in circles.
      const reduced = Math.max(0, -similarity - at(rowPotential, row) - at(columnPotential, column))
      const next = behind + reduced
      if (next >= at(distance, column)) continue
      if (distance[column] === Number.POSITIVE_INFINITY) touched.push(column)
      distance[column] = next
      from[column] = row
      queue.push({ column, distance: next })
    }
  }
  reach(start, 0)
  let end: Reached | null = null
  for (let next = queue.pop(); next && next.distance < alone.distance; next = queue.pop()) {
    if (next.distance > at(distance, next.column)) continue
    if (isFree(next)) {
      end = next
      break
    }
    const row = at(rowOf, next.column)
    settled.push({ row, ...next })
    const costAlone = next.distance - at(rowPotential, row)
    if (costAlone < alone.distance) alone = { row, column: next.column, distance: costAlone }
    reach(row, next.distance)
  }
  const whole = end?.distance ?? alone.distance
  rowPotential[start] = at(rowPotential, start) + whole
  for (const one of settled) {
    if (one.distance >= whole) continue
    rowPotential[one.row] = at(rowPotential, one.row) + whole - one.distance
    columnPotential[one.column] = at(columnPotential, one.column) + one.distance - whole
  }
  const last = end?.column ?? alone.column
  if (end === null) matching.columnOf[alone.row] = NONE
  if (last !== NONE) turn(matching, last, start)
  for (const column of touched) {
    distance[column] = Number.POSITIVE_INFINITY
    from[column] = NONE
  }
}

/** Gives every row along the path the column by which it was passed. */
function turn({ columnOf, rowOf, from }: Matching, last: number, start: number): void {
  for (let column = last; ; ) {
    const row = at(from, column)
    const before = at(columnOf, row)
    rowOf[column] = row
    columnOf[row] = column
    if (row === start) return
    column = before
  }
}
