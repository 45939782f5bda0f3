// What smart help makes of pixels, as numbers and patches: which part of a picture to look at, and what the finds become.
import { type Box, boxIntersection, clampBox, type Size } from '@etabli/geometry'
import { adding, type Patch } from '@etabli/modality-kit'
import { type Answers, limits, type Mark, type MarkId } from '@etabli/schema'
import { reshaped } from './edits.ts'
import { boxOf, MIN_SIDE } from './kinds/box.ts'
import { hullOf, shapeOf } from './shape.ts'

/** A part of an image and at which scale to look at it. */
export interface Part {
  /** Image pixels. */
  readonly box: Box
  /** Pixels looked at an image pixel; at most 1. */
  readonly scale: number
}

/** So many pixels along the longer side are enough to find an edge… */
const SNAP_SIDE = 1024
/** …and to find look-alikes all over a picture. */
const ALIKE_SIDE = 1600
/** A model smaller than this has no features left to be known by: then less of a large picture is looked at. */
const MODEL_SIDE = 16
/** How far around a rough box edges are looked for, as a share of its sides, and at least in pixels. */
const AROUND = 0.3
const AROUND_LEAST = 12

/** Where to look for the edges of what is roughly in a box. */
export function partToSnap(box: Box, image: Size): Part {
  const [dx, dy] = [Math.max(AROUND_LEAST, box.width * AROUND), Math.max(AROUND_LEAST, box.height * AROUND)]
  const wide = { x: box.x - dx, y: box.y - dy, width: box.width + 2 * dx, height: box.height + 2 * dy }
  const part = clampBox(wide, image)
  return { box: part, scale: Math.min(1, SNAP_SIDE / Math.max(part.width, part.height)) }
}

/** Where to look for look-alikes: all over the image, or around the model where it is tiny in a huge image. */
export function partToSearch(model: Box, image: Size): Part {
  const whole = Math.min(1, ALIKE_SIDE / Math.max(image.width, image.height))
  const needed = Math.min(1, MODEL_SIDE / Math.max(model.width, model.height))
  if (whole >= needed) return { box: { x: 0, y: 0, ...image }, scale: whole }
  const side = ALIKE_SIDE / needed
  const centre = { x: model.x + model.width / 2, y: model.y + model.height / 2 }
  return {
    box: clampBox({ x: centre.x - side / 2, y: centre.y - side / 2, width: side, height: side }, image),
    scale: needed,
  }
}

/** A box of the image in pixels of the part, and back. */
export function intoPart({ box: part, scale }: Part, box: Box): Box {
  return {
    x: (box.x - part.x) * scale,
    y: (box.y - part.y) * scale,
    width: box.width * scale,
    height: box.height * scale,
  }
}
export function outOfPart({ box: part, scale }: Part, box: Box): Box {
  return {
    x: box.x / scale + part.x,
    y: box.y / scale + part.y,
    width: box.width / scale,
    height: box.height / scale,
  }
}

/** The upright box of a mark that smart help can work on, or null: it knows no turned ones. */
export function plainBoxOf(mark: Pick<Mark, 'kind' | 'value'>): Box | null {
  const found = boxOf(mark)
  if (!found || (found.angle ?? 0) !== 0) return null
  const { x, y, width, height } = found
  return { x, y, width, height }
}

/** Sides that move by less are where they were. */
const STILL = 0.05

/** The patch that draws a box tight; null where no side moves, or too little would be left. */
export function snapping(mark: Mark, tight: Box, image: Size): Patch | null {
  const rough = plainBoxOf(mark)
  const box = clampBox(tight, image)
  if (!rough || box.width < MIN_SIDE || box.height < MIN_SIDE) return null
  const moved = Math.max(
    Math.abs(box.x - rough.x),
    Math.abs(box.y - rough.y),
    Math.abs(box.x + box.width - rough.x - rough.width),
    Math.abs(box.y + box.height - rough.y - rough.height),
  )
  return moved < STILL ? null : reshaped(mark, { kind: 'box', box, angle: 0 })
}

/** Places where no look-alike is looked for: everything that is drawn in the part, but the model. */
export function takenIn(answers: Answers, model: MarkId, part: Part): Box[] {
  return answers.flatMap((mark) => {
    const shape = mark.id === model ? null : shapeOf(mark)
    const hull = shape && hullOf(shape)
    return hull && boxIntersection(hull, part.box) ? [intoPart(part, hull)] : []
  })
}

/** The finds as proposed marks of the model's class, their likeness as confidence; the surest first. */
export function proposing(
  answers: Answers,
  model: Mark,
  finds: readonly { readonly box: Box; readonly likeness: number }[],
  image: Size,
  newId: () => MarkId,
): Patch[] {
  const room = Math.max(0, limits.marksPerAnswers - answers.length)
  return finds.slice(0, room).flatMap(({ box, likeness }) => {
    const value = clampBox(box, image)
    if (value.width < MIN_SIDE || value.height < MIN_SIDE) return []
    const confidence = Math.min(1, Math.max(0, Math.round(likeness * 1000) / 1000))
    const { question, kind, label } = model
    return [adding({ id: newId(), question, kind, label, value, source: 'model', confidence })]
  })
}
