// Fewer points with a stated error (D. Douglas & T. Peucker 1973).
import { at } from './at.ts'
import type { ImagePoint } from './spaces.ts'

/**
 * A path with fewer points, none of the dropped ones farther than `tolerance` pixels from it. First and last stay.
 * Time: points × log points as a rule, points² at worst; no recursion.
 */
export function simplifyPath<P extends ImagePoint>(path: readonly P[], tolerance: number): P[] {
  if (path.length < 3) return [...path]
  const keep = new Uint8Array(path.length)
  keep[0] = 1
  keep[path.length - 1] = 1
  const stack: [number, number][] = [[0, path.length - 1]]
  for (let part = stack.pop(); part; part = stack.pop()) {
    const [first, last] = part
    const far = farthest(path, first, last)
    if (far.distance <= tolerance) continue
    keep[far.index] = 1
    stack.push([first, far.index], [far.index, last])
  }
  return path.filter((_, index) => keep[index] === 1)
}

/**
 * As `simplifyPath` for a closed outline: it is cut at its first corner and the one farthest from it, which both stay.
 * At least three corners stay where three were given.
 */
export function simplifyPolygon<P extends ImagePoint>(polygon: readonly P[], tolerance: number): P[] {
  const [first] = polygon
  if (!first || polygon.length < 4) return [...polygon]
  const distances = polygon.map((point) => Math.hypot(point.x - first.x, point.y - first.y))
  const cut = distances.indexOf(Math.max(...distances))
  if (cut === 0) return [...polygon]
  const there = simplifyPath(polygon.slice(0, cut + 1), tolerance)
  const back = simplifyPath([...polygon.slice(cut), first], tolerance)
  const simple = [...there, ...back.slice(1, -1)]
  if (simple.length >= 3) return simple
  const corner = farthest(polygon, 0, cut)
  const other = farthest([...polygon.slice(cut), first], 0, polygon.length - cut)
  const third = corner.distance >= other.distance ? corner.index : cut + other.index
  return polygon.filter((_, index) => index === 0 || index === cut || index === third)
}

function farthest(path: readonly ImagePoint[], first: number, last: number): { index: number; distance: number } {
  let index = first
  let distance = -1
  for (let each = first + 1; each < last; each += 1) {
    const away = distanceToSegment(at(path, each), at(path, first), at(path, last))
    if (away > distance) {
      distance = away
      index = each
    }
  }
  return { index, distance }
}

/** Distance in pixels from a point to the segment from `a` to `b`. */
export function distanceToSegment(point: ImagePoint, a: ImagePoint, b: ImagePoint): number {
  const dx = b.x - a.x
  const dy = b.y - a.y
  const length = dx * dx + dy * dy
  const along = length === 0 ? 0 : ((point.x - a.x) * dx + (point.y - a.y) * dy) / length
  const t = Math.min(Math.max(along, 0), 1)
  return Math.hypot(point.x - a.x - t * dx, point.y - a.y - t * dy)
}
