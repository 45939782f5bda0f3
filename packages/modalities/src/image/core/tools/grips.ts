// Grips: what of the one selected mark can be taken hold of, whatever its shape: sides, corners, points, edges, the turner.
import {
  boxCentre,
  distanceToSegment,
  type Handle,
  handleAt,
  type ImagePoint,
  normalAngle,
  resizeBox,
  resizeRotated,
  type Size,
  turned,
} from '@etabli/geometry'
import { MIN_SIDE } from '../kinds/box.ts'
import type { Shape } from '../shape.ts'

export type Grip =
  | { readonly kind: 'side'; readonly handle: Handle }
  /** The turner of a box, taken hold of at `at`. */
  | { readonly kind: 'turn'; readonly at: ImagePoint }
  /** A corner of a polygon or a point of a pose. */
  | { readonly kind: 'vertex'; readonly index: number }
  /** Between a polygon's corner `index` and the next: a press makes a new corner at `at`. */
  | { readonly kind: 'edge'; readonly index: number; readonly at: ImagePoint }

export interface Reaching {
  readonly image: Size
  readonly unitsPerPixel: number
  /** How near counts, in CSS pixels. */
  readonly reach: number
  /** Whether the box may be turned. */
  readonly turns: boolean
}

/** How far above a box its turner stands, in CSS pixels. */
const TURNER = 26

/** Where the turner of a box stands: above its middle, or below where that would lie outside the image. */
export function turnerOf(box: Extract<Shape, { kind: 'box' }>, image: Size, unitsPerPixel: number): ImagePoint {
  const centre = boxCentre(box.box)
  const far = box.box.height / 2 + TURNER * unitsPerPixel
  const above = turned({ x: centre.x, y: centre.y - far }, centre, box.angle)
  const below = turned({ x: centre.x, y: centre.y + far }, centre, box.angle)
  return isIn(above, image) || !isIn(below, image) ? above : below
}

/** The grip at a point, or null: points and corners first, the turner next, then sides and edges. */
export function gripAt(shape: Shape, at: ImagePoint, reaching: Reaching): Grip | null {
  const reach = reaching.reach * reaching.unitsPerPixel
  if (shape.kind === 'box') return boxGrip(shape, at, reaching, reach)
  const index = nearestPoint(shape.points, at, reach)
  if (index !== null) return { kind: 'vertex', index }
  return shape.kind === 'polygon' ? edgeAt(shape.points, at, reach / 2) : null
}

function boxGrip(
  shape: Extract<Shape, { kind: 'box' }>,
  at: ImagePoint,
  { image, unitsPerPixel, turns }: Reaching,
  reach: number,
): Grip | null {
  if (turns && apart(turnerOf(shape, image, unitsPerPixel), at) <= reach * 1.25) return { kind: 'turn', at }
  const handle = handleAt(shape.box, turned(at, boxCentre(shape.box), -shape.angle), reach)
  return handle && { kind: 'side', handle }
}

function nearestPoint(points: readonly (ImagePoint | null)[], at: ImagePoint, reach: number): number | null {
  let best: number | null = null
  let least = reach
  for (const [index, point] of points.entries()) {
    const distance = point ? apart(point, at) : Number.POSITIVE_INFINITY
    if (distance > least) continue
    best = index
    least = distance
  }
  return best
}

function edgeAt(points: readonly ImagePoint[], at: ImagePoint, reach: number): Grip | null {
  let best: Grip | null = null
  let least = reach
  for (const [index, from] of points.entries()) {
    const to = points[(index + 1) % points.length] ?? from
    const distance = distanceToSegment(at, from, to)
    if (distance > least) continue
    best = { kind: 'edge', index, at }
    least = distance
  }
  return best
}

/** How the turner goes: freely, in steps of 15° (Shift), or pulled to right angles when near. */
export type Turning = 'free' | 'steps' | 'pulled'

/**
 * The shape with a grip dragged to a point: only what is dragged moves.
 * @param from the shape as it was when the drag began; of an edge, with its new corner already in
 */
export function regripped(from: Shape, grip: Grip, to: ImagePoint, image: Size, by: Turning = 'free'): Shape {
  if (from.kind === 'box') {
    if (grip.kind === 'turn') return turnedTo(from, grip.at, to, image, by)
    return grip.kind === 'side' ? resized(from, grip.handle, to, image) : from
  }
  if (grip.kind === 'side' || grip.kind === 'turn') return from
  const index = grip.kind === 'edge' ? grip.index + 1 : grip.index
  const place = { x: between(to.x, 0, image.width), y: between(to.y, 0, image.height) }
  return from.kind === 'polygon'
    ? { ...from, points: from.points.with(index, place) }
    : { ...from, points: from.points.map((point, each) => (each === index && point ? { ...point, ...place } : point)) }
}

