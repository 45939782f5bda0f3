// Masks worked by hand and against counting pixels.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { combineMasks, decodeMask, encodeMask, maskArea, maskIou } from './mask.ts'

const size = fc.tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 6 }))
const pair = size.chain(([width, height]) => {
  const bitmap = fc.array(fc.constantFrom(0, 1), { minLength: width * height, maxLength: width * height })
  return fc.record({ width: fc.constant(width), height: fc.constant(height), a: bitmap, b: bitmap })
})

// . x x      down the columns: . .  x .  x x: two out, one in, one out, two in
// . . x
it('runs go down the columns, as COCO counts', () => {
  const mask = encodeMask([0, 1, 1, 0, 0, 1], 3, 2)
  expect(mask).toEqual({ width: 3, height: 2, runs: [2, 1, 1, 2] })
  expect(maskArea(mask)).toBe(3)
  expect(encodeMask([1, 1], 2, 1).runs).toEqual([0, 2])
  expect(encodeMask([0, 0], 2, 1).runs).toEqual([2])
})

it('combines and compares as counting pixels does', () => {
  fc.assert(
    fc.property(pair, ({ width, height, a, b }) => {
      const [p, q] = [encodeMask(a, width, height), encodeMask(b, width, height)]
      expect([...decodeMask(p)]).toEqual(a)
      const both = a.map((bit, i) => bit & (b[i] ?? 0))
      const either = a.map((bit, i) => bit | (b[i] ?? 0))
      expect(combineMasks(p, q, 'and')).toEqual(encodeMask(both, width, height))
      expect(combineMasks(p, q, 'or')).toEqual(encodeMask(either, width, height))
      expect(combineMasks(p, q, 'minus')).toEqual(
        encodeMask(
          a.map((bit, i) => bit & (1 - (b[i] ?? 0))),
          width,
          height,
        ),
      )
      const count = (bits: number[]) => bits.reduce((sum, bit) => sum + bit, 0)
      expect(maskIou(p, q)).toBe(count(either) === 0 ? 1 : count(both) / count(either))
    }),
    { numRuns: 500 },
  )
})

it('a run of no length in the middle changes nothing', () => {
  const odd = { width: 4, height: 1, runs: [1, 1, 0, 2] }
  expect([...decodeMask(odd)]).toEqual([0, 1, 1, 1])
  expect(combineMasks(odd, odd, 'and').runs).toEqual([1, 3])
})

it('refuses masks of different size', () => {
  expect(() => maskIou(encodeMask([1], 1, 1), encodeMask([1, 1], 2, 1))).toThrow(RangeError)
})
