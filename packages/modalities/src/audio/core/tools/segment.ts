// The segment tool: drag over the recording to make a segment, drag one to move it, drag its boundary to change it.
// Times in seconds. A gesture ends as one step; before the pointer is up nothing is changed.
import { defineTool, type PointerToolEvent, type Step } from '@etabli/modality-kit'
import type { LabelId, MarkId } from '@etabli/schema'
import { type SegmentValue, segmentOf } from '../kinds/segment-value.ts'
import { type Edge, movedBy, movedEdge, newBounds } from '../segments/bounds.ts'
import { addSegment, type Edit, moveEdge, moveSegment, roomOf, type SegmentDesk } from '../segments/edits.ts'

export type SegmentState =
  | { readonly name: 'idle' }
  /** The pointer is down and has not gone far: a click, until it moves. */
  | { readonly name: 'pressing'; readonly from: number; readonly hit: MarkId | null }
  | { readonly name: 'drawing'; readonly from: number; readonly to: number }
  | { readonly name: 'moving'; readonly id: MarkId; readonly from: number; readonly to: number }
  | { readonly name: 'resizing'; readonly id: MarkId; readonly edge: Edge; readonly to: number }

export interface SegmentContext extends SegmentDesk {
  /** The class or speaker that a new segment gets. */
  readonly label: LabelId | null
  /** The segment under the pointer, where it can be grasped: a selected one, or any by a press on its name. */
  readonly hit: MarkId | null
  /** The boundary under the pointer. */
  readonly grip: { readonly id: MarkId; readonly edge: Edge } | null
  /** Where a boundary goes that is drawn to this time: to a silence near by, or just there. */
  readonly snapped: (seconds: number) => number
}

/** What a gesture would give if the pointer were let go now: the bounds of a segment, by its id or (null) of a new one. */
export interface SegmentDraft {
  readonly id: MarkId | null
  readonly start: number
  readonly end: number
}

/** CSS pixels that a pointer may move and still click. */
const CLICK = { mouse: 3, pen: 5, touch: 10 } as const

const IDLE: SegmentState = { name: 'idle' }

const rest = (edit: Edit): Step<SegmentState> => ({ state: IDLE, ...edit })

/** The bounds that a state stands for, or null where it changes none. */
export function segmentDraft(state: SegmentState, context: SegmentContext): SegmentDraft | null {
  switch (state.name) {
    case 'idle':
    case 'pressing':
      return null
    case 'drawing': {
      const bounds = newBounds(state.from, context.snapped(state.to), roomOf(context, null))
      return bounds && { id: null, ...bounds }
    }
    case 'moving': {
      const value = segmentBy(context, state.id)
      return value && { id: state.id, ...movedBy(value, state.to - state.from, roomOf(context, state.id)) }
    }
    case 'resizing': {
      const value = segmentBy(context, state.id)
      return (
        value && { id: state.id, ...movedEdge(value, state.edge, context.snapped(state.to), roomOf(context, state.id)) }
      )
    }
  }
}

function segmentBy({ answers }: SegmentContext, id: MarkId): SegmentValue | null {
  return segmentOf(answers.find((mark) => mark.id === id))
}

function press(event: PointerToolEvent<number>, { grip, hit }: SegmentContext): Step<SegmentState> {
  if (grip) return { state: { name: 'resizing', ...grip, to: event.at }, select: [grip.id] }
  return { state: { name: 'pressing', from: event.at, hit } }
}

export const segmentTool = defineTool<SegmentState, 'idle', number, SegmentContext>()(
  'segment',
  { name: 'idle' },
  {
    idle: { down: (_, event, context) => press(event, context) },
    pressing: {
      move({ from, hit }, { at, unitsPerPixel, pointer }, { snapped }) {
        if (Math.abs(at - from) <= CLICK[pointer] * unitsPerPixel) return undefined
        if (hit !== null) return { state: { name: 'moving', id: hit, from, to: at }, select: [hit] }
        return { state: { name: 'drawing', from: snapped(from), to: at } }
      },
      up: ({ hit }) => ({ state: IDLE, select: hit === null ? [] : [hit] }),
      cancel: () => ({ state: IDLE }),
    },
    drawing: {
      move: (state, { at }) => ({ state: { ...state, to: at } }),
      up: ({ from }, { at }, context) => rest(addSegment(context, from, context.snapped(at), context.label)),
      cancel: () => ({ state: IDLE }),
    },
    moving: {
      move: (state, { at }) => ({ state: { ...state, to: at } }),
      up: ({ id, from }, { at }, context) => rest(moveSegment(context, id, at - from)),
      cancel: () => ({ state: IDLE }),
    },
    resizing: {
      move: (state, { at }) => ({ state: { ...state, to: at } }),
      up: ({ id, edge }, { at }, context) => rest(moveEdge(context, id, edge, context.snapped(at))),
      cancel: () => ({ state: IDLE }),
    },
  },
)
