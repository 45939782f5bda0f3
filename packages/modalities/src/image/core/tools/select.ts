// The select tool: press to choose (the smallest wins, again for the next below), drag to move, grips to reshape.
import { type Box, boxFromCorners, clampPoint, type ImagePoint, nextUnder, type Size } from '@etabli/geometry'
import { defineTool, type PointerToolEvent, type Step } from '@etabli/modality-kit'
import type { Answers, Mark, MarkId } from '@etabli/schema'
import { moveBy, reshaped, withGroups } from '../edits.ts'
import { type HitEntry, type HitIndex, hitIndex } from '../hit-index.ts'
import { hullOf, type Shape, sameShape, shapeOf, translated } from '../shape.ts'
import { type Guide, snapEdges, snapPoint } from '../snap.ts'
import { snappingOf } from './drawing.ts'
import { type Grip, gripAt, regripped, withCorner, withoutPoint } from './grips.ts'

export interface SelectContext {
  readonly image: Size
  readonly answers: Answers
  readonly selection: readonly MarkId[]
  /** Marks that the pointer passes through and that nothing changes: locked or out of sight. */
  readonly untouchable?: (id: MarkId) => boolean
  /** Whether a box may be turned. */
  readonly turns?: (mark: Mark) => boolean
  /** Marks whose edges pull, or null where snapping is off. */
  readonly snapTo?: HitIndex | null
}

export type SelectToolState =
  | {
      readonly name: 'idle'
      /** Where a click last chose something: a click there again chooses the next below. */
      readonly last: ImagePoint | null
      /** The point of a polygon or pose that was pressed last: what Delete and the hidden key mean. */
      readonly vertex?: Vertex
    }
  | {
      readonly name: 'pressing'
      readonly from: ImagePoint
      readonly under: readonly MarkId[]
      readonly last: ImagePoint | null
    }
  | {
      readonly name: 'moving'
      readonly from: ImagePoint
      readonly marks: readonly Mark[]
      readonly by: ImagePoint
      readonly guides: readonly Guide[]
    }
  | {
      readonly name: 'reshaping'
      readonly mark: Mark
      readonly grip: Grip
      /** The shape when the drag began, and as it is now. */
      readonly from: Shape
      readonly shape: Shape
      readonly guides: readonly Guide[]
    }
  | {
      readonly name: 'rubber-band'
      readonly from: ImagePoint
      readonly to: ImagePoint
      /** What was chosen before and stays so (Shift). */
      readonly kept: readonly MarkId[]
    }

export interface Vertex {
  readonly mark: MarkId
  readonly index: number
}

/** A press that moves less than this, in CSS pixels, is a click. */
const CLICK = 3
/** How near to a grip counts, in CSS pixels: a target of 44 for fingers. */
export const REACH = { mouse: 6, pen: 10, touch: 22 } as const
/** How far beside a mark a finger may tap, in CSS pixels. */
const TAP = 8
/** With more marks in the hand than this, edges pull no more. */
const SNAPPED_MARKS = 100

const idle: SelectToolState = { name: 'idle', last: null }

