// The camera: there and back, zoom about a point, fit and clamp.
import fc from 'fast-check'
import { describe, expect, expectTypeOf, it } from 'vitest'
import {
  type Camera,
  clampCamera,
  fit,
  fitBox,
  pan,
  toImage,
  toImageLength,
  toScreen,
  visibleBox,
  zoomAt,
} from './camera.ts'
import type { ImagePoint, ScreenPoint, Seconds } from './spaces.ts'

const number = fc.double({ min: -4000, max: 4000, noNaN: true })
const points = fc.record({ x: number, y: number })
const cameras: fc.Arbitrary<Camera> = fc.record({
  x: number,
  y: number,
  scale: fc.double({ min: 0.02, max: 32, noNaN: true }),
})

it('worked by hand: twice as large, moved by (10, 20)', () => {
  const camera = { x: 10, y: 20, scale: 2 }
  expect(toScreen(camera, { x: 3, y: 4 })).toEqual({ x: 16, y: 28 })
  expect(toImage(camera, { x: 16, y: 28 })).toEqual({ x: 3, y: 4 })
  expect(toImageLength(camera, 6)).toBe(3)
  expect(pan(camera, -10, 5)).toEqual({ x: 0, y: 25, scale: 2 })
  expect(visibleBox(camera, { width: 100, height: 50 })).toEqual({ x: -5, y: -10, width: 50, height: 25 })
})

it('fits a wide image by its width and centres it', () => {
  expect(fit({ width: 1280, height: 960 }, { width: 740, height: 1000 }, 50)).toEqual({ scale: 0.5, x: 50, y: 260 })
  expect(fitBox({ x: 100, y: 100, width: 10, height: 10 }, { width: 100, height: 100 })).toEqual({
    scale: 10,
    x: -1000,
    y: -1000,
  })
})

it('survives a viewport without size', () => {
  for (const value of Object.values(fit({ width: 0, height: 0 }, { width: 0, height: 0 }))) expect(value).not.toBeNaN()
})

describe('laws', () => {
  it('image to screen and back is the same point', () => {
    fc.assert(
      fc.property(cameras, points, (camera, point) => {
        const back = toImage(camera, toScreen(camera, point))
        expect(back.x).toBeCloseTo(point.x, 6)
        expect(back.y).toBeCloseTo(point.y, 6)
      }),
    )
  })

  it('what is under the pointer stays under it while zooming, and a factor undone is the same camera', () => {
    fc.assert(
      fc.property(cameras, points, fc.double({ min: 0.5, max: 2, noNaN: true }), (camera, pointer, factor) => {
        const before = toImage(camera, pointer)
        const zoomed = zoomAt(camera, pointer, factor)
        const after = toImage(zoomed, pointer)
        expect(Math.abs(after.x - before.x)).toBeLessThan(1e-6 * (1 + Math.abs(before.x)))
        expect(Math.abs(after.y - before.y)).toBeLessThan(1e-6 * (1 + Math.abs(before.y)))
        const back = zoomAt(zoomed, pointer, 1 / factor)
        expect(back.x).toBeCloseTo(camera.x, 6)
        expect(back.scale).toBeCloseTo(camera.scale, 9)
      }),
    )
  })

  it('keeps within its limits, where nothing moves any more', () => {
    const most = { x: 5, y: 6, scale: 64 }
    expect(zoomAt(most, { x: 100, y: 100 }, 2)).toEqual(most)
    expect(zoomAt(most, { x: 0, y: 0 }, 1e-9).scale).toBe(0.01)
  })

  it('clamped, some of the image is in view, and clamping again changes nothing', () => {
    const image = { width: 1280, height: 960 }
    const viewport = { width: 800, height: 600 }
    fc.assert(
      fc.property(cameras, (camera) => {
        const clamped = clampCamera(camera, image, viewport)
        const seen = visibleBox(clamped, viewport)
        expect(seen.x).toBeLessThan(image.width)
        expect(seen.y).toBeLessThan(image.height)
        expect(seen.x + seen.width).toBeGreaterThan(0)
        expect(seen.y + seen.height).toBeGreaterThan(0)
        expect(clampCamera(clamped, image, viewport)).toEqual(clamped)
      }),
    )
  })
})

it('the compiler keeps image and screen apart, yet takes plain points and numbers', () => {
  expectTypeOf<ImagePoint>().not.toExtend<ScreenPoint>()
  expectTypeOf<{ x: number; y: number }>().toExtend<ImagePoint>()
  expectTypeOf<number>().toExtend<Seconds>()
})
