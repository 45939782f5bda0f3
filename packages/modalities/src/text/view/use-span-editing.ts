// The span tool bound to the page: pointer and keys in, patches and highlights out.
import type { StageProps } from '@etabli/modality-kit'
import type { LabelId, Mark, MarkId } from '@etabli/schema'
import { type ClipboardEvent, type PointerEvent, type RefObject, useCallback, useMemo, useRef, useState } from 'react'
import {
  draftOf,
  type Edge,
  type Passage,
  type SpanContext,
  type SpanKey,
  type SpanState,
  type Stretch,
  spanTool,
  stretchOf,
} from '../core/index.ts'
import { labelFor, labelInHand, questionFor, settleLabel, useLabelChange } from './active-label.ts'
import { drawnSpans } from './drawn-spans.ts'
import { byLine, linesOf } from './lanes.ts'
import { LANE } from './passage-lines.tsx'
import { indexAtPoint, laneAtPoint } from './places.ts'
import { useHighlight } from './reveal.ts'
import { announcePatches } from './sayings.ts'
import { useCommands } from './span-commands.ts'
import { useTokensAhead, useTouchSelection } from './touch-selection.ts'

const DOUBLE_CLICK_MILLIS = 400
const DOUBLE_CLICK_PIXELS = 6

interface Press {
  readonly at: number
  readonly x: number
  readonly y: number
  readonly clicks: number
}

/** What the stage needs to draw a text and let it be tagged. */
export function useSpanEditing(props: StageProps, passage: Passage, root: RefObject<HTMLDivElement | null>) {
  const { answers, questions, selection, readOnly } = props
  const tags = !readOnly && questions.some(({ kind }) => kind === 'span')
  const [state, setState] = useState<SpanState>(spanTool.rest)
  const lines = useMemo(() => linesOf(passage.text), [passage])
  const { layers, support, colour } = props
  const drawn = useMemo(
    () => drawnSpans(passage, { answers, questions, layers, support, selection, colour }),
    [passage, answers, questions, layers, support, selection, colour],
  )
  const spans = useMemo(() => byLine(lines, drawn), [lines, drawn])

  /** The label that was active before words were chosen by keys; given back afterwards. */
  const rested = useRef<LabelId | null>(null)
  const press = useRef<Press | null>(null)
  const grip = useRef<{ id: MarkId; edge: Edge } | null>(null)
  const hit = useRef<MarkId | null>(null)
  const now = useRef({ props, state, passage, lines, tags })
  now.current = { ...now.current, props, passage, lines, tags }

  const question = questionFor(props)
  const label = labelFor(props, rested.current)

  /** Runs one event of the tool and gives the frame what came of it. */
  const send = useCallback((event: Parameters<typeof spanTool.step>[1], label?: LabelId | null) => {
    const { props, passage, state } = now.current
    const target = questionFor(props)
    const context: SpanContext = {
      passage,
      answers: props.answers,
      selection: props.selection,
      newId: props.newId,
      active: target ? { question: target, label: label === undefined ? labelInHand(props, target) : label } : null,
      grip: grip.current,
      hit: hit.current,
    }
    const step = spanTool.step(state, event, context)
    now.current = { ...now.current, state: step.state }
    setState(step.state)
    if (step.patches && step.patches.length > 0) {
      props.commit(step.patches)
      announcePatches(step.patches, props, passage)
    }
    if (step.select) props.select(step.select)
    settleLabel(state, step.state, props, rested)
  }, [])

  const key = useCallback(
    (name: SpanKey) =>
      send(
        { type: 'key', key: name, shift: false, alt: false, mod: false },
        name === 'tag' ? labelFor(now.current.props, rested.current) : undefined,
      ),
    [send],
  )
  const cancel = useCallback(() => send({ type: 'cancel' }), [send])
  const tag = useCallback(() => key('tag'), [key])

  useHighlight(root, draftOf(state, { passage, answers }), now.current.lines, passage)
  useLabelChange(props, state, send)
  useCommands(now, key, send, root)
  useTouchSelection(now, send, root)
  useTokensAhead(passage, tags)

  /** A pointer's place as a code point, with what lies under it. */
  const pointed = (event: PointerEvent): number | null => {
    const element = root.current
    const index = element ? indexAtPoint(element, event.clientX, event.clientY) : null
    return index === null ? null : passage.index.toCodePoint(index)
  }
  const pointer = (type: 'down' | 'move' | 'up', event: PointerEvent, clicks: number): boolean => {
    const at = pointed(event)
    if (at === null) return false
    send({
      type,
      at,
      shift: event.shiftKey,
      alt: event.altKey,
      mod: event.ctrlKey || event.metaKey,
      unitsPerPixel: 1,
      pointer: event.pointerType === 'touch' ? 'touch' : event.pointerType === 'pen' ? 'pen' : 'mouse',
      clicks,
    })
    return true
  }

  const handlers = {
    onPointerDown(event: PointerEvent<HTMLDivElement>) {
      if (!tags || event.button !== 0) return
      const target = event.target instanceof Element ? event.target : null
      grip.current = gripAt(target)
      hit.current = spanAt(target, event, selection)
      // A finger scrolls, and selects by a long press; only handles are dragged at once.
      if (event.pointerType === 'touch' && !grip.current) {
        press.current = { at: event.timeStamp, x: event.clientX, y: event.clientY, clicks: 0 }
        return
      }
      event.preventDefault()
      root.current?.focus({ preventScroll: true })
      const clicks = clicksOf(press.current, event)
      press.current = { at: event.timeStamp, x: event.clientX, y: event.clientY, clicks }
      if (pointer('down', event, clicks)) event.currentTarget.setPointerCapture(event.pointerId)
    },
    onPointerMove(event: PointerEvent<HTMLDivElement>) {
      const { name } = now.current.state
      if (name !== 'dragging' && name !== 'resizing') return
      const start = press.current
      const near = start && Math.abs(event.clientX - start.x) < 3 && Math.abs(event.clientY - start.y) < 3
      if (name === 'dragging' && near && !now.current.state.moved) return
      scrollAlong(root.current, event.clientY)
      pointer('move', event, 1)
    },
    onPointerUp(event: PointerEvent<HTMLDivElement>) {
      const { state: here } = now.current
      if (event.pointerType === 'touch' && here.name !== 'resizing') {
        const start = press.current
        const tapped = start && Math.hypot(event.clientX - start.x, event.clientY - start.y) < 10
        if (tapped && event.timeStamp - start.at < DOUBLE_CLICK_MILLIS && tags)
          props.select(hit.current ? [hit.current] : [])
        return
      }
      if (here.name !== 'dragging' && here.name !== 'resizing') return
      // A click without a drag is no drag, whatever the letter's middle says.
      if (here.name === 'dragging' && !here.moved) {
        send({ type: 'cancel' })
        props.select(hit.current ? [hit.current] : [])
      } else if (!pointer('up', event, 1)) send({ type: 'cancel' })
      grip.current = null
    },
    onPointerCancel() {
      grip.current = null
      send({ type: 'cancel' })
    },
    onCopy(event: ClipboardEvent) {
      const chosen = draftOf(now.current.state, { passage, answers }) ?? selectedStretch(answers, selection)
      if (!chosen || document.getSelection()?.isCollapsed === false) return
      event.clipboardData.setData('text/plain', passage.index.slice(chosen.start, chosen.end))
      event.preventDefault()
    },
  }

  const chosen = state.name === 'chosen' ? draftOf(state, { passage, answers }) : null
  const shown =
    label === null ? undefined : questions.find(({ id }) => id === question)?.labels.find(({ id }) => id === label)
  return {
    tags,
    lines,
    spans,
    handlers,
    chosen: chosen && passage.index.slice(chosen.start, chosen.end),
    label: shown ? { name: shown.name, colour: colour(shown.colour) } : null,
    tag,
    cancel,
  }
}