export const selectTool = defineTool<SelectToolState, 'idle', ImagePoint, SelectContext>()('image.select', idle, {
  idle: { down: press },
  pressing: {
    move: (state, event, context) => {
      if (near(state.from, event, CLICK)) return { state }
      const marks = marksToMove(state.under, context)
      const moving: Moving = { name: 'moving', from: state.from, marks, by: { x: 0, y: 0 }, guides: [] }
      return { state: moved(moving, event, context), select: marks.map((mark) => mark.id) }
    },
    up: (state, event, context) => {
      const chosen = choose(state, event, context)
      return { state: { name: 'idle', last: event.shift ? null : state.from }, select: chosen }
    },
    cancel: () => ({ state: idle }),
  },
  moving: {
    move: (state, event, context) => ({ state: moved(state, event, context) }),
    up: (state, event, context) => {
      const { by, marks } = moved(state, event, context)
      return by.x === 0 && by.y === 0 ? { state: idle } : { state: idle, patches: moveBy(marks, by) }
    },
    cancel: () => ({ state: idle }),
  },
  reshaping: {
    move: (state, event, context) => ({ state: dragged(state, event, context) }),
    up: (state, event, context) => {
      const { mark, grip, shape } = dragged(state, event, context)
      const index = grip.kind === 'edge' ? grip.index + 1 : grip.kind === 'vertex' ? grip.index : null
      const rest: SelectToolState = index === null ? idle : { ...idle, vertex: { mark: mark.id, index } }
      const before = shapeOf(mark)
      return before && sameShape(before, shape) ? { state: rest } : { state: rest, patches: [reshaped(mark, shape)] }
    },
    cancel: () => ({ state: idle }),
  },
  'rubber-band': {
    move: (state, event, context) => ({ state: { ...state, to: clampPoint(event.at, context.image) } }),
    up: (state, event, context) => {
      const band = boxFromCorners(state.from, clampPoint(event.at, context.image))
      // A click on nothing is a band without area: it chooses nothing.
      const met = band.width > 0 && band.height > 0 ? hitIndex(context.answers).in(band) : []
      const touched = met.flatMap(({ id }) => (context.untouchable?.(id) ? [] : [id]))
      return { state: idle, select: [...new Set([...state.kept, ...withGroups(context.answers, touched)])] }
    },
    cancel: () => ({ state: idle }),
  },
})

/** Shapes as they look in the middle of a gesture, by mark; empty at rest. */
export function draftShapes(state: SelectToolState): ReadonlyMap<MarkId, Shape> {
  if (state.name === 'reshaping') return new Map([[state.mark.id, state.shape]])
  if (state.name !== 'moving') return new Map()
  return new Map(
    state.marks.flatMap((mark): [MarkId, Shape][] => {
      const shape = shapeOf(mark)
      return shape ? [[mark.id, translated(shape, state.by)]] : []
    }),
  )
}

/** The lines that what is dragged has snapped to. */
export function selectGuides(state: SelectToolState): readonly Guide[] {
  return state.name === 'moving' || state.name === 'reshaping' ? state.guides : []
}

/** The band being drawn around what shall be chosen, or null. */
export function bandBox(state: SelectToolState): Box | null {
  return state.name === 'rubber-band' ? boxFromCorners(state.from, state.to) : null
}

/** What a press of the mouse at this place would take hold of: for the cursor and the hovered mark. */
export function hoverAt(
  at: ImagePoint,
  unitsPerPixel: number,
  context: SelectContext,
): { readonly mark: MarkId | null; readonly grip: Grip | null } {
  const held = gripOf(at, unitsPerPixel, REACH.mouse, context)
  if (held) return { mark: held.mark.id, grip: held.grip }
  return { mark: under(context, at, 0)[0] ?? null, grip: null }
}

/** Marks that a press at this point may mean, the smallest first; those that cannot be touched left out. */
export function under(
  context: Pick<SelectContext, 'answers' | 'untouchable'>,
  at: ImagePoint,
  reach: number,
): MarkId[] {
  const passed = (entry: HitEntry) => context.untouchable?.(entry.id) ?? false
  return hitIndex(context.answers)
    .at(at, reach)
    .flatMap((entry) => (passed(entry) ? [] : [entry.id]))
}

