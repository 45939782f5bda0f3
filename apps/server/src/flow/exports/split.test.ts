// Splits: exact shares, the same for the same seed, independent of order.
import { describe, expect, it } from 'vitest'
import { sizesOf, splitNames, splitsIn } from './split.ts'

const names = Array.from({ length: 250 }, (_, index) => `img${index}.jpg`)
const count = (splits: Map<string, string>, split: string) => [...splits.values()].filter((s) => s === split).length

describe('splitNames', () => {
  it('gives exact shares', () => {
    const splits = splitNames(names, 1, [80, 10, 10])
    expect(['train', 'val', 'test'].map((split) => count(splits, split))).toEqual([200, 25, 25])
    expect(sizesOf(7, [80, 10, 10])).toEqual([5, 1, 1])
    expect(sizesOf(1, [34, 33, 33])).toEqual([1, 0, 0])
    expect(sizesOf(10, [100, 0, 0])).toEqual([10, 0, 0])
  })
  it('adds up for any count and shares', () => {
    for (const n of [0, 1, 2, 3, 99, 100, 101, 4_999]) {
      for (const shares of [
        [80, 10, 10],
        [34, 33, 33],
        [0, 0, 100],
        [99, 1, 0],
        [1, 98, 1],
      ] as [number, number, number][]) {
        const sizes = sizesOf(n, shares)
        expect(sizes.reduce((x, y) => x + y)).toBe(n)
        for (const [i, size] of sizes.entries()) expect(Math.abs(size - (n * shares[i]!) / 100)).toBeLessThan(1)
      }
    }
  })
  it('depends on the seed and the names alone', () => {
    const once = splitNames(names, 7, [70, 20, 10])
    const again = splitNames(names.toReversed(), 7, [70, 20, 10])
    const other = splitNames(names, 8, [70, 20, 10])
    expect(names.every((name) => once.get(name) === again.get(name))).toBe(true)
    expect(names.some((name) => once.get(name) !== other.get(name))).toBe(true)
  })
  it('names the splits in use', () => {
    expect(splitsIn([80, 0, 20])).toEqual(['train', 'test'])
  })
})
