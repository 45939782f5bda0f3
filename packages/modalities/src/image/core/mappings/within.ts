// Shapes of a file brought within their image, or a sentence why they cannot be: rounding is cut off, errors are named.
import {
  boxCentre,
  boxContains,
  boxCorners,
  clampPoint,
  crossesItself,
  type ImagePoint,
  normalAngle,
  polygonArea,
  type Size,
} from '@etabli/geometry'
import { limits } from '@etabli/schema'
import { type BoxValue, MIN_SIDE, TOLERANCE } from '../kinds/box.ts'
import type { KeypointPlace, KeypointsValue } from '../kinds/keypoints-value.ts'
import { MIN_AREA } from '../kinds/polygon.ts'
import type { PolygonValue } from '../kinds/polygon-value.ts'

/** Edges may leave the image by this many pixels: rounding, which is cut off. */
const SLACK = 1

const ENDLESS: Size = { width: Number.POSITIVE_INFINITY, height: Number.POSITIVE_INFINITY }

/**
 * A box of a file within the image, or a sentence why it cannot be.
 * @param size the image's size as displayed; null where nobody knows yet
 */
export function boxWithin(box: BoxValue, size: Size | null): BoxValue | string {
  const { width: wide, height: high } = size ?? ENDLESS
  const right = box.x + box.width
  const bottom = box.y + box.height
  if (box.x < -SLACK || box.y < -SLACK || right > wide + SLACK || bottom > high + SLACK) {
    return `The box ${said(box)} reaches outside the image${sizeWords(size)}.`
  }
  const inside = box.x >= 0 && box.y >= 0 && right <= wide && bottom <= high
  const x = Math.max(0, box.x)
  const y = Math.max(0, box.y)
  const cut = inside ? box : { x, y, width: Math.min(right, wide) - x, height: Math.min(bottom, high) - y }
  if (tooSmall(cut)) return `The box ${said(box)} is smaller than one pixel.`
  return { x: cut.x, y: cut.y, width: cut.width, height: cut.height }
}

/** A turned box, whose centre alone must lie within the image; an upright one as `boxWithin` has it. */
export function turnedWithin(box: BoxValue, size: Size | null): BoxValue | string {
  const angle = normalAngle(box.angle ?? 0)
  if (angle === 0) return boxWithin(box, size)
  if (size && !boxContains({ x: 0, y: 0, ...size }, boxCentre(box))) {
    return `The middle of the box ${said(box)} is outside the image${sizeWords(size)}.`
  }
  if (tooSmall(box)) return `The box ${said(box)} is smaller than one pixel.`
  return { x: box.x, y: box.y, width: box.width, height: box.height, angle }
}

/** An outline of a file within the image, without corners that repeat the one before; or a sentence why it cannot be. */
export function outlineWithin(corners: readonly ImagePoint[], size: Size | null): PolygonValue | string {
  const out = corners.find((corner) => isOutside(corner, size))
  if (out) return `The outline reaches outside the image${sizeWords(size)}, at ${round(out.x)}, ${round(out.y)}.`
  const points = closedOnce(corners.map(({ x, y }) => clampPoint({ x, y }, size ?? ENDLESS)))
  if (points.length > limits.pointsPerMark) {
    return `The outline has ${points.length} corners; at most ${limits.pointsPerMark} can be taken.`
  }
  if (points.length < 3 || polygonArea(points) < MIN_AREA) return 'The outline is smaller than one square pixel.'
  return crossesItself(points) ? 'The outline crosses itself.' : { points }
}

/** A pose of a file within the image, or a sentence why it cannot be. */
export function poseWithin(places: readonly (KeypointPlace | null)[], size: Size | null): KeypointsValue | string {
  const out = places.findIndex((place) => place !== null && isOutside(place, size))
  if (out >= 0) return `Point ${out + 1} is outside the image${sizeWords(size)}.`
  if (places.every((place) => place === null)) return 'No point of it is marked.'
  return { points: places.map((place) => place && { ...place, ...clampPoint(place, size ?? ENDLESS) }) }
}

/**
 * The turned box with these four corners, from the one that is top left before turning, clockwise. Four corners that are
 * no rectangle give the smallest one around them.
 */
