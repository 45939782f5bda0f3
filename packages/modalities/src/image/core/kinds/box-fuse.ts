// One box from several people's boxes of one object, upright or turned, whatever their order.
import { boxFromCorners, clampPoint, normalAngle, rotatedIou, type Size } from '@etabli/geometry'
import type { BoxValue } from './box-value.ts'

/**
 * The weighted mean of each coordinate. Of turned boxes one is the anchor (the one most like the others); the others are said in
 * the terms nearest to it before the mean is taken: the same four corners are a box of (width, height, angle) and of
 * (height, width, angle + 90°), and so on round, so that 359° and 1° give 0° and sides are not mixed up.
 * @param weights how far each box's author is trusted, above 0; all alike where absent
 * @param image an upright result is cut to it; a turned one may reach over its edge
 */
export function fuseBoxes(values: readonly BoxValue[], image: Size, weights?: readonly number[]): BoxValue {
  const anchor = values.some(({ angle }) => angle) ? mostLike(values) : null
  const aligned = values.map((value) => (anchor ? alignedTo(anchor, value) : { ...value, angle: 0 }))
  const across = (measure: (value: Turned) => number) =>
    weightedMean(aligned.map((value, index) => [measure(value), weights?.[index] ?? 1]))
  const width = across((value) => value.width)
  const height = across((value) => value.height)
  const angle = tidied(across((value) => value.angle))
  if (!anchor) return { x: across(({ x }) => x), y: across(({ y }) => y), width, height }
  // Turning is about the centre, so the mean is of centres.
  const x = across((value) => value.x + value.width / 2) - width / 2
  const y = across((value) => value.y + value.height / 2) - height / 2
  if (angle !== 0) return { x, y, width, height, angle }
  return boxFromCorners(clampPoint({ x, y }, image), clampPoint({ x: x + width, y: y + height }, image))
}

interface Turned {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  /** Degrees, not brought into [0, 360): within 45 of the anchor's. */
  readonly angle: number
}

/** The box's corners said with the angle nearest to the anchor's; about the same centre. */
function alignedTo(anchor: BoxValue, value: BoxValue): Turned {
  const base = anchor.angle ?? 0
  const away = normalAngle((value.angle ?? 0) - base)
  const quarters = Math.round(away / 90)
  const angle = base + away - quarters * 90
  if (quarters % 2 === 0) return { ...value, angle }
  const { x, y, width, height } = value
  return { x: x + (width - height) / 2, y: y + (height - width) / 2, width: height, height: width, angle }
}

/** The value with the greatest total IoU to the others; of equal ones the first by its numbers. */
function mostLike(values: readonly BoxValue[]): BoxValue {
  const scored = values.map((value) => ({
    value,
    score: mean(values.map((other) => rotatedIou(value, value.angle ?? 0, other, other.angle ?? 0))),
    key: JSON.stringify([value.x, value.y, value.width, value.height, value.angle ?? 0]),
  }))
  const [best] = scored.toSorted((a, b) => b.score - a.score || (a.key < b.key ? -1 : 1))
  if (!best) throw new Error('nothing to fuse')
  return best.value
}

/** In [0, 360); what is 0 but for rounding is 0, so that it is an upright box. */
function tidied(degrees: number): number {
  const angle = normalAngle(degrees)
  return angle < 1e-9 || angle > 360 - 1e-9 ? 0 : angle
}

function mean(values: readonly number[]): number {
  return weightedMean(values.map((value) => [value, 1]))
}

/** Summed in order of size, so that the order of people changes not even the last bit. */
function weightedMean(pairs: readonly (readonly [value: number, weight: number])[]): number {
  const sorted = pairs.toSorted(([a, p], [b, q]) => a - b || p - q)
  const whole = sorted.reduce((sum, [, weight]) => sum + weight, 0)
  return sorted.reduce((sum, [value, weight]) => sum + value * weight, 0) / whole
}