function press(
  state: Extract<SelectToolState, { name: 'idle' }>,
  event: PointerToolEvent<ImagePoint>,
  context: SelectContext,
): Step<SelectToolState> {
  const held = event.shift ? null : gripOf(event.at, event.unitsPerPixel, REACH[event.pointer], context)
  if (held) return takeHold(held, event)
  // On a turned box the turner works in steps while Shift is held from the start, too.
  const turner = event.shift ? gripOf(event.at, event.unitsPerPixel, REACH[event.pointer], context) : null
  if (turner?.grip.kind === 'turn') return takeHold(turner, event)
  const found = under(context, event.at, event.pointer === 'touch' ? TAP * event.unitsPerPixel : 0)
  if (found.length > 0) return { state: { name: 'pressing', from: event.at, under: found, last: state.last } }
  const from = clampPoint(event.at, context.image)
  const kept = event.shift ? context.selection : []
  return { state: { name: 'rubber-band', from, to: from, kept }, select: kept }
}

interface Held {
  readonly mark: Mark
  readonly shape: Shape
  readonly grip: Grip
}

/** The grip of the one selected mark at this point. */
function gripOf(at: ImagePoint, unitsPerPixel: number, reach: number, context: SelectContext): Held | null {
  const id = alone(context.selection)
  const entry = id === null || context.untouchable?.(id) ? undefined : hitIndex(context.answers).get(id)
  if (!entry) return null
  const { mark, shape } = entry
  const turns = context.turns?.(mark) ?? false
  const grip = gripAt(shape, at, { image: context.image, unitsPerPixel, reach, turns })
  return grip && { mark, shape, grip }
}

function takeHold({ mark, shape, grip }: Held, event: PointerToolEvent<ImagePoint>): Step<SelectToolState> {
  if (grip.kind === 'vertex' && event.alt) {
    const left = withoutPoint(shape, grip.index)
    return left ? { state: idle, patches: [reshaped(mark, left)] } : { state: idle }
  }
  const from = grip.kind === 'edge' ? withCorner(shape, grip) : shape
  return { state: { name: 'reshaping', mark, grip, from, shape: from, guides: [] } }
}

/**
 * The selection after a click: the smallest below, with its group; the next one where the same place is clicked again;
 * a double click chooses one of a group; Shift toggles.
 */
function choose(
  state: Extract<SelectToolState, { name: 'pressing' }>,
  event: PointerToolEvent<ImagePoint>,
  context: SelectContext,
): readonly MarkId[] {
  const { answers, selection } = context
  const [first] = state.under
  if (first === undefined) return []
  if (event.shift) {
    const group = withGroups(answers, [first])
    return selection.includes(first)
      ? selection.filter((id) => !group.includes(id))
      : [...selection, ...group.filter((id) => !selection.includes(id))]
  }
  const again = state.last !== null && near(state.last, { ...event, at: state.from }, CLICK)
  if (!again) return withGroups(answers, [first])
  const whole = selection.length > 1 && selection.includes(first)
  if (whole) return event.clicks > 1 ? [first] : selection
  return withGroups(answers, [(nextUnder(state.under, alone(selection)) ?? first) as MarkId])
}

/** A drag that begins on a selected mark moves all that are selected, else the smallest below with its group. */
function marksToMove(found: readonly MarkId[], { answers, selection, untouchable }: SelectContext): Mark[] {
  const chosen = new Set(selection)
  const ids = found.some((id) => chosen.has(id)) ? chosen : new Set(withGroups(answers, found.slice(0, 1)))
  return hitIndex(answers).all.flatMap(({ id, mark }) => (ids.has(id) && !untouchable?.(id) ? [mark] : []))
}

type Moving = Extract<SelectToolState, { name: 'moving' }>

/** How far the marks are dragged, held so that all stay within the image; Shift keeps to the longer axis. */
function moved(state: Moving, event: PointerToolEvent<ImagePoint>, context: SelectContext): Moving {
  let wanted = { x: event.at.x - state.from.x, y: event.at.y - state.from.y }
  if (event.shift) wanted = Math.abs(wanted.x) >= Math.abs(wanted.y) ? { ...wanted, y: 0 } : { ...wanted, x: 0 }
  const free = offsetWithin(state.marks, wanted, context.image)
  const { by, guides } = pulled(state.marks, free, event, context)
  const held = offsetWithin(state.marks, { x: free.x + by.x, y: free.y + by.y }, context.image)
  return { ...state, by: held, guides }
}