export function boxOfCorners(corners: readonly ImagePoint[]): BoxValue | null {
  const rectangle = rectangleOf(corners)
  if (rectangle) return rectangle
  const boxes = corners.flatMap((from, index) => {
    const to = corners[(index + 1) % corners.length]
    return to && (to.x !== from.x || to.y !== from.y) ? [boxAlong(corners, from, to)] : []
  })
  const least = Math.min(...boxes.map(({ width, height }) => width * height))
  return boxes.find(({ width, height }) => width * height === least) ?? null
}

/** Corners may lie off a rectangle's by rounding, in pixels. */
const OFF = 0.25

/** The rectangle with these corners, its angle from all four sides by their length; null where they make none. */
function rectangleOf([a, b, c, d]: readonly ImagePoint[]): BoxValue | null {
  if (!a || !b || !c || !d) return null
  // Along the upper and lower side, and along the other two turned back by a quarter.
  const along = { x: b.x - a.x + c.x - d.x, y: b.y - a.y + c.y - d.y }
  const down = { x: c.x - b.x + d.x - a.x, y: c.y - b.y + d.y - a.y }
  const degrees = (Math.atan2(along.y - down.x, along.x + down.y) * 180) / Math.PI
  const [width, height] = [Math.hypot(along.x, along.y) / 2, Math.hypot(down.x, down.y) / 2]
  const centre = { x: (a.x + b.x + c.x + d.x) / 4, y: (a.y + b.y + c.y + d.y) / 4 }
  const box = { x: centre.x - width / 2, y: centre.y - height / 2, width, height, ...angleOf(degrees) }
  const own = boxCorners(box, box.angle ?? 0)
  const fits = [a, b, c, d].every(({ x, y }, i) => Math.hypot(x - (own[i]?.x ?? x), y - (own[i]?.y ?? y)) <= OFF)
  return fits ? box : null
}

/** Rounding in a file leaves a trace of an angle in an upright box. */
function angleOf(degrees: number): { readonly angle?: number } {
  const angle = normalAngle(degrees)
  return angle < 1e-3 || angle > 360 - 1e-3 ? {} : { angle }
}

/** The smallest box around the corners with its upper side along a direction. */
function boxAlong(corners: readonly ImagePoint[], from: ImagePoint, to: ImagePoint): BoxValue {
  const length = Math.hypot(to.x - from.x, to.y - from.y)
  const [ux, uy] = [(to.x - from.x) / length, (to.y - from.y) / length]
  const along = corners.map(({ x, y }) => x * ux + y * uy)
  const across = corners.map(({ x, y }) => y * ux - x * uy)
  const [left, right] = [Math.min(...along), Math.max(...along)]
  const [top, bottom] = [Math.min(...across), Math.max(...across)]
  const [a, b] = [(left + right) / 2, (top + bottom) / 2]
  const [width, height] = [right - left, bottom - top]
  const centre = { x: a * ux - b * uy, y: a * uy + b * ux }
  const degrees = (Math.atan2(uy, ux) * 180) / Math.PI
  return { x: centre.x - width / 2, y: centre.y - height / 2, width, height, ...angleOf(degrees) }
}

function isOutside({ x, y }: ImagePoint, size: Size | null): boolean {
  const { width, height } = size ?? ENDLESS
  return x < -SLACK || y < -SLACK || x > width + SLACK || y > height + SLACK
}

/** Without corners that repeat the one before, nor a last that repeats the first, as many tools close outlines. */
function closedOnce(points: readonly ImagePoint[]): ImagePoint[] {
  const once = points.filter(
    ({ x, y }, index) => index === 0 || x !== points[index - 1]?.x || y !== points[index - 1]?.y,
  )
  const [first, last] = [once[0], once.at(-1)]
  return once.length > 1 && first?.x === last?.x && first?.y === last?.y ? once.slice(0, -1) : once
}

function tooSmall({ width, height }: BoxValue): boolean {
  return width < MIN_SIDE - TOLERANCE || height < MIN_SIDE - TOLERANCE
}

function sizeWords(size: Size | null): string {
  return size ? ` of ${size.width} × ${size.height} pixels` : ''
}

function said({ x, y, width, height }: BoxValue): string {
  return `[${[x, y, width, height].map(round).join(', ')}]`
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}
