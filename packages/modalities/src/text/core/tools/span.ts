// The span tool: drag over words, double-click one, move a boundary, or walk a caret of tokens by keys. Offsets in
// code points. A gesture ends as one patch: a span added, moved, relabelled or removed.
import { adding, changing, defineTool, type PointerToolEvent, removing, type Step } from '@etabli/modality-kit'
import type { Answers, LabelId, Mark, MarkId, QuestionId } from '@etabli/schema'
import type { Passage } from '../passage.ts'
import { movedBoundary, type Stretch, snapped, tokenFrom, wholeGraphemes, wordAt } from '../tokens.ts'

export type Edge = 'start' | 'end'

export type SpanState =
  /** `at` is where the caret of keys was last. */
  | { readonly name: 'idle'; readonly at: number }
  /** The pointer is down: the words between the two places. */
  | {
      readonly name: 'dragging'
      readonly from: number
      readonly to: number
      readonly exact: boolean
      readonly moved: boolean
    }
  /** A boundary of a span is held. */
  | {
      readonly name: 'resizing'
      readonly id: MarkId
      readonly edge: Edge
      readonly to: number
      readonly exact: boolean
    }
  /** Words are chosen and wait for a label; `head` is the end that the keys move. */
  | { readonly name: 'chosen'; readonly anchor: Stretch; readonly head: Stretch }

export interface SpanContext {
  readonly passage: Passage
  readonly answers: Answers
  readonly selection: readonly MarkId[]
  readonly newId: () => MarkId
  /** The question and label that a new span gets; words only get chosen where the label is null. */
  readonly active: { readonly question: QuestionId; readonly label: LabelId | null } | null
  /** The boundary under the pointer, of the selected span. */
  readonly grip: { readonly id: MarkId; readonly edge: Edge } | null
  /** The span under the pointer, which a plain click selects. */
  readonly hit: MarkId | null
}

type Offset = number

const idle = (at: number): SpanState => ({ name: 'idle', at })

/** The stretch that a state marks in the text, or null. */
export function draftOf(
  state: SpanState,
  { passage, answers }: Pick<SpanContext, 'passage' | 'answers'>,
): Stretch | null {
  switch (state.name) {
    case 'idle':
      return null
    case 'dragging':
      return stretchBetween(passage, state.from, state.to, state.exact)
    case 'resizing': {
      const mark = answers.find(({ id }) => id === state.id)
      return mark ? resized(passage, stretchOf(mark), state) : null
    }
    case 'chosen':
      return { start: Math.min(state.anchor.start, state.head.start), end: Math.max(state.anchor.end, state.head.end) }
  }
}

/** The stretch in a span's value. */
export function stretchOf(mark: Pick<Mark, 'value'>): Stretch {
  const { value } = mark
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    const { start, end } = value as { start?: unknown; end?: unknown }
    if (typeof start === 'number' && typeof end === 'number') return { start, end }
  }
  return { start: 0, end: 0 }
}

function stretchBetween(passage: Passage, from: number, to: number, exact: boolean): Stretch | null {
  if (!exact) return from === to ? null : snapped(passage, from, to)
  const [start, end] = from <= to ? [from, to] : [to, from]
  return start < end ? wholeGraphemes(passage, { start, end }) : null
}

function resized(
  passage: Passage,
  span: Stretch,
  { edge, to, exact }: { edge: Edge; to: number; exact: boolean },
): Stretch {
  if (edge === 'start') {
    const from = Math.min(to, span.end - 1)
    return {
      start: exact
        ? wholeGraphemes(passage, { start: from, end: span.end }).start
        : (snapped(passage, from, span.end)?.start ?? span.start),
      end: span.end,
    }
  }
  const until = Math.max(to, span.start + 1)
  return {
    start: span.start,
    end: exact
      ? wholeGraphemes(passage, { start: span.start, end: until }).end
      : (snapped(passage, span.start, until)?.end ?? span.end),
  }
}

/** The step that tags a stretch: adds a span with the active label, or waits for one. */
function tag(stretch: Stretch | null, at: number, context: SpanContext): Step<SpanState> {
  if (!stretch) return { state: idle(at) }
  const label = context.active?.label
  if (!context.active || !label) return { state: { name: 'chosen', anchor: stretch, head: stretch }, select: [] }
  return { state: idle(stretch.end), ...added(stretch, context.active.question, label, context) }
}

function added(
  stretch: Stretch,
  question: QuestionId,
  label: LabelId,
  context: SpanContext,
): Pick<Step<SpanState>, 'patches' | 'select'> {
  const twin = context.answers.find((mark) => {
    const { start, end } = stretchOf(mark)
    return mark.question === question && mark.label === label && start === stretch.start && end === stretch.end
  })
  if (twin) return { select: [twin.id] }
  const mark: Mark = {
    id: context.newId(),
    question,
    kind: 'span',
    label,
    value: { ...stretch },
    source: 'person',
    confidence: null,
  }
  // The new span is left unselected: the next label key is meant for the next span.
  return { patches: [adding(mark)], select: [] }
}

