// Shape: what tools, canvas and lists need of any mark on an image, whatever its kind: outline, hull, moving, hitting.
import {
  type Box,
  boundingBox,
  boxArea,
  boxContains,
  boxCorners,
  distanceToSegment,
  type ImagePoint,
  polygonArea,
  polygonContains,
  rotatedHull,
} from '@etabli/geometry'
import type { Mark } from '@etabli/schema'
import { boxOf } from './kinds/box.ts'
import { type KeypointPlace, keypointsOf } from './kinds/keypoints-value.ts'
import { polygonOf } from './kinds/polygon-value.ts'

export type Shape =
  /** `box` upright, turned by `angle` degrees about its own centre, clockwise. */
  | { readonly kind: 'box'; readonly box: Box; readonly angle: number }
  /** Corners in order, not closed. */
  | { readonly kind: 'polygon'; readonly points: readonly ImagePoint[] }
  /** One place for each of the question's points; null where it was not marked. */
  | { readonly kind: 'keypoints'; readonly points: readonly (KeypointPlace | null)[] }

/** The shape of a mark, or null where its kind has none on an image. */
export function shapeOf(mark: Pick<Mark, 'kind' | 'value'>): Shape | null {
  const box = boxOf(mark)
  if (box) {
    const { x, y, width, height, angle } = box
    return { kind: 'box', box: { x, y, width, height }, angle: angle ?? 0 }
  }
  const polygon = polygonOf(mark)
  if (polygon) return { kind: 'polygon', points: polygon.points }
  const keypoints = keypointsOf(mark)
  return keypoints ? { kind: 'keypoints', points: keypoints.points } : null
}

/** The value of a mark of this shape. */
export function shapeValue(shape: Shape): Mark['value'] {
  switch (shape.kind) {
    case 'box': {
      const { x, y, width, height } = shape.box
      return { x, y, width, height, ...(shape.angle === 0 ? {} : { angle: shape.angle }) }
    }
    case 'polygon':
      return { points: shape.points.map(({ x, y }) => ({ x, y })) }
    case 'keypoints':
      return {
        points: shape.points.map(
          (point) => point && { x: point.x, y: point.y, ...(point.hidden ? { hidden: true } : {}) },
        ),
      }
  }
}

/** The smallest upright box around the shape, in image pixels. */
export function hullOf(shape: Shape): Box {
  if (shape.kind === 'box') return rotatedHull(shape.box, shape.angle)
  return boundingBox(placesOf(shape)) ?? { x: 0, y: 0, width: 0, height: 0 }
}

/** Its outline: the corners of a box or polygon, or the marked points. */
export function placesOf(shape: Shape): readonly ImagePoint[] {
  switch (shape.kind) {
    case 'box':
      return boxCorners(shape.box, shape.angle)
    case 'polygon':
      return shape.points
    case 'keypoints':
      return shape.points.filter((point) => point !== null)
  }
}

/** Area in square pixels; of keypoints that of their hull. The smallest shape under the pointer wins. */
export function areaOf(shape: Shape): number {
  if (shape.kind === 'box') return boxArea(shape.box)
  return shape.kind === 'polygon' ? polygonArea(shape.points) : boxArea(hullOf(shape))
}

/** Whether a press at this point, within `reach` image pixels, means the shape. */
export function touches(shape: Shape, at: ImagePoint, reach: number): boolean {
  if (!boxContains(grown(hullOf(shape), reach), at)) return false
  switch (shape.kind) {
    case 'box':
      return shape.angle === 0 || within(placesOf(shape), at, reach)
    case 'polygon':
      return within(shape.points, at, reach)
    case 'keypoints':
      // The whole hull: the points themselves are handles of the one that is selected.
      return true
  }
}

function within(outline: readonly ImagePoint[], at: ImagePoint, reach: number): boolean {
  if (polygonContains(outline, at)) return true
  return outline.some((from, index) => {
    const to = outline[(index + 1) % outline.length]
    return to !== undefined && distanceToSegment(at, from, to) <= reach
  })
}

/** The shape moved by an offset in image pixels. */
export function translated(shape: Shape, by: ImagePoint): Shape {
  switch (shape.kind) {
    case 'box':
      return { ...shape, box: { ...shape.box, x: shape.box.x + by.x, y: shape.box.y + by.y } }
    case 'polygon':
      return { ...shape, points: shape.points.map(({ x, y }) => ({ x: x + by.x, y: y + by.y })) }
    case 'keypoints':
      return {
        ...shape,
        points: shape.points.map((point) => point && { ...point, x: point.x + by.x, y: point.y + by.y }),
      }
  }
}

/** Whether two shapes are the same to the last bit. */
export function sameShape(a: Shape, b: Shape): boolean {
  return JSON.stringify(shapeValue(a)) === JSON.stringify(shapeValue(b)) && a.kind === b.kind
}

function grown(box: Box, by: number): Box {
  return { x: box.x - by, y: box.y - by, width: box.width + 2 * by, height: box.height + 2 * by }
}
