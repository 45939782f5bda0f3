// The draw tool of boxes: a drag, two clicks on opposite corners, or four outermost points. A press always draws.
import { type Box, boundingBox, boxFromCorners, clampPoint, type ImagePoint, type Size } from '@etabli/geometry'
import { adding, defineTool, type PointerToolEvent, type Step } from '@etabli/modality-kit'
import { MIN_SIDE } from '../kinds/box.ts'
import { type Guide, snapPoint } from '../snap.ts'
import { type Draft, type DrawContext, defineDrawing, newMark, snappingOf } from './drawing.ts'

export type BoxToolState =
  | { readonly name: 'idle' }
  | {
      readonly name: 'drawing'
      /** Where the pointer went down, before an edge pulled the corner. */
      readonly pressed: ImagePoint
      readonly from: ImagePoint
      readonly to: ImagePoint
      /** A drag ends where the button is let go; clicks end at the second press. */
      readonly by: 'drag' | 'clicks'
      readonly guides: readonly Guide[]
    }
  /** The outermost points of the object, in any order; the fourth makes the box. */
  | { readonly name: 'extremes'; readonly points: readonly ImagePoint[]; readonly to: ImagePoint }

type Drawing = Extract<BoxToolState, { name: 'drawing' }>

/** A press that moves less than this, in CSS pixels, is a click. */
const CLICK = 4
/** So many outermost points make a box (Papadopoulos et al., Extreme clicking, ICCV 2017). */
const EXTREMES = 4

const idle: BoxToolState = { name: 'idle' }

export const boxTool = defineTool<BoxToolState, 'idle', ImagePoint, DrawContext>()('image.box', idle, {
  idle: {
    down: (_state, event, context) => {
      const at = clampPoint(event.at, context.image)
      if (context.mode === 'extremes') return { state: { name: 'extremes', points: [at], to: at }, select: [] }
      const { point: from, guides } = snapPoint(at, snappingOf(event, context))
      return { state: { name: 'drawing', pressed: event.at, from, to: from, by: 'drag', guides }, select: [] }
    },
  },
  drawing: {
    move: (state, event, context) => ({ state: cornerAt(state, event, context) }),
    up: (state, event, context) => {
      if (state.by === 'clicks') return { state }
      if (!isClick(state, event)) return place(cornerAt(state, event, context), context)
      // A tap of a finger is too easily made by accident to begin a box.
      return event.pointer === 'touch' ? { state: idle } : { state: { ...state, by: 'clicks' } }
    },
    down: (state, event, context) =>
      state.by === 'clicks' ? place(cornerAt(state, event, context), context) : { state },
    cancel: () => ({ state: idle }),
  },
  extremes: {
    move: (state, event, context) => ({ state: { ...state, to: clampPoint(event.at, context.image) } }),
    down: (state, event, context) => {
      const at = clampPoint(event.at, context.image)
      const points = [...state.points, at]
      if (points.length < EXTREMES) return { state: { ...state, points, to: at } }
      const box = boundingBox(points)
      return box ? added(box, context) : { state: idle }
    },
    cancel: () => ({ state: idle }),
  },
})

export const boxDrawing = defineDrawing('box', boxTool, draftOf, (state) =>
  state.name === 'extremes' && state.points.length > 1 ? { ...state, points: state.points.slice(0, -1) } : idle,
)

function draftOf(state: BoxToolState): Draft | null {
  if (state.name === 'drawing') return { shape: upright(boxFromCorners(state.from, state.to)), guides: state.guides }
  if (state.name === 'idle') return null
  const box = boundingBox([...state.points, state.to])
  return box && { shape: upright(box), points: state.points }
}

function upright(box: Box) {
  return { kind: 'box', box, angle: 0 } as const
}

function place({ from, to }: Drawing, context: DrawContext): Step<BoxToolState> {
  return added(boxFromCorners(from, to), context)
}

function added(box: Box, context: DrawContext): Step<BoxToolState> {
  if (box.width < MIN_SIDE || box.height < MIN_SIDE) return { state: idle }
  return { state: idle, patches: [adding(newMark(upright(box), context))] }
}

/** With the corner under the pointer, within the image; edges pull it, Shift makes a square. */
function cornerAt(state: Drawing, event: PointerToolEvent<ImagePoint>, context: DrawContext): Drawing {
  const at = clampPoint(event.at, context.image)
  if (event.shift) return { ...state, to: squareCorner(state.from, at, context.image), guides: [] }
  const { point: to, guides } = snapPoint(at, snappingOf(event, context), boxFromCorners(state.from, at))
  return { ...state, to, guides }
}

function squareCorner(from: ImagePoint, to: ImagePoint, image: Size): ImagePoint {
  const right = to.x >= from.x
  const below = to.y >= from.y
  const room = Math.min(right ? image.width - from.x : from.x, below ? image.height - from.y : from.y)
  const side = Math.min(Math.max(Math.abs(to.x - from.x), Math.abs(to.y - from.y)), room)
  return { x: from.x + (right ? side : -side), y: from.y + (below ? side : -side) }
}

function isClick({ pressed }: Drawing, event: PointerToolEvent<ImagePoint>): boolean {
  const reach = CLICK * event.unitsPerPixel
  return Math.abs(event.at.x - pressed.x) < reach && Math.abs(event.at.y - pressed.y) < reach
}
