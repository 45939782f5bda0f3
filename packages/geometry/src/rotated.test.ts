// Rotated boxes: corners by hand, and what must hold for any angle.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Box, handlePoint, handles } from './box.ts'
import { boxCorners, normalAngle, resizeRotated, rotatedHull, rotatedIou, turned } from './rotated.ts'

const box: Box = { x: 10, y: 20, width: 40, height: 20 }
const anyBox = fc.record({
  x: fc.double({ min: 0, max: 500, noNaN: true }),
  y: fc.double({ min: 0, max: 500, noNaN: true }),
  width: fc.double({ min: 2, max: 300, noNaN: true }),
  height: fc.double({ min: 2, max: 300, noNaN: true }),
})
const anyAngle = fc.double({ min: -720, max: 720, noNaN: true })

describe('turned boxes', () => {
  it('a quarter turn about the centre (30, 30), by hand', () => {
    // The corner (10, 20) lies (−20, −10) from the centre; turned a quarter clockwise on the screen: (10, −20).
    const [nw, ne, se, sw] = boxCorners(box, 90)
    expect(nw?.x).toBeCloseTo(40, 9)
    expect(nw?.y).toBeCloseTo(10, 9)
    expect(ne?.x).toBeCloseTo(40, 9)
    expect(ne?.y).toBeCloseTo(50, 9)
    expect(se?.x).toBeCloseTo(20, 9)
    expect(sw?.y).toBeCloseTo(10, 9)
    const hull = rotatedHull(box, 90)
    expect([hull.x, hull.y, hull.width, hull.height].map((value) => Math.round(value * 1e6) / 1e6)).toEqual([
      20, 10, 20, 40,
    ])
  })

  it('a square turned by 45° shares 2(√2 − 1) of its area with itself upright', () => {
    // The overlap of a unit square and its copy at 45° is a regular octagon of area 2(√2 − 1) = 0.8284…
    const square = { x: 0, y: 0, width: 1, height: 1 }
    const shared = 2 * (Math.SQRT2 - 1)
    expect(rotatedIou(square, 0, square, 45)).toBeCloseTo(shared / (2 - shared), 9)
  })

  it('angles are written in [0, 360)', () => {
    expect([-90, 360, 450, -0, 296.7].map(normalAngle)).toEqual([270, 0, 90, 0, 296.7])
    // 360 − 10⁻¹⁵ has no double of its own: the nearest is 360, which is 0.
    expect(normalAngle(-1e-15)).toBe(0)
  })

  it('IoU is symmetric, within [0, 1], and 1 with itself', () => {
    fc.assert(
      fc.property(anyBox, anyBox, anyAngle, anyAngle, (a, b, p, q) => {
        const one = rotatedIou(a, p, b, q)
        expect(one).toBeGreaterThanOrEqual(0)
        expect(one).toBeLessThanOrEqual(1)
        expect(rotatedIou(b, q, a, p)).toBeCloseTo(one, 6)
        expect(rotatedIou(a, p, a, p)).toBeCloseTo(1, 6)
      }),
      { numRuns: 100 },
    )
  })

  it('IMG20: dragging a handle keeps the opposite corner or side within 0.01', () => {
    const opposite = { nw: 'se', ne: 'sw', se: 'nw', sw: 'ne', n: 's', s: 'n', e: 'w', w: 'e' } as const
    const anyPoint = fc.record({
      x: fc.double({ min: -500, max: 1000, noNaN: true }),
      y: fc.double({ min: -500, max: 1000, noNaN: true }),
    })
    fc.assert(
      fc.property(anyBox, anyAngle, fc.constantFrom(...handles), anyPoint, (start, angle, handle, to) => {
        const after = resizeRotated(start, angle, handle, to, 1)
        const stays = (of: Box) => {
          const centre = { x: of.x + of.width / 2, y: of.y + of.height / 2 }
          return turned(handlePoint(of, opposite[handle]), centre, angle)
        }
        expect(Math.abs(stays(after).x - stays(start).x)).toBeLessThan(0.01)
        expect(Math.abs(stays(after).y - stays(start).y)).toBeLessThan(0.01)
        expect(Math.min(after.width, after.height)).toBeGreaterThanOrEqual(1 - 1e-9)
      }),
    )
  })
})
