// The sparse matching against the dense one: the same total, whatever pairs are possible; and long chains at once.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { assign, UNASSIGNED } from './assign.ts'
import { matchSparse } from './match-sparse.ts'
import { setAgreement } from './set-agreement.ts'

/** Similarities in sixteenths, so that sums are exact. */
const possible = fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 })).chain(([rows, columns]) =>
  fc.record({
    rows: fc.constant(rows),
    columns: fc.constant(columns),
    pairs: fc.uniqueArray(
      fc.record({
        row: fc.nat(rows - 1),
        column: fc.nat(columns - 1),
        similarity: fc.integer({ min: 1, max: 16 }).map((part) => part / 16),
      }),
      { selector: ({ row, column }) => row * columns + column, maxLength: 40 },
    ),
  }),
)

describe('matchSparse', () => {
  it('is one to one, by possible pairs alone, and its total is that of the dense method', () => {
    fc.assert(
      fc.property(possible, ({ rows, columns, pairs }) => {
        const similarity = new Map(pairs.map((pair) => [pair.row * columns + pair.column, pair.similarity]))
        const of = (row: number, column: number) => similarity.get(row * columns + column) ?? 0
        const costs = Array.from({ length: rows }, (_, row) =>
          Array.from({ length: columns }, (_, column) => -of(row, column)),
        )
        const total = (matched: ArrayLike<number>) =>
          Array.from(matched).reduce((sum, column, row) => sum + (column === UNASSIGNED ? 0 : of(row, column)), 0)
        const found = matchSparse(rows, columns, pairs)
        const taken = Array.from(found).filter((column) => column !== UNASSIGNED)
        expect(new Set(taken).size).toBe(taken.length)
        for (const [row, column] of found.entries())
          if (column !== UNASSIGNED) expect(of(row, column)).toBeGreaterThan(0)
        expect(total(found)).toBe(total(assign(costs)))
      }),
      { numRuns: 2_000 },
    )
  })

  it('comes to an end where sums are rounded, with the total of the dense method', () => {
    const size = 30
    const near = fc.array(fc.double({ min: 1e-9, max: 1, noNaN: true }), { minLength: size * 5, maxLength: size * 5 })
    fc.assert(
      fc.property(near, (drawn) => {
        // Each row with the five columns about it, thirds of the drawn among them, so that many are even.
        const pairs = drawn.flatMap((value, index) => {
          const row = Math.floor(index / 5)
          const column = row + (index % 5) - 2
          const similarity = index % 2 === 0 ? value : Math.ceil(value * 3) / 3
          return column < 0 || column >= size ? [] : [{ row, column, similarity }]
        })
        const costs = Array.from({ length: size }, () => new Array<number>(size).fill(0))
        for (const { row, column, similarity } of pairs) costs[row]![column] = -similarity
        const total = (matched: ArrayLike<number>) =>
          Array.from(matched).reduce((sum, column, row) => sum - (costs[row]?.[column] ?? 0), 0)
        expect(total(matchSparse(size, size, pairs))).toBeCloseTo(total(assign(costs)), 9)
      }),
      { numRuns: 500 },
    )
  })

  it('10,000 spans that each cross the next, of two people, are matched at once', () => {
    const own = (shift: number) =>
      Array.from({ length: 10_000 }, (_, at) => ({ start: at * 4 + shift, end: at * 4 + shift + 9 }))
    const [a, b] = [own(0), own(1)]
    const iou = (x: (typeof a)[number], y: (typeof a)[number]) => {
      const shared = Math.max(0, Math.min(x.end, y.end) - Math.max(x.start, y.start))
      return shared / (18 - shared)
    }
    const started = performance.now()
    const { matched, f1 } = setAgreement(a, b, iou, 0, (mark) => mark)
    expect(performance.now() - started).toBeLessThan(5_000)
    // By hand: each with its own, one character off: 8 shared of 10.
    expect(f1).toBe(1)
    expect(matched.every((pair) => pair.a === pair.b && pair.similarity === 0.8)).toBe(true)
  })
})
