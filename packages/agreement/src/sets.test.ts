// Sets of marks: agreement of two, groups of many, votes and medoids.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cluster } from './cluster.ts'
import { majority } from './majority.ts'
import { medoid } from './medoid.ts'
import { setAgreement } from './set-agreement.ts'

/** Marks on a line: alike by how near they are, not at all from 10 apart. */
const near = (a: number, b: number) => Math.max(0, 1 - Math.abs(a - b) / 10)
const numbers = fc.array(fc.integer({ min: 0, max: 60 }), { maxLength: 7 })

describe('setAgreement', () => {
  // 1 meets 2 (.9), 50 meets 50 (1); 20 meets nobody, and 90 neither: 2 of 3 and 2 of 3.
  it('worked by hand: precision, recall, F1 and mean similarity', () => {
    const result = setAgreement([1, 20, 50], [50, 2, 90], near, 0.5)
    expect(result.matched).toEqual([
      { a: 0, b: 1, similarity: 0.9 },
      { a: 2, b: 0, similarity: 1 },
    ])
    expect(result).toMatchObject({ onlyA: [1], onlyB: [2], precision: 2 / 3, recall: 2 / 3, f1: 2 / 3 })
    expect(result.meanSimilarity).toBeCloseTo(0.95, 10)
  })

  // 4 is nearest to 5, but then 8 would be left to 1; both pairs together weigh more: .7 + .7 > .9.
  it('takes the pairs that weigh most together, not the best pair first', () => {
    const result = setAgreement([4, 8], [1, 5], near, 0.5)
    expect(result.matched.map(({ a, b }) => [a, b])).toEqual([
      [0, 0],
      [1, 1],
    ])
  })

  it('QLT3: nothing on either side has no F1; nothing on one side is 0', () => {
    expect(setAgreement([], [], near, 0.5)).toMatchObject({
      f1: null,
      precision: null,
      recall: null,
      meanSimilarity: null,
    })
    expect(setAgreement([], [1], near, 0.5)).toMatchObject({ f1: 0, precision: null, recall: 0 })
  })

  it('is symmetric, bounded, one to one, and 1 for the same set in any order', () => {
    fc.assert(
      fc.property(numbers, numbers, fc.double({ min: 0, max: 1, noNaN: true }), (a, b, threshold) => {
        const there = setAgreement(a, b, near, threshold)
        const back = setAgreement(b, a, near, threshold)
        const total = (result: typeof there) => result.matched.reduce((sum, match) => sum + match.similarity, 0)
        expect(total(there)).toBeCloseTo(total(back), 9)
        expect(new Set(there.matched.map((match) => match.a)).size).toBe(there.matched.length)
        expect(new Set(there.matched.map((match) => match.b)).size).toBe(there.matched.length)
        for (const match of there.matched) expect(match.similarity).toBeGreaterThanOrEqual(threshold)
        expect(there.matched.length + there.onlyA.length).toBe(a.length)
        expect(there.matched.length + there.onlyB.length).toBe(b.length)
        const same = setAgreement(a, a.toReversed(), near, threshold)
        expect(same.f1).toBe(a.length === 0 ? null : 1)
      }),
    )
  })
})

