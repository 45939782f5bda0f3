// Upright boxes in image pixels.
import type { ImagePoint, Size } from './spaces.ts'

/** Left, top, width and height in image pixels; width and height ≥ 0. */
export type Box = { readonly x: number; readonly y: number; readonly width: number; readonly height: number }

/** The eight handles of a box, by compass. */
export type Handle = 'nw' | 'n' | 'ne' | 'e' | 'se' | 's' | 'sw' | 'w'

/** All handles, corners first. */
export const handles: readonly Handle[] = ['nw', 'ne', 'se', 'sw', 'n', 'e', 's', 'w']

/** The box between two opposite corners, in any order. */
export function boxFromCorners(a: ImagePoint, b: ImagePoint): Box {
  const x = Math.min(a.x, b.x)
  const y = Math.min(a.y, b.y)
  return { x, y, width: Math.max(a.x, b.x) - x, height: Math.max(a.y, b.y) - y }
}

/** The smallest box around the points; null for none. */
export function boundingBox(points: readonly ImagePoint[]): Box | null {
  const [first] = points
  if (!first) return null
  let { x: left, y: top } = first
  let { x: right, y: bottom } = first
  for (const { x, y } of points) {
    left = Math.min(left, x)
    right = Math.max(right, x)
    top = Math.min(top, y)
    bottom = Math.max(bottom, y)
  }
  return { x: left, y: top, width: right - left, height: bottom - top }
}

/** Area in square pixels. */
export function boxArea(box: Box): number {
  return box.width * box.height
}

/** The point in its middle. */
export function boxCentre(box: Box): ImagePoint {
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
}

/** Where a handle sits. */
export function handlePoint(box: Box, handle: Handle): ImagePoint {
  const x = handle.includes('w') ? box.x : handle.includes('e') ? box.x + box.width : box.x + box.width / 2
  const y = handle.includes('n') ? box.y : handle.includes('s') ? box.y + box.height : box.y + box.height / 2
  return { x, y }
}

/** Whether the point lies in the box or on its edge. */
export function boxContains(box: Box, point: ImagePoint): boolean {
  return point.x >= box.x && point.y >= box.y && point.x <= box.x + box.width && point.y <= box.y + box.height
}

/** What two boxes share; null where they share no area. */
export function boxIntersection(a: Box, b: Box): Box | null {
  const x = Math.max(a.x, b.x)
  const y = Math.max(a.y, b.y)
  const width = Math.min(a.x + a.width, b.x + b.width) - x
  const height = Math.min(a.y + a.height, b.y + b.height) - y
  return width > 0 && height > 0 ? { x, y, width, height } : null
}

/** The smallest box around both. */
export function boxUnion(a: Box, b: Box): Box {
  const x = Math.min(a.x, b.x)
  const y = Math.min(a.y, b.y)
  return {
    x,
    y,
    width: Math.max(a.x + a.width, b.x + b.width) - x,
    height: Math.max(a.y + a.height, b.y + b.height) - y,
  }
}

/** Intersection over union, in [0, 1]; the same box is 1 even without area; else 0 where nothing is shared. */
export function boxIou(a: Box, b: Box): number {
  if (a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height) return 1
  const shared = boxIntersection(a, b)
  if (!shared) return 0
  const area = boxArea(shared)
  const union = boxArea(a) + boxArea(b) - area
  return union > 0 ? Math.min(1, area / union) : 0
}

/** The part of the box within an image; without area on the nearest edge where it lies outside. */
export function clampBox(box: Box, image: Size): Box {
  return boxFromCorners(clampPoint(box, image), clampPoint({ x: box.x + box.width, y: box.y + box.height }, image))
}

/** The nearest point within an image. */
export function clampPoint(point: ImagePoint, image: Size): ImagePoint {
  return { x: between(point.x, 0, image.width), y: between(point.y, 0, image.height) }
}

/** The box moved by an offset; where `image` is given it stays within, keeping its size. */
export function moveBox(box: Box, dx: number, dy: number, image?: Size): Box {
  const x = box.x + dx
  const y = box.y + dy
  if (!image) return { ...box, x, y }
  return {
    ...box,
    x: between(x, 0, Math.max(0, image.width - box.width)),
    y: between(y, 0, Math.max(0, image.height - box.height)),
  }
}

/**
 * The box with a handle dragged to a point: only the sides the handle touches move. Dragging past the opposite side turns
 * the box over, so give the box as it was when the drag began, each time. The opposite sides stay where they were
 * (the far edge x + width to within a rounding of the last bit). Within `image`, where given.
 */
export function resizeBox(box: Box, handle: Handle, to: ImagePoint, image?: Size): Box {
  const point = image ? clampPoint(to, image) : to
  const [x, width] = dragSide(box.x, box.width, point.x, handle.includes('w'), handle.includes('e'))
  const [y, height] = dragSide(box.y, box.height, point.y, handle.includes('n'), handle.includes('s'))
  return { x, y, width, height }
}

/** New start and length along one axis when its near or far side is dragged to `to`. */
function dragSide(start: number, length: number, to: number, near: boolean, far: boolean): [number, number] {
  if (!near && !far) return [start, length]
  const fixed = near ? start + length : start
  return to < fixed ? [to, fixed - to] : [fixed, to - fixed]
}

function between(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high)
}
