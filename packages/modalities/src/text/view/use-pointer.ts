// Mouse, pen and finger on the text. A mouse drags over words; a finger scrolls, and takes the word under it by a long press,
// after which it drags; handles are dragged by either.
import type { MarkId } from '@etabli/schema'
import { type PointerEvent, type RefObject, useEffect, useRef } from 'react'
import type { Grip } from '../core/index.ts'
import type { Now, Send } from './editing-now.ts'
import { LANE } from './passage-rows.tsx'
import { indexAtPoint, laneAtPoint, letterAtPoint } from './places.ts'
import { chipUnder, spansUnder } from './spans-under.ts'

const SERIES_MILLIS = 400
const SERIES_PIXELS = 6
const LONG_PRESS_MILLIS = 450
const STILL_PIXELS = 10
const EDGE_PIXELS = 40

interface Press {
  readonly at: number
  readonly x: number
  readonly y: number
  /** 1, 2 or 3: which click of a series it is; 0 for a finger that may yet scroll. */
  readonly clicks: number
  /** Names the series, so that its clicks are one step to undo. */
  readonly series: string
}

interface Hand {
  readonly now: Now
  readonly send: Send
  readonly root: RefObject<HTMLDivElement | null>
  readonly grip: RefObject<Grip | null>
  readonly hit: RefObject<MarkId | null>
}

type Pointed = Pick<PointerEvent, 'clientX' | 'clientY' | 'shiftKey' | 'altKey' | 'ctrlKey' | 'metaKey' | 'pointerType'>

export function usePointer({ now, send, root, grip, hit }: Hand) {
  const press = useRef<Press | null>(null)
  const waiting = useRef(0)
  const last = useRef<Pointed | null>(null)
  const isHeld = () => now.current.state.name === 'dragging' || now.current.state.name === 'resizing'

  const pointer = (type: 'down' | 'move' | 'up', event: Pointed, clicks: number, label?: null): boolean => {
    const element = root.current
    const indexAt = clicks > 1 ? letterAtPoint : indexAtPoint
    const index = element ? indexAt(element, event.clientX, event.clientY) : null
    if (index === null) return false
    const { clientX: _x, clientY: _y, pointerType, shiftKey: shift, altKey: alt, ...keys } = event
    send(
      {
        type,
        at: now.current.passage.index.toCodePoint(index),
        shift,
        alt,
        mod: keys.ctrlKey || keys.metaKey,
        unitsPerPixel: 1,
        pointer: pointerType === 'touch' ? 'touch' : pointerType === 'pen' ? 'pen' : 'mouse',
        clicks,
      },
      { ...(label === null ? { label } : {}), ...(press.current ? { burst: press.current.series } : {}) },
    )
    return true
  }

  useScrollAlong({ root, last, isHeld, move: (event) => pointer('move', event, 1) })
  useStillWhileHeld(root, isHeld)
  useEffect(() => () => clearTimeout(waiting.current), [])

  /** A finger that rested: the word under it is chosen, and the finger goes on to drag. */
  const takeWord = (event: Pointed, element: Element, pointerId: number): void => {
    const series = press.current?.series ?? ''
    press.current = { at: 0, x: event.clientX, y: event.clientY, clicks: 1, series }
    navigator.vibrate?.(10)
    pointer('down', event, 2, null)
    element.setPointerCapture(pointerId)
  }

  return {
    onPointerDown(event: PointerEvent<HTMLDivElement>) {
      const { tags, props } = now.current
      if (!tags || event.button !== 0) return
      const target = event.target instanceof Element ? event.target : null
      grip.current = gripAt(target)
      hit.current = spanAt(target, event, props.selection)
      const plain = pointedAt(event)
      last.current = plain
      const series = `press-${event.timeStamp}`
      if (event.pointerType === 'touch' && !grip.current) {
        press.current = { at: event.timeStamp, x: event.clientX, y: event.clientY, clicks: 0, series }
        const element = event.currentTarget
        const { pointerId } = event
        clearTimeout(waiting.current)
        waiting.current = window.setTimeout(() => takeWord(plain, element, pointerId), LONG_PRESS_MILLIS)
        return
      }
      event.preventDefault()
      root.current?.focus({ preventScroll: true })
      const next = following(press.current, event)
      press.current = next ?? { at: event.timeStamp, x: event.clientX, y: event.clientY, clicks: 1, series }
      if (pointer('down', plain, press.current.clicks)) event.currentTarget.setPointerCapture(event.pointerId)
    },
    onPointerMove(event: PointerEvent<HTMLDivElement>) {
      const plain = pointedAt(event)
      last.current = plain
      const far = distance(press.current, event)
      if (event.pointerType === 'touch' && far > STILL_PIXELS) clearTimeout(waiting.current)
      const { state } = now.current
      // After a long press the chosen word is what the finger drags from.
      if (state.name === 'chosen' && event.pointerType === 'touch' && press.current?.at === 0 && far > STILL_PIXELS) {
        grip.current = { id: null, part: 0, edge: event.clientX < press.current.x ? 'start' : 'end' }
        pointer('down', plain, 1, null)
        return
      }
      if (state.name !== 'dragging' && state.name !== 'resizing') return
      if (state.name === 'dragging' && far < 3 && !state.moved) return
      pointer('move', plain, 1)
    },
    onPointerUp(event: PointerEvent<HTMLDivElement>) {
      clearTimeout(waiting.current)
      last.current = null
      const { state: here, props, tags } = now.current
      const held = press.current
      if (event.pointerType === 'touch' && !isHeld()) {
        const tapped = held?.clicks === 0 && distance(held, event) < STILL_PIXELS
        if (tapped && event.timeStamp - held.at < SERIES_MILLIS && tags) {
          if (here.name === 'chosen') send({ type: 'cancel' })
          props.select(hit.current ? [hit.current] : [])
        }
        return
      }
      if (!isHeld()) return
      // A click without a drag is no drag, whatever the letter's middle says; but it is where the caret goes.
      if (here.name === 'dragging' && !here.moved) {
        send({ type: 'cancel' })
        props.select(hit.current ? [hit.current] : [])
      } else if (!pointer('up', pointedAt(event), 1, event.pointerType === 'touch' ? null : undefined)) {
        send({ type: 'cancel' })
      }
      grip.current = null
    },
    onPointerCancel() {
      clearTimeout(waiting.current)
      last.current = null
      grip.current = null
      if (isHeld()) send({ type: 'cancel' })
    },
    /** The browser's own menu after a long press would take the finger away. */
    onContextMenu(event: { preventDefault(): void }) {
      if (press.current?.clicks === 0 || press.current?.at === 0) event.preventDefault()
    },
  }
}

