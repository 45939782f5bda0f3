// Two fingers on a recording: apart they zoom in, together out, side by side they scroll; what one finger began is let go.
import { type RefObject, useEffect } from 'react'
import { type ScaleStore, scrolled, zoomed } from './scale.ts'

/** Fingers nearer than this, in pixels, are taken to be so far apart: from nothing there is no zooming. */
const NEAREST = 24

interface Finger {
  x: number
  readonly target: EventTarget | null
}

export function usePinch(frame: RefObject<HTMLElement | null>, store: ScaleStore): void {
  useEffect(() => {
    const element = frame.current
    if (!element) return
    const fingers = new Map<number, Finger>()
    let isPinching = false
    let before: { readonly middle: number; readonly apart: number } | null = null

    const xOf = (event: PointerEvent): number => event.clientX - element.getBoundingClientRect().left
    const measured = () => {
      const [one, other] = [...fingers.values()]
      if (!one || !other) return null
      return { middle: (one.x + other.x) / 2, apart: Math.max(NEAREST, Math.abs(one.x - other.x)) }
    }

    const down = (event: PointerEvent): void => {
      if (event.pointerType !== 'touch') return
      fingers.set(event.pointerId, { x: xOf(event), target: event.target })
      if (fingers.size < 2) return
      event.stopPropagation()
      if (!isPinching) letGo(fingers, event.pointerId)
      isPinching = true
      before = measured()
    }
    const move = (event: PointerEvent): void => {
      const finger = fingers.get(event.pointerId)
      if (!finger || !isPinching) return
      event.stopPropagation()
      finger.x = xOf(event)
      const now = measured()
      if (!now || !before) return
      const next = zoomed(store.get(), now.apart / before.apart, before.middle)
      store.set(scrolled(next, next.start - (now.middle - before.middle) / Math.max(next.perSecond, 1e-9)))
      before = now
    }
    const up = (event: PointerEvent): void => {
      // One that was made here tells others, not this.
      if (!event.isTrusted || !fingers.delete(event.pointerId)) return
      if (isPinching) event.stopPropagation()
      before = measured()
      if (fingers.size === 0) isPinching = false
    }

    const capture = { capture: true }
    element.addEventListener('pointerdown', down, capture)
    element.addEventListener('pointermove', move, capture)
    element.addEventListener('pointerup', up, capture)
    element.addEventListener('pointercancel', up, capture)
    return () => {
      element.removeEventListener('pointerdown', down, capture)
      element.removeEventListener('pointermove', move, capture)
      element.removeEventListener('pointerup', up, capture)
      element.removeEventListener('pointercancel', up, capture)
    }
  }, [frame, store])
}

/** What the fingers before this one began (a press, a segment being drawn) is cancelled. */
function letGo(fingers: ReadonlyMap<number, Finger>, but: number): void {
  for (const [pointerId, { target }] of fingers) {
    if (pointerId === but) continue
    target?.dispatchEvent(new PointerEvent('pointercancel', { bubbles: true, pointerId, pointerType: 'touch' }))
  }
}
