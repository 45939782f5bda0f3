// The span tool bound to the page: pointer and keys in, patches and highlights out.
import type { Command, Patch, StageProps } from '@etabli/modality-kit'
import type { LabelId, Mark, MarkId } from '@etabli/schema'
import {
  type ClipboardEvent,
  type PointerEvent,
  type RefObject,
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import {
  draftOf,
  type Edge,
  type Passage,
  type SpanContext,
  type SpanState,
  type Stretch,
  spanTool,
  stretchOf,
} from '../core/index.ts'
import { drawnSpans } from './drawn-spans.ts'
import { byLine, lineAt, linesOf } from './lanes.ts'
import { LANE } from './passage-lines.tsx'
import { indexAtPoint, indexOfPlace, laneAtPoint, rangeOf } from './places.ts'

const DOUBLE_CLICK_MILLIS = 400
const DOUBLE_CLICK_PIXELS = 6
const DRAFT = 'text-draft'

interface Press {
  readonly at: number
  readonly x: number
  readonly y: number
  readonly clicks: number
}

export function useSpanEditing(props: StageProps, passage: Passage, root: RefObject<HTMLDivElement | null>) {
  const { answers, questions, selection, active, readOnly } = props
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
      active: target ? { question: target, label: label === undefined ? (props.active?.label ?? null) : label } : null,
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
    (name: string) =>
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
    active,
  }
}

type Now = RefObject<{
  props: StageProps
  state: SpanState
  passage: Passage
  lines: ReturnType<typeof linesOf>
  tags: boolean
}>

/** The question that new spans answer: the active one where it takes spans, else the first that does. */
function questionFor({ questions, active }: Pick<StageProps, 'questions' | 'active'>) {
  const own = questions.filter(({ kind }) => kind === 'span')
  return (own.find(({ id }) => id === active?.question) ?? own[0])?.id ?? null
}

/** The label that Enter gives: the active one, or the one that rested while words were chosen. */
function labelFor(props: Pick<StageProps, 'questions' | 'active'>, rested: LabelId | null): LabelId | null {
  const question = props.questions.find(({ id }) => id === questionFor(props))
  const wanted = (props.active?.question === question?.id ? props.active?.label : null) ?? rested
  return question?.labels.some(({ id }) => id === wanted) ? wanted : null
}

/**
 * While words are chosen no label is active, so that any label key, the last one's too, is a change that the stage
 * sees; afterwards the label that was active is so again.
 */
function settleLabel(before: SpanState, after: SpanState, props: StageProps, rested: RefObject<LabelId | null>): void {
  const question = questionFor(props)
  if (!question || props.readOnly) return
  if (after.name === 'chosen' && before.name !== 'chosen') {
    if (props.active?.question === question && props.active.label !== null) {
      rested.current = props.active.label
      props.activate(question, null)
    }
  } else if (before.name === 'chosen' && after.name !== 'chosen' && rested.current !== null) {
    if (props.active?.label === null) props.activate(question, rested.current)
    rested.current = null
  }
}

/** A label key, or a press on a label, while words are chosen: they are tagged with it. */
function useLabelChange(
  { active, questions, readOnly }: StageProps,
  state: SpanState,
  send: (event: { type: 'complete' }, label: LabelId | null) => void,
): void {
  const before = useRef(active)
  useEffect(() => {
    const changed = active?.label !== before.current?.label || active?.question !== before.current?.question
    before.current = active
    const takesSpans = questions.some(({ id, kind }) => id === active?.question && kind === 'span')
    if (!readOnly && changed && takesSpans && active?.label && state.name === 'chosen') {
      send({ type: 'complete' }, active.label)
    }
  })
}

