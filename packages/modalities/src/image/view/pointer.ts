// The only place that knows the screen: DOM pointers and wheel → tool events in image space, panning and pinching.

import type { ImagePoint } from '@etabli/geometry'
import { pan, type ScreenPoint, type Size, toImage, zoomAt } from '@etabli/geometry'
import { createScope, type PointerToolEvent } from '@etabli/modality-kit'
import { moveView } from './framing.ts'
import type { Hands } from './hands.ts'
import { habitsOfNow, isBusy, keepHabits, type StageModel } from './model.ts'

export interface PointerSurroundings {
  readonly image: () => Size
  /** False where nothing can be drawn or chosen: then a drag pans. */
  readonly handy: () => boolean
  /** Opens the menu at a point of the stage. */
  readonly menu: (at: ScreenPoint) => void
}

type Gesture =
  | { readonly name: 'tool'; readonly pointer: number; readonly pen: boolean }
  | { readonly name: 'pan'; readonly pointer: number; readonly last: ScreenPoint }
  | { readonly name: 'pinch'; readonly middle: ScreenPoint; readonly apart: number }

/** Zoom for one notch of a wheel (100 or 120 units) is about a fifth; a pinch on a trackpad sends small deltas. */
const WHEEL_RATE = 0.0016
const PINCH_RATE = 0.01
const LINE = 16
/** Presses this near in time (ms) and place (CSS pixels) are a double click. */
const DOUBLE = { time: 400, reach: 6 }
/** A finger held still this long (ms), within this reach (CSS pixels), opens the menu. */
const LONG = { time: 500, reach: 8 }

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
  let lastPress = { time: Number.NEGATIVE_INFINITY, at: { x: 0, y: 0 } as ScreenPoint, clicks: 0 }
  let held: { readonly timer: ReturnType<typeof setTimeout>; readonly at: ScreenPoint } | null = null
  /** The finger that is down has opened the menu: letting it go must not press anything. */
  let opened = false
  scope.add(() => letGo())

  /** Forgets that a finger is held still. */
  function letGo(): void {
    if (held) clearTimeout(held.timer)
    held = null
  }

  function holdStill(at: ScreenPoint): void {
    letGo()
    const timer = setTimeout(() => {
      held = null
      if (gesture?.name !== 'tool') return
      gesture = null
      hands.back()
      opened = true
      around.menu(at)
    }, LONG.time)
    held = { timer, at }
  }

  function countPress(event: PointerEvent, at: ScreenPoint): void {
    const again = event.timeStamp - lastPress.time < DOUBLE.time && distance(lastPress.at, at) < DOUBLE.reach
    lastPress = { time: event.timeStamp, at, clicks: again ? lastPress.clicks + 1 : 1 }
  }

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
      // Pointer events do not count their clicks.
      clicks: Math.max(1, lastPress.clicks),
      shift: event.shiftKey,
      alt: event.altKey,
      mod: event.ctrlKey || event.metaKey,
    }
  }

  function beginPinch(): void {
    letGo()
    // The point that the first finger set goes; those set before it stay.
    if (gesture?.name === 'tool') hands.back()
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
    letGo()
    if (gesture?.name === 'tool' && gesture.pointer === event.pointerId) {
      gesture = null
      hands.send(ended === 'up' ? toolEvent('up', event) : { type: 'cancel' })
    } else if (gesture?.name === 'pinch' || (gesture?.name === 'pan' && gesture.pointer === event.pointerId)) {
      gesture = null
      model.set({ pan: model.get().pan === 'panning' ? 'none' : model.get().pan })
    }
  }

  /** True where the pointer is no hand's: a palm beside the pen, or the button that opens the menu. */
  function isStray(event: PointerEvent): boolean {
    if (event.pointerType === 'touch') return gesture?.name === 'tool' && gesture.pen
    return event.pointerType === 'mouse' && event.button === 2
  }

  /** A pen that comes while the palm already lies there takes over from it. */
  function takeOver(event: PointerEvent): void {
    if (event.pointerType !== 'pen') return
    if (!habitsOfNow().pen) keepHabits({ pen: true })
    if (gesture?.name !== 'pan' && gesture?.name !== 'pinch') return
    gesture = null
    down.clear()
    model.set({ pan: 'none' })
  }

  function pans(event: PointerEvent): boolean {
    const byFinger = event.pointerType === 'touch' && habitsOfNow().pen
    return event.button === 1 || model.get().pan === 'ready' || byFinger || !around.handy()
  }

  on('pointerdown', (event) => {
    const at = screenPoint(event)
    const state = model.get()
    if (state.touch !== (event.pointerType === 'touch')) model.set({ touch: event.pointerType === 'touch' })
    if (state.menu) model.set({ menu: null })
    opened = false
    if (isStray(event)) return
    takeOver(event)
    // The middle button would scroll by itself; the others may focus the stage as any press does.
    if (event.button === 1) event.preventDefault()
    // A pointer that the browser no longer knows (a synthetic one) cannot be held; it is followed without.
    if (event.isTrusted) element.setPointerCapture(event.pointerId)
    down.set(event.pointerId, at)
    countPress(event, at)
    if (down.size === 2) {
      beginPinch()
      return
    }
    if (gesture || down.size > 2) return
    if (pans(event)) {
      gesture = { name: 'pan', pointer: event.pointerId, last: at }
      model.set({ pan: 'panning' })
      return
    }
    if (state.keyed || state.aim) model.set({ keyed: null, aim: null })
    gesture = { name: 'tool', pointer: event.pointerId, pen: event.pointerType === 'pen' }
    hands.send(toolEvent('down', event))
    if (event.pointerType === 'touch') holdStill(at)
  })

  on('pointermove', (event) => {
    const at = screenPoint(event)
    if (down.has(event.pointerId)) down.set(event.pointerId, at)
    if (held && distance(held.at, at) > LONG.reach) letGo()
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
  // The mouse events that browsers make of a tap would take the focus from the menu and so close it.
  for (const type of ['touchend', 'mousedown'] as const) {
    on(type, (event) => {
      if (opened) event.preventDefault()
    })
  }
  on('contextmenu', (event) => {
    event.preventDefault()
    // A finger has its own long press, and keys their own command.
    if ((event.button !== 2 && !event.ctrlKey) || model.get().touch) return
    // On a Mac it is Control and the first button, whose press has begun a gesture.
    if (event.button !== 2 && gesture?.name === 'tool') {
      gesture = null
      hands.back()
    }
    if (isBusy(model.get())) hands.send({ type: 'complete' })
    else around.menu(screenPoint(event))
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
