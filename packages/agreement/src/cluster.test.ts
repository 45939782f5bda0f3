// Grouping marks against the plain algorithm: the same groups, whatever the marks and however many overlap.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cluster, type RaterMarks } from './cluster.ts'
import { heapOf } from './heap.ts'

interface Stretch {
  readonly start: number
  readonly end: number
}

/** Intersection over union in eighths: sums of these are exact, whatever their order. */
function likeness(a: Stretch, b: Stretch): number {
  const shared = Math.max(0, Math.min(a.end, b.end) - Math.max(a.start, b.start))
  return Math.round((8 * shared) / (a.end - a.start + b.end - b.start - shared)) / 8
}

type Placed = { readonly rater: string; readonly place: number; readonly mark: Stretch }

const isLike = (value: number, threshold: number) => value > 0 && value >= threshold

/**
 * Average linkage as it is written down: of all pairs of groups with no rater in common the likest is joined, even ones
 * by the earlier first members, until none is like enough. Pairs that are far apart to begin with are looked at only
 * once a part of either was near.
 */
function plainly(
  everyone: readonly RaterMarks<Stretch>[],
  threshold: number,
): (readonly (readonly [string, Stretch])[])[] {
  const members = everyone
    .toSorted((a, b) => (a.rater < b.rater ? -1 : 1))
    .flatMap(({ rater, marks }) => marks.map((mark) => ({ rater, mark })))
  let groups = members.map((member, place): Placed[] => [{ ...member, place }])
  const between = (left: readonly Placed[], right: readonly Placed[]): number => {
    let sum = 0
    for (const a of left) {
      for (const b of right) {
        if (a.rater === b.rater) return -1
        sum += likeness(a.mark, b.mark)
      }
    }
    return sum / (left.length * right.length)
  }
  const isNear = (left: readonly Placed[], right: readonly Placed[]) =>
    left.some((a) => right.some((b) => a.rater !== b.rater && isLike(likeness(a.mark, b.mark), threshold)))
  for (;;) {
    let best: { value: number; left: Placed[]; right: Placed[] } | null = null
    for (const [index, left] of groups.entries()) {
      for (const right of groups.slice(index + 1)) {
        const value = between(left, right)
        const isBetter = value > (best?.value ?? 0)
        if (isLike(value, threshold) && isBetter && isNear(left, right)) best = { value, left, right }
      }
    }
    if (!best) return groups.map((group) => group.map(({ rater, mark }) => [rater, mark] as const))
    const { left, right } = best
    groups = [
      ...groups.filter((group) => group !== left && group !== right),
      [...left, ...right].sort((a, b) => a.place - b.place),
    ].sort((a, b) => (a[0]?.place ?? 0) - (b[0]?.place ?? 0))
  }
}

const stretch = (most: number) =>
  fc
    .tuple(fc.integer({ min: 0, max: most }), fc.integer({ min: 1, max: 9 }))
    .map(([start, length]): Stretch => ({ start, end: start + length }))

/** Up to five people; `most` makes marks crowded or sparse. */
const crowd = (most: number) =>
  fc
    .array(fc.array(stretch(most), { maxLength: 9 }), { minLength: 1, maxLength: 5 })
    .map((all) => all.map((marks, index): RaterMarks<Stretch> => ({ rater: `r${index}`, marks })))

describe('cluster', () => {
  it.each([8, 30, 200])('gives the groups of the plain algorithm, marks over %i characters', (most) => {
    fc.assert(
      fc.property(crowd(most), fc.constantFrom(0, 0.25, 0.4995, 0.75), (everyone, threshold) => {
        const expected = plainly(everyone, threshold)
        for (const extent of [undefined, (mark: Stretch) => mark]) {
          const groups = cluster(everyone, likeness, threshold, extent)
          expect(groups.map(({ members }) => members.map(({ rater, mark }) => [rater, mark]))).toEqual(expected)
        }
      }),
      { numRuns: 300 },
    )
  })
})

describe('heap', () => {
  it('gives what was put in, best first', () => {
    fc.assert(
      fc.property(fc.array(fc.integer()), fc.array(fc.integer()), (first, later) => {
        const heap = heapOf(first, (a, b) => a - b)
        for (const value of later) heap.push(value)
        const drawn = []
        for (let next = heap.pop(); next !== undefined; next = heap.pop()) drawn.push(next)
        expect(drawn).toEqual([...first, ...later].sort((a, b) => b - a))
      }),
    )
  })
})
