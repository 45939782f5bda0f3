// Polygons, poses and turned boxes: what is refused, likeness, fusion, and figures worked by hand.
import type { AgreementUnit, KindContext, MarkOf } from '@etabli/modality-kit'
import type { LabelId, MarkId } from '@etabli/schema'
import { describe, expect, it } from 'vitest'
import { imageOf, outlines, poses, question } from '../testing-shapes.ts'
import { type BoxValue, box } from './box.ts'
import { keypoints } from './keypoints.ts'
import type { KeypointsValue } from './keypoints-value.ts'
import { polygon } from './polygon.ts'
import type { PolygonValue } from './polygon-value.ts'

const media = imageOf(400, 300)

let made = 0
function mark<V>(kind: string, value: V, label = 'can'): MarkOf<V> {
  made += 1
  const id = `m${made}` as MarkId
  return { id, question: question.id, kind, label: label as LabelId, value, source: 'person', confidence: null }
}

const path = (...numbers: number[]): PolygonValue => ({
  points: numbers.flatMap((x, i) => (i % 2 === 0 ? [{ x, y: numbers[i + 1] ?? 0 }] : [])),
})
const outline = (...numbers: number[]) => mark('polygon', path(...numbers))

describe('polygon', () => {
  const context: KindContext = { question: outlines, media }
  const refusal = (...numbers: number[]) => polygon.check(outline(...numbers), context)

  it('is refused outside the image, crossing itself, or below one square pixel, by a sentence', () => {
    expect(refusal(0, 0, 400, 0, 400, 300)).toBeNull()
    expect(refusal(0, 0, 401, 0, 400, 300)).toContain('400 × 300')
    expect(refusal(0, 0, 10, 10, 10, 0, 0, 10)).toContain('crosses itself')
    // Half of 1.4 × 1.4.
    expect(refusal(5, 5, 6.4, 5, 5, 6.4)).toContain('smaller')
    expect(polygon.value.safeParse(path(0, 0, 5, 5)).success).toBe(false)
  })

  it('may have a hole joined to the outside by a slit, and the same corner twice', () => {
    const ring = [0, 0, 30, 0, 30, 30, 0, 30, 0, 0, 10, 10, 10, 20, 20, 20, 20, 10, 10, 10]
    expect(refusal(...ring)).toBeNull()
    expect(refusal(0, 0, 30, 0, 30, 0, 30, 30)).toBeNull()
  })

  it('is like another by IoU where the class is the same: a square and its half', () => {
    const [whole, half] = [outline(0, 0, 10, 0, 10, 10, 0, 10), outline(0, 0, 10, 0, 10, 10)]
    expect(polygon.similarity(whole, half, context)).toBeCloseTo(0.5, 12)
    expect(polygon.similarity(whole, { ...half, label: 'jar' as LabelId }, context)).toBe(0)
    expect(polygon.place(whole, { ...half, label: 'jar' as LabelId }, context)).toBeCloseTo(0.5, 12)
  })

  it('fuses to the outline most like the others, in any order', () => {
    // Widths 10, 12, 30: the middle one shares 10/12 and 12/30, the first 10/12 and 10/30.
    const marks = [10, 30, 12].map((width) => outline(0, 0, width, 0, width, 10, 0, 10))
    expect(polygon.fuse(marks, context)).toEqual(path(0, 0, 12, 0, 12, 10, 0, 10))
    expect(polygon.fuse(marks.toReversed(), context)).toEqual(path(0, 0, 12, 0, 12, 10, 0, 10))
  })

  it('QLT2: F1 at 0.5, 0.75 and 0.9 and mean IoU match a fixture', () => {
    // Two pairs of one class: IoU 10/12 = 0.83 and 10/20 = 0.5; 4 polygons in all.
    const strip = (top: number, width: number) => outline(0, top, width, top, width, top + 10, 0, top + 10)
    const unit: AgreementUnit<PolygonValue> = {
      task: 't',
      media,
      raters: [
        { rater: 'ann', marks: [strip(0, 10), strip(50, 10)] },
        { rater: 'bob', marks: [strip(0, 12), strip(50, 20)] },
      ],
    }
    const figures = polygon.figures([unit], outlines, { seed: 1, resamples: 10 })
    const value = (measure: string) => figures.find((f) => f.measure === measure && f.about === null)?.value
    expect(value('f1@0.5')).toBe(1)
    expect(value('f1@0.75')).toBe(0.5)
    expect(value('f1@0.9')).toBe(0)
    expect(value('mean-iou')).toBeCloseTo((10 / 12 + 10 / 20) / 2, 12)
  })

  it('compares outlines of 2,000 corners in a moment', () => {
    const blob = (shift: number) =>
      outline(
        ...Array.from({ length: 2_000 }, (_, i) => {
          const angle = (i / 2_000) * 2 * Math.PI
          const radius = 100 + 10 * Math.sin(7 * angle + shift)
          return [150 + radius * Math.cos(angle), 150 + radius * Math.sin(angle)]
        }).flat(),
      )
    const began = performance.now()
    const iou = polygon.place(blob(0), blob(1), context)
    expect(iou).toBeGreaterThan(0.8)
    expect(iou).toBeLessThan(1)
    expect(performance.now() - began).toBeLessThan(3_000)
  })
})

