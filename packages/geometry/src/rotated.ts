// Rotated boxes: an upright box turned about its own centre.
import { type Box, boundingBox, boxCentre, boxIou, type Handle, handlePoint } from './box.ts'
import { type Polygon, polygonIou } from './polygon.ts'
import type { ImagePoint } from './spaces.ts'

/** The point turned about a centre by degrees, clockwise on the screen (y downwards). */
export function turned(point: ImagePoint, centre: ImagePoint, degrees: number): ImagePoint {
  if (degrees === 0) return point
  const radians = (degrees * Math.PI) / 180
  const [cos, sin] = [Math.cos(radians), Math.sin(radians)]
  const [dx, dy] = [point.x - centre.x, point.y - centre.y]
  return { x: centre.x + dx * cos - dy * sin, y: centre.y + dx * sin + dy * cos }
}

/** Degrees in [0, 360). */
export function normalAngle(degrees: number): number {
  const rest = degrees % 360
  // The least below zero rounds up to a whole turn.
  return rest < 0 ? (rest + 360) % 360 : rest + 0
}

/** The four corners in image pixels, clockwise from the one that is top left before turning. */
export function boxCorners(box: Box, degrees = 0): ImagePoint[] {
  const centre = boxCentre(box)
  const corners: Handle[] = ['nw', 'ne', 'se', 'sw']
  return corners.map((corner) => turned(handlePoint(box, corner), centre, degrees))
}

/** The smallest upright box around a turned box. */
export function rotatedHull(box: Box, degrees = 0): Box {
  return degrees === 0 ? box : (boundingBox(boxCorners(box, degrees)) ?? box)
}

/** Intersection over union of two turned boxes, in [0, 1]; exact but for rounding. */
export function rotatedIou(a: Box, aDegrees: number, b: Box, bDegrees: number): number {
  if (aDegrees === 0 && bDegrees === 0) return boxIou(a, b)
  const [one, other]: [Polygon, Polygon] = [boxCorners(a, aDegrees), boxCorners(b, bDegrees)]
  return polygonIou(one, other)
}

/**
 * A turned box with a handle dragged to a point: the opposite corner (or side) stays where it is and the angle is kept
 * (Figma, tldraw and Konva's Transformer do the same). Give the box as it was when the drag began.
 * @param least sides are never shorter than this, in image pixels
 */
export function resizeRotated(box: Box, degrees: number, handle: Handle, to: ImagePoint, least: number): Box {
  const centre = boxCentre(box)
  // In the box's own frame, where it stands upright about its centre.
  const local = turned(to, centre, -degrees)
  const [west, east] = [handle.includes('w'), handle.includes('e')]
  const [north, south] = [handle.includes('n'), handle.includes('s')]
  const [x, width] = dragged(box.x, box.width, local.x, west, east, least)
  const [y, height] = dragged(box.y, box.height, local.y, north, south, least)
  // Turning about the new centre instead of the old would move the side that stays: take the centre along.
  const middle = turned({ x: x + width / 2, y: y + height / 2 }, centre, degrees)
  return { x: middle.x - width / 2, y: middle.y - height / 2, width, height }
}

/** New start and length along one axis; a side dragged past the other stops at the least length. */
function dragged(
  start: number,
  length: number,
  to: number,
  near: boolean,
  far: boolean,
  least: number,
): [number, number] {
  if (near) {
    const end = start + length
    const from = Math.min(to, end - least)
    return [from, end - from]
  }
  return far ? [start, Math.max(least, to - start)] : [start, length]
}
