// The kind `box`: an upright box around an object, with its likeness, its fusion and its agreement figures.
import { boxCentre, boxContains, rotatedIou } from '@etabli/geometry'
import { defineKind, type MarkOf } from '@etabli/modality-kit'
import type { Mark } from '@etabli/schema'
import * as z from 'zod/mini'
import { sizeOf } from '../media.ts'
import { fuseBoxes } from './box-fuse.ts'
import { BoxValue as Value } from './box-value.ts'
import { shapeFigures } from './shape-figures.ts'

export type BoxValue = z.infer<typeof Value>

/** Two boxes mean the same object from this IoU, as in PASCAL VOC and COCO's AP50. */
export const MATCH_AT = 0.5

/** F1 at rising IoU: how many of the matches are close ones. */
export const IOU_LEVELS = [
  { measure: 'f1@0.5', at: 0.5 },
  { measure: 'f1@0.75', at: 0.75 },
  { measure: 'f1@0.9', at: 0.9 },
] as const

/** Sides shorter than this, in image pixels, are refused. */
export const MIN_SIDE = 1

/** How far outside the image rounding may put an edge, and how much may lack to the least side, in pixels. */
export const TOLERANCE = 0.01

/** Intersection over union of two marks' boxes, class left aside. */
export function iouOf(a: MarkOf<BoxValue>, b: MarkOf<BoxValue>): number {
  return rotatedIou(a.value, a.value.angle ?? 0, b.value, b.value.angle ?? 0)
}

/** What a question of boxes may ask for. */
export const BoxOptions = z.object({
  /** Boxes may be turned. */
  rotated: z.optional(z.boolean()),
})

export const box = defineKind<BoxValue>({
  id: 'box',
  media: ['image'],
  many: true,
  labels: 'required',
  value: Value,
  options: BoxOptions,
  check({ value }, { media, question }) {
    if (media.type !== 'image') return 'a box needs an image'
    const { width, height } = sizeOf(media)
    if (value.angle && question.options['rotated'] !== true) return 'this question takes upright boxes only'
    if (outsideOf(value, width, height)) return `the box reaches outside the image of ${width} × ${height} pixels`
    if (value.width < MIN_SIDE - TOLERANCE || value.height < MIN_SIDE - TOLERANCE) {
      return `the box is smaller than ${MIN_SIDE} × ${MIN_SIDE} pixel`
    }
    return null
  },
  similarity: (a, b) => (a.label === b.label ? iouOf(a, b) : 0),
  matchAt: MATCH_AT,
  place: iouOf,
  fuse: (marks, { media }, weights) =>
    fuseBoxes(
      marks.map(({ value }) => value),
      sizeOf(media),
      weights,
    ),
  method:
    'weighted box fusion (Solovyev et al. 2021): matched boxes averaged by their annotators’ reliability; turned boxes in the terms nearest to the one most like the others, so that 359° and 1° give 0°',
  figures: shapeFigures<BoxValue>({
    place: iouOf,
    name: 'IoU',
    marks: 'boxes',
    matchAt: MATCH_AT,
    f1: IOU_LEVELS,
    mean: 'mean-iou',
  }),
})

/** A turned box may reach over the edge with its corners, as its object does; its centre may not. */
function outsideOf(value: BoxValue, width: number, height: number): boolean {
  if (value.angle) return !boxContains({ x: 0, y: 0, width, height }, boxCentre(value))
  return (
    value.x < -TOLERANCE ||
    value.y < -TOLERANCE ||
    value.x + value.width > width + TOLERANCE ||
    value.y + value.height > height + TOLERANCE
  )
}

/** The box of a mark, or null where it is of another kind. Values in a document were validated at its border. */
export function boxOf(mark: Pick<Mark, 'kind' | 'value'>): BoxValue | null {
  return mark.kind === 'box' ? (mark.value as BoxValue) : null
}
