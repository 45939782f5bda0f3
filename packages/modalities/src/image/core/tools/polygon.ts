// The draw tool of outlines: a press sets a corner, a drag traces; the start, a double click or Enter closes it.
import { clampPoint, type ImagePoint, polygonArea, simplifyPath } from '@etabli/geometry'
import { adding, defineTool, type PointerToolEvent, type Step } from '@etabli/modality-kit'
import { limits } from '@etabli/schema'
import { MIN_AREA } from '../kinds/polygon.ts'
import { type DrawContext, defineDrawing, newMark } from './drawing.ts'

export type PolygonToolState =
  | { readonly name: 'idle' }
  | {
      readonly name: 'drawing'
      readonly points: readonly ImagePoint[]
      /** Where the next corner would be. */
      readonly to: ImagePoint
      /** The button is down: a move traces. How many corners there were when it went down. */
      readonly heldFrom: number | null
    }

type Drawing = Extract<PolygonToolState, { name: 'drawing' }>

/** How near to the start a press closes, in CSS pixels; fingers are wider. */
const CLOSE = 8
const CLOSE_TOUCH = 18

/** A trace sets a corner each so many CSS pixels. */
const TRACE = 4

/** How far a traced corner may lie off the line that is kept, in CSS pixels. */
const OFF = 0.75

const idle: PolygonToolState = { name: 'idle' }

export const polygonTool = defineTool<PolygonToolState, 'idle', ImagePoint, DrawContext>()('image.polygon', idle, {
  idle: {
    down: (_state, event, context) => {
      const at = clampPoint(event.at, context.image)
      return { state: { name: 'drawing', points: [at], to: at, heldFrom: 1 }, select: [] }
    },
  },
  drawing: {
    move: (state, event, context) => {
      const to = placeOf(state, event, context)
      if (state.heldFrom === null || !isFar(state.points.at(-1), to, TRACE * event.unitsPerPixel)) {
        return { state: { ...state, to } }
      }
      // A trace that comes back to the start is about to close: no corner there beside the first.
      if (isClosing(state, event, context)) return { state: { ...state, to } }
      return { state: { ...state, to, points: [...state.points, to] } }
    },
    up: (state, event, context) => {
      const traced = state.heldFrom !== null && state.points.length > state.heldFrom
      const points = traced ? simplified(state, event.unitsPerPixel) : state.points
      const next: Drawing = { ...state, points, heldFrom: null }
      return traced && isClosing(next, event, context) ? close(next, context) : { state: next }
    },
    down: (state, event, context) => {
      if (isClosing(state, event, context)) return close(state, context)
      // The first press of the two has set the corner.
      if (event.clicks > 1) return close(state, context)
      const to = placeOf(state, event, context)
      const points = isFar(state.points.at(-1), to, 0) ? [...state.points, to] : state.points
      return { state: { ...state, points, to, heldFrom: points.length } }
    },
    complete: (state, _event, context) => close(state, context),
    cancel: () => ({ state: idle }),
  },
})

export const polygonDrawing = defineDrawing(
  'polygon',
  polygonTool,
  (state) =>
    state.name === 'idle'
      ? null
      : { shape: { kind: 'polygon', points: [...state.points, state.to] }, points: state.points, open: true },
  (state) =>
    state.name === 'drawing' && state.points.length > 1
      ? { ...state, points: state.points.slice(0, -1), heldFrom: null }
      : idle,
)

/** Adds the outline; what has fewer than three corners, or no area, is let go. */
function close({ points }: Drawing, context: DrawContext): Step<PolygonToolState> {
  const kept = points.length > limits.pointsPerMark ? thinned(points) : points
  if (kept.length < 3 || polygonArea(kept) < MIN_AREA) return { state: idle }
  return { state: idle, patches: [adding(newMark({ kind: 'polygon', points: kept }, context))] }
}

/** The corner under the pointer within the image; Shift keeps to eighths of a turn from the last one. */
function placeOf(state: Drawing, event: PointerToolEvent<ImagePoint>, { image }: DrawContext): ImagePoint {
  const at = clampPoint(event.at, image)
  const last = state.points.at(-1)
  if (!event.shift || !last || state.heldFrom !== null) return at
  const eighth = Math.round(Math.atan2(at.y - last.y, at.x - last.x) / (Math.PI / 4))
  // The unit steps of eighths are whole numbers, so that level lines are level to the last bit.
  const [dx, dy] = EIGHTHS[(eighth + 8) % 8] ?? [1, 0]
  const length = ((at.x - last.x) * dx + (at.y - last.y) * dy) / (dx * dx + dy * dy)
  const room = Math.min(roomAlong(last.x, dx, image.width), roomAlong(last.y, dy, image.height))
  const far = Math.min(Math.max(length, 0), room)
  return { x: last.x + dx * far, y: last.y + dy * far }
}

const EIGHTHS: readonly (readonly [number, number])[] = [
  [1, 0],
  [1, 1],
  [0, 1],
  [-1, 1],
  [-1, 0],
  [-1, -1],
  [0, -1],
  [1, -1],
]

function roomAlong(from: number, step: number, limit: number): number {
  if (step === 0) return Number.POSITIVE_INFINITY
  return step > 0 ? limit - from : from
}

function isClosing({ points }: Drawing, event: PointerToolEvent<ImagePoint>, { image }: DrawContext): boolean {
  const reach = (event.pointer === 'touch' ? CLOSE_TOUCH : CLOSE) * event.unitsPerPixel
  return points.length >= 3 && !isFar(points[0], clampPoint(event.at, image), reach)
}

function isFar(from: ImagePoint | undefined, to: ImagePoint, least: number): boolean {
  return from === undefined || Math.hypot(to.x - from.x, to.y - from.y) > least
}

/** The corners with the traced ones thinned out. */
function simplified({ points, heldFrom }: Drawing, unitsPerPixel: number): readonly ImagePoint[] {
  const from = Math.max(0, (heldFrom ?? points.length) - 1)
  return [...points.slice(0, from), ...simplifyPath(points.slice(from), OFF * unitsPerPixel)]
}

/** At most as many corners as a mark may have, with as little off as that takes. */
function thinned(points: readonly ImagePoint[]): readonly ImagePoint[] {
  let off = 0.25
  let kept = points
  while (kept.length > limits.pointsPerMark) {
    kept = simplifyPath(points, off)
    off *= 2
  }
  return kept
}
