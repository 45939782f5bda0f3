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

/**
 * Whether two of its edges cross. A corner that two edges share, neighbours or not, does not count (a slit that joins a
 * hole to the outside meets itself there); a corner amid another edge does. Edges that lie on each other are not seen.
 * Time: edges × log edges, times the edges that reach over one height.
 */
export function crossesItself(polygon: Polygon): boolean {
  const sides = edges(polygon).filter(([a, b]) => a.x !== b.x || a.y !== b.y)
  for (const [one, other] of meeting(sides)) {
    if (!sharesCorner(one, other) && crossingY(one, other) !== null) return true
  }
  return false
}

/**
 * Area both polygons cover, by the even-odd rule, so they may be of any shape. Cut into horizontal bands at every corner and
 * every crossing, what the two share in a band is bounded by straight sides, so its area is its width halfway up times
 * the band's height: exact but for rounding. Time: bands times the edges that reach over one height.
 */
export function polygonIntersectionArea(a: Polygon, b: Polygon): number {
  const boxes = [boundingBox(a), boundingBox(b)] as const
  const shared: Box | null = boxes[0] && boxes[1] ? boxIntersection(boxes[0], boxes[1]) : null
  if (!shared) return 0
  const top = shared.y
  const bottom = shared.y + shared.height
  const within = ([from, to]: Edge) => Math.max(from.y, to.y) > top && Math.min(from.y, to.y) < bottom
  const [mine, theirs] = [edges(a).filter(within), edges(b).filter(within)]
  const levels = new Set([top, bottom])
  for (const y of bandLevels([...mine, ...theirs])) if (y > top && y < bottom) levels.add(y)
  const heights = [...levels].sort((x, y) => x - y)
  const [crossedA, crossedB] = [sweep(mine), sweep(theirs)]
  let area = 0
  for (const [i, low] of heights.entries()) {
    const high = heights[i + 1]
    if (high === undefined) break
    const middle = (low + high) / 2
    area += (high - low) * sharedWidth(crossedA(middle), crossedB(middle))
  }
  return area
}

/** Intersection over union in [0, 1]; the same polygon is 1; 0 where neither has area. */
export function polygonIou(a: Polygon, b: Polygon): number {
  if (samePoints(a, b)) return 1
  const shared = polygonIntersectionArea(a, b)
  if (shared === 0) return 0
  const union = evenOddArea(a) + evenOddArea(b) - shared
  return union > 0 ? Math.min(1, shared / union) : 0
}

/** Found once for each list of corners: likeness is asked of the same polygons again and again. */
const areas = new WeakMap<Polygon, number>()

/** Area by the even-odd rule, which is the plain area unless the polygon crosses itself. */
function evenOddArea(polygon: Polygon): number {
  const known = areas.get(polygon)
  if (known !== undefined) return known
  const area = crossesItself(polygon) ? polygonIntersectionArea(polygon, polygon) : polygonArea(polygon)
  areas.set(polygon, area)
  return area
}

function samePoints(a: Polygon, b: Polygon): boolean {
  return a === b || (a.length === b.length && a.every((point, i) => point.x === b[i]?.x && point.y === b[i]?.y))
}

type Edge = readonly [ImagePoint, ImagePoint]

function edges(polygon: Polygon): Edge[] {
  return polygon.map((point, i) => [point, at(polygon, (i + 1) % polygon.length)])
}

function bandLevels(sides: readonly Edge[]): Set<number> {
  const levels = new Set<number>()
  for (const [from, to] of sides) levels.add(from.y).add(to.y)
  for (const [one, other] of meeting(sides)) {
    const y = crossingY(one, other)
    if (y !== null) levels.add(y)
  }
  return levels
}

/** Pairs of edges whose upright hulls touch: the only ones that can cross. From above to below. */
function* meeting(sides: readonly Edge[]): Generator<readonly [Edge, Edge]> {
  let open: Edge[] = []
  for (const side of sides.toSorted((p, q) => topOf(p) - topOf(q))) {
    const top = topOf(side)
    open = open.filter((other) => bottomOf(other) >= top)
    for (const other of open) if (!apart(side, other)) yield [side, other]
    open.push(side)
  }
}

function topOf([a, b]: Edge): number {
  return Math.min(a.y, b.y)
}

function bottomOf([a, b]: Edge): number {
  return Math.max(a.y, b.y)
}

/** Whether one edge lies left of the other. */
function apart([a, b]: Edge, [c, d]: Edge): boolean {
  return Math.max(a.x, b.x) < Math.min(c.x, d.x) || Math.max(c.x, d.x) < Math.min(a.x, b.x)
}

function sharesCorner([a, b]: Edge, [c, d]: Edge): boolean {
  const same = (p: ImagePoint, q: ImagePoint) => p.x === q.x && p.y === q.y
  return same(a, c) || same(a, d) || same(b, c) || same(b, d)
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

/**
 * Where the sides meet a horizontal line, ascending; inside lies between the first and second, and so on. Ask from above
 * to below: sides that lie above are forgotten.
 */
function sweep(sides: readonly Edge[]): (y: number) => number[] {
  const waiting = sides.toSorted((p, q) => topOf(q) - topOf(p))
  let open: Edge[] = []
  return (y) => {
    for (let next = waiting.at(-1); next && topOf(next) <= y; next = waiting.at(-1)) {
      waiting.pop()
      open.push(next)
    }
    open = open.filter((side) => bottomOf(side) > y)
    return open
      .filter(([a, b]) => a.y > y !== b.y > y)
      .map(([a, b]) => crossingX(a, b, y))
      .sort((p, q) => p - q)
  }
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