/** While a drag is near the upper or lower edge, the text moves along. */
function scrollAlong(root: HTMLElement | null, y: number): void {
  const scroller = root?.closest('.text-stage')
  if (!scroller) return
  const { top, bottom } = scroller.getBoundingClientRect()
  if (y < top + 32) scroller.scrollBy({ top: -24 })
  else if (y > bottom - 32) scroller.scrollBy({ top: 24 })
}

function clicksOf(before: Press | null, event: PointerEvent): number {
  if (!before || event.timeStamp - before.at > DOUBLE_CLICK_MILLIS) return 1
  const far = Math.hypot(event.clientX - before.x, event.clientY - before.y)
  return far <= DOUBLE_CLICK_PIXELS && before.clicks === 1 ? 2 : 1
}

function gripAt(target: Element | null): { id: MarkId; edge: Edge } | null {
  const handle = target?.closest<HTMLElement>('[data-handle]')
  const id = handle?.dataset['handle']
  return handle && id ? { id: id as MarkId, edge: handle.dataset['edge'] === 'start' ? 'start' : 'end' } : null
}

/** The span that a press means: that of the chip or lane under it, else the innermost; again, the next one out. */
function spanAt(target: Element | null, event: PointerEvent, selection: readonly MarkId[]): MarkId | null {
  const chip = target?.closest<HTMLElement>('[data-chip]')?.dataset['chip']
  if (chip) return chip as MarkId
  const piece = target?.closest<HTMLElement>('[data-spans]')
  if (!piece) return null
  const spans = (piece.dataset['spans'] ?? '').split(' ').flatMap((entry) => {
    const colon = entry.indexOf(':')
    return colon < 0 ? [] : [{ lane: Number(entry.slice(0, colon)), id: entry.slice(colon + 1) as MarkId }]
  })
  const lane = laneAtPoint(piece, event.clientX, event.clientY, LANE)
  const exact = spans.find((span) => span.lane === lane)
  if (exact) return exact.id
  const here = spans.findIndex(({ id }) => id === selection[0])
  return spans[(here + 1) % spans.length]?.id ?? null
}

function selectedStretch(answers: readonly Mark[], selection: readonly MarkId[]): Stretch | null {
  const mark = answers.find(({ id, kind }) => kind === 'span' && id === selection[0])
  return mark ? stretchOf(mark) : null
}
