// The only place that knows the screen: DOM pointers and wheel → tool events in image space, panning and pinching.

import type { ImagePoint } from '@etabli/geometry'
import { pan, type ScreenPoint, type Size, toImage, zoomAt } from '@etabli/geometry'
import { createScope, type PointerToolEvent } from '@etabli/modality-kit'
import { moveView } from './framing.ts'
import type { Hands } from './hands.ts'
import { isBusy, type StageModel } from './model.ts'

export interface PointerSurroundings {
  readonly image: () => Size
  /** False where nothing can be drawn or chosen: then a drag pans. */
  readonly handy: () => boolean
}

type Gesture =
  | { readonly name: 'tool'; readonly pointer: number }
  | { readonly name: 'pan'; readonly pointer: number; readonly last: ScreenPoint }
  | { readonly name: 'pinch'; readonly middle: ScreenPoint; readonly apart: number }

/** Zoom for one notch of a wheel (100 or 120 units) is about a fifth; a pinch on a trackpad sends small deltas. */
const WHEEL_RATE = 0.0016
const PINCH_RATE = 0.01
const LINE = 16

/** Listens to the element until disposed. */
export function listenToPointers(
  element: HTMLElement,
  model: StageModel,
  hands: Hands,
  around: PointerSurroundings,
): () => void {
  const scope = createScope()
  const down = new Map<number, ScreenPoint>()
  let gesture: Gesture | null = null

  function on<K extends keyof HTMLElementEventMap>(type: K, listener: (event: HTMLElementEventMap[K]) => void): void {
    element.addEventListener(type, listener, { passive: false })
    scope.add(() => element.removeEventListener(type, listener))
  }

  function screenPoint(event: MouseEvent): ScreenPoint {
    const { left, top } = element.getBoundingClientRect()
    return { x: event.clientX - left, y: event.clientY - top }
  }

  function toolEvent(type: 'down' | 'move' | 'up', event: PointerEvent): PointerToolEvent<ImagePoint> {
    const { camera } = model.get()
    return {
      type,
      at: toImage(camera, screenPoint(event)),
      unitsPerPixel: 1 / camera.scale,
      pointer: event.pointerType === 'touch' ? 'touch' : event.pointerType === 'pen' ? 'pen' : 'mouse',
      clicks: event.detail || 1,
      shift: event.shiftKey,
      alt: event.altKey,
      mod: event.ctrlKey || event.metaKey,
    }
  }

  function beginPinch(): void {
    if (gesture?.name === 'tool') hands.send({ type: 'cancel' })
    const [first, second] = [...down.values()]
    if (first && second) gesture = { name: 'pinch', middle: middleOf(first, second), apart: distance(first, second) }
    model.set({ pan: 'panning', pointer: null })
  }

  function pinch(): void {
    const [first, second] = [...down.values()]
    if (gesture?.name !== 'pinch' || !first || !second) return
    const middle = middleOf(first, second)
    const apart = distance(first, second)
    const { camera } = model.get()
    const moved = pan(camera, middle.x - gesture.middle.x, middle.y - gesture.middle.y)
    moveView(model, around.image(), zoomAt(moved, middle, apart / Math.max(1, gesture.apart)))
    gesture = { name: 'pinch', middle, apart }
  }

  function release(event: PointerEvent, ended: 'up' | 'cancel'): void {
    if (!down.delete(event.pointerId)) return
    if (gesture?.name === 'tool' && gesture.pointer === event.pointerId) {
      gesture = null
      hands.send(ended === 'up' ? toolEvent('up', event) : { type: 'cancel' })
    } else if (gesture?.name === 'pinch' || (gesture?.name === 'pan' && gesture.pointer === event.pointerId)) {
      gesture = null
      model.set({ pan: model.get().pan === 'panning' ? 'none' : model.get().pan })
    }
  }

  on('pointerdown', (event) => {
    const at = screenPoint(event)
    const state = model.get()
    if (state.touch !== (event.pointerType === 'touch')) model.set({ touch: event.pointerType === 'touch' })
    if (event.pointerType === 'mouse' && event.button === 2) return
    // The middle button would scroll by itself; the others may focus the stage as any press does.
    if (event.button === 1) event.preventDefault()
    // A pointer that the browser no longer knows (a synthetic one) cannot be held; it is followed without.
    if (event.isTrusted) element.setPointerCapture(event.pointerId)
    down.set(event.pointerId, at)
    if (down.size === 2) {
      beginPinch()
      return
    }
    if (gesture || down.size > 2) return
    if (event.button === 1 || state.pan === 'ready' || !around.handy()) {
      gesture = { name: 'pan', pointer: event.pointerId, last: at }
      model.set({ pan: 'panning' })
      return
    }
    if (state.keyed) model.set({ keyed: null })
    gesture = { name: 'tool', pointer: event.pointerId }
    hands.send(toolEvent('down', event))
  })

  on('pointermove', (event) => {
    const at = screenPoint(event)
    if (down.has(event.pointerId)) down.set(event.pointerId, at)
    if (gesture?.name === 'pinch') {
      pinch()
      return
    }
    if (gesture?.name === 'pan') {
      if (gesture.pointer !== event.pointerId) return
      moveView(model, around.image(), pan(model.get().camera, at.x - gesture.last.x, at.y - gesture.last.y))
      gesture = { ...gesture, last: at }
      return
    }
    const state = model.get()
    if (event.pointerType !== 'touch' || gesture) model.set({ pointer: toImage(state.camera, at) })
    if (gesture || isBusy(state)) hands.send(toolEvent('move', event))
  })

  on('pointerup', (event) => release(event, 'up'))
  on('pointercancel', (event) => release(event, 'cancel'))
  on('lostpointercapture', (event) => release(event, 'cancel'))
  on('pointerleave', () => {
    if (!gesture) model.set({ pointer: null })
  })
  on('wheel', (event) => {
    event.preventDefault()
    const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? LINE : 1
    const { camera } = model.get()
    const at = screenPoint(event)
    if (event.shiftKey && !event.ctrlKey) {
      const across = (event.deltaX || event.deltaY) * unit
      moveView(model, around.image(), pan(camera, -across, 0))
    } else {
      const rate = event.ctrlKey ? PINCH_RATE : WHEEL_RATE
      moveView(model, around.image(), zoomAt(camera, at, Math.exp(-clampDelta(event.deltaY * unit) * rate)))
    }
    model.set({ pointer: toImage(model.get().camera, at) })
  })
  return () => scope.dispose()
}

function clampDelta(delta: number): number {
  return Math.min(Math.max(delta, -240), 240)
}

function middleOf(a: ScreenPoint, b: ScreenPoint): ScreenPoint {
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 }
}

function distance(a: ScreenPoint, b: ScreenPoint): number {
  return Math.hypot(a.x - b.x, a.y - b.y)
}
