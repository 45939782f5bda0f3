// The matching against every other matching.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { assign, UNASSIGNED } from './assign.ts'

/** Least total over all ways to assign as many rows as can be; each way as [assigned, cost]. */
function best(costs: number[][], row = 0, taken = new Set<number>()): [number, number] {
  if (row === costs.length) return [0, 0]
  let found = best(costs, row + 1, taken)
  for (const [column, cost] of costs[row]!.entries()) {
    if (taken.has(column) || cost === Number.POSITIVE_INFINITY) continue
    const [count, total] = best(costs, row + 1, new Set([...taken, column]))
    if (count + 1 > found[0] || (count + 1 === found[0] && total + cost < found[1])) found = [count + 1, total + cost]
  }
  return found
}

describe('assign', () => {
  it('a hand-worked square: 1 + 2 + 2', () => {
    expect(
      assign([
        [4, 1, 3],
        [2, 0, 5],
        [3, 2, 2],
      ]),
    ).toEqual([1, 0, 2])
  })

  it('leaves rows without a column where there are more rows', () => {
    expect(assign([[5], [1], [3]])).toEqual([UNASSIGNED, 0, UNASSIGNED])
  })

  it('takes nothing for nothing, and never a forbidden pair', () => {
    expect(assign([])).toEqual([])
    expect(assign([[], []])).toEqual([UNASSIGNED, UNASSIGNED])
    expect(
      assign([
        [Number.POSITIVE_INFINITY, 7],
        [Number.POSITIVE_INFINITY, 1],
      ]),
    ).toEqual([UNASSIGNED, 1])
  })

  it('is as good as the best of all matchings, of any shape, negative and forbidden costs too', () => {
    const cost = fc.oneof(fc.integer({ min: -9, max: 9 }), fc.constant(Number.POSITIVE_INFINITY))
    const costs = fc
      .tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 }))
      .chain(([rows, columns]) =>
        fc.array(fc.array(cost, { minLength: columns, maxLength: columns }), { minLength: rows, maxLength: rows }),
      )
    fc.assert(
      fc.property(costs, (matrix) => {
        const result = assign(matrix)
        const used = result.filter((column) => column !== UNASSIGNED)
        expect(new Set(used).size).toBe(used.length)
        const total = result.reduce((sum, column, row) => sum + (column === UNASSIGNED ? 0 : matrix[row]![column]!), 0)
        expect([used.length, total]).toEqual(best(matrix))
      }),
      { numRuns: 300 },
    )
  })
})