describe('cluster', () => {
  it('worked by hand: two objects, one that only one rater saw', () => {
    const groups = cluster(
      [
        { rater: 'cem', marks: [31, 10] },
        { rater: 'ada', marks: [10, 30] },
        { rater: 'bo', marks: [12, 80] },
      ],
      near,
      0.5,
    )
    expect(groups.map((group) => group.members.map(({ rater, index }) => `${rater}${index}`))).toEqual([
      ['ada0', 'bo0', 'cem1'],
      ['ada1', 'cem0'],
      ['bo1'],
    ])
    expect(groups[0]?.similarity).toBeCloseTo((0.8 + 0.8 + 1) / 3, 10)
    expect(groups[2]?.similarity).toBeNull()
  })

  it('does not chain: 0 – 4 – 8 are two groups at .5, as 0 and 8 are but .2 alike', () => {
    const chain = [
      { rater: 'a', marks: [0] },
      { rater: 'b', marks: [4] },
      { rater: 'c', marks: [8] },
    ]
    expect(cluster(chain, near, 0.5).map((group) => group.members.map(({ mark }) => mark))).toEqual([[0, 4], [8]])
  })

  const crowd = fc.uniqueArray(fc.record({ rater: fc.constantFrom('a', 'b', 'c', 'd'), marks: numbers }), {
    selector: (each) => each.rater,
  })

  it('puts every mark in one group, at most one of a rater, alike enough on average', () => {
    fc.assert(
      fc.property(crowd, (marksByRater) => {
        const groups = cluster(marksByRater, near, 0.5)
        const seen = groups.flatMap((group) => group.members.map(({ rater, index }) => `${rater}${index}`))
        expect(seen.toSorted()).toEqual(
          marksByRater.flatMap(({ rater, marks }) => marks.map((_, i) => `${rater}${i}`)).sort(),
        )
        for (const { members } of groups) {
          expect(new Set(members.map((member) => member.rater)).size).toBe(members.length)
        }
      }),
    )
  })

  it('is the same whatever the order of raters', () => {
    fc.assert(
      fc.property(crowd, fc.boolean(), (marksByRater, half) => {
        const other = half
          ? marksByRater.toReversed()
          : marksByRater.toSorted((a, b) => a.marks.length - b.marks.length)
        expect(cluster(other, near, 0.5)).toEqual(cluster(marksByRater, near, 0.5))
      }),
    )
  })

  it('perfect agreement: one group a mark, each with everyone', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 0, max: 6 }), { maxLength: 6 }), (places) => {
        const marks = places.map((place) => place * 10)
        const groups = cluster(
          [
            { rater: 'a', marks },
            { rater: 'b', marks: marks.toReversed() },
            { rater: 'c', marks },
          ],
          near,
          0.5,
        )
        expect(groups).toHaveLength(marks.length)
        for (const group of groups) expect(group.similarity).toBe(1)
      }),
    )
  })
})

describe('majority', () => {
  it('gives the plurality with its support', () => {
    expect(majority(['cat', 'dog', 'cat'])).toEqual({
      value: 'cat',
      support: 2,
      of: 3,
      tie: false,
      counts: [
        { value: 'cat', votes: 2 },
        { value: 'dog', votes: 1 },
      ],
    })
  })

  it('has no value for no votes', () => {
    expect(majority([])).toEqual({ value: null, support: 0, of: 0, tie: false, counts: [] })
  })

  it('keeps each tie rule', () => {
    const votes = ['dog', 'cat', 'dog', 'cat', 'cow']
    expect(majority(votes)).toMatchObject({ value: null, support: 2, tie: true })
    expect(majority(votes, 'first-voted').value).toBe('dog')
    expect(majority(votes, { prefer: ['cow', 'cat', 'dog'] }).value).toBe('cat')
    const drawn = majority(votes, { seed: 3 })
    expect(['cat', 'dog']).toContain(drawn.value)
    expect(majority(votes.toReversed(), { seed: 3 }).value).toBe(drawn.value)
  })

  it('a false answer is an answer', () => {
    expect(majority([false, false, true]).value).toBe(false)
  })
})

describe('medoid', () => {
  const apart = (a: number, b: number) => Math.abs(a - b)
  it('is the item nearest to all: 3 of 1, 3, 10 (2 + 7 = 9)', () => {
    expect(medoid([10, 1, 3], apart)).toEqual({ index: 2, meanDistance: 4.5, tie: false })
  })
  it('says where two different ones are as near', () => {
    expect(medoid([1, 2], apart)).toMatchObject({ index: 0, tie: true })
    expect(medoid([1, 1, 5], apart)).toMatchObject({ index: 0, tie: false })
    expect(medoid([5], apart)).toEqual({ index: 0, meanDistance: 0, tie: false })
    expect(medoid([], apart)).toBeNull()
  })
})
