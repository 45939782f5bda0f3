// What a person does to segments, as patches: one step of undo each. A segment that was changed is the person's own.
import { type Span, spanOverlap } from '@etabli/geometry'
import { adding, changing, type Patch, removing, removingAll } from '@etabli/modality-kit'
import { type Answers, type LabelId, limits, type Mark, type MarkId, type Question } from '@etabli/schema'
import { rulesOf, type SegmentValue, segmentOf } from '../kinds/segment-value.ts'
import { retimed } from '../word-times.ts'
import { type Edge, movedBy, movedEdge, newBounds, type Room } from './bounds.ts'
import { cutAtCaret, cutAtTime, type Halves, joined } from './cut.ts'

export interface SegmentDesk {
  readonly answers: Answers
  readonly question: Question
  /** Seconds. */
  readonly duration: number
  readonly newId: () => MarkId
}

/** Patches, and what is selected thereafter where that changes. */
export interface Edit {
  readonly patches: readonly Patch[]
  readonly select?: readonly MarkId[]
}

/** A segment with its mark. */
export interface Segment {
  readonly mark: Mark
  readonly value: SegmentValue
}

const NOTHING: Edit = { patches: [] }

/** The question's segments in order of their start, the longer first where they start together. */
export function segmentsIn(answers: Answers, question: Pick<Question, 'id'>): Segment[] {
  return answers
    .flatMap((mark) => (mark.question === question.id ? (known(mark) ?? []) : []))
    .sort((a, b) => a.value.start - b.value.start || b.value.end - a.value.end || (a.mark.id < b.mark.id ? -1 : 1))
}

const segments = new WeakMap<Mark, Segment>()

/** The same object for the same mark, so that what shows a thousand of them draws only those that changed. */
function known(mark: Mark): Segment | null {
  const before = segments.get(mark)
  if (before) return before
  const value = segmentOf(mark)
  if (!value) return null
  const segment = { mark, value }
  segments.set(mark, segment)
  return segment
}

/** The segment after (1) or before (−1) another; the first or last where there is none; null at the ends. */
export function neighbourOf(segments: readonly Segment[], id: MarkId | null | undefined, by: 1 | -1): Segment | null {
  const at = segments.findIndex(({ mark }) => mark.id === id)
  if (at < 0) return (by === 1 ? segments[0] : segments.at(-1)) ?? null
  return segments[at + by] ?? null
}

/** The segments that are heard at a time, in order. */
export function segmentsAt(segments: readonly Segment[], seconds: number): Segment[] {
  return segments.filter(({ value }) => value.start <= seconds && seconds < value.end)
}

/** A new segment between two times; nothing where there is no room for one. */
export function addSegment(desk: SegmentDesk, from: number, to: number, label: LabelId | null): Edit {
  const bounds = newBounds(from, to, roomOf(desk, null))
  if (!bounds) return NOTHING
  const mark = newSegment(desk, bounds, label, 'person')
  return { patches: [adding(mark)], select: [mark.id] }
}

/** Segments that a machine proposes, with how sure it is where it says so; where one is already, it proposes none. */
export function proposeSegments(
  desk: SegmentDesk,
  spans: readonly (Span & { readonly confidence?: number })[],
  label: LabelId | null,
): Edit {
  const known = segmentsIn(desk.answers, desk.question).map(({ value }) => value)
  const room = roomOf(desk, null)
  const fresh = spans.filter((span) => known.every((one) => spanOverlap(one, span) === 0))
  const patches = fresh.slice(0, limits.marksPerAnswers - desk.answers.length).flatMap((span) => {
    const bounds = newBounds(span.start, span.end, room)
    return bounds ? [adding({ ...newSegment(desk, bounds, label, 'model'), confidence: span.confidence ?? null })] : []
  })
  return { patches }
}

function newSegment(
  { newId, question }: SegmentDesk,
  bounds: Span,
  label: LabelId | null,
  source: Mark['source'],
): Mark {
  const value = { ...bounds, ...(rulesOf(question).transcript ? { text: '' } : {}) }
  return { id: newId(), question: question.id, kind: 'segment', label, value, source, confidence: null }
}

/** Moves a segment as it is; its text and the times of its words are the recording's and stay. */
export function moveSegment(desk: SegmentDesk, id: MarkId, by: number): Edit {
  return rebound(desk, id, (value, room) => movedBy(value, by, room))
}

/** Moves one boundary to a time. */
export function moveEdge(desk: SegmentDesk, id: MarkId, edge: Edge, to: number): Edit {
  return rebound(desk, id, (value, room) => movedEdge(value, edge, to, room))
}

/** Moves one boundary by so many seconds. */
export function nudgeEdge(desk: SegmentDesk, id: MarkId, edge: Edge, by: number): Edit {
  return rebound(desk, id, (value, room) => movedEdge(value, edge, value[edge] + by, room))
}

/** Writes a segment's text: words that stay keep their times, new ones get a guess. */
export function writeSegment(desk: Pick<SegmentDesk, 'answers'>, id: MarkId, text: string): Edit {
  const found = segmentIn(desk, id)
  if (!found || (found.value.text ?? '') === text) return NOTHING
  return { patches: [changing(found.mark, owned(found.mark, withText(found.value, text)))] }
}

