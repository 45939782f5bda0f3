// Edits of chosen marks that are no gesture: moving, sizing, turning, order, merging, grouping, copying; each as patches.
import { type Box, boxCentre, boxUnion, type ImagePoint, normalAngle, resizeRotated, type Size } from '@etabli/geometry'
import { adding, changing, type Patch, removingAll } from '@etabli/modality-kit'
import type { Answers, Mark, MarkId } from '@etabli/schema'
import { MIN_SIDE } from './kinds/box.ts'
import { hullOf, type Shape, sameShape, shapeOf, shapeValue, translated } from './shape.ts'
import { heldIn } from './tools/grips.ts'

/** The patch that gives a mark another shape: from then on it is a person's. */
export function reshaped(mark: Mark, shape: Shape): Patch {
  return changing(mark, { ...mark, value: shapeValue(shape), source: 'person', confidence: null })
}

/** The patches that change the shape of marks; those that stay as they are are left out. */
export function reshape(marks: readonly Mark[], change: (shape: Shape) => Shape): Patch[] {
  return marks.flatMap((mark) => {
    const before = shapeOf(mark)
    if (!before) return []
    const after = change(before)
    return sameShape(before, after) ? [] : [reshaped(mark, after)]
  })
}

/** Moves marks by an offset in image pixels. */
export function moveBy(marks: readonly Mark[], by: ImagePoint): Patch[] {
  return reshape(marks, (shape) => translated(shape, by))
}

/** Moves the right and lower edges of boxes, never below the least size nor out of the image; a turned box in its frame. */
export function stretch(marks: readonly Mark[], dx: number, dy: number, image: Size): Patch[] {
  return reshape(marks, (shape) => {
    if (shape.kind !== 'box') return shape
    const { box, angle } = shape
    const width = Math.max(MIN_SIDE, box.width + dx)
    const height = Math.max(MIN_SIDE, box.height + dy)
    if (angle === 0) {
      return {
        ...shape,
        box: { ...box, width: Math.min(width, image.width - box.x), height: Math.min(height, image.height - box.y) },
      }
    }
    // Stretched upright about its centre, then laid back so that its first corner stays: as if dragged by the last one.
    const centre = boxCentre(box)
    const radians = (angle * Math.PI) / 180
    const [x, y] = [box.x + width - centre.x, box.y + height - centre.y]
    const to = {
      x: centre.x + x * Math.cos(radians) - y * Math.sin(radians),
      y: centre.y + x * Math.sin(radians) + y * Math.cos(radians),
    }
    return heldIn({ ...shape, box: resizeRotated(box, angle, 'se', to, MIN_SIDE) }, image)
  })
}

/** Turns boxes about their own centres by degrees, clockwise; other shapes stay. */
export function turn(marks: readonly Mark[], degrees: number, image: Size): Patch[] {
  return reshape(marks, (shape) => {
    if (shape.kind !== 'box') return shape
    return heldIn({ ...shape, angle: normalAngle(shape.angle + degrees) }, image)
  })
}

/** Brings marks above all others, or below them, in the order they have; none where they are there already. */
export function reorder(answers: Answers, ids: ReadonlySet<MarkId>, to: 'front' | 'back'): Patch[] {
  const chosen = answers.filter(({ id }) => ids.has(id))
  const start = to === 'front' ? answers.length - chosen.length : 0
  if (chosen.length === 0 || chosen.every((mark, index) => answers[start + index] === mark)) return []
  return [
    ...removingAll(answers, ids),
    ...chosen.map((after, index): Patch => ({ id: after.id, before: null, after, at: start + index })),
  ]
}

/** Whether these are two or more boxes of one class, so that they may be merged. */
export function canMerge(marks: readonly Mark[]): boolean {
  const [first] = marks
  return (
    marks.length > 1 &&
    marks.every((mark) => mark.kind === 'box' && mark.label === first?.label && mark.question === first.question)
  )
}

/** One box around all of them: the first grows to the hull, the others go. */
export function merging(answers: Answers, marks: readonly Mark[], image: Size): Patch[] {
  const [first, ...others] = marks
  const hulls = marks.flatMap((mark) => {
    const shape = shapeOf(mark)
    return shape ? [hullOf(shape)] : []
  })
  const [hull, ...more] = hulls
  if (!first || !hull || !canMerge(marks)) return []
  const box = more.reduce<Box>(boxUnion, hull)
  const gone = removingAll(answers, new Set(others.map(({ id }) => id)))
  return [reshaped(first, heldIn({ kind: 'box', box, angle: 0 }, image)), ...gone]
}

/** Gives marks one group, or takes their groups away. */
export function grouping(marks: readonly Mark[], group: string | null): Patch[] {
  return marks.flatMap((mark) => {
    if (mark.group === (group ?? undefined)) return []
    const { group: _, ...rest } = mark
    return [changing(mark, group === null ? rest : { ...rest, group })]
  })
}

/** These marks and all that share a group with one of them, in the order of the answers. */
export function withGroups(answers: Answers, ids: readonly MarkId[]): readonly MarkId[] {
  const chosen = new Set(ids)
  const groups = new Set<string>()
  for (const mark of answers) if (mark.group !== undefined && chosen.has(mark.id)) groups.add(mark.group)
  if (groups.size === 0) return ids
  return answers.flatMap((mark) =>
    chosen.has(mark.id) || (mark.group !== undefined && groups.has(mark.group)) ? [mark.id] : [],
  )
}

/**
 * Adds copies, moved by an offset and held within the image; copies of one group are a group of their own.
 * @param by image pixels; enlarged until no copy lies on a mark of the same shape
 */
export function copying(
  answers: Answers,
  marks: readonly Omit<Mark, 'id'>[],
  by: ImagePoint,
  image: Size,
  newId: () => MarkId,
): Patch[] {
  const offset = freeOffset(answers, marks, by)
  const groups = new Map<string, string>()
  return marks.flatMap((mark) => {
    const shape = shapeOf(mark)
    if (!shape) return []
    const { group, ...rest } = mark
    const id = newId()
    if (group !== undefined && !groups.has(group)) groups.set(group, id)
    const own = group === undefined ? undefined : groups.get(group)
    return [
      adding({
        ...rest,
        id,
        value: shapeValue(heldIn(translated(shape, offset), image)),
        source: 'person',
        confidence: null,
        ...(own === undefined ? {} : { group: own }),
      }),
    ]
  })
}

/** How often an offset is added before a copy may lie on another. */
const TRIES = 50

function freeOffset(answers: Answers, marks: readonly Omit<Mark, 'id'>[], by: ImagePoint): ImagePoint {
  const [first] = marks
  const shape = first && shapeOf(first)
  if (!shape) return { x: 0, y: 0 }
  const taken = new Set(
    answers.flatMap((mark) => {
      const place = mark.kind === shape.kind ? shapeOf(mark) : null
      return place ? [placeOf(place)] : []
    }),
  )
  let offset: ImagePoint = { x: 0, y: 0 }
  for (let tried = 0; tried < TRIES; tried += 1) {
    if (!taken.has(placeOf(translated(shape, offset)))) break
    offset = { x: offset.x + by.x, y: offset.y + by.y }
  }
  return offset
}

function placeOf(shape: Shape): string {
  return JSON.stringify(shapeValue(shape))
}
