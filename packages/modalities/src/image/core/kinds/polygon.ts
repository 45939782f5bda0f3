// The kind `polygon`: the outline of an object, with its likeness, its fusion and its agreement figures.
import { crossesItself, polygonArea, polygonIou } from '@etabli/geometry'
import { defineKind, type MarkOf } from '@etabli/modality-kit'
import * as z from 'zod/mini'
import { sizeOf } from '../media.ts'
import { IOU_LEVELS, MATCH_AT, TOLERANCE } from './box.ts'
import { PolygonValue } from './polygon-value.ts'
import { shapeFigures } from './shape-figures.ts'

/** Less than this, in square pixels of the image, is refused. */
export const MIN_AREA = 1

/** Intersection over union of two marks' outlines, class left aside. */
export function outlineIou(a: MarkOf<PolygonValue>, b: MarkOf<PolygonValue>): number {
  return polygonIou(a.value.points, b.value.points)
}

export const polygon = defineKind<PolygonValue>({
  id: 'polygon',
  media: ['image'],
  many: true,
  labels: 'required',
  value: PolygonValue,
  options: z.object({}),
  check({ value: { points } }, { media }) {
    if (media.type !== 'image') return 'a polygon needs an image'
    const { width, height } = sizeOf(media)
    const outside = points.some(
      ({ x, y }) => x < -TOLERANCE || y < -TOLERANCE || x > width + TOLERANCE || y > height + TOLERANCE,
    )
    if (outside) return `the polygon reaches outside the image of ${width} × ${height} pixels`
    if (crossesItself(points)) return 'the polygon crosses itself'
    if (polygonArea(points) < MIN_AREA) return `the polygon is smaller than ${MIN_AREA} square pixel`
    return null
  },
  similarity: (a, b) => (a.label === b.label ? outlineIou(a, b) : 0),
  matchAt: MATCH_AT,
  place: outlineIou,
  fuse: (marks) => mostLike(marks),
  method: 'of matched polygons the one most like the others (greatest total IoU)',
  figures: shapeFigures<PolygonValue>({
    place: outlineIou,
    name: 'IoU',
    marks: 'polygons',
    matchAt: MATCH_AT,
    f1: IOU_LEVELS,
    mean: 'mean-iou',
  }),
})

/**
 * An outline that someone really drew, rather than a mean that nobody did: corners of two people have no counterparts.
 * Of equal ones the first by its numbers, so that the order of people is nothing.
 */
function mostLike(marks: readonly MarkOf<PolygonValue>[]): PolygonValue {
  const scored = marks.map((mark) => ({
    value: mark.value,
    // In order of size, so that not even the last bit depends on the order of people.
    score: marks
      .map((other) => outlineIou(mark, other))
      .sort((a, b) => a - b)
      .reduce((sum, iou) => sum + iou, 0),
    key: JSON.stringify(mark.value.points.map(({ x, y }) => [x, y])),
  }))
  const [best] = scored.toSorted((a, b) => b.score - a.score || (a.key < b.key ? -1 : 1))
  if (!best) throw new Error('nothing to fuse')
  return best.value
}