/** Makes a segment as another version of it is; its boundaries stop where the rules hold them. */
export function takeVersion(
  desk: SegmentDesk,
  id: MarkId,
  { value, label, attributes }: Pick<Mark, 'label' | 'attributes'> & { readonly value: SegmentValue },
): Edit {
  const found = segmentIn(desk, id)
  if (!found) return NOTHING
  const room = roomOf(desk, id)
  const { start, end } = movedEdge(movedEdge(found.value, 'end', value.end, room), 'start', value.start, room)
  const { attributes: _, ...mark } = owned(found.mark, { ...value, start, end })
  return { patches: [changing(found.mark, { ...mark, label, ...(attributes ? { attributes } : {}) })] }
}

/** Gives segments a class or speaker; what is said of them beside that is settled where it is committed. */
export function labelSegments(desk: Pick<SegmentDesk, 'answers'>, ids: readonly MarkId[], label: LabelId | null): Edit {
  const patches = ids.flatMap((id) => {
    const found = segmentIn(desk, id)
    if (!found || found.mark.label === label) return []
    return [changing(found.mark, { ...owned(found.mark, found.value), label })]
  })
  return { patches }
}

/** Takes segments away and selects the one after them. */
export function removeSegments(desk: SegmentDesk, ids: readonly MarkId[]): Edit {
  const ordered = segmentsIn(desk.answers, desk.question)
  const gone = new Set(ids)
  const last = ordered.findLastIndex(({ mark }) => gone.has(mark.id))
  const next = ordered[last + 1] ?? ordered.findLast(({ mark }) => !gone.has(mark.id))
  return { patches: removingAll(desk.answers, gone), select: next ? [next.mark.id] : [] }
}

/** Cuts a segment at a time; the second part is selected. */
export function splitAtTime(desk: SegmentDesk, id: MarkId, seconds: number): Edit {
  const { shortest } = rulesOf(desk.question)
  return split(desk, id, (value) => {
    const at = Math.round(seconds * 1_000) / 1_000
    const isRoom = at - value.start >= shortest - SLACK && value.end - at >= shortest - SLACK
    return isRoom ? cutAtTime(value, at) : null
  })
}

/** Cuts a segment where the caret stands in its text (UTF-16); the second part is selected. */
export function splitAtCaret(desk: SegmentDesk, id: MarkId, caret: number): Edit {
  return split(desk, id, (value) => cutAtCaret(value, caret, rulesOf(desk.question).shortest))
}

/** Makes one of a segment and the next (1) or previous (−1) one, as the earlier one; it is selected. */
export function mergeWith(desk: SegmentDesk, id: MarkId, by: 1 | -1): Edit {
  const ordered = segmentsIn(desk.answers, desk.question)
  const here = ordered.find(({ mark }) => mark.id === id)
  const other = here ? neighbourOf(ordered, id, by) : null
  if (!here || !other) return NOTHING
  const [first, second] = by === 1 ? [here, other] : [other, here]
  const removal = removing(desk.answers, second.mark.id)
  if (!removal) return NOTHING
  const merged = owned(first.mark, joined(first.value, second.value))
  return { patches: [changing(first.mark, merged), removal], select: [first.mark.id] }
}

const SLACK = 1e-6

function split(desk: SegmentDesk, id: MarkId, cut: (value: SegmentValue) => Halves | null): Edit {
  const found = segmentIn(desk, id)
  const halves = found && cut(found.value)
  if (!found || !halves) return NOTHING
  const { mark } = found
  const second: Mark = { ...owned(mark, halves[1]), id: desk.newId() }
  const place = desk.answers.findIndex((other) => other.id === id)
  return {
    patches: [changing(mark, owned(mark, halves[0])), { id: second.id, before: null, after: second, at: place + 1 }],
    select: [second.id],
  }
}

function rebound(
  desk: SegmentDesk,
  id: MarkId,
  next: (value: SegmentValue, room: Room) => { readonly start: number; readonly end: number },
): Edit {
  const found = segmentIn(desk, id)
  if (!found) return NOTHING
  const { start, end } = next(found.value, roomOf(desk, id))
  if (start === found.value.start && end === found.value.end) return NOTHING
  return { patches: [changing(found.mark, owned(found.mark, { ...found.value, start, end }))] }
}

/** What a segment of the question must fit into; `id` is the segment itself, which is not in its own way. */
export function roomOf({ answers, question, duration }: Omit<SegmentDesk, 'newId'>, id: MarkId | null): Room {
  const rules = rulesOf(question)
  // Where segments may overlap nobody asks where the others are.
  const others = rules.overlap
    ? []
    : segmentsIn(answers, question).flatMap(({ mark, value }) => (mark.id === id ? [] : [value]))
  return { duration, rules, others }
}

function segmentIn({ answers }: Pick<SegmentDesk, 'answers'>, id: MarkId): Segment | null {
  const mark = answers.find((one) => one.id === id)
  const value = segmentOf(mark)
  return mark && value ? { mark, value } : null
}

/** As the person's own: what a machine was sure of was the value before. */
function owned(mark: Mark, value: SegmentValue): Mark {
  return { ...mark, value: value as Mark['value'], source: 'person', confidence: null }
}

/** What was voted on was the text before. */
function withText({ vote: _, ...value }: SegmentValue, text: string): SegmentValue {
  if (value.words === undefined) return { ...value, text }
  const { estimated, ...rest } = value
  const known = estimated === true ? value.words.map((word) => ({ ...word, estimated: true })) : value.words
  return { ...rest, text, words: retimed(known, text, value.end) }
}
