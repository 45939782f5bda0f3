// Heights against sums by hand: where each row is, after any measurements.
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createHeights } from './heights.ts'

describe('heights', () => {
  it('say where each row is and which row is where', () => {
    const heights = createHeights(4, (row) => [10, 20, 30, 40][row] ?? 0)
    expect([0, 1, 2, 3, 4].map(heights.topOf)).toEqual([0, 10, 30, 60, 100])
    expect([-5, 0, 9.5, 10, 29, 30, 59, 60, 99, 100, 900].map(heights.rowAt)).toEqual([0, 0, 0, 1, 1, 2, 2, 3, 3, 3, 3])
    expect(heights.set(1, 25)).toBe(5)
    expect(heights.set(1, 25)).toBe(0)
    expect(heights.total()).toBe(105)
    expect(heights.topOf(2)).toBe(35)
    expect(createHeights(0, () => 1).total()).toBe(0)
  })
  it('are what plain addition says, whatever was measured in whatever order', () => {
    const rows = fc.array(fc.integer({ min: 1, max: 500 }), { minLength: 1, maxLength: 70 })
    return fc.assert(
      fc.property(rows, fc.array(fc.tuple(fc.nat(69), fc.integer({ min: 1, max: 900 }))), (given, measured) => {
        const plain = [...given]
        const heights = createHeights(given.length, (row) => given[row] ?? 0)
        for (const [row, height] of measured) {
          heights.set(row, height)
          if (row < plain.length) plain[row] = height
        }
        let top = 0
        plain.forEach((height, row) => {
          expect(heights.topOf(row)).toBe(top)
          expect(heights.rowAt(top)).toBe(row)
          expect(heights.rowAt(top + height - 0.5)).toBe(row)
          top += height
        })
        expect(heights.total()).toBe(top)
      }),
    )
  })
})
