// Stretches worked by hand and against counting.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import {
  clampSpan,
  mergeSpans,
  type Span,
  spanBetween,
  spanContains,
  spanGap,
  spanIou,
  spanOverlap,
  spanUnionLength,
} from './interval.ts'

const span = fc
  .tuple(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 30 }))
  .map(([a, b]) => spanBetween(a, b))
const places = (each: Span) => new Set(Array.from({ length: each.end - each.start }, (_, i) => each.start + i))

it('worked by hand: [2, 6) and [4, 10) share 2 of 8', () => {
  const a = { start: 2, end: 6 }
  const b = { start: 4, end: 10 }
  expect([spanOverlap(a, b), spanUnionLength(a, b), spanIou(a, b), spanGap(a, b)]).toEqual([2, 8, 0.25, 0])
  expect([spanContains(a, 2), spanContains(a, 6)]).toEqual([true, false])
  expect(spanGap(a, { start: 9, end: 12 })).toBe(3)
  expect(clampSpan({ start: -3, end: 4 }, b)).toEqual({ start: 4, end: 4 })
  expect(spanIou({ start: 3, end: 3 }, { start: 3, end: 3 })).toBe(1)
  expect(spanIou({ start: 3, end: 3 }, { start: 4, end: 4 })).toBe(0)
})

it('is what counting characters says', () => {
  fc.assert(
    fc.property(span, span, (a, b) => {
      const shared = places(a).intersection(places(b)).size
      const union = places(a).union(places(b)).size
      expect(spanOverlap(a, b)).toBe(shared)
      expect(spanUnionLength(a, b)).toBe(union)
      if (union > 0) expect(spanIou(a, b)).toBeCloseTo(shared / union, 12)
      expect(spanIou(a, b)).toBe(spanIou(b, a))
    }),
  )
})

it('merged stretches cover the same, in order, apart', () => {
  fc.assert(
    fc.property(fc.array(span), (list) => {
      const merged = mergeSpans(list)
      const covered = new Set(merged.flatMap((each) => [...places(each)]))
      expect(covered).toEqual(new Set(list.flatMap((each) => [...places(each)]).sort((a, b) => a - b)))
      for (const [i, each] of merged.entries()) {
        expect(each.end).toBeGreaterThan(each.start)
        const next = merged[i + 1]
        if (next) expect(next.start).toBeGreaterThan(each.end)
      }
    }),
  )
})
