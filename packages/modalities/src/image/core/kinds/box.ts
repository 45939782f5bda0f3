// The kind `box`: an upright box around an object, with its likeness, its fusion and its agreement figures.
import { type Box, boxIou } from '@etabli/geometry'
import { defineKind, type MarkOf } from '@etabli/modality-kit'
import type { Mark } from '@etabli/schema'
import * as z from 'zod/mini'
import { sizeOf } from '../media.ts'
import { boxFigures } from './box-figures.ts'

/** Left, top, width and height in pixels of the image as displayed; floats. */
export const BoxValue = z.object({
  x: z.number(),
  y: z.number(),
  width: z.number().check(z.positive()),
  height: z.number().check(z.positive()),
})
export type BoxValue = z.infer<typeof BoxValue>

/** Two boxes mean the same object from this IoU, as in PASCAL VOC and COCO's AP50. */
export const MATCH_AT = 0.5

/** Sides shorter than this, in image pixels, are refused. */
export const MIN_SIDE = 1

/** How far outside the image rounding may put an edge, and how much may lack to the least side, in pixels. */
export const TOLERANCE = 0.01

/** Intersection over union of two marks' boxes, class left aside. */
export function iouOf(a: MarkOf<Box>, b: MarkOf<Box>): number {
  return boxIou(a.value, b.value)
}

export const box = defineKind<BoxValue>({
  id: 'box',
  media: ['image'],
  many: true,
  labels: 'required',
  value: BoxValue,
  options: z.object({}),
  check({ value }, { media }) {
    if (media.type !== 'image') return 'a box needs an image'
    const { width, height } = sizeOf(media)
    const outside =
      value.x < -TOLERANCE ||
      value.y < -TOLERANCE ||
      value.x + value.width > width + TOLERANCE ||
      value.y + value.height > height + TOLERANCE
    if (outside) return `the box reaches outside the image of ${width} × ${height} pixels`
    if (value.width < MIN_SIDE - TOLERANCE || value.height < MIN_SIDE - TOLERANCE) {
      return `the box is smaller than ${MIN_SIDE} × ${MIN_SIDE} pixel`
    }
    return null
  },
  similarity: (a, b) => (a.label === b.label ? iouOf(a, b) : 0),
  matchAt: MATCH_AT,
  place: iouOf,
  fuse(marks) {
    return {
      x: mean(marks.map((mark) => mark.value.x)),
      y: mean(marks.map((mark) => mark.value.y)),
      width: mean(marks.map((mark) => mark.value.width)),
      height: mean(marks.map((mark) => mark.value.height)),
    }
  },
  method: 'mean of matched boxes',
  figures: boxFigures,
})

/** Summed in order of size, so that the order of people changes not even the last bit. */
function mean(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b).reduce((sum, value) => sum + value, 0) / values.length
}

/** The box of a mark, or null where it is of another kind. Values in a document were validated at its border. */
export function boxOf(mark: Pick<Mark, 'kind' | 'value'>): BoxValue | null {
  return mark.kind === 'box' ? (mark.value as BoxValue) : null
}