describe('keypoints', () => {
  const context: KindContext = { question: poses, media }
  const pose = (...points: ([number, number, 'hidden'?] | null)[]) =>
    mark<KeypointsValue>('keypoints', {
      points: points.map((point) => point && { x: point[0], y: point[1], ...(point[2] ? { hidden: true } : {}) }),
    })

  it('is refused with points outside, too few or too many of them, or none marked', () => {
    expect(keypoints.check(pose([1, 1], null, null, null, [400, 300]), context)).toBeNull()
    expect(keypoints.check(pose([1, 1], [401, 3], null, null, null), context)).toContain('left hand')
    expect(keypoints.check(pose([1, 1]), context)).toContain('names 5')
    expect(keypoints.check(pose(null, null, null, null, null), context)).toContain('no point')
    expect(keypoints.check(pose([1, 1]), { question, media })).toContain('no points yet')
  })

  it('is like another by OKS: exp(−d² / 2s²k²) a point, 0 for a point that only one marked', () => {
    // Hulls of 100 × 100 and 110 × 100: s² = 10,500; σ 0.05, so k = 0.1; the third point is 10 px away.
    const a = pose([0, 0], [100, 0], [0, 100], null, null)
    const b = pose([0, 0], [110, 0], [0, 100], null, null)
    const third = Math.exp(-(10 ** 2) / (2 * 10_500 * 0.1 ** 2))
    expect(keypoints.place(a, b, context)).toBeCloseTo((2 + third) / 3, 12)
    const more = pose([0, 0], [100, 0], [0, 100], [50, 50], null)
    expect(keypoints.place(a, more, context)).toBeCloseTo(3 / 4, 12)
  })

  it('fuses each point to the median of those who marked it, hidden where most say so', () => {
    const marks = [
      pose([10, 10], [50, 50, 'hidden'], null, [5, 5], null),
      pose([12, 10], [52, 50, 'hidden'], null, null, null),
      pose([90, 13], [54, 50], null, null, [7, 7]),
    ]
    expect(keypoints.fuse(marks, context).points).toEqual([
      { x: 12, y: 10 },
      { x: 52, y: 50, hidden: true },
      null,
      // One of three: not half.
      null,
      null,
    ])
    expect(keypoints.fuse([pose([1, 1], null), pose(null, [2, 2])], context).points).toEqual([
      { x: 1, y: 1 },
      { x: 2, y: 2 },
    ])
  })

  it('QLT2: PCK counts the points within a tenth of the longer side; mean OKS as worked above', () => {
    const unit: AgreementUnit<KeypointsValue> = {
      task: 't',
      media,
      raters: [
        { rater: 'ann', marks: [pose([0, 0], [100, 0], [0, 100], null, null)] },
        { rater: 'bob', marks: [pose([0, 0], [111, 0], [0, 100], null, null)] },
      ],
    }
    // Longer sides 100 and 111: reach 10.55; the second point is 11 px away.
    const figures = keypoints.figures([unit], poses, { seed: 1, resamples: 10 })
    const value = (measure: string) => figures.find((f) => f.measure === measure && f.about === null)?.value
    expect(value('pck@0.1')).toBeCloseTo(2 / 3, 12)
    expect(value('mean-oks')).toBeCloseTo((2 + Math.exp(-(11 ** 2) / (2 * 10_550 * 0.01))) / 3, 12)
    expect(value('f1-oks@0.5')).toBe(1)
  })
})

describe('turned boxes', () => {
  const context: KindContext = { question: { ...question, options: { rotated: true } }, media }
  const turned = (x: number, y: number, width: number, height: number, angle: number) =>
    mark<BoxValue>('box', { x, y, width, height, ...(angle === 0 ? {} : { angle }) })

  it('fuse across 0°, and by the corners where someone took the other side for the width', () => {
    const across = box.fuse([turned(100, 100, 60, 20, 358), turned(100, 100, 60, 20, 4)], context)
    expect(across).toMatchObject({ x: 100, y: 100, width: 60, height: 20 })
    expect(across.angle).toBeCloseTo(1, 9)
    // 20 × 60 at 120° about (130, 110) has the corners of 60 × 20 at 30°.
    const mixed = box.fuse(
      [turned(100, 100, 60, 20, 30), turned(120, 80, 20, 60, 120), turned(100, 100, 60, 20, 210)],
      context,
    )
    expect(box.place(mark('box', mixed), turned(100, 100, 60, 20, 30), context)).toBeCloseTo(1, 9)
  })

  it('are refused where the question wants upright ones, and where their centre is outside', () => {
    expect(box.check(turned(10, 10, 60, 20, 30), { question, media })).toContain('upright')
    expect(box.check(turned(-20, 10, 60, 20, 30), context)).toBeNull()
    expect(box.check(turned(-40, 10, 60, 20, 30), context)).toContain('outside')
  })
})
