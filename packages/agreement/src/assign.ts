// Optimal one-to-one matching of rows to columns (the Hungarian method).
// H. W. Kuhn 1955; shortest augmenting paths with potentials as in R. Jonker & A. Volgenant 1987.
import { at } from './at.ts'

/** Marks a row that got no column. */
export const UNASSIGNED = -1

/**
 * Least total cost, each row and each column used at most once; as many rows are assigned as can be.
 * `costs` is rows × columns, any finite numbers; `Infinity` forbids a pair.
 * Gives, for each row, its column or `UNASSIGNED`. Time: rows² × columns (of the shorter and longer side).
 */
export function assign(costs: readonly (readonly number[])[]): number[] {
  const rows = costs.length
  const columns = costs[0]?.length ?? 0
  if (rows === 0 || columns === 0) return new Array<number>(rows).fill(UNASSIGNED)
  const forbidden = forbiddenCost(costs)
  const cost = (row: number, column: number): number => Math.min(at(at(costs, row), column), forbidden)
  const allowed = (row: number, column: number): boolean => at(at(costs, row), column) < forbidden
  const result = new Array<number>(rows).fill(UNASSIGNED)
  const wide = rows <= columns
  const matched = wide ? solve(rows, columns, cost) : solve(columns, rows, (short, long) => cost(long, short))
  for (const [short, long] of matched.entries()) {
    const [row, column] = wide ? [short, long] : [long, short]
    if (allowed(row, column)) result[row] = column
  }
  return result
}

/** A cost no solution would take while it can do without: more than all allowed costs can differ together. */
function forbiddenCost(costs: readonly (readonly number[])[]): number {
  let largest = 0
  for (const row of costs)
    for (const cost of row) if (Number.isFinite(cost)) largest = Math.max(largest, Math.abs(cost))
  return (2 * largest + 1) * (costs.length + 1)
}

/** Assigns every one of `rows` (≤ `columns`), one shortest augmenting path a row. Index 0 is a sentinel throughout. */
function solve(rows: number, columns: number, cost: (row: number, column: number) => number): number[] {
  const rowPotential = new Float64Array(rows + 1)
  const columnPotential = new Float64Array(columns + 1)
  const rowOf = new Int32Array(columns + 1)
  const previous = new Int32Array(columns + 1)
  for (let row = 1; row <= rows; row += 1) {
    const slack = new Float64Array(columns + 1).fill(Number.POSITIVE_INFINITY)
    const used = new Uint8Array(columns + 1)
    rowOf[0] = row
    let column = 0
    do {
      used[column] = 1
      const from = at(rowOf, column)
      let step = Number.POSITIVE_INFINITY
      let nearest = 0
      for (let next = 1; next <= columns; next += 1) {
        if (used[next]) continue
        const reduced = cost(from - 1, next - 1) - at(rowPotential, from) - at(columnPotential, next)
        if (reduced < at(slack, next)) {
          slack[next] = reduced
          previous[next] = column
        }
        if (at(slack, next) < step) {
          step = at(slack, next)
          nearest = next
        }
      }
      for (let each = 0; each <= columns; each += 1) {
        if (used[each]) {
          const owner = at(rowOf, each)
          rowPotential[owner] = at(rowPotential, owner) + step
          columnPotential[each] = at(columnPotential, each) - step
        } else {
          slack[each] = at(slack, each) - step
        }
      }
      column = nearest
    } while (rowOf[column] !== 0)
    while (column !== 0) {
      const back = at(previous, column)
      rowOf[column] = at(rowOf, back)
      column = back
    }
  }
  const matched = new Array<number>(rows).fill(UNASSIGNED)
  for (let column = 1; column <= columns; column += 1) {
    const row = at(rowOf, column)
    if (row > 0) matched[row - 1] = column - 1
  }
  return matched
}
