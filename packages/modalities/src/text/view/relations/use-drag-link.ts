// A relation drawn by mouse or finger: from the name of one span to another span, while a type of relations is in hand.
import type { MarkId } from '@etabli/schema'
import { type RefObject, useEffect, useRef, useState } from 'react'
import { chipUnder, spansUnder } from '../spans-under.ts'

export interface DragLink {
  /** A type of relations is in hand, and relations can be made. */
  readonly canDrag: () => boolean
  /** The two can be joined by that type. */
  readonly canJoin: (from: MarkId, to: MarkId) => boolean
  readonly join: (from: MarkId, to: MarkId) => void
  /** A finger that pressed a name and went nowhere. */
  readonly tap: (id: MarkId) => void
}

/** What is drawn by now. `x` and `y` are the pointer's, in pixels of the window. */
export interface Drawn {
  readonly from: MarkId
  readonly x: number
  readonly y: number
  /** The span under the pointer, unless it is the one drawn from. */
  readonly to: MarkId | null
}

const FAR = 6

/** Takes a press on a span's name before the text does; one that goes nowhere stays a click. Null while nothing is drawn. */
export function useDragLink(root: RefObject<HTMLDivElement | null>, drag: DragLink): Drawn | null {
  const latest = useRef(drag)
  latest.current = drag
  const [drawn, setDrawn] = useState<Drawn | null>(null)
  useEffect(() => {
    const element = root.current
    if (!element) return
    let begun: { id: MarkId; x: number; y: number; far: boolean } | null = null
    const end = (): void => {
      begun = null
      setDrawn(null)
    }
    const down = (event: PointerEvent): void => {
      const id = event.target instanceof Element ? chipUnder(event.target) : null
      const isOwn = id !== null && event.button === 0 && latest.current.canDrag()
      begun = isOwn ? { id, x: event.clientX, y: event.clientY, far: false } : null
      // A finger on a name neither scrolls nor takes a word: it draws, or taps.
      if (!begun || event.pointerType === 'mouse') return
      event.stopPropagation()
      element.setPointerCapture(event.pointerId)
    }
    const up = (event: PointerEvent): void => {
      const from = begun
      end()
      if (!from) return
      if (!from.far) {
        if (event.pointerType !== 'mouse') latest.current.tap(from.id)
        return
      }
      const to = spanAt(element, event)
      if (to) latest.current.join(from.id, to)
    }
    const move = (event: PointerEvent): void => {
      if (!begun || event.buttons !== 1) return
      // While a name is dragged no words are taken.
      event.stopPropagation()
      begun.far ||= Math.hypot(event.clientX - begun.x, event.clientY - begun.y) >= FAR
      if (!begun.far) return
      const to = spanAt(element, event)
      setDrawn({ from: begun.id, x: event.clientX, y: event.clientY, to: to === begun.id ? null : to })
    }
    const key = (event: KeyboardEvent): void => {
      if (!begun?.far || event.key !== 'Escape') return
      event.stopPropagation()
      end()
    }
    element.addEventListener('pointerdown', down)
    element.addEventListener('pointermove', move)
    element.addEventListener('pointerup', up)
    element.addEventListener('pointercancel', end)
    window.addEventListener('keydown', key, true)
    return () => {
      element.removeEventListener('pointerdown', down)
      element.removeEventListener('pointermove', move)
      element.removeEventListener('pointerup', up)
      element.removeEventListener('pointercancel', end)
      window.removeEventListener('keydown', key, true)
    }
  }, [root])
  return drawn
}

function spanAt(root: HTMLElement, { clientX, clientY }: PointerEvent): MarkId | null {
  const under = document.elementFromPoint(clientX, clientY)
  return under && root.contains(under) ? spanUnder(under) : null
}

/** The span whose name or words an element is; of several the one in the nearest lane. */
export function spanUnder(target: Element): MarkId | null {
  return chipUnder(target) ?? spansUnder(target)[0]?.id ?? null
}
