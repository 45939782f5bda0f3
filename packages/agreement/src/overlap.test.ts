// Overlapping pairs against all pairs; and matching and clustering with extents against those without.
import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { cluster } from './cluster.ts'
import { type Extent, overlappingPairs } from './overlap.ts'
import { setAgreement } from './set-agreement.ts'

const extents = fc.array(
  fc
    .tuple(fc.nat(40), fc.integer({ min: 1, max: 12 }))
    .map(([start, length]): Extent => ({ start, end: start + length })),
  { maxLength: 12 },
)
const shared = (a: Extent, b: Extent) => Math.max(0, Math.min(a.end, b.end) - Math.max(a.start, b.start))
const iou = (a: Extent, b: Extent) => shared(a, b) / (a.end - a.start + b.end - b.start - shared(a, b))

it('finds the pairs with something in common, each once', () => {
  void fc.assert(
    fc.property(extents, extents, (a, b) => {
      const all = a.flatMap((x, i) => b.flatMap((y, j) => (shared(x, y) > 0 ? [`${i} ${j}`] : [])))
      expect(
        overlappingPairs(a, b)
          .map((pair) => pair.join(' '))
          .sort(),
      ).toEqual(all.sort())
    }),
  )
})

it('changes nothing in what is matched and clustered', () => {
  void fc.assert(
    fc.property(extents, extents, extents, (a, b, c) => {
      expect(setAgreement(a, b, iou, 0.3, (one) => one)).toEqual(setAgreement(a, b, iou, 0.3))
      const raters = [a, b, c].map((marks, index) => ({ rater: String(index), marks }))
      expect(cluster(raters, iou, 0.4, (one) => one)).toEqual(cluster(raters, iou, 0.4))
    }),
  )
})
