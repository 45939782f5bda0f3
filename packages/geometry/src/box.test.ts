// Boxes worked by hand and the laws of IoU, moving and resizing.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type Box,
  boundingBox,
  boxArea,
  boxFromCorners,
  boxIntersection,
  boxIou,
  boxUnion,
  clampBox,
  type Handle,
  handlePoint,
  handles,
  moveBox,
  resizeBox,
} from './box.ts'

const length = fc.double({ min: 0, max: 2000, noNaN: true })
const place = fc.double({ min: -500, max: 2000, noNaN: true })
const boxes: fc.Arbitrary<Box> = fc.record({ x: place, y: place, width: length, height: length })
const points = fc.record({ x: place, y: place })
const image = { width: 1280, height: 960 }

describe('worked by hand', () => {
  const a = { x: 0, y: 0, width: 10, height: 10 }
  const b = { x: 5, y: 5, width: 10, height: 10 }

  it('IoU of two squares that share a quarter: 25 / 175', () => {
    expect(boxIntersection(a, b)).toEqual({ x: 5, y: 5, width: 5, height: 5 })
    expect(boxUnion(a, b)).toEqual({ x: 0, y: 0, width: 15, height: 15 })
    expect(boxIou(a, b)).toBeCloseTo(1 / 7, 12)
  })

  it('boxes that only touch share nothing', () => {
    expect(boxIntersection(a, { x: 10, y: 0, width: 5, height: 5 })).toBeNull()
    expect(boxIou(a, { x: 10, y: 0, width: 5, height: 5 })).toBe(0)
  })

  it('corners may come in any order', () => {
    expect(boxFromCorners({ x: 8, y: 1 }, { x: 2, y: 4 })).toEqual({ x: 2, y: 1, width: 6, height: 3 })
    expect(boundingBox([])).toBeNull()
    expect(
      boundingBox([
        { x: 3, y: 9 },
        { x: 1, y: 2 },
      ]),
    ).toEqual({ x: 1, y: 2, width: 2, height: 7 })
  })

  it('each handle moves its sides alone, to the pointer', () => {
    const to = { x: 2, y: 3 }
    const expected: Record<Handle, Box> = {
      nw: { x: 2, y: 3, width: 8, height: 7 },
      n: { x: 0, y: 3, width: 10, height: 7 },
      ne: { x: 0, y: 3, width: 2, height: 7 },
      e: { x: 0, y: 0, width: 2, height: 10 },
      se: { x: 0, y: 0, width: 2, height: 3 },
      s: { x: 0, y: 0, width: 10, height: 3 },
      sw: { x: 2, y: 0, width: 8, height: 3 },
      w: { x: 2, y: 0, width: 8, height: 10 },
    }
    for (const handle of handles) expect(resizeBox(a, handle, to)).toEqual(expected[handle])
  })

  it('turns over when dragged past the opposite side, and stays in the image', () => {
    expect(resizeBox(a, 'e', { x: -4, y: 0 })).toEqual({ x: -4, y: 0, width: 4, height: 10 })
    expect(resizeBox(a, 'se', { x: 5000, y: 5000 }, image)).toEqual({ x: 0, y: 0, width: 1280, height: 960 })
  })

  it('a moved box keeps its size within the image', () => {
    expect(moveBox(a, -5, 2000, image)).toEqual({ x: 0, y: 950, width: 10, height: 10 })
    expect(moveBox(a, 1.5, 2)).toEqual({ x: 1.5, y: 2, width: 10, height: 10 })
  })

  it('clamping keeps the part inside', () => {
    expect(clampBox({ x: -5, y: -5, width: 10, height: 2000 }, image)).toEqual({ x: 0, y: 0, width: 5, height: 960 })
    expect(clampBox({ x: 2000, y: 5, width: 10, height: 10 }, image)).toEqual({ x: 1280, y: 5, width: 0, height: 10 })
  })
})

describe('laws', () => {
  it('IoU is symmetric, within 0 and 1, and 1 with itself', () => {
    fc.assert(
      fc.property(boxes, boxes, (a, b) => {
        expect(boxIou(a, b)).toBe(boxIou(b, a))
        expect(boxIou(a, b)).toBeGreaterThanOrEqual(0)
        expect(boxIou(a, b)).toBeLessThanOrEqual(1)
        expect(boxIou(a, a)).toBe(1)
        const shared = boxIntersection(a, b)
        if (shared) expect(boxArea(shared)).toBeLessThanOrEqual(Math.min(boxArea(a), boxArea(b)) * (1 + 1e-9))
      }),
    )
  })

  it('IMG20: resizing leaves the opposite corner where it was', () => {
    const opposite: Record<Handle, Handle> = { nw: 'se', n: 's', ne: 'sw', e: 'w', se: 'nw', s: 'n', sw: 'ne', w: 'e' }
    fc.assert(
      fc.property(boxes, points, fc.constantFrom(...handles), (box, to, handle) => {
        const resized = resizeBox(box, handle, to)
        const fixed = handlePoint(box, opposite[handle])
        expect(resized.width).toBeGreaterThanOrEqual(0)
        expect(resized.height).toBeGreaterThanOrEqual(0)
        const near = (value: number, ends: number[]) => Math.min(...ends.map((end) => Math.abs(end - value)))
        if (handle !== 'n' && handle !== 's') {
          expect(near(fixed.x, [resized.x, resized.x + resized.width])).toBeLessThan(1e-9)
        } else expect([resized.x, resized.width]).toEqual([box.x, box.width])
        if (handle !== 'e' && handle !== 'w') {
          expect(near(fixed.y, [resized.y, resized.y + resized.height])).toBeLessThan(1e-9)
        } else expect([resized.y, resized.height]).toEqual([box.y, box.height])
      }),
    )
  })

  it('a clamped or moved box lies in the image', () => {
    const inside = (box: Box) => {
      expect(Math.min(box.x, box.y)).toBeGreaterThanOrEqual(0)
      expect(box.x + box.width).toBeLessThanOrEqual(image.width + 1e-9)
      expect(box.y + box.height).toBeLessThanOrEqual(image.height + 1e-9)
    }
    fc.assert(
      fc.property(boxes, place, place, (box, dx, dy) => {
        const clamped = clampBox(box, image)
        inside(clamped)
        const moved = moveBox(clamped, dx, dy, image)
        inside(moved)
        expect([moved.width, moved.height]).toEqual([clamped.width, clamped.height])
      }),
    )
  })
})
