// Polygons, simplified outlines and keypoints.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { boxIou } from './box.ts'
import { cocoSigmas, keypointSimilarity } from './keypoints.ts'
import { crossesItself, polygonArea, polygonContains, polygonIntersectionArea, polygonIou } from './polygon.ts'
import { distanceToSegment, simplifyPath, simplifyPolygon } from './simplify.ts'
import type { ImagePoint } from './spaces.ts'

const path = (...numbers: number[]): ImagePoint[] =>
  numbers.flatMap((x, i) => (i % 2 === 0 ? [{ x, y: numbers[i + 1] ?? 0 }] : []))
const square = path(0, 0, 10, 0, 10, 10, 0, 10)
const letterL = path(0, 0, 10, 0, 10, 4, 4, 4, 4, 10, 0, 10)
const bowTie = path(0, 0, 10, 10, 10, 0, 0, 10)

describe('polygons', () => {
  it('area and containment, worked by hand', () => {
    expect(polygonArea(square)).toBe(100)
    expect(polygonArea(letterL)).toBe(64)
    expect(polygonArea(letterL.toReversed())).toBe(64)
    expect([polygonContains(letterL, { x: 2, y: 8 }), polygonContains(letterL, { x: 8, y: 8 })]).toEqual([true, false])
  })

  it('IoU of shapes that are not convex: the L and the square’s lower right quarter share 0; with the square 64 / 100', () => {
    expect(polygonIntersectionArea(letterL, path(5, 5, 10, 5, 10, 10, 5, 10))).toBe(0)
    expect(polygonIou(letterL, square)).toBeCloseTo(0.64, 12)
    // Two triangles of 50 over the square's diagonals share the triangle (0,0) (5,5) (0,10) of 25: 25 / 75.
    expect(polygonIou(path(0, 0, 10, 10, 0, 10), path(0, 0, 10, 0, 0, 10))).toBeCloseTo(1 / 3, 12)
  })

  it('sees a crossing, and takes it by the even-odd rule', () => {
    expect([crossesItself(square), crossesItself(letterL), crossesItself(bowTie)]).toEqual([false, false, true])
    expect(polygonIou(bowTie, square)).toBeCloseTo(0.5, 12)
    expect(polygonIou(bowTie, bowTie)).toBeCloseTo(1, 12)
  })

  it('says of upright boxes what boxes say', () => {
    const place = fc.integer({ min: 0, max: 20 })
    const box = fc.record({
      x: place,
      y: place,
      width: fc.integer({ min: 1, max: 20 }),
      height: fc.integer({ min: 1, max: 20 }),
    })
    fc.assert(
      fc.property(box, box, (a, b) => {
        const [p, q] = [a, b].map(({ x, y, width, height }) =>
          path(x, y, x + width, y, x + width, y + height, x, y + height),
        )
        expect(polygonIou(p ?? [], q ?? [])).toBeCloseTo(boxIou(a, b), 9)
      }),
    )
  })

  it('shares as much as counting points of a fine grid says', () => {
    const point = fc.record({ x: fc.integer({ min: 0, max: 10 }), y: fc.integer({ min: 0, max: 10 }) })
    const triangle = fc.array(point, { minLength: 3, maxLength: 3 })
    fc.assert(
      fc.property(triangle, triangle, (a, b) => {
        let inside = 0
        for (let i = 0.05; i < 10; i += 0.1) {
          for (let j = 0.05; j < 10; j += 0.1) {
            const at = { x: i + 1e-4, y: j + 1e-4 }
            if (polygonContains(a, at) && polygonContains(b, at)) inside += 0.01
          }
        }
        expect(Math.abs(polygonIntersectionArea(a, b) - inside)).toBeLessThan(1.5)
        expect(polygonIntersectionArea(a, b)).toBeCloseTo(polygonIntersectionArea(b, a), 9)
      }),
      { numRuns: 40 },
    )
  })
})

describe('simplify', () => {
  it('drops what lies on the line and keeps the corner', () => {
    expect(simplifyPath(path(0, 0, 1, 0, 2, 0, 2, 1, 2, 2), 0)).toEqual(path(0, 0, 2, 0, 2, 2))
    expect(simplifyPath(path(0, 0, 5, 1, 10, 0), 1)).toEqual(path(0, 0, 10, 0))
    expect(simplifyPolygon(path(0, 0, 5, 0, 10, 0, 10, 10, 0, 10, 0, 5), 0.5)).toEqual(square)
  })

  it('leaves three corners of a polygon however large the tolerance', () => {
    expect(simplifyPolygon(square, 1000)).toHaveLength(3)
  })

  it('no dropped point is farther than the tolerance from what remains', () => {
    const point = fc.record({ x: fc.integer({ min: 0, max: 100 }), y: fc.integer({ min: 0, max: 100 }) })
    fc.assert(
      fc.property(
        fc.array(point, { minLength: 2, maxLength: 30 }),
        fc.integer({ min: 0, max: 30 }),
        (points, tolerance) => {
          const simple = simplifyPath(points, tolerance)
          expect(simple[0]).toBe(points[0])
          expect(simple.at(-1)).toBe(points.at(-1))
          for (const each of points) {
            const away = simple.slice(1).map((b, i) => distanceToSegment(each, simple[i] ?? b, b))
            expect(Math.min(...away)).toBeLessThanOrEqual(tolerance + 1e-9)
          }
        },
      ),
    )
  })
})

describe('keypoint similarity', () => {
  const nose = [{ x: 100, y: 100 }]
  it('is 1 for the same, and e^(−½) where a point is off by s × k', () => {
    expect(keypointSimilarity(nose, nose, 10_000)).toBe(1)
    // s = 100, k = 2 × .026 = .052: 5.2 px.
    expect(keypointSimilarity(nose, [{ x: 105.2, y: 100 }], 10_000)).toBeCloseTo(Math.exp(-0.5), 9)
    expect(cocoSigmas).toHaveLength(17)
  })
  it('counts a point only one side marked as 0, and none at all as nothing to compare', () => {
    expect(keypointSimilarity([...nose, { x: 1, y: 1 }], [...nose, null], 10_000)).toBe(0.5)
    expect(keypointSimilarity([null], [], 10_000)).toBeNull()
  })
})
