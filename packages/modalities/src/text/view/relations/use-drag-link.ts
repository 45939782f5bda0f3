// A relation drawn with the mouse: from the name of one span to another span, while a type of relations is in hand.
import type { MarkId } from '@etabli/schema'
import { type RefObject, useEffect, useRef } from 'react'
import { chipUnder, spansUnder } from '../spans-under.ts'

interface Drag {
  /** A type of relations is in hand, and relations can be made. */
  readonly canDrag: () => boolean
  readonly join: (from: MarkId, to: MarkId) => void
}

const FAR = 6

/** Takes a press on a span's name before the text does; one that goes nowhere stays a click. */
export function useDragLink(root: RefObject<HTMLDivElement | null>, drag: Drag): void {
  const latest = useRef(drag)
  latest.current = drag
  useEffect(() => {
    const element = root.current
    let begun: { id: MarkId; x: number; y: number } | null = null
    const down = (event: PointerEvent): void => {
      const id = event.target instanceof Element ? chipUnder(event.target) : null
      const isMouse = event.button === 0 && event.pointerType === 'mouse'
      begun = id && isMouse && latest.current.canDrag() ? { id, x: event.clientX, y: event.clientY } : null
    }
    const up = (event: PointerEvent): void => {
      const from = begun
      begun = null
      if (!from || Math.hypot(event.clientX - from.x, event.clientY - from.y) < FAR) return
      const under = document.elementFromPoint(event.clientX, event.clientY)
      const to = under && element?.contains(under) ? spanUnder(under) : null
      if (to) latest.current.join(from.id, to)
    }
    // While a name is dragged no words are taken.
    const move = (event: PointerEvent): void => {
      if (begun && event.buttons === 1) event.stopPropagation()
    }
    element?.addEventListener('pointerdown', down)
    element?.addEventListener('pointermove', move)
    element?.addEventListener('pointerup', up)
    return () => {
      element?.removeEventListener('pointerdown', down)
      element?.removeEventListener('pointermove', move)
      element?.removeEventListener('pointerup', up)
    }
  }, [root])
}

/** The span whose name or words an element is; of several the one in the nearest lane. */
export function spanUnder(target: Element): MarkId | null {
  return chipUnder(target) ?? spansUnder(target)[0]?.id ?? null
}
