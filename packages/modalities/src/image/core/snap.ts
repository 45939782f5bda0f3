// Snapping: edges of neighbours and of the image pull what is dragged near them, and the guides that show it.
import type { Box, ImagePoint, Size } from '@etabli/geometry'
import type { MarkId } from '@etabli/schema'
import type { HitIndex } from './hit-index.ts'

/** A line that something snapped to: `at` on its axis, drawn from `from` to `to` on the other; image pixels. */
export interface Guide {
  readonly axis: 'x' | 'y'
  readonly at: number
  readonly from: number
  readonly to: number
}

export interface Snapping {
  readonly index: HitIndex
  readonly image: Size
  /** Image pixels a CSS pixel. */
  readonly unitsPerPixel: number
  /** What is dragged does not snap to itself. */
  readonly without?: ReadonlySet<MarkId>
}

/** How near an edge pulls, in CSS pixels. */
const SNAP = 6
/** How far away, in CSS pixels, a mark still counts as a neighbour. */
const NEIGHBOUR = 160

export interface Snapped {
  /** What is to be added so that an edge lies on its line; 0 where none is near. */
  readonly by: ImagePoint
  readonly guides: readonly Guide[]
}

/**
 * Pulls edges to the nearest lines, each axis by itself.
 * @param xs left and right edges that may snap, in image pixels; empty where that axis is not dragged
 * @param ys upper and lower edges
 * @param around what is dragged: only its neighbours pull, and guides reach from them to it
 */
export function snapEdges(xs: readonly number[], ys: readonly number[], around: Box, snapping: Snapping): Snapped {
  const { image } = snapping
  const boxes = neighbours(around, snapping)
  const reach = SNAP * snapping.unitsPerPixel
  const across = nearest(xs, boxes.map((box) => sidesOf(box, 'x')).concat([[0, image.width]]), reach)
  const down = nearest(ys, boxes.map((box) => sidesOf(box, 'y')).concat([[0, image.height]]), reach)
  const whole: Box = { x: 0, y: 0, ...image }
  const guides: Guide[] = []
  if (across) guides.push(guideOf('x', across.line, boxes[across.box] ?? whole, around))
  if (down) guides.push(guideOf('y', down.line, boxes[down.box] ?? whole, around))
  return { by: { x: across?.by ?? 0, y: down?.by ?? 0 }, guides }
}

/**
 * The point pulled to what is near it; `snapping` null leaves it as it is.
 * @param around what the point is a corner or side of: marks near any part of it are its neighbours
 */
export function snapPoint(
  point: ImagePoint,
  snapping: Snapping | null,
  around: Box = { ...point, width: 0, height: 0 },
  axes: { readonly x: boolean; readonly y: boolean } = { x: true, y: true },
): { readonly point: ImagePoint; readonly guides: readonly Guide[] } {
  if (!snapping) return { point, guides: [] }
  const { by, guides } = snapEdges(axes.x ? [point.x] : [], axes.y ? [point.y] : [], around, snapping)
  return { point: { x: point.x + by.x, y: point.y + by.y }, guides }
}

/** Upright hulls near enough to be neighbours. */
function neighbours(around: Box, { index, unitsPerPixel, without }: Snapping): Box[] {
  const by = NEIGHBOUR * unitsPerPixel
  const region = { x: around.x - by, y: around.y - by, width: around.width + 2 * by, height: around.height + 2 * by }
  return index.in(region).flatMap(({ id, hull, shape }) => {
    const upright = shape.kind === 'box' && shape.angle === 0
    return upright && !without?.has(id) ? [hull] : []
  })
}

function sidesOf(box: Box, axis: 'x' | 'y'): [number, number] {
  return axis === 'x' ? [box.x, box.x + box.width] : [box.y, box.y + box.height]
}

interface Pull {
  readonly by: number
  readonly line: number
  /** Which pair of lines it is of. */
  readonly box: number
}

function nearest(edges: readonly number[], lines: readonly (readonly [number, number])[], reach: number): Pull | null {
  let best: Pull | null = null
  for (const [box, pair] of lines.entries()) {
    for (const line of pair) {
      for (const edge of edges) {
        const by = line - edge
        if (Math.abs(by) <= reach && (!best || Math.abs(by) < Math.abs(best.by))) best = { by, line, box }
      }
    }
  }
  return best
}

function guideOf(axis: 'x' | 'y', at: number, box: Box, around: Box): Guide {
  const [start, end] = sidesOf(box, axis === 'x' ? 'y' : 'x')
  const [from, to] = sidesOf(around, axis === 'x' ? 'y' : 'x')
  return { axis, at, from: Math.min(start, from), to: Math.max(end, to) }
}
