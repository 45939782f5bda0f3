// The select tool: press to choose (the smallest wins, again for the next below), drag to move, handles to resize.
import {
  type Box,
  boxFromCorners,
  boxIntersection,
  boxUnion,
  clampPoint,
  type Handle,
  type HitItem,
  hitTest,
  type ImagePoint,
  itemsAt,
  nextUnder,
  resizeBox,
  type Size,
} from '@etabli/geometry'
import { changing, defineTool, type PointerToolEvent, type Step } from '@etabli/modality-kit'
import type { Answers, Mark, MarkId } from '@etabli/schema'
import { boxOf, MIN_SIDE } from '../kinds/box.ts'

export interface SelectToolContext {
  readonly image: Size
  readonly answers: Answers
  readonly selection: readonly MarkId[]
}

export type SelectToolState =
  /** `last` is where a click last chose something: a click there again chooses the next below. */
  | { readonly name: 'idle'; readonly last: ImagePoint | null }
  | {
      readonly name: 'pressing'
      readonly from: ImagePoint
      readonly under: readonly MarkId[]
      readonly last: ImagePoint | null
    }
  | { readonly name: 'moving'; readonly from: ImagePoint; readonly marks: readonly Mark[]; readonly by: ImagePoint }
  | { readonly name: 'resizing'; readonly mark: Mark; readonly handle: Handle; readonly box: Box }
  | {
      readonly name: 'rubber-band'
      readonly from: ImagePoint
      readonly to: ImagePoint
      /** What was chosen before and stays so (Shift). */
      readonly kept: readonly MarkId[]
    }

/** A press that moves less than this, in CSS pixels, is a click. */
const CLICK = 3
/** How near to a handle counts, in CSS pixels. */
const REACH = { mouse: 6, pen: 8, touch: 18 } as const
/** How far beside a box a finger may tap, in CSS pixels. */
const TAP = 6

const idle: SelectToolState = { name: 'idle', last: null }

export const selectTool = defineTool<SelectToolState, 'idle', ImagePoint, SelectToolContext>()('image.select', idle, {
  idle: { down: press },
  pressing: {
    move: (state, event, context) => {
      if (near(state.from, event, CLICK)) return { state }
      const marks = marksToMove(state.under, context)
      return {
        state: moved({ name: 'moving', from: state.from, marks, by: { x: 0, y: 0 } }, event, context),
        select: marks.map((mark) => mark.id),
      }
    },
    up: (state, event, context) => {
      const chosen = choose(state, event, context)
      return { state: { name: 'idle', last: event.shift ? null : state.from }, select: chosen }
    },
    cancel: () => ({ state: idle }),
  },
  moving: {
    move: (state, event, context) => ({ state: moved(state, event, context) }),
    up: (state, event, context) => drop(state, event, context),
    cancel: () => ({ state: idle }),
  },
  resizing: {
    move: (state, event, context) => ({ state: resized(state, event.at, context.image) }),
    up: (state, event, context) => {
      const { mark, box } = resized(state, event.at, context.image)
      return sameBox(boxOf(mark), box) ? { state: idle } : { state: idle, patches: [replaced(mark, box)] }
    },
    cancel: () => ({ state: idle }),
  },
  'rubber-band': {
    move: (state, event, context) => ({ state: { ...state, to: clampPoint(event.at, context.image) } }),
    up: (state, event, context) => {
      const band = boxFromCorners(state.from, clampPoint(event.at, context.image))
      const touched = hittable(context.answers)
        .filter((item) => boxIntersection(item.box, band))
        .map((item) => item.id)
      return { state: idle, select: [...state.kept, ...touched.filter((id) => !state.kept.includes(id))] }
    },
    cancel: () => ({ state: idle }),
  },
})

/** Boxes as they look in the middle of a gesture, by mark; empty at rest. */
export function draftMarks(state: SelectToolState): ReadonlyMap<MarkId, Box> {
  if (state.name === 'resizing') return new Map([[state.mark.id, state.box]])
  if (state.name !== 'moving') return new Map()
  return new Map(state.marks.flatMap((mark) => withBox(mark, (box) => shift(box, state.by))))
}

/** The band being drawn around what shall be chosen, or null. */
export function bandBox(state: SelectToolState): Box | null {
  return state.name === 'rubber-band' ? boxFromCorners(state.from, state.to) : null
}