function pulled(marks: readonly Mark[], by: ImagePoint, event: PointerToolEvent<ImagePoint>, context: SelectContext) {
  const nothing = { by: { x: 0, y: 0 }, guides: [] }
  if (marks.length > SNAPPED_MARKS) return nothing
  const ids = new Set(marks.map(({ id }) => id))
  const snapping = snappingOf(event, { image: context.image, snapTo: context.snapTo ?? null }, ids)
  const hull = hullOfMarks(marks)
  if (!snapping || !hull) return nothing
  const now = { ...hull, x: hull.x + by.x, y: hull.y + by.y }
  return snapEdges([now.x, now.x + now.width], [now.y, now.y + now.height], now, snapping)
}

type Reshaping = Extract<SelectToolState, { name: 'reshaping' }>

function dragged(state: Reshaping, event: PointerToolEvent<ImagePoint>, context: SelectContext): Reshaping {
  const { grip, from, mark } = state
  const snapTo = context.snapTo ?? null
  if (grip.kind === 'turn') {
    const by = event.shift ? 'steps' : snapTo && !event.alt ? 'pulled' : 'free'
    return { ...state, shape: regripped(from, grip, event.at, context.image, by) }
  }
  // Only the sides of an upright box are drawn to edges.
  if (grip.kind !== 'side' || from.kind !== 'box' || from.angle !== 0) {
    return { ...state, shape: regripped(from, grip, event.at, context.image) }
  }
  const axes = { x: /[ew]/.test(grip.handle), y: /[ns]/.test(grip.handle) }
  const snapping = snappingOf({ ...event, shift: false }, { image: context.image, snapTo }, new Set([mark.id]))
  const { point, guides } = snapPoint(event.at, snapping, hullOf(state.shape), axes)
  return { ...state, shape: regripped(from, grip, point, context.image), guides }
}

/** What is left of an offset once all marks stay within the image; of turned boxes only the centre must. */
export function offsetWithin(marks: readonly Mark[], by: ImagePoint, image: Size): ImagePoint {
  let [left, top, right, bottom] = [image.width, image.height, image.width, image.height]
  for (const mark of marks) {
    const shape = shapeOf(mark)
    if (!shape) continue
    const { x, y, width, height } = roomOf(shape)
    left = Math.min(left, x)
    top = Math.min(top, y)
    right = Math.min(right, image.width - x - width)
    bottom = Math.min(bottom, image.height - y - height)
  }
  return {
    x: between(by.x, Math.min(0, -left), Math.max(0, right)),
    y: between(by.y, Math.min(0, -top), Math.max(0, bottom)),
  }
}

function roomOf(shape: Shape): Box {
  const hull = hullOf(shape)
  if (shape.kind !== 'box' || shape.angle === 0) return hull
  return { x: hull.x + hull.width / 2, y: hull.y + hull.height / 2, width: 0, height: 0 }
}

function hullOfMarks(marks: readonly Mark[]): Box | null {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const mark of marks) {
    const shape = shapeOf(mark)
    if (!shape) continue
    const { x, y, width, height } = hullOf(shape)
    left = Math.min(left, x)
    top = Math.min(top, y)
    right = Math.max(right, x + width)
    bottom = Math.max(bottom, y + height)
  }
  return left <= right ? { x: left, y: top, width: right - left, height: bottom - top } : null
}

/** The one selected mark whose grips show, or null. */
function alone(selection: readonly MarkId[]): MarkId | null {
  return selection.length === 1 ? (selection[0] ?? null) : null
}

function near(a: ImagePoint, event: PointerToolEvent<ImagePoint>, pixels: number): boolean {
  const reach = pixels * event.unitsPerPixel
  return Math.abs(event.at.x - a.x) < reach && Math.abs(event.at.y - a.y) < reach
}

function between(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high)
}
