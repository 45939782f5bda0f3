// The span tool: drag over words, double-click one, triple-click a sentence, move a boundary, or walk a caret by keys.
// Offsets in code points. A gesture ends as one patch list: a span added, moved, parted, joined or removed.
import { adding, defineTool, type PointerToolEvent, type Step } from '@etabli/modality-kit'
import type { Answers, LabelId, Mark, MarkId, QuestionId } from '@etabli/schema'
import type { Passage } from '../passage.ts'
import { sameParts, spanValue, stretchesOf, stretchOf } from '../stretches.ts'
import { type Stretch, sentenceAt, snapped, tokenAt, tokenBefore, wholeGraphemes, wordAt } from '../tokens.ts'
import { actOnSelected, type Edge, extended, type Grip, isAct, removal, reshaped, type SpanAct } from './acts.ts'
import { type WalkKey, walked, walkOf } from './walk.ts'

export type SpanState =
  /** `at` is where the caret of keys was last; `made` the span that a double click has just made. */
  | { readonly name: 'idle'; readonly at: number; readonly made?: MarkId }
  /** The pointer is down: the words between the two places; `into` is the span that gets them as another part. */
  | {
      readonly name: 'dragging'
      readonly from: number
      readonly to: number
      readonly exact: boolean
      readonly moved: boolean
      readonly into: MarkId | null
    }
  /** A boundary of a span's part is held. */
  | {
      readonly name: 'resizing'
      readonly id: MarkId
      readonly part: number
      readonly edge: Edge
      readonly to: number
      readonly exact: boolean
    }
  /** Words are chosen and wait for a label, or to be taken into a span; `head` is the end that the keys move. */
  | { readonly name: 'chosen'; readonly anchor: Stretch; readonly head: Stretch; readonly into: MarkId | null }

export interface SpanContext {
  readonly passage: Passage
  readonly answers: Answers
  readonly selection: readonly MarkId[]
  readonly newId: () => MarkId
  /** The question and label that a new span gets; words only get chosen where the label is null. */
  readonly active: { readonly question: QuestionId; readonly label: LabelId | null } | null
  /** The boundary under the pointer. */
  readonly grip: Grip | null
  /** The span under the pointer, which a plain click selects. */
  readonly hit: MarkId | null
  /** Where the keys begin while nothing is chosen, instead of where the caret was; the goal of `here`. */
  readonly from?: number
}

/** Keys that walk and act; the frame gives them names, so that they can be remapped. */
export type SpanKey = WalkKey | SpanAct | 'tag' | 'add-part' | 'here' | 'extend-here'

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
      const part = partHeld(state, answers)?.part
      return part ? resized(passage, part, state) : null
    }
    case 'chosen':
      return { start: Math.min(state.anchor.start, state.head.start), end: Math.max(state.anchor.end, state.head.end) }
  }
}

/** The part whose boundary is held, while it is there. */
function partHeld(
  { id, part }: { readonly id: MarkId; readonly part: number },
  answers: Answers,
): { readonly mark: Mark; readonly part: Stretch } | null {
  const mark = answers.find((one) => one.id === id)
  const stretch = mark && stretchesOf(mark)[part]
  return mark && stretch ? { mark, part: stretch } : null
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
  const wanted =
    edge === 'start'
      ? { start: Math.min(to, span.end - 1), end: span.end }
      : { start: span.start, end: Math.max(to, span.start + 1) }
  const next = exact ? wholeGraphemes(passage, wanted) : snapped(passage, wanted.start, wanted.end)
  if (!next) return span
  return edge === 'start' ? { start: next.start, end: span.end } : { start: span.start, end: next.end }
}

/** The step that tags a stretch: adds a span with the active label, or waits for one; or gives a span another part. */
function tag(stretch: Stretch | null, at: number, context: SpanContext, into: MarkId | null): Step<SpanState> {
  if (!stretch) return { state: idle(at) }
  if (into !== null) {
    return { state: idle(stretch.end), patches: extended(context.answers, into, stretch), select: [into] }
  }
  const label = context.active?.label
  if (!context.active || !label) {
    return { state: { name: 'chosen', anchor: stretch, head: stretch, into: null }, select: [] }
  }
  const { made, ...step } = added(stretch, context.active.question, label, context)
  return { state: made ? { name: 'idle', at: stretch.end, made } : idle(stretch.end), ...step }
}

function added(
  stretch: Stretch,
  question: QuestionId,
  label: LabelId,
  context: SpanContext,
): Pick<Step<SpanState>, 'patches' | 'select'> & { made?: MarkId } {
  const twin = context.answers.find(
    (mark) => mark.question === question && mark.label === label && sameParts(stretchesOf(mark), [stretch]),
  )
  if (twin) return { select: [twin.id] }
  const id = context.newId()
  const value = spanValue([stretch])
  const mark = { id, question, kind: 'span', label, value, source: 'person', confidence: null } as const
  // The new span is left unselected: the next label key is meant for the next span.
  return { patches: [adding(mark)], select: [], made: id }
}

function press(state: SpanState, event: PointerToolEvent<Offset>, context: SpanContext): Step<SpanState> {
  const { grip } = context
  if (grip && grip.id !== null) {
    const { id, part, edge } = grip
    return { state: { name: 'resizing', id, part, edge, to: event.at, exact: event.alt } }
  }
  const into = state.name === 'chosen' ? state.into : null
  if (event.clicks === 2) return tag(wordAt(context.passage, event.at), event.at, context, into)
  if (event.clicks === 3) return sentence(state, event.at, context, into)
  const held = grip && state.name === 'chosen' ? draftOf(state, context) : null
  // A handle of chosen words: they are chosen again from the other end.
  const from = held && grip ? (grip.edge === 'start' ? held.end : held.start) : event.at
  return { state: { name: 'dragging', from, to: event.at, exact: event.alt, moved: held !== null, into } }
}

