// A rough box drawn tight: each side moves to the line near it where the outline of what it holds is most likely.
import type { Box } from './box.ts'
import { brightnessAt, type Raster, resample } from './raster.ts'

export interface SnapOptions {
  /** How far a side may move, as a share of the box's length across it. */
  readonly reach?: number
}

type Side = 'left' | 'right' | 'top' | 'bottom'
type Sides = Record<Side, number>

const SIDES: readonly Side[] = ['left', 'right', 'top', 'bottom']
/** The longer side of the box is looked at with so many pixels: print and noise blur, outlines stay. */
const LOOKED_AT = 192
const LEAST_REACH = 4
/** A round outline leaves its outermost line at once: edges so far inside of a line, of the box, count for it. */
const BEND = 0.012
/** So far beyond the ends of a side an edge that goes on is looked for, of the side. */
const BEYOND = 0.25
/** So far outside of a line the picture should be quiet, of the box. */
const OUTSIDE = 0.04
/** Steps of less than this, of 255, are no edge; steps so many times the usual one count no more. */
const NOISE = 2
const MOST = 4
/**
 * What speaks for a line and against it, fitted by softmax regression on half of the shelf sample and measured on the
 * other (docs/performance.md).
 */
const WEIGHT = { fifth: 0.7, threeFifths: 0.7, goesOn: -0.6, unquiet: -0.115, away: -3.6 }
/** A line must stand out by so much over the usual of its side, else the side stays. */
const STANDS_OUT = 1.6

/**
 * Moves each side of a box to the line near it that looks most like the outline of an object. For a line speak the
 * strongest fifth and three fifths of the side that lie together on an edge, so that round and irregular objects, which touch their
 * box with little of their outline, count as straight ones do; against it speak an edge that goes on beyond the box (a shelf,
 * a horizon), unrest just outside, and the square of the distance from where the side was drawn, as a share of the reach. Edges are steps of
 * brightness and of two opponent colours. A side with no clear edge near it stays.
 * @param planes the picture, one raster a colour channel, all of one size
 * @param box in pixels of the planes
 * @returns the tightened box, within the picture and with sides of at least one pixel
 */
export function snapToEdges(planes: readonly Raster[], box: Box, options: SnapOptions = {}): Box {
  const [first] = planes
  if (!first) return box
  const scale = Math.min(1, LOOKED_AT / Math.max(box.width, box.height, 1))
  const [width, height] = [Math.max(1, Math.round(first.width * scale)), Math.max(1, Math.round(first.height * scale))]
  const whole = { x: 0, y: 0, width: first.width, height: first.height }
  const small = scale < 1 ? planes.map((plane) => resample(plane, whole, width, height)) : planes
  const by = { x: width / first.width, y: height / first.height }
  const rough = {
    left: box.x * by.x,
    right: (box.x + box.width) * by.x,
    top: box.y * by.y,
    bottom: (box.y + box.height) * by.y,
  }
  const found = Object.fromEntries(
    SIDES.map((side) => [side, outline(small, rough, side, options.reach ?? 0.2)]),
  ) as Sides
  const [left, right] = [found.left / by.x, found.right / by.x]
  const [top, bottom] = [found.top / by.y, found.bottom / by.y]
  if (right - left < 1 || bottom - top < 1) return box
  return { x: left, y: top, width: right - left, height: bottom - top }
}

/** What is looked at for one side: lines between pixels, numbered from the first; places along them. */
interface Field {
  /** Where the first line lies. */
  readonly first: number
  /** The step of colour across each line at each place along it, from `start` on. */
  readonly steps: readonly Float32Array[]
  /** Where the box's side begins and ends along the lines. */
  readonly start: number
  readonly end: number
  /** +1 where the outside lies towards higher lines. */
  readonly outward: 1 | -1
}

/** Where the outline lies on one side, or where the side was. */
function outline(planes: readonly Raster[], rough: Sides, side: Side, share: number): number {
  const upright = side === 'left' || side === 'right'
  const length = upright ? rough.right - rough.left : rough.bottom - rough.top
  const from = rough[side]
  const limit = (upright ? planes[0]?.width : planes[0]?.height) ?? 0
  const reach = Math.max(LEAST_REACH, length * share)
  const low = Math.max(0, Math.floor(from - reach))
  const high = Math.min(limit, Math.ceil(from + reach))
  const bend = Math.max(1, Math.round(length * BEND))
  const outside = Math.max(2, Math.round(length * OUTSIDE))
  const margin = Math.max(bend, outside + 2)
  const field = fieldOf(planes, rough, side, low - margin, high + margin)
  const usual = usualStep(field, margin) + NOISE
  let best = -1
  let most = Number.NEGATIVE_INFINITY
  const edges: number[] = []
  for (let line = low; line <= high; line += 1) {
    const away = (line - from) / reach
    const along = bent(field, line, bend).map((step) => Math.min(MOST, step / usual))
    const edge = strongest(along, field, 0.2)
    edges.push(edge)
    const worth =
      WEIGHT.fifth * edge +
      WEIGHT.threeFifths * strongest(along, field, 0.6) +
      WEIGHT.goesOn * beyond(along, field) +
      WEIGHT.unquiet * unrest(field, line, outside) +
      WEIGHT.away * away * away
    if (worth <= most) continue
    most = worth
    best = line
  }
  const found = edges[best - low] ?? 0
  return found < STANDS_OUT ? from : Math.min(Math.max(within(field, best, bend), 0), limit)
}

