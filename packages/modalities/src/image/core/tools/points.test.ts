// The draw tools of outlines and poses, driven; and laws under random runs of events (in the modality contract).
import type { ImagePoint } from '@etabli/geometry'
import { crossesItself } from '@etabli/geometry'
import { drive, type Surroundings } from '@etabli/modality-kit/testing'
import type { LabelId } from '@etabli/schema'
import { describe, expect, it } from 'vitest'
import { ids, outlines, poses } from '../testing-shapes.ts'
import type { DrawContext } from './drawing.ts'
import { keypointsDrawing, keypointsTool, nextPointOf } from './keypoints.ts'
import { polygonDrawing, polygonTool } from './polygon.ts'
import { drawingFor } from './registry.ts'

const image = { width: 400, height: 300 }
const context =
  (question = outlines) =>
  ({ newId }: Surroundings): DrawContext => ({
    image,
    question,
    label: ids[1] as LabelId,
    newId,
    mode: 'corners',
    snapTo: null,
  })
const outline = () => drive(polygonTool, context())
const pose = () => drive(keypointsTool, context(poses))
const at = (x: number, y: number): ImagePoint => ({ x, y })

function press<D extends ReturnType<typeof outline> | ReturnType<typeof pose>>(
  driver: D,
  ...points: readonly (readonly [number, number])[]
): D {
  for (const [x, y] of points) driver.down(at(x, y)).up(at(x, y))
  return driver
}

describe('the outline tool', () => {
  const triangle = [
    [10, 10],
    [110, 10],
    [10, 110],
  ] as const
  const points = triangle.map(([x, y]) => ({ x, y }))

  it('sets a corner a press and closes on the start within reach, as one step', () => {
    const driven = press(outline(), ...triangle, [14, 6])
    expect(driven.answers).toEqual([
      {
        id: 'm1',
        question: 'outlines',
        kind: 'polygon',
        label: 'jar',
        value: { points },
        source: 'person',
        confidence: null,
      },
    ])
    expect(driven.document.history.past).toHaveLength(1)
    expect(driven.state.name).toBe('idle')
  })

  it('closes by Enter and by a double click, which sets no second corner', () => {
    expect(press(outline(), ...triangle).complete().answers[0]?.value).toEqual({ points })
    const twice = press(outline(), ...triangle).down(at(10, 110), { clicks: 2 })
    expect(twice.answers[0]?.value).toEqual({ points })
  })

  it('IMG12: takes back one corner at a time, and rests after the first', () => {
    const driven = press(outline(), ...triangle)
    const back = polygonDrawing.back(driven.state)
    expect(polygonDrawing.draft(back)?.points).toEqual(points.slice(0, 2))
    expect(polygonDrawing.back(polygonDrawing.back(back))).toEqual({ name: 'idle' })
  })

  it('is let go by Escape, and makes nothing of two corners or no area', () => {
    expect(press(outline(), ...triangle).cancel().answers).toEqual([])
    expect(press(outline(), [10, 10], [50, 50]).complete().answers).toEqual([])
    expect(press(outline(), [10, 10], [20, 10], [30, 10]).complete().answers).toEqual([])
  })

  it('traces while the button is held, thins the trace out, and closes where it comes back', () => {
    const driver = outline().down(at(200, 150))
    const round = (degrees: number) => {
      const radians = (degrees * Math.PI) / 180
      return at(150 + 50 * Math.cos(radians), 150 + 50 * Math.sin(radians))
    }
    for (let degrees = 2; degrees < 360; degrees += 2) driver.move(round(degrees))
    driver.up(at(200, 149))
    const value = driver.answers[0]?.value as { points: ImagePoint[] }
    // 314 pixels round at 4 a corner would be 79 corners; within 0.75 px of the round far fewer do.
    expect(value.points.length).toBeGreaterThan(12)
    expect(value.points.length).toBeLessThan(40)
    expect(crossesItself(value.points)).toBe(false)
    for (const { x, y } of value.points) expect(Math.abs(Math.hypot(x - 150, y - 150) - 50)).toBeLessThan(0.01)
  })

  it('keeps to eighths of a turn with Shift, within the image', () => {
    const driver = outline().down(at(100, 100)).up(at(100, 100)).move(at(160, 104), { shift: true })
    expect(polygonDrawing.draft(driver.state)?.shape).toEqual({ kind: 'polygon', points: [at(100, 100), at(160, 100)] })
    driver.move(at(150, 160), { shift: true })
    expect(polygonDrawing.draft(driver.state)?.shape).toEqual({ kind: 'polygon', points: [at(100, 100), at(155, 155)] })
    driver.move(at(900, 900), { shift: true })
    expect(polygonDrawing.draft(driver.state)?.shape).toEqual({ kind: 'polygon', points: [at(100, 100), at(300, 300)] })
  })

  it('holds corners within the image, wherever the pointer goes', () => {
    const driven = press(outline(), [-50, -50], [900, -50], [900, 900]).complete()
    expect(driven.answers[0]?.value).toEqual({ points: [at(0, 0), at(400, 0), at(400, 300)] })
  })
})

describe('the pose tool', () => {
  it('sets the points in order, hidden with Alt, skipped by its key; the last one ends it', () => {
    const driver = press(pose(), [10, 10], [20, 20])
    expect(nextPointOf(driver.state)).toBe(2)
    driver.key('s').down(at(30, 30), { alt: true }).up(at(30, 30))
    expect(driver.answers).toEqual([])
    press(driver, [40, 40])
    expect(driver.answers).toMatchObject([
      {
        kind: 'keypoints',
        label: 'jar',
        value: { points: [at(10, 10), at(20, 20), null, { x: 30, y: 30, hidden: true }, at(40, 40)] },
      },
    ])
    expect(driver.document.history.past).toHaveLength(1)
    expect(nextPointOf(driver.state)).toBeNull()
  })

  it('ends early by Enter with the rest unmarked; nothing marked is nothing', () => {
    expect(press(pose(), [10, 10]).complete().answers[0]?.value).toEqual({
      points: [at(10, 10), null, null, null, null],
    })
    expect(press(pose(), [10, 10]).cancel().answers).toEqual([])
  })

  it('IMG12: takes back one point at a time', () => {
    const driver = press(pose(), [10, 10], [20, 20])
    const back = keypointsDrawing.back(driver.state)
    expect(nextPointOf(back)).toBe(1)
    expect(keypointsDrawing.back(back)).toEqual({ name: 'idle' })
  })

  it('makes a whole skeleton by a drag, its points within the box that was dragged', () => {
    const driven = pose().down(at(100, 50)).move(at(150, 100)).up(at(200, 250))
    const value = driven.answers[0]?.value as { points: ImagePoint[] }
    expect(value.points).toHaveLength(5)
    expect(value.points[0]).toEqual(at(150, 50))
    for (const { x, y } of value.points) {
      expect(x >= 100 && x <= 200 && y >= 50 && y <= 250).toBe(true)
    }
  })

  it('does nothing where the question names no points', () => {
    const driven = drive(keypointsTool, context({ ...poses, options: {} }))
    expect(press(driven, [10, 10], [20, 20]).state.name).toBe('idle')
  })
})

describe('the list of drawing tools', () => {
  it('has one for each kind of shape', () => {
    expect(['box', 'polygon', 'keypoints', 'span'].map((kind) => drawingFor(kind)?.id)).toEqual([
      'image.box',
      'image.polygon',
      'image.keypoints',
      undefined,
    ])
  })
})