/** The third click takes the sentence, instead of the word that the second took. */
function sentence(state: SpanState, at: number, context: SpanContext, into: MarkId | null): Step<SpanState> {
  const step = tag(sentenceAt(context.passage, at), at, context, into)
  const made = state.name === 'idle' ? state.made : undefined
  if (made === undefined || !step.patches) return step
  return { ...step, patches: [...removal(context.answers, new Set([made])), ...step.patches] }
}

function walk(key: string, state: SpanState, context: SpanContext): Step<SpanState> | undefined {
  const way = walkOf(key)
  if (!way) return key.endsWith('here') ? toPlace(key === 'extend-here', state, context) : undefined
  const into = state.name === 'chosen' ? state.into : null
  const draft = state.name === 'chosen' ? draftOf(state, context) : null
  if (state.name === 'chosen' && draft && way.extends && way.unit === 'letter') {
    return byLetters(state, draft, way.by, context.passage)
  }
  const here = state.name === 'chosen' ? state.head : whereSelected(context)
  const rested = context.from ?? (state.name === 'idle' ? state.at : 0)
  const head = walked(context.passage, { here, rested }, way)
  if (!head) return undefined
  const anchor = way.extends && state.name === 'chosen' ? state.anchor : head
  return { state: { name: 'chosen', anchor, head, into }, select: [] }
}

/** To the word at a place that only the page knows: that above or below the caret. */
function toPlace(takes: boolean, state: SpanState, { passage, from }: SpanContext): Step<SpanState> | undefined {
  const head = from === undefined ? null : (tokenAt(passage, from) ?? tokenBefore(passage, from))
  if (!head) return undefined
  const chosen = state.name === 'chosen' ? state : null
  return {
    state: { name: 'chosen', anchor: takes && chosen ? chosen.anchor : head, head, into: chosen?.into ?? null },
    select: [],
  }
}

/** The end of the chosen words that the keys move goes one character on or back; the other end stays. */
function byLetters(
  state: SpanState & { name: 'chosen' },
  { start, end }: Stretch,
  by: 1 | -1,
  passage: Passage,
): Step<SpanState> | undefined {
  const moves = state.head.start >= state.anchor.start ? 'end' : 'start'
  const letter = walked(
    passage,
    { here: null, rested: moves === 'end' ? end : start },
    { by, unit: 'letter', extends: true },
  )
  if (!letter) return undefined
  const to = by > 0 ? letter.end : letter.start
  const next = moves === 'end' ? { start, end: to } : { start: to, end }
  if (next.start >= next.end) return undefined
  const fixed = moves === 'end' ? { start, end: start } : { start: end, end }
  return { state: { ...state, anchor: fixed, head: next } }
}

function whereSelected({ answers, selection }: SpanContext): Stretch | null {
  const mark = answers.find(({ id }) => id === selection[0])
  return mark ? stretchOf(mark) : null
}

/** From now on what is chosen goes into the selected span: first the word after it. */
function addPart(context: SpanContext): Step<SpanState> | undefined {
  const mark = context.answers.find(({ id, kind }) => kind === 'span' && id === context.selection[0])
  const here = mark && stretchOf(mark)
  const next = here && walked(context.passage, { here, rested: 0 }, { by: 1, unit: 'word', extends: false })
  return mark && next
    ? { state: { name: 'chosen', anchor: next, head: next, into: mark.id }, select: [mark.id] }
    : undefined
}

export const spanTool = defineTool<SpanState, 'idle', Offset, SpanContext>()(
  'span',
  { name: 'idle', at: 0 },
  {
    idle: {
      down: (state, event, context) => press(state, event, context),
      key(state, event, context) {
        if (event.key === 'add-part') return addPart(context)
        if (!isAct(event.key)) return walk(event.key, state, context)
        const { patches, select, at } = actOnSelected(event.key, state.at, context)
        return patches.length > 0 ? { state: idle(at), patches, select } : { state: idle(at) }
      },
    },
    dragging: {
      move: (state, event) => ({
        state: { ...state, to: event.at, exact: event.alt, moved: state.moved || event.at !== state.from },
      }),
      up(state, event, context) {
        const moved = state.moved || event.at !== state.from
        if (!moved) return { state: idle(state.from), select: context.hit ? [context.hit] : [] }
        return tag(stretchBetween(context.passage, state.from, event.at, event.alt), event.at, context, state.into)
      },
      cancel: (state) => ({ state: idle(state.from) }),
    },
    resizing: {
      move: (state, event) => ({ state: { ...state, to: event.at, exact: event.alt } }),
      up(state, event, context) {
        const held = partHeld(state, context.answers)
        if (!held) return { state: idle(event.at) }
        const end = { edge: state.edge, to: event.at, exact: event.alt }
        const patches = reshaped(held.mark, state.part, resized(context.passage, held.part, end))
        return patches.length > 0 ? { state: idle(event.at), patches } : { state: idle(event.at) }
      },
      cancel: (state) => ({ state: idle(state.to) }),
    },
    chosen: {
      down: (state, event, context) => press(state, event, context),
      key(state, event, context) {
        if (event.key !== 'tag') return walk(event.key, state, context)
        return tag(draftOf(state, context), state.head.end, context, state.into)
      },
      complete: (state, _event, context) => tag(draftOf(state, context), state.head.end, context, state.into),
      cancel: (state) => ({ state: idle(state.head.start) }),
    },
  },
)