function fieldOf(planes: readonly Raster[], rough: Sides, side: Side, low: number, high: number): Field {
  const upright = side === 'left' || side === 'right'
  const [near, far] = upright ? [rough.top, rough.bottom] : [rough.left, rough.right]
  const size = (upright ? planes[0]?.height : planes[0]?.width) ?? 0
  const more = (far - near) * BEYOND
  const from = Math.max(0, Math.round(near - more))
  const to = Math.min(size, Math.round(far + more))
  const start = Math.min(Math.max(0, Math.round(near) - from), Math.max(0, to - from - 2))
  const steps: Float32Array[] = []
  for (let line = low; line <= high; line += 1) {
    const along = new Float32Array(Math.max(0, to - from))
    for (let at = 0; at < along.length; at += 1) along[at] = stepAcross(planes, upright, line, from + at)
    steps.push(along)
  }
  const end = Math.min(to - from, Math.max(start + 2, Math.round(far) - from))
  return { first: low, steps, start, end, outward: side === 'left' || side === 'top' ? -1 : 1 }
}

/** The step of colour across a line between pixels: the mean of two on one side less the mean of two on the other. */
function stepAcross(planes: readonly Raster[], upright: boolean, line: number, along: number): number {
  let sum = 0
  for (const plane of planes) {
    const at = (offset: number) =>
      upright ? brightnessAt(plane, line + offset, along) : brightnessAt(plane, along, line + offset)
    const step = (at(0) + at(1) - at(-1) - at(-2)) / 2
    sum += step * step
  }
  return Math.sqrt(sum)
}

function usualStep({ steps, start, end }: Field, margin: number): number {
  const lines = steps.slice(margin, steps.length - margin)
  let sum = 0
  for (const along of lines) for (let at = start; at < end; at += 1) sum += along[at] ?? 0
  return sum / Math.max(1, lines.length * (end - start))
}

/** At each place the strongest step on the line or up to `bend` lines inside of it. */
function bent({ steps, first, outward }: Field, line: number, bend: number): Float32Array {
  const found = Float32Array.from(steps[line - first] ?? [])
  for (let inside = 1; inside <= bend; inside += 1) {
    const other = steps[line - first - outward * inside]
    for (let at = 0; other && at < found.length; at += 1) found[at] = Math.max(found[at] ?? 0, other[at] ?? 0)
  }
  return found
}

/** The mean over the share of the side that lies together and is strongest. */
function strongest(along: Float32Array, { start, end }: Pick<Field, 'start' | 'end'>, share: number): number {
  const count = Math.max(2, Math.round((end - start) * share))
  let sum = 0
  let most = 0
  for (let at = start; at < end; at += 1) {
    sum += along[at] ?? 0
    if (at - start >= count) sum -= along[at - count] ?? 0
    if (at - start >= count - 1) most = Math.max(most, sum / count)
  }
  return most
}

/** The mean beyond both ends of the side. */
function beyond(along: Float32Array, { start, end }: Field): number {
  let sum = 0
  let count = 0
  for (let at = 0; at < along.length; at += 1) {
    if (at >= start - 1 && at <= end) continue
    sum += along[at] ?? 0
    count += 1
  }
  return count > 0 ? sum / count : 0
}

/** The mean step just outside of a line, in steps of brightness. */
function unrest({ steps, first, outward, start, end }: Field, line: number, outside: number): number {
  let sum = 0
  let count = 0
  for (let away = 2; away < outside + 2; away += 1) {
    const along = steps[line - first + outward * away]
    for (let at = start; along && at < end; at += 1) {
      sum += Math.min(40, along[at] ?? 0)
      count += 1
    }
  }
  return count > 0 ? sum / count : 0
}

/**
 * Where between a line and those counted for it the outline is outermost: the first line from outside whose strongest
 * fifth comes near the best of them, to a fraction of a line by the parabola through it and its neighbours.
 */
function within(field: Field, line: number, bend: number): number {
  const { steps, first, outward } = field
  const at = (inside: number) => strongest(steps[line - first - outward * inside] ?? new Float32Array(0), field, 0.2)
  const found = Array.from({ length: bend + 2 }, (_, inside) => at(inside))
  const enough = Math.max(...found) * 0.6
  const inside = Math.max(
    0,
    found.findIndex((edge) => edge >= enough),
  )
  const top = parabolaTop(at(inside - 1), at(inside), at(inside + 1))
  return line - outward * (inside + top)
}

/** Where the parabola through three neighbouring values is highest, from the middle one, in [−0.5, 0.5]. */
function parabolaTop(before: number, peak: number, after: number): number {
  const bend = before - 2 * peak + after
  return bend >= 0 ? 0 : Math.min(Math.max((before - after) / (2 * bend), -0.5), 0.5)
}