function useCommands(
  now: Now,
  key: (name: string) => void,
  send: (event: { type: 'cancel' }) => void,
  root: RefObject<HTMLDivElement | null>,
): void {
  const { register } = now.current.props
  useEffect(() => {
    const tagging = () => now.current.tags
    const selected = () => tagging() && selectedSpans(now.current.props).length > 0
    const walk = (name: string) => () => {
      key(name)
      reveal(now.current, root.current)
    }
    const focused = () => root.current?.contains(document.activeElement) ?? false
    const beside = (by: 1 | -1) => neighbour(now.current.props, by)
    const go = (by: 1 | -1) => () => {
      const next = beside(by)
      if (!next) return
      now.current.props.select([next.id])
      announceMark(next, now.current)
      revealStretch(stretchOf(next), now.current, root.current)
    }
    const commands: Command[] = [
      { id: 'text.next', keys: ['ArrowRight'], enabled: tagging, run: walk('next') },
      { id: 'text.previous', keys: ['ArrowLeft'], enabled: tagging, run: walk('previous') },
      { id: 'text.extend-next', keys: ['Shift+ArrowRight'], enabled: tagging, run: walk('extend-next') },
      { id: 'text.extend-previous', keys: ['Shift+ArrowLeft'], enabled: tagging, run: walk('extend-previous') },
      {
        id: 'text.tag',
        keys: ['Enter'],
        enabled: () => tagging() && now.current.state.name === 'chosen',
        run: () => key('tag'),
      },
      { id: 'text.next-span', keys: ['Tab'], enabled: () => focused() && beside(1) !== null, run: go(1) },
      { id: 'text.previous-span', keys: ['Shift+Tab'], enabled: () => focused() && beside(-1) !== null, run: go(-1) },
      { id: 'text.grow', keys: [']'], enabled: selected, run: () => key('grow') },
      { id: 'text.shrink', keys: ['['], enabled: selected, run: () => key('shrink') },
      { id: 'text.grow-start', keys: ['{'], enabled: selected, run: () => key('grow-start') },
      { id: 'text.shrink-start', keys: ['}'], enabled: selected, run: () => key('shrink-start') },
      { id: 'text.delete', keys: ['Delete', 'Backspace'], enabled: selected, run: () => key('delete') },
      {
        id: 'text.cancel',
        keys: ['Escape'],
        enabled: () => now.current.state.name !== 'idle' || now.current.props.selection.length > 0,
        run() {
          if (now.current.state.name === 'idle') now.current.props.select([])
          else send({ type: 'cancel' })
        },
      },
    ]
    return register(commands)
  }, [register, now, key, send, root])
}

function selectedSpans({ answers, selection }: Pick<StageProps, 'answers' | 'selection'>): Mark[] {
  return answers.filter((mark) => mark.kind === 'span' && selection.includes(mark.id))
}

function selectedStretch(answers: readonly Mark[], selection: readonly MarkId[]): Stretch | null {
  const mark = answers.find(({ id, kind }) => kind === 'span' && id === selection[0])
  return mark ? stretchOf(mark) : null
}

/** The span after or before the selected one, in the order of the text; null past the end. */
function neighbour({ answers, selection }: StageProps, by: 1 | -1): Mark | null {
  const spans = answers
    .filter(({ kind }) => kind === 'span')
    .toSorted((a, b) => stretchOf(a).start - stretchOf(b).start || stretchOf(b).end - stretchOf(a).end)
  const here = spans.findIndex(({ id }) => id === selection[0])
  if (here < 0) return (by > 0 ? spans[0] : spans.at(-1)) ?? null
  return spans[here + by] ?? null
}

/** Draws the draft without touching the text's elements, where the browser can (CSS Custom Highlight API). */
function useHighlight(
  root: RefObject<HTMLDivElement | null>,
  draft: Stretch | null,
  lines: ReturnType<typeof linesOf>,
  passage: Passage,
): void {
  useLayoutEffect(() => {
    const registry = typeof CSS === 'undefined' ? undefined : CSS.highlights
    const range = draft && root.current ? rangeOfStretch(root.current, draft, lines, passage) : null
    if (!registry) return
    if (range) registry.set(DRAFT, new Highlight(range))
    else registry.delete(DRAFT)
  })
  useEffect(() => () => void (typeof CSS === 'undefined' ? undefined : CSS.highlights?.delete(DRAFT)), [])
}

function rangeOfStretch(
  root: HTMLElement,
  { start, end }: Stretch,
  lines: ReturnType<typeof linesOf>,
  passage: Passage,
): Range | null {
  const from = passage.index.toUtf16(start)
  const to = passage.index.toUtf16(end)
  return rangeOf(
    root,
    { line: lineAt(lines, from), index: from },
    { line: lineAt(lines, Math.max(from, to - 1)), index: to },
  )
}

