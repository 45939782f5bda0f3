// Rankings by hand: τ-b with ties, the distance of partial rankings, Borda's count.
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bordaRanks, kendallTauB, rankingDistance } from './rankings.ts'

describe('kendallTauB', () => {
  it('by hand: one of six pairs turned is (5 − 1) / 6', () => {
    expect(kendallTauB([1, 2, 3, 4], [1, 3, 2, 4])).toBeCloseTo(4 / 6, 12)
  })
  it('by hand with ties: 4 agreeing, none against, one pair tied in each: 4 / √(5·5)', () => {
    expect(kendallTauB([1, 1, 2, 3], [1, 2, 2, 3])).toBeCloseTo(4 / 5, 12)
  })
  it('leaves out what either left out, and says nothing where nothing is ordered', () => {
    expect(kendallTauB([1, 2, null], [2, 1, 3])).toBe(-1)
    expect(kendallTauB([1, 1, 1], [1, 2, 3])).toBeNull()
    expect(kendallTauB([1, null], [1, 2])).toBeNull()
  })
})

const ranks = fc.array(fc.option(fc.integer({ min: 1, max: 4 })), { minLength: 4, maxLength: 4 })

describe('rankingDistance', () => {
  it('by hand: 1 of 3 pairs turned, 1 tied in one only: (1 + ½) / 3', () => {
    // a<b<c against b<a=c: ab turned, ac tied in one, bc the same.
    expect(rankingDistance([1, 2, 3], [2, 1, 2])).toBeCloseTo(1.5 / 3, 12)
    // Only the first is chosen: its two pairs are open, and so is the third.
    expect(rankingDistance([1, 2, 3], [1, null, null])).toBeCloseTo(1.5 / 3, 12)
  })
  it('is a metric: symmetric, 0 with itself, never shorter by a detour', () => {
    void fc.assert(
      fc.property(ranks, ranks, ranks, (a, b, c) => {
        expect(rankingDistance(a, a)).toBe(0)
        expect(rankingDistance(a, b)).toBe(rankingDistance(b, a))
        expect(rankingDistance(a, c)).toBeLessThanOrEqual(rankingDistance(a, b) + rankingDistance(b, c) + 1e-12)
      }),
    )
  })
})

describe('bordaRanks', () => {
  it('by hand: abc, acb, bca give points 4, 3, 2', () => {
    expect(
      bordaRanks(
        [
          [1, 2, 3],
          [1, 3, 2],
          [3, 1, 2],
        ],
        3,
      ),
    ).toEqual([1, 2, 3])
  })
  it('ties what has equal points', () => {
    expect(
      bordaRanks(
        [
          [1, 2],
          [2, 1],
        ],
        2,
      ),
    ).toEqual([1, 1])
  })
  it('gives a ranking of all back, and does not depend on the order of people', () => {
    void fc.assert(
      fc.property(fc.array(ranks, { minLength: 1, maxLength: 5 }), (all) => {
        expect(bordaRanks(all, 4)).toEqual(bordaRanks(all.toReversed(), 4))
      }),
    )
  })
})
