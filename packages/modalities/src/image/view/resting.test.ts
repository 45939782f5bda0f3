// What is painted slides with the camera, and is painted anew when the camera rests or the image would be missing.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createModel } from './model.ts'
import { createResting, isCovered, slideOf } from './resting.ts'

const image = { width: 1_000, height: 500 }
const viewport = { width: 500, height: 250 }
const fitted = { x: 0, y: 0, scale: 0.5 }

describe('sliding', () => {
  it('puts a point where the new camera has it', () => {
    expect(slideOf(fitted, fitted)).toBe('none')
    // Image point (100, 40): on the screen at (50, 20), then by the new camera at (100 + 30, 40 − 10) = (130, 30).
    // The matrix stretches by 2 and moves by (30, −10): 50 × 2 + 30 = 130, 20 × 2 − 10 = 30.
    expect(slideOf(fitted, { x: 30, y: -10, scale: 1 })).toBe('matrix(2, 0, 0, 2, 30, -10)')
  })

  it('lacks nothing while all of the image that comes into view was painted', () => {
    expect(isCovered(fitted, { x: 40, y: 0, scale: 0.5 }, viewport, image)).toBe(true)
    expect(isCovered(fitted, { x: -100, y: -50, scale: 1 }, viewport, image)).toBe(true)
    const near = { x: -100, y: -50, scale: 1 }
    expect(isCovered(near, { x: -100, y: -60, scale: 1 }, viewport, image)).toBe(false)
    expect(isCovered(near, fitted, viewport, image)).toBe(false)
  })
})

describe('resting', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  function following(camera = fitted) {
    const model = createModel('draw')
    model.set({ viewport, camera })
    const resting = createResting(model, () => image)
    const stop = resting.follow()
    let painted = 0
    resting.subscribe(() => {
      painted += 1
    })
    return { model, resting, stop, painted: () => painted }
  }

  it('IMG10: paints once after many moves, when the camera rests', () => {
    const { model, resting, painted } = following()
    for (let x = 1; x <= 20; x++) {
      model.set({ camera: { ...fitted, x } })
      vi.advanceTimersByTime(16)
    }
    expect([painted(), resting.get()]).toEqual([0, fitted])
    vi.advanceTimersByTime(200)
    expect([painted(), resting.get().x]).toEqual([1, 20])
  })

  it('paints at once where the window changed or the zoom is far from what was painted', () => {
    const { model, resting, painted } = following()
    model.set({ camera: { ...fitted, scale: 1.5 } })
    expect([painted(), resting.get().scale]).toEqual([1, 1.5])
    model.set({ viewport: { width: 300, height: 300 }, camera: fitted })
    expect([painted(), resting.get()]).toEqual([2, fitted])
  })

  it('catches up while new parts of the image come into view, and follows no more once closed', () => {
    const { model, stop, painted } = following({ x: -100, y: -50, scale: 1 })
    for (let step = 0; step < 20; step++) {
      vi.advanceTimersByTime(16)
      model.set({ camera: { x: -110 - step, y: -50, scale: 1 } })
    }
    expect(painted()).toBeGreaterThanOrEqual(2)
    expect(painted()).toBeLessThan(6)
    stop()
    const before = painted()
    model.set({ camera: fitted })
    vi.advanceTimersByTime(500)
    expect(painted()).toBe(before)
  })
})