/** What a press at this place would take hold of: for the cursor and the hovered mark. */
export function hoverAt(
  at: ImagePoint,
  unitsPerPixel: number,
  context: Pick<SelectToolContext, 'answers' | 'selection'>,
): { readonly mark: MarkId | null; readonly handle: Handle | null } {
  const hit = hitTest(hittable(context.answers), at, {
    selected: alone(context.selection),
    reach: REACH.mouse * unitsPerPixel,
  })
  if (hit.kind === 'handle') return { mark: hit.id as MarkId, handle: hit.handle }
  const under = marksUnder(context.answers, at, 0)
  return { mark: under[0] ?? null, handle: null }
}

function press(
  state: Extract<SelectToolState, { name: 'idle' }>,
  event: PointerToolEvent<ImagePoint>,
  context: SelectToolContext,
): Step<SelectToolState> {
  const selected = alone(context.selection)
  const mark = context.answers.find(({ id }) => id === selected)
  const own = mark ? hittable([mark]) : []
  const reach = REACH[event.pointer] * event.unitsPerPixel
  const hit = hitTest(own, event.at, { selected, reach })
  const box = mark && boxOf(mark)
  if (hit.kind === 'handle' && mark && box) {
    return { state: { name: 'resizing', mark, handle: hit.handle, box } }
  }
  const under = marksUnder(context.answers, event.at, event.pointer === 'touch' ? TAP * event.unitsPerPixel : 0)
  if (under.length > 0) return { state: { name: 'pressing', from: event.at, under, last: state.last } }
  const from = clampPoint(event.at, context.image)
  const kept = event.shift ? context.selection : []
  return { state: { name: 'rubber-band', from, to: from, kept }, select: kept }
}

/** The selection after a click: the smallest below; the next one where the same place is clicked again; Shift toggles. */
function choose(
  state: Extract<SelectToolState, { name: 'pressing' }>,
  event: PointerToolEvent<ImagePoint>,
  context: SelectToolContext,
): MarkId[] {
  const first = state.under[0]
  if (first === undefined) return []
  if (event.shift) {
    const { selection } = context
    return selection.includes(first) ? selection.filter((id) => id !== first) : [...selection, first]
  }
  const again = state.last !== null && near(state.last, { ...event, at: state.from }, CLICK)
  const next = again ? nextUnder(state.under, alone(context.selection)) : first
  return [(next ?? first) as MarkId]
}

/** A drag that begins on a selected mark moves all that are selected, else the smallest below. */
function marksToMove(under: readonly MarkId[], { answers, selection }: SelectToolContext): Mark[] {
  const ids = under.some((id) => selection.includes(id)) ? selection : under.slice(0, 1)
  return answers.filter((mark) => ids.includes(mark.id) && boxOf(mark))
}

type Moving = Extract<SelectToolState, { name: 'moving' }>

/** How far the marks are dragged, held so that all stay within the image; Shift keeps to the longer axis. */
function moved(state: Moving, event: PointerToolEvent<ImagePoint>, { image }: SelectToolContext): Moving {
  let dx = event.at.x - state.from.x
  let dy = event.at.y - state.from.y
  if (event.shift) [dx, dy] = Math.abs(dx) >= Math.abs(dy) ? [dx, 0] : [0, dy]
  return { ...state, by: within(state.marks, dx, dy, image) }
}

function drop(state: Moving, event: PointerToolEvent<ImagePoint>, context: SelectToolContext): Step<SelectToolState> {
  const { by, marks } = moved(state, event, context)
  return by.x === 0 && by.y === 0
    ? { state: idle }
    : { state: idle, patches: marks.flatMap((mark) => patchesFor(mark, (box) => shift(box, by))) }
}

/**
 * The patches that move marks by whole or broken pixels, held within the image together; none where nothing moves.
 * @param dx image pixels to the right
 * @param dy image pixels down
 */
export function nudge(marks: readonly Mark[], dx: number, dy: number, image: Size) {
  const boxes = marks.filter((mark) => boxOf(mark))
  const by = within(boxes, dx, dy, image)
  return by.x === 0 && by.y === 0 ? [] : boxes.flatMap((mark) => patchesFor(mark, (box) => shift(box, by)))
}

