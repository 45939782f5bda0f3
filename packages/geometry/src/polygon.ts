// Simple polygons in image pixels.
import { at } from './at.ts'
import { type Box, boundingBox, boxIntersection } from './box.ts'
import type { ImagePoint } from './spaces.ts'

/** Corners in order, either way round, not closed: the last joins the first. */
export type Polygon = readonly ImagePoint[]

/** Twice the area, positive where the corners run clockwise on the screen (y downwards). */
function doubleSignedArea(polygon: Polygon): number {
  let sum = 0
  for (const [a, b] of edges(polygon)) sum += a.x * b.y - b.x * a.y
  return sum
}

/** Area in square pixels (the shoelace formula); meant for polygons that do not cross themselves. */
export function polygonArea(polygon: Polygon): number {
  return Math.abs(doubleSignedArea(polygon)) / 2
}

/** Whether the point lies inside, by the even-odd rule. On an edge either answer may come. */
export function polygonContains(polygon: Polygon, point: ImagePoint): boolean {
  let inside = false
  for (const [a, b] of edges(polygon)) {
    if (a.y > point.y === b.y > point.y) continue
    if (point.x < crossingX(a, b, point.y)) inside = !inside
  }
  return inside
}

/** Whether two of its edges cross; neighbours that only share their corner do not count. */
export function crossesItself(polygon: Polygon): boolean {
  const sides = edges(polygon)
  for (const [i, one] of sides.entries()) {
    for (let j = i + 2; j < sides.length; j += 1) {
      if (i === 0 && j === sides.length - 1) continue
      if (crossingY(one, at(sides, j)) !== null) return true
    }
  }
  return false
}

/**
 * Area both polygons cover, by the even-odd rule, so they may be of any shape. Cut into horizontal bands at every corner and
 * every crossing, what the two share in a band is bounded by straight sides, so its area is its width halfway up times
 * the band's height: exact but for rounding. Time: corners² to find the crossings, times bands.
 */
export function polygonIntersectionArea(a: Polygon, b: Polygon): number {
  const boxes = [boundingBox(a), boundingBox(b)] as const
  const shared: Box | null = boxes[0] && boxes[1] ? boxIntersection(boxes[0], boxes[1]) : null
  if (!shared) return 0
  const top = shared.y
  const bottom = shared.y + shared.height
  const levels = [...bandLevels([...edges(a), ...edges(b)])].filter((y) => y >= top && y <= bottom)
  levels.push(top, bottom)
  levels.sort((x, y) => x - y)
  let area = 0
  for (const [i, low] of levels.entries()) {
    const high = levels[i + 1]
    if (high === undefined || high <= low) continue
    area += (high - low) * sharedWidth(crossings(a, (low + high) / 2), crossings(b, (low + high) / 2))
  }
  return area
}

/** Intersection over union in [0, 1]; 0 where neither has area. */
export function polygonIou(a: Polygon, b: Polygon): number {
  const shared = polygonIntersectionArea(a, b)
  const union = evenOddArea(a) + evenOddArea(b) - shared
  return union > 0 ? Math.min(1, shared / union) : 0
}

/** Area by the even-odd rule, which is the plain area unless the polygon crosses itself. */
function evenOddArea(polygon: Polygon): number {
  return crossesItself(polygon) ? polygonIntersectionArea(polygon, polygon) : polygonArea(polygon)
}

type Edge = readonly [ImagePoint, ImagePoint]

function edges(polygon: Polygon): Edge[] {
  return polygon.map((point, i) => [point, at(polygon, (i + 1) % polygon.length)])
}

function bandLevels(sides: readonly Edge[]): Set<number> {
  const levels = new Set<number>()
  for (const [i, one] of sides.entries()) {
    levels.add(one[0].y)
    for (let j = i + 1; j < sides.length; j += 1) {
      const y = crossingY(one, at(sides, j))
      if (y !== null) levels.add(y)
    }
  }
  return levels
}

/** Height at which two edges cross or touch; null where they do not or are parallel. */
function crossingY([a, b]: Edge, [c, d]: Edge): number | null {
  const across = (b.x - a.x) * (d.y - c.y) - (b.y - a.y) * (d.x - c.x)
  if (across === 0) return null
  const t = ((c.x - a.x) * (d.y - c.y) - (c.y - a.y) * (d.x - c.x)) / across
  const u = ((c.x - a.x) * (b.y - a.y) - (c.y - a.y) * (b.x - a.x)) / across
  return t >= 0 && t <= 1 && u >= 0 && u <= 1 ? a.y + t * (b.y - a.y) : null
}

function crossingX(a: ImagePoint, b: ImagePoint, y: number): number {
  return a.x + ((y - a.y) / (b.y - a.y)) * (b.x - a.x)
}

/** Where the polygon's sides meet a horizontal line, ascending; inside lies between the first and second, and so on. */
function crossings(polygon: Polygon, y: number): number[] {
  return edges(polygon)
    .filter(([a, b]) => a.y > y !== b.y > y)
    .map(([a, b]) => crossingX(a, b, y))
    .sort((p, q) => p - q)
}

function sharedWidth(a: readonly number[], b: readonly number[]): number {
  let width = 0
  for (let i = 0; i + 1 < a.length; i += 2) {
    for (let j = 0; j + 1 < b.length; j += 2) {
      width += Math.max(0, Math.min(at(a, i + 1), at(b, j + 1)) - Math.max(at(a, i), at(b, j)))
    }
  }
  return width
}
