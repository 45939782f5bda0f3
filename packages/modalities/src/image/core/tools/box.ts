// The draw tool: a box by one drag, or by two clicks on opposite corners. A press always draws, even inside a box.
import { type Box, boxFromCorners, clampPoint, type ImagePoint, type Size } from '@etabli/geometry'
import { adding, defineTool, type PointerToolEvent, type Step } from '@etabli/modality-kit'
import type { LabelId, MarkId, QuestionId } from '@etabli/schema'
import { MIN_SIDE } from '../kinds/box.ts'

export interface BoxToolContext {
  readonly image: Size
  /** The question and class of the box to come. */
  readonly question: QuestionId
  readonly label: LabelId | null
  readonly newId: () => MarkId
}

/** `by`: a drag ends where the button is let go; clicks end at the second press. */
export type BoxToolState =
  | { readonly name: 'idle' }
  | { readonly name: 'drawing'; readonly from: ImagePoint; readonly to: ImagePoint; readonly by: 'drag' | 'clicks' }

/** A press that moves less than this, in CSS pixels, is a click. */
const CLICK = 4

const idle: BoxToolState = { name: 'idle' }

export const boxTool = defineTool<BoxToolState, 'idle', ImagePoint, BoxToolContext>()('image.box', idle, {
  idle: {
    down: (_state, event, context) => {
      const from = clampPoint(event.at, context.image)
      return { state: { name: 'drawing', from, to: from, by: 'drag' }, select: [] }
    },
  },
  drawing: {
    move: (state, event, context) => ({ state: { ...state, to: cornerAt(event, state.from, context.image) } }),
    up: (state, event, context) => {
      if (state.by === 'clicks') return { state }
      if (!isClick(state.from, event)) return place(state.from, event, context)
      // A tap of a finger is too easily made by accident to begin a box.
      return event.pointer === 'touch' ? { state: idle } : { state: { ...state, by: 'clicks' } }
    },
    down: (state, event, context) => (state.by === 'clicks' ? place(state.from, event, context) : { state }),
    cancel: () => ({ state: idle }),
  },
})

/** The half-drawn box, or null at rest. */
export function draftBox(state: BoxToolState): Box | null {
  return state.name === 'drawing' ? boxFromCorners(state.from, state.to) : null
}

function place(from: ImagePoint, event: PointerToolEvent<ImagePoint>, context: BoxToolContext): Step<BoxToolState> {
  const drawn = boxFromCorners(from, cornerAt(event, from, context.image))
  if (drawn.width < MIN_SIDE || drawn.height < MIN_SIDE) return { state: idle }
  return { state: idle, patches: [adding(newBox(drawn, context))] }
}

/** A person's new mark around the box. */
export function newBox(value: Box, context: Omit<BoxToolContext, 'image'>) {
  const { x, y, width, height } = value
  return {
    id: context.newId(),
    question: context.question,
    kind: 'box',
    label: context.label,
    value: { x, y, width, height },
    source: 'person' as const,
    confidence: null,
  }
}

/** The corner under the pointer within the image; Shift makes a square. */
function cornerAt(event: PointerToolEvent<ImagePoint>, from: ImagePoint, image: Size): ImagePoint {
  const to = clampPoint(event.at, image)
  if (!event.shift) return to
  const right = to.x >= from.x
  const below = to.y >= from.y
  const room = Math.min(right ? image.width - from.x : from.x, below ? image.height - from.y : from.y)
  const side = Math.min(Math.max(Math.abs(to.x - from.x), Math.abs(to.y - from.y)), room)
  return { x: from.x + (right ? side : -side), y: from.y + (below ? side : -side) }
}

function isClick(from: ImagePoint, event: PointerToolEvent<ImagePoint>): boolean {
  const reach = CLICK * event.unitsPerPixel
  return Math.abs(event.at.x - from.x) < reach && Math.abs(event.at.y - from.y) < reach
}
