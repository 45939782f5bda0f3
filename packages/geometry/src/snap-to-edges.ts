// A rough box drawn tight: each side moves to the strongest edge of the picture near it.
import type { Box } from './box.ts'
import { brightnessAt, type Raster } from './raster.ts'

export interface SnapOptions {
  /** How far a side may move, as a share of the box's length across it. */
  readonly reach?: number
  /** How many times stronger than the usual step beside it an edge must be, else the side stays. */
  readonly contrast?: number
}

type Side = 'left' | 'right' | 'top' | 'bottom'

/** At least so many pixels are searched on either side, and at most so many. */
const LEAST_REACH = 4
const MOST_REACH = 80
/** An edge at the end of the reach counts this much less than one under the side. */
const FADE = 0.35

/**
 * Moves each side of a box to the line near it across which the brightness steps most: the mean over the side of the
 * absolute central difference across it (the gradient of Prewitt 1970 summed along the side), a little less the
 * further away it lies. A side with no clear edge near it stays. Sides are settled twice, since each is measured along
 * the others. To a fraction of a pixel, by the parabola through the best line and its neighbours.
 * @param box in pixels of the raster
 * @returns the tightened box, within the raster and with sides of at least one pixel
 */
export function snapToEdges(raster: Raster, box: Box, options: SnapOptions = {}): Box {
  const { reach = 0.2, contrast = 1.6 } = options
  let sides = { left: box.x, top: box.y, right: box.x + box.width, bottom: box.y + box.height }
  const range = {
    x: Math.min(MOST_REACH, Math.max(LEAST_REACH, Math.round(box.width * reach))),
    y: Math.min(MOST_REACH, Math.max(LEAST_REACH, Math.round(box.height * reach))),
  }
  const rough = sides
  for (let round = 0; round < 2; round += 1) {
    const settle = (side: Side) => bestLine(raster, sides, side, rough[side], range, contrast)
    const next = { left: settle('left'), top: settle('top'), right: settle('right'), bottom: settle('bottom') }
    if (next.right - next.left < 1 || next.bottom - next.top < 1) return box
    sides = next
  }
  return { x: sides.left, y: sides.top, width: sides.right - sides.left, height: sides.bottom - sides.top }
}

type Sides = Record<Side, number>

/** The line near a side with the strongest edge, or where the side was. */
function bestLine(
  raster: Raster,
  sides: Sides,
  side: Side,
  from: number,
  range: { readonly x: number; readonly y: number },
  contrast: number,
): number {
  const upright = side === 'left' || side === 'right'
  const limit = upright ? raster.width : raster.height
  const reach = upright ? range.x : range.y
  const middle = Math.round(from)
  const lines = span(Math.max(0, middle - reach), Math.min(limit, middle + reach))
  const strengths = lines.map((line) => stepAcross(raster, sides, upright, line))
  const usual = median(strengths)
  let best = -1
  let most = 0
  for (const [index, line] of lines.entries()) {
    const worth = (strengths[index] ?? 0) * (1 - (FADE * Math.abs(line - from)) / (reach + 1))
    if (worth > most) {
      most = worth
      best = index
    }
  }
  const peak = strengths[best]
  if (peak === undefined || peak < 4 || peak < usual * contrast) return from
  const exact = (lines[best] ?? middle) + parabolaTop(strengths[best - 1], peak, strengths[best + 1])
  return Math.min(Math.max(exact, 0), limit)
}

/** Mean absolute step of brightness across a line between pixels, along the inner four fifths of the side. */
function stepAcross(raster: Raster, sides: Sides, upright: boolean, line: number): number {
  const [start, end] = upright ? [sides.top, sides.bottom] : [sides.left, sides.right]
  const inset = (end - start) / 10
  const [from, to] = [Math.round(start + inset), Math.max(Math.round(start + inset) + 1, Math.round(end - inset))]
  let sum = 0
  for (let along = from; along < to; along += 1) {
    const before = upright ? brightnessAt(raster, line - 1, along) : brightnessAt(raster, along, line - 1)
    const after = upright ? brightnessAt(raster, line, along) : brightnessAt(raster, along, line)
    sum += Math.abs(after - before)
  }
  return sum / (to - from)
}

/** Where the parabola through three neighbouring values is highest, from the middle one, in [−0.5, 0.5]. */
function parabolaTop(before: number | undefined, peak: number, after: number | undefined): number {
  if (before === undefined || after === undefined) return 0
  const bend = before - 2 * peak + after
  return bend >= 0 ? 0 : Math.min(Math.max((before - after) / (2 * bend), -0.5), 0.5)
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}

function span(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index)
}
