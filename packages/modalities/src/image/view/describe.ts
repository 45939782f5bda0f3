// A mark in words, for the list beside the image and for screen readers.
import type { Translate } from '@etabli/modality-kit'
import type { Mark, Question } from '@etabli/schema'
import { hullOf, type Shape, shapeOf } from '../core/shape.ts'

/**
 * For example "Bottle, 120 × 340 at 33, 210": label, size and left upper corner in image pixels; of a turned box its own
 * size with the angle, of an outline or a pose the number of its points and the hull.
 */
export function describeBox(mark: Mark, question: Question, t: Translate): string {
  const label = question.labels.find(({ id }) => id === mark.label)?.name ?? mark.label ?? ''
  const shape = shapeOf(mark)
  if (!shape) return label
  const { x, y, width, height } = shape.kind === 'box' ? shape.box : hullOf(shape)
  const numbers = { x: Math.round(x), y: Math.round(y), width: Math.round(width), height: Math.round(height) }
  return t(`image.${phraseOf(shape)}`, { label, ...numbers, ...countsOf(shape) })
}

function phraseOf(shape: Shape): string {
  if (shape.kind === 'box') return shape.angle === 0 ? 'describe' : 'describeTurned'
  return shape.kind === 'polygon' ? 'describePolygon' : 'describeKeypoints'
}

function countsOf(shape: Shape): Record<string, number> {
  if (shape.kind === 'box') return { angle: Math.round(shape.angle * 10) / 10 }
  return { count: shape.points.filter((point) => point !== null).length, total: shape.points.length }
}