function reveal(now: Now['current'], root: HTMLElement | null): void {
  const { state, passage, props } = now
  if (state.name !== 'chosen') return
  props.announce(passage.index.slice(state.head.start, state.head.end))
  revealStretch(state.head, now, root)
}

function revealStretch(stretch: Stretch, { lines, passage }: Now['current'], root: HTMLElement | null): void {
  if (!root) return
  const range = rangeOfStretch(root, stretch, lines, passage)
  const scroller = root.closest('.text-stage')
  if (!range || !scroller) return
  const rect = range.getBoundingClientRect()
  const view = scroller.getBoundingClientRect()
  if (rect.top < view.top + 48) scroller.scrollBy({ top: rect.top - view.top - 96 })
  else if (rect.bottom > view.bottom - 96) scroller.scrollBy({ top: rect.bottom - view.bottom + 144 })
}

/** While a drag is near the upper or lower edge, the text moves along. */
function scrollAlong(root: HTMLElement | null, y: number): void {
  const scroller = root?.closest('.text-stage')
  if (!scroller) return
  const { top, bottom } = scroller.getBoundingClientRect()
  if (y < top + 32) scroller.scrollBy({ top: -24 })
  else if (y > bottom - 32) scroller.scrollBy({ top: 24 })
}

/** A long text's tokens take a moment: found before the first drag asks for them. */
function useTokensAhead(passage: Passage, tags: boolean): void {
  useEffect(() => {
    if (!tags) return undefined
    const waiting = setTimeout(() => passage.tokens, 300)
    return () => clearTimeout(waiting)
  }, [passage, tags])
}

/** A finger's own selection (long press, then its handles) becomes the words that are chosen. */
function useTouchSelection(
  now: Now,
  send: (event: Parameters<typeof spanTool.step>[1], label?: LabelId | null) => void,
  root: RefObject<HTMLDivElement | null>,
): void {
  useEffect(() => {
    let waiting = 0
    const take = () => {
      const selection = document.getSelection()
      const element = root.current
      if (
        !now.current.tags ||
        !element ||
        !selection ||
        selection.isCollapsed ||
        !selection.anchorNode ||
        !selection.focusNode
      )
        return
      if (!element.contains(selection.anchorNode) || !element.contains(selection.focusNode)) return
      const from = indexOfPlace(selection.anchorNode, selection.anchorOffset)
      const to = indexOfPlace(selection.focusNode, selection.focusOffset)
      if (from === null || to === null) return
      const { passage } = now.current
      const touch = { shift: false, alt: false, mod: false, unitsPerPixel: 1, pointer: 'touch' as const, clicks: 1 }
      send({ type: 'down', at: passage.index.toCodePoint(from), ...touch }, null)
      send({ type: 'move', at: passage.index.toCodePoint(to), ...touch }, null)
      send({ type: 'up', at: passage.index.toCodePoint(to), ...touch }, null)
    }
    const changed = () => {
      clearTimeout(waiting)
      waiting = window.setTimeout(take, 350)
    }
    document.addEventListener('selectionchange', changed)
    return () => {
      clearTimeout(waiting)
      document.removeEventListener('selectionchange', changed)
    }
  }, [now, send, root])
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

function announceMark(mark: Mark, { props, passage }: Pick<Now['current'], 'props' | 'passage'>): void {
  const { start, end } = stretchOf(mark)
  const label = props.questions.find(({ id }) => id === mark.question)?.labels.find(({ id }) => id === mark.label)
  props.announce(props.t('text.spanIs', { words: passage.index.slice(start, end), label: label?.name ?? '' }))
}

function announcePatches(patches: readonly Patch[], props: StageProps, passage: Passage): void {
  const added = patches.find(({ before, after }) => before === null && after !== null)?.after
  const removed = patches.filter(({ after }) => after === null).length
  if (added) announceMark(added, { props, passage })
  else if (removed > 0) props.announce(props.t('text.removed', { count: removed }))
}