/** The patch that gives a span another stretch; none where nothing changes. Its id and label stay (TXT10). */
function restretched(id: MarkId, next: Stretch, context: SpanContext): Step<SpanState> {
  const before = context.answers.find((mark) => mark.id === id)
  if (!before) return { state: idle(next.end) }
  const { start, end } = stretchOf(before)
  if (start === next.start && end === next.end) return { state: idle(next.end) }
  const after: Mark = { ...before, value: { ...next }, source: 'person', confidence: null }
  return { state: idle(next.end), patches: [changing(before, after)] }
}

function press(event: PointerToolEvent<Offset>, context: SpanContext): Step<SpanState> {
  if (context.grip) return { state: { name: 'resizing', ...context.grip, to: event.at, exact: event.alt } }
  if (event.clicks === 2) return tag(wordAt(context.passage, event.at), event.at, context)
  return { state: { name: 'dragging', from: event.at, to: event.at, exact: event.alt, moved: false } }
}

/** Keys that walk and act; the frame gives them names, so that they can be remapped. */
export type SpanKey =
  | 'next'
  | 'previous'
  | 'extend-next'
  | 'extend-previous'
  | 'tag'
  | 'delete'
  | 'grow'
  | 'shrink'
  | 'grow-start'
  | 'shrink-start'

function walk(key: string, state: SpanState, context: SpanContext): Step<SpanState> | undefined {
  const { tokens } = context.passage
  if (tokens.length === 0) return undefined
  const forward = key === 'next' || key === 'extend-next'
  const here = state.name === 'chosen' ? state.head : whereSelected(context)
  const rested = state.name === 'idle' ? state.at : 0
  const at = tokenFrom(tokens, here ? (forward ? here.end - 1 : here.start) : rested)
  // From between words, the next is the one that begins there; from a word, its neighbour.
  const by = forward ? (here ? 1 : 0) : -1
  const index = Math.min(tokens.length - 1, Math.max(0, at + by))
  const head = tokens[index]
  if (!head) return undefined
  const anchor = key.startsWith('extend') && state.name === 'chosen' ? state.anchor : head
  return { state: { name: 'chosen', anchor, head }, select: [] }
}

function whereSelected({ answers, selection }: SpanContext): Stretch | null {
  const mark = answers.find(({ id }) => id === selection[0])
  return mark ? stretchOf(mark) : null
}

function actOnSelected(key: string, context: SpanContext): Step<SpanState> | undefined {
  const chosen = context.selection.flatMap((id) =>
    context.answers.filter((mark) => mark.id === id && mark.kind === 'span'),
  )
  const first = chosen[0]
  if (!first) return undefined
  const span = stretchOf(first)
  const move = (edge: Edge, by: 1 | -1) =>
    restretched(first.id, movedBoundary(context.passage, span, edge, by), context)
  switch (key) {
    case 'delete':
      return { state: idle(span.start), patches: removals(context.answers, chosen), select: [] }
    case 'grow':
      return move('end', 1)
    case 'shrink':
      return move('end', -1)
    case 'grow-start':
      return move('start', -1)
    case 'shrink-start':
      return move('start', 1)
    default:
      return undefined
  }
}

/** Removes from the last to the first, so that each remembered place is true when undone. */
function removals(answers: Answers, marks: readonly Mark[]) {
  return answers.toReversed().flatMap((mark) => {
    const patch = marks.some(({ id }) => id === mark.id) ? removing(answers, mark.id) : null
    return patch ? [patch] : []
  })
}

export const spanTool = defineTool<SpanState, 'idle', Offset, SpanContext>()(
  'span',
  { name: 'idle', at: 0 },
  {
    idle: {
      down: (_state, event, context) => press(event, context),
      key: (state, event, context) =>
        isWalk(event.key) ? walk(event.key, state, context) : actOnSelected(event.key, context),
    },
    dragging: {
      move: (state, event) => ({
        state: { ...state, to: event.at, exact: event.alt, moved: state.moved || event.at !== state.from },
      }),
      up(state, event, context) {
        const moved = state.moved || event.at !== state.from
        if (moved) return tag(stretchBetween(context.passage, state.from, event.at, event.alt), event.at, context)
        return { state: idle(state.from), select: context.hit ? [context.hit] : [] }
      },
      cancel: (state) => ({ state: idle(state.from) }),
    },
    resizing: {
      move: (state, event) => ({ state: { ...state, to: event.at, exact: event.alt } }),
      up(state, event, context) {
        const mark = context.answers.find(({ id }) => id === state.id)
        if (!mark) return { state: idle(event.at) }
        const end = { edge: state.edge, to: event.at, exact: event.alt }
        return restretched(state.id, resized(context.passage, stretchOf(mark), end), context)
      },
      cancel: (state) => ({ state: idle(state.to) }),
    },
    chosen: {
      down: (_state, event, context) => press(event, context),
      key(state, event, context) {
        if (isWalk(event.key)) return walk(event.key, state, context)
        return event.key === 'tag' ? tag(draftOf(state, context), state.head.end, context) : undefined
      },
      complete: (state, _event, context) => tag(draftOf(state, context), state.head.end, context),
      cancel: (state) => ({ state: idle(state.head.start) }),
    },
  },
)

function isWalk(key: string): boolean {
  return key === 'next' || key === 'previous' || key === 'extend-next' || key === 'extend-previous'
}
