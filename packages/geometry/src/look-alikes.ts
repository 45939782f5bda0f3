// Finds what looks like a boxed object elsewhere in a picture: template matching by normalised cross-correlation.
import { type Box, boxIou } from './box.ts'
import { type Raster, resample } from './raster.ts'

export interface LookAlike {
  /** In pixels of the raster. */
  readonly box: Box
  /** Normalised cross-correlation in [−1, 1]; 1 is the same but for brightness and contrast. */
  readonly likeness: number
}

export interface LookAlikeOptions {
  /** From which likeness on; in (0, 1]. */
  readonly least?: number
  /** At most so many, the most alike first. */
  readonly most?: number
  /** Sizes tried, as shares of the model's. */
  readonly scales?: readonly number[]
  /** Places that are taken: what overlaps one of them by an IoU of 0.3 or more is left out. */
  readonly taken?: readonly Box[]
}

/** The model is compared with so many pixels along its longer side: enough to tell packets apart, quick enough to wait for. */
const MODEL_PIXELS = 24
const OVERLAP = 0.3

/**
 * Boxes that look like the one given, without it: at each place and scale the zero-mean normalised cross-correlation
 * (Lewis 1995, "Fast Normalized Cross-Correlation", eq. 2) of the model with the picture under it; the best first, none
 * overlapping a better one. Runs in time of picture × model pixels after both are made small: call it in a worker.
 */
export function findLookAlikes(raster: Raster, model: Box, options: LookAlikeOptions = {}): LookAlike[] {
  const { least = 0.7, most = 50, scales = [0.85, 1, 1.18], taken = [] } = options
  const found = scales.flatMap((scale) => matchesAt(raster, model, scale, least))
  found.sort((a, b) => b.likeness - a.likeness)
  const kept: LookAlike[] = []
  for (const candidate of found) {
    if (kept.length === most) break
    const near = (other: Box) => boxIou(other, candidate.box) >= OVERLAP
    if (near(model) || taken.some(near) || kept.some(({ box }) => near(box))) continue
    kept.push(candidate)
  }
  return kept
}

function matchesAt(raster: Raster, model: Box, scale: number, least: number): LookAlike[] {
  // The model keeps its pixels; the picture shrinks so that objects of `scale` times its size fit it.
  const shrink = Math.min(1, MODEL_PIXELS / Math.max(model.width, model.height))
  const width = Math.max(4, Math.round(model.width * shrink))
  const height = Math.max(4, Math.round(model.height * shrink))
  const template = zeroMean(resample(raster, model, width, height))
  if (template === null) return []
  const wide = Math.round((raster.width * width) / (model.width * scale))
  const high = Math.round((raster.height * height) / (model.height * scale))
  if (wide < width || high < height) return []
  const small = resample(raster, { x: 0, y: 0, width: raster.width, height: raster.height }, wide, high)
  const sums = integrals(small)
  const back = { x: raster.width / wide, y: raster.height / high }
  const found: LookAlike[] = []
  for (let y = 0; y + height <= high; y += 1) {
    for (let x = 0; x + width <= wide; x += 1) {
      const likeness = correlation(small, sums, template, x, y)
      if (likeness < least) continue
      const box = { x: x * back.x, y: y * back.y, width: width * back.x, height: height * back.y }
      found.push({ box, likeness })
    }
  }
  return found
}

interface Template extends Raster {
  /** Root of the sum of squares. */
  readonly norm: number
}

/** The model less its mean; null where it is all of one brightness and looks like nothing. */
function zeroMean(raster: Raster): Template | null {
  const mean = raster.data.reduce((sum, value) => sum + value, 0) / raster.data.length
  const data = raster.data.map((value) => value - mean)
  const norm = Math.sqrt(data.reduce((sum, value) => sum + value * value, 0))
  return norm / Math.sqrt(data.length) < 2 ? null : { ...raster, data, norm }
}

interface Integrals {
  readonly sum: Float64Array
  readonly squares: Float64Array
}

/** Sums over all that lies above and left of each corner, so that any box's mean and variance take four look-ups. */
function integrals({ width, height, data }: Raster): Integrals {
  const row = width + 1
  const sum = new Float64Array(row * (height + 1))
  const squares = new Float64Array(row * (height + 1))
  for (let y = 0; y < height; y += 1) {
    let [line, lineSquares] = [0, 0]
    for (let x = 0; x < width; x += 1) {
      const value = data[y * width + x] ?? 0
      line += value
      lineSquares += value * value
      const at = (y + 1) * row + x + 1
      sum[at] = (sum[at - row] ?? 0) + line
      squares[at] = (squares[at - row] ?? 0) + lineSquares
    }
  }
  return { sum, squares }
}

function correlation(small: Raster, sums: Integrals, template: Template, x: number, y: number): number {
  const { width, height } = template
  const count = width * height
  const total = within(sums.sum, small.width, x, y, width, height)
  const spread = within(sums.squares, small.width, x, y, width, height) - (total * total) / count
  if (spread < 4 * count) return 0
  let product = 0
  for (let row = 0; row < height; row += 1) {
    let at = (y + row) * small.width + x
    let of = row * width
    for (let column = 0; column < width; column += 1) {
      // The template has mean zero, so the mean under it falls out of the sum.
      product += (small.data[at] ?? 0) * (template.data[of] ?? 0)
      at += 1
      of += 1
    }
  }
  return product / (Math.sqrt(spread) * template.norm)
}

function within(table: Float64Array, wide: number, x: number, y: number, width: number, height: number): number {
  const row = wide + 1
  const [top, bottom] = [y * row + x, (y + height) * row + x]
  return (table[bottom + width] ?? 0) - (table[bottom] ?? 0) - (table[top + width] ?? 0) + (table[top] ?? 0)
}
