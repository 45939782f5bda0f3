// The draw tool of poses: each press sets the next of the question's points; a drag sets a whole skeleton to size.
import { boxFromCorners, clampPoint, type ImagePoint } from '@etabli/geometry'
import { adding, defineTool, type PointerToolEvent, type Step } from '@etabli/modality-kit'
import { keypointsAsked } from '../kinds/keypoints.ts'
import type { KeypointPlace } from '../kinds/keypoints-value.ts'
import { type Draft, type DrawContext, defineDrawing, newMark } from './drawing.ts'
import { skeletonIn } from './skeleton.ts'

export type KeypointsToolState =
  | { readonly name: 'idle' }
  /** A press that may become a drag. */
  | {
      readonly name: 'pressed'
      readonly from: ImagePoint
      readonly to: ImagePoint
      readonly hidden: boolean
      readonly count: number
    }
  | {
      readonly name: 'placing'
      /** Those before the next one; null where one was skipped. */
      readonly points: readonly (KeypointPlace | null)[]
    }

type Placing = Extract<KeypointsToolState, { name: 'placing' }>

/** A press that moves less than this, in CSS pixels, is a click. */
const CLICK = 4
/** A skeleton smaller than this, in CSS pixels, was not meant. */
const LEAST = 12

const idle: KeypointsToolState = { name: 'idle' }

export const keypointsTool = defineTool<KeypointsToolState, 'idle', ImagePoint, DrawContext>()(
  'image.keypoints',
  idle,
  {
    idle: {
      down: (_state, event, context) => {
        const count = countOf(context)
        if (count === 0) return { state: idle }
        const from = clampPoint(event.at, context.image)
        return { state: { name: 'pressed', from, to: from, hidden: event.alt, count }, select: [] }
      },
    },
    pressed: {
      move: (state, event, context) => ({ state: { ...state, to: clampPoint(event.at, context.image) } }),
      up: (state, event, context) => {
        const to = clampPoint(event.at, context.image)
        const moved = Math.max(Math.abs(to.x - state.from.x), Math.abs(to.y - state.from.y)) / event.unitsPerPixel
        if (moved < CLICK) return placed({ name: 'placing', points: [] }, state, context)
        if (moved < LEAST) return { state: idle }
        const points = skeletonIn(boxFromCorners(state.from, to), state.count)
        return { state: idle, patches: [adding(newMark({ kind: 'keypoints', points }, context))] }
      },
      cancel: () => ({ state: idle }),
    },
    placing: {
      down: (state, event, context) => placed(state, pressOf(event, context), context),
      key: (state, event, context) =>
        event.key === ' ' || event.key === 's' ? advanced(state, null, context) : undefined,
      complete: (state, _event, context) => finished(state.points, context),
      cancel: () => ({ state: idle }),
    },
  },
)

export const keypointsDrawing = defineDrawing('keypoints', keypointsTool, draftOf, (state) =>
  state.name === 'placing' && state.points.some((point, at) => point !== null && at < state.points.length - 1)
    ? { ...state, points: state.points.slice(0, -1) }
    : idle,
)

/** Which of the question's points the next press sets, or null where none is being set. */
export function nextPointOf(state: { readonly name: string }): number | null {
  return state.name === 'placing' ? (state as Placing).points.length : null
}

function draftOf(state: KeypointsToolState): Draft | null {
  if (state.name === 'idle') return null
  if (state.name === 'placing') {
    return {
      shape: { kind: 'keypoints', points: state.points },
      points: state.points.filter((point) => point !== null),
    }
  }
  const { from, to, count } = state
  return from.x === to.x && from.y === to.y
    ? { shape: { kind: 'keypoints', points: [from] }, points: [from] }
    : { shape: { kind: 'keypoints', points: skeletonIn(boxFromCorners(from, to), count) } }
}

interface Press {
  readonly from: ImagePoint
  readonly hidden: boolean
}

function pressOf(event: PointerToolEvent<ImagePoint>, { image }: DrawContext): Press {
  return { from: clampPoint(event.at, image), hidden: event.alt }
}

function placed(state: Placing, { from, hidden }: Press, context: DrawContext): Step<KeypointsToolState> {
  return advanced(state, { x: from.x, y: from.y, ...(hidden ? { hidden } : {}) }, context)
}

/** With the next point set or skipped; the last one ends it. */
function advanced(state: Placing, point: KeypointPlace | null, context: DrawContext): Step<KeypointsToolState> {
  const points = [...state.points, point]
  if (points.length >= countOf(context)) return finished(points, context)
  return { state: { ...state, points } }
}

/** Adds the pose, the points that were not reached unmarked; one without any marked point is let go. */
function finished(points: readonly (KeypointPlace | null)[], context: DrawContext): Step<KeypointsToolState> {
  if (points.every((point) => point === null)) return { state: idle }
  const all = Array.from({ length: countOf(context) }, (_, index) => points[index] ?? null)
  return { state: idle, patches: [adding(newMark({ kind: 'keypoints', points: all }, context))] }
}

function countOf({ question }: DrawContext): number {
  return keypointsAsked(question).names.length
}