const distance = (press: Press | null, event: Pick<PointerEvent, 'clientX' | 'clientY'>): number =>
  press ? Math.hypot(event.clientX - press.x, event.clientY - press.y) : Number.POSITIVE_INFINITY

function pointedAt(event: PointerEvent): Pointed {
  const { clientX, clientY, shiftKey, altKey, ctrlKey, metaKey, pointerType } = event
  return { clientX, clientY, shiftKey, altKey, ctrlKey, metaKey, pointerType }
}

/** The second or third click of a series; null for a first one. */
function following(before: Press | null, event: PointerEvent): Press | null {
  if (!before || before.clicks < 1 || before.clicks > 2) return null
  if (event.timeStamp - before.at > SERIES_MILLIS || distance(before, event) > SERIES_PIXELS) return null
  return { ...before, at: event.timeStamp, clicks: before.clicks + 1 }
}

interface ScrollAlong {
  readonly root: RefObject<HTMLDivElement | null>
  readonly last: RefObject<Pointed | null>
  readonly isHeld: () => boolean
  readonly move: (event: Pointed) => void
}

/** While something is held near the upper or lower edge, the text moves along, the quicker the nearer. */
function useScrollAlong(along: ScrollAlong): void {
  const latest = useRef(along)
  latest.current = along
  useEffect(() => {
    const element = along.root.current
    const scroller = element?.closest('.text-stage')
    if (!element || !scroller) return
    let frame = 0
    const step = (): void => {
      frame = 0
      const { last, isHeld, move } = latest.current
      if (!isHeld() || !last.current) return
      const { top, bottom } = scroller.getBoundingClientRect()
      const { clientY } = last.current
      const by = clientY < top + EDGE_PIXELS ? clientY - top - EDGE_PIXELS : Math.max(0, clientY - bottom + EDGE_PIXELS)
      if (by === 0) return
      scroller.scrollBy({ top: by / 2 })
      move(last.current)
      frame = requestAnimationFrame(step)
    }
    const begin = (): void => {
      if (frame === 0) frame = requestAnimationFrame(step)
    }
    element.addEventListener('pointermove', begin)
    return () => {
      cancelAnimationFrame(frame)
      element.removeEventListener('pointermove', begin)
    }
  }, [along.root])
}

/** A finger that drags does not scroll: only a listener that is not passive can say so. */
function useStillWhileHeld(root: RefObject<HTMLDivElement | null>, isHeld: () => boolean): void {
  const latest = useRef(isHeld)
  latest.current = isHeld
  useEffect(() => {
    const element = root.current
    const still = (event: TouchEvent): void => {
      if (latest.current() && event.cancelable) event.preventDefault()
    }
    element?.addEventListener('touchmove', still, { passive: false })
    return () => element?.removeEventListener('touchmove', still)
  }, [root])
}

function gripAt(target: Element | null): Grip | null {
  const handle = target?.closest<HTMLElement>('[data-handle]')
  const id = handle?.dataset['handle']
  if (!handle || id === undefined) return null
  const part = Number(handle.dataset['part'] ?? 0)
  return { id: id === '' ? null : (id as MarkId), part, edge: handle.dataset['edge'] === 'start' ? 'start' : 'end' }
}

/** The span that a press means: that of the chip or lane under it, else the innermost; again, the next one out. */
function spanAt(target: Element | null, event: PointerEvent, selection: readonly MarkId[]): MarkId | null {
  const chip = target && chipUnder(target)
  if (chip) return chip
  const piece = target?.closest('[data-spans]')
  if (!piece) return null
  const spans = spansUnder(piece)
  const lane = laneAtPoint(piece, event.clientX, event.clientY, LANE)
  const exact = spans.find((span) => span.lane === lane)
  if (exact) return exact.id
  const here = spans.findIndex(({ id }) => id === selection[0])
  return spans[(here + 1) % spans.length]?.id ?? null
}