/** Turned about its centre by as much as the pointer went round it since it took hold. */
function turnedTo(
  from: Extract<Shape, { kind: 'box' }>,
  start: ImagePoint,
  to: ImagePoint,
  image: Size,
  by: Turning,
): Shape {
  const centre = boxCentre(from.box)
  const bearing = (point: ImagePoint) => (Math.atan2(point.y - centre.y, point.x - centre.x) * 180) / Math.PI
  return heldIn({ ...from, angle: stepped(from.angle + bearing(to) - bearing(start), by) }, image)
}

/** How near to a right angle the turner is pulled to it, in degrees. */
const RIGHT = 1.5

function stepped(degrees: number, by: Turning): number {
  const right = Math.round(degrees / 90) * 90
  if (by === 'steps') return normalAngle(Math.round(degrees / 15) * 15)
  return normalAngle(by === 'pulled' && Math.abs(degrees - right) <= RIGHT ? right : degrees)
}

/** A side or corner of a box dragged: the opposite one stays, and no side gets shorter than the least. */
function resized(from: Extract<Shape, { kind: 'box' }>, handle: Handle, to: ImagePoint, image: Size): Shape {
  if (from.angle !== 0) {
    const box = resizeRotated(from.box, from.angle, handle, to, MIN_SIDE)
    return isIn(boxCentre(box), image) ? { ...from, box } : from
  }
  const box = resizeBox(from.box, handle, to, image)
  const [x, width] = side(from.box.x, from.box.width, box.x, box.width, handle, 'w', 'e', image.width)
  const [y, height] = side(from.box.y, from.box.height, box.y, box.height, handle, 'n', 's', image.height)
  return { ...from, box: { x, y, width, height } }
}

function side(
  before: number,
  lengthBefore: number,
  start: number,
  length: number,
  handle: Handle,
  near: string,
  far: string,
  limit: number,
): [number, number] {
  if (!handle.includes(near) && !handle.includes(far)) return [before, lengthBefore]
  if (length >= MIN_SIDE) return [start, length]
  // Grown away from the edge that stays, on the side where there is room.
  const fixed = handle.includes(near) ? before + lengthBefore : before
  return start < fixed || fixed + MIN_SIDE > limit ? [fixed - MIN_SIDE, MIN_SIDE] : [fixed, MIN_SIDE]
}

/** The shape brought back where it may be: upright boxes whole, turned boxes by their centre, points each by itself. */
export function heldIn(shape: Shape, image: Size): Shape {
  if (shape.kind !== 'box') {
    const place = <P extends ImagePoint>(point: P): P => ({
      ...point,
      x: between(point.x, 0, image.width),
      y: between(point.y, 0, image.height),
    })
    return shape.kind === 'polygon'
      ? { ...shape, points: shape.points.map(place) }
      : { ...shape, points: shape.points.map((point) => point && place(point)) }
  }
  const { box, angle } = shape
  if (angle !== 0) {
    const centre = boxCentre(box)
    const x = box.x + between(centre.x, 0, image.width) - centre.x
    const y = box.y + between(centre.y, 0, image.height) - centre.y
    return { ...shape, box: { ...box, x, y } }
  }
  const width = Math.min(box.width, image.width)
  const height = Math.min(box.height, image.height)
  return {
    ...shape,
    box: { x: between(box.x, 0, image.width - width), y: between(box.y, 0, image.height - height), width, height },
  }
}

/** A polygon with a new corner on its edge. */
export function withCorner(shape: Shape, grip: Extract<Grip, { kind: 'edge' }>): Shape {
  return shape.kind === 'polygon' ? { ...shape, points: shape.points.toSpliced(grip.index + 1, 0, grip.at) } : shape
}

/** Without one of its points; null where too few would be left. Of a pose, the point is not marked any more. */
export function withoutPoint(shape: Shape, index: number): Shape | null {
  if (shape.kind === 'polygon') {
    return shape.points.length > 3 ? { ...shape, points: shape.points.toSpliced(index, 1) } : null
  }
  if (shape.kind !== 'keypoints') return null
  const points = shape.points.map((point, each) => (each === index ? null : point))
  return points.some((point) => point !== null) ? { ...shape, points } : null
}

/** A pose with one point seen where it was hidden, and hidden where it was seen. */
export function withHidden(shape: Shape, index: number): Shape {
  if (shape.kind !== 'keypoints') return shape
  const toggled = shape.points.map((point, each) =>
    point && each === index ? { x: point.x, y: point.y, ...(point.hidden ? {} : { hidden: true }) } : point,
  )
  return { ...shape, points: toggled }
}

function isIn({ x, y }: ImagePoint, image: Size): boolean {
  return x >= 0 && y >= 0 && x <= image.width && y <= image.height
}

function apart(a: ImagePoint, b: ImagePoint): number {
  return Math.hypot(a.x - b.x, a.y - b.y)
}

function between(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high)
}