/** The patches that move the right and lower edges of marks, never below the least size nor out of the image. */
export function stretch(marks: readonly Mark[], dx: number, dy: number, image: Size) {
  return marks.flatMap((mark) =>
    patchesFor(mark, (box) => ({
      ...box,
      width: between(box.width + dx, MIN_SIDE, image.width - box.x),
      height: between(box.height + dy, MIN_SIDE, image.height - box.y),
    })),
  )
}

function patchesFor(mark: Mark, change: (box: Box) => Box) {
  return withBox(mark, change).flatMap(([, box]) => (sameBox(boxOf(mark), box) ? [] : [replaced(mark, box)]))
}

function withBox(mark: Mark, change: (box: Box) => Box): [MarkId, Box][] {
  const box = boxOf(mark)
  return box ? [[mark.id, change(box)]] : []
}

/** What is left of an offset once all marks stay within the image. */
function within(marks: readonly Mark[], dx: number, dy: number, image: Size): ImagePoint {
  const boxes = marks.flatMap((mark) => boxOf(mark) ?? [])
  const [first] = boxes
  if (!first) return { x: 0, y: 0 }
  const all = boxes.reduce<Box>(boxUnion, first)
  return {
    x: between(dx, Math.min(0, -all.x), Math.max(0, image.width - all.x - all.width)),
    y: between(dy, Math.min(0, -all.y), Math.max(0, image.height - all.y - all.height)),
  }
}

function shift(box: Box, by: ImagePoint): Box {
  return { x: box.x + by.x, y: box.y + by.y, width: box.width, height: box.height }
}

type Resizing = Extract<SelectToolState, { name: 'resizing' }>

/** The box with its handle at the pointer; the opposite side stays, and no side gets shorter than the least. */
function resized(state: Resizing, to: ImagePoint, image: Size): Resizing {
  const from = boxOf(state.mark)
  if (!from) return state
  const box = resizeBox(from, state.handle, to, image)
  const [west, east] = [state.handle.includes('w'), state.handle.includes('e')]
  const [north, south] = [state.handle.includes('n'), state.handle.includes('s')]
  const [x, width] =
    west || east ? atLeast(box.x, box.width, west ? from.x + from.width : from.x, image.width) : [from.x, from.width]
  const [y, height] =
    north || south
      ? atLeast(box.y, box.height, north ? from.y + from.height : from.y, image.height)
      : [from.y, from.height]
  return { ...state, box: { x, y, width, height } }
}

/** Start and length of a dragged side no shorter than the least, grown away from the edge that stays. */
function atLeast(start: number, length: number, fixed: number, limit: number): [number, number] {
  if (length >= MIN_SIDE) return [start, length]
  const before = start < fixed || fixed + MIN_SIDE > limit
  return before ? [fixed - MIN_SIDE, MIN_SIDE] : [fixed, MIN_SIDE]
}

function replaced(mark: Mark, { x, y, width, height }: Box) {
  return changing(mark, { ...mark, value: { x, y, width, height }, source: 'person', confidence: null })
}

function sameBox(a: Box | null, b: Box): boolean {
  return a !== null && a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height
}

/** The one selected mark whose handles show, or null. */
function alone(selection: readonly MarkId[]): MarkId | null {
  return selection.length === 1 ? (selection[0] ?? null) : null
}

type Item = HitItem & { readonly id: MarkId }

/** Made once for each list of marks: the pointer asks at every move. */
const itemsOf = new WeakMap<Answers, readonly Item[]>()

function hittable(answers: Answers): readonly Item[] {
  const known = itemsOf.get(answers)
  if (known) return known
  const items = answers.flatMap((mark): Item[] => {
    const box = boxOf(mark)
    return box ? [{ id: mark.id, box }] : []
  })
  itemsOf.set(answers, items)
  return items
}

/** Marks under the point, the smallest first. */
function marksUnder(answers: Answers, at: ImagePoint, reach: number): MarkId[] {
  return itemsAt(hittable(answers), at, reach) as MarkId[]
}

function near(a: ImagePoint, event: PointerToolEvent<ImagePoint>, pixels: number): boolean {
  const reach = pixels * event.unitsPerPixel
  return Math.abs(event.at.x - a.x) < reach && Math.abs(event.at.y - a.y) < reach
}

function between(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high)
}
