// What is done to spans that are selected: boundaries moved, split in two, joined, given another part, removed.
import { adding, changing, type Patch, removingAll } from '@etabli/modality-kit'
import { type Answers, limits, type Mark, type MarkId } from '@etabli/schema'
import type { Passage } from '../passage.ts'
import { partAt, partedAt, sameParts, spanValue, stretchesOf, stretchOf } from '../stretches.ts'
import { movedBoundary, nudgedBoundary, type Stretch, tokenAt, tokenBefore } from '../tokens.ts'

export type Edge = 'start' | 'end'

/** A boundary that is held: of a part of a span, or of the words that are chosen (`id` null, `part` 0). */
export interface Grip {
  readonly id: MarkId | null
  readonly part: number
  readonly edge: Edge
}

const ACTS = [
  'delete',
  'grow',
  'shrink',
  'grow-start',
  'shrink-start',
  'grow-letter',
  'shrink-letter',
  'grow-start-letter',
  'shrink-start-letter',
  'split',
  'join',
  'next-part',
] as const
export type SpanAct = (typeof ACTS)[number]

export const isAct = (key: string): key is SpanAct => ACTS.some((act) => act === key)

export interface Acting {
  readonly passage: Passage
  readonly answers: Answers
  readonly selection: readonly MarkId[]
  readonly newId: () => MarkId
}

export interface Acted {
  readonly patches: readonly Patch[]
  readonly select: readonly MarkId[]
  /** Where the caret is afterwards. */
  readonly at: number
}

/** Does one thing to the selected spans; no patches where it changes nothing. `at` is where the text was last clicked. */
export function actOnSelected(act: SpanAct, at: number, acting: Acting): Acted {
  const { answers, selection } = acting
  const chosen = answers.filter((mark) => mark.kind === 'span' && selection.includes(mark.id))
  const [first] = chosen
  const none = { patches: [], select: selection, at }
  if (!first) return none
  switch (act) {
    case 'delete':
      return { patches: removal(answers, new Set(chosen.map(({ id }) => id))), select: [], at: stretchOf(first).start }
    case 'split':
      return split(first, at, acting) ?? none
    case 'join':
      return joined(chosen, acting) ?? none
    case 'next-part':
      return { ...none, at: nextPart(stretchesOf(first), at) }
    default: {
      const [edge, by] = BOUNDARIES[act]
      const move = act.endsWith('-letter') ? nudgedBoundary : movedBoundary
      const parts = stretchesOf(first)
      const held = partAt(parts, at)
      // Where no part is in hand it is the outer bounds that move.
      const index = held >= 0 ? held : edge === 'start' ? 0 : parts.length - 1
      const next = move(acting.passage, parts[index] ?? stretchOf(first), edge, by)
      return { patches: reshaped(first, index, next), select: selection, at: next.end }
    }
  }
}

const BOUNDARIES: Readonly<
  Record<Exclude<SpanAct, 'delete' | 'split' | 'join' | 'next-part'>, readonly [Edge, 1 | -1]>
> = {
  grow: ['end', 1],
  shrink: ['end', -1],
  'grow-start': ['start', -1],
  'shrink-start': ['start', 1],
  'grow-letter': ['end', 1],
  'shrink-letter': ['end', -1],
  'grow-start-letter': ['start', -1],
  'shrink-start-letter': ['start', 1],
}

/** Removes from the last to the first, so that each remembered place is true when undone. */
export const removal = (answers: Answers, ids: ReadonlySet<MarkId>): Patch[] => removingAll(answers, ids)

/** Where the caret goes to have the part after the one in hand in hand: the first after the last, and where none is. */
function nextPart(parts: readonly Stretch[], at: number): number {
  return parts[(partAt(parts, at) + 1) % parts.length]?.start ?? at
}

/**
 * The patch that gives a part of a span other bounds; none where nothing changes. Its id, label and other parts stay (TXT10);
 * those that the part reaches become one with it.
 */
export function reshaped(mark: Mark, part: number, next: Stretch): Patch[] {
  return restretched(mark, stretchesOf(mark).toSpliced(part, 1, next))
}

/** The patch that gives a span one more stretch. */
export function extended(answers: Answers, id: MarkId, stretch: Stretch): Patch[] {
  const mark = answers.find((one) => one.id === id)
  return mark ? restretched(mark, [...stretchesOf(mark), stretch]) : []
}

function restretched(before: Mark, stretches: readonly Stretch[]): Patch[] {
  const value = spanValue(stretches)
  if ((value?.parts?.length ?? 0) > limits.partsPerSpan) return []
  if (!value || sameParts(stretchesOf(before), stretchesOf({ value }))) return []
  return [changing(before, { ...before, value, source: 'person', confidence: null })]
}

/**
 * Two spans of the same class where there was one: at the word that was clicked, else after the first word. The first
 * keeps id, attributes and relations; both are selected.
 */
function split(mark: Mark, clicked: number, { passage, newId }: Acting): Acted | null {
  const { start, end } = stretchOf(mark)
  const inside = clicked > start && clicked < end
  const word = tokenAt(passage, inside ? clicked : start)
  const cut = inside && word ? Math.max(word.start, start) : (word?.end ?? start)
  // A click in the first word parts after it.
  const at = cut > start ? cut : (word?.end ?? start)
  const [before, rest] = partedAt(stretchesOf(mark), at)
  const lead = rest[0] && tokenAt(passage, rest[0].start)
  const last = before.at(-1) && tokenBefore(passage, at)
  if (!lead || !last || at >= end) return null
  const first = spanValue([
    ...before.slice(0, -1),
    { start: before.at(-1)?.start ?? start, end: Math.min(at, last.end) },
  ])
  const second = spanValue([{ start: Math.max(at, lead.start), end: rest[0]?.end ?? end }, ...rest.slice(1)])
  if (!first || !second) return null
  const by = { source: 'person', confidence: null } as const
  const twin: Mark = { ...mark, ...by, id: newId(), value: second }
  return {
    patches: [changing(mark, { ...mark, ...by, value: first }), adding(twin)],
    select: [mark.id, twin.id],
    at: second.start,
  }
}

/**
 * One span from the first character to the last: of those selected that have the first one's class, or of the one
 * selected and the next of its class. The first keeps id, attributes and relations.
 */
function joined(chosen: readonly Mark[], { answers }: Acting): Acted | null {
  const [lead] = chosen
  if (!lead) return null
  const alike = (mark: Mark) => mark.kind === 'span' && mark.question === lead.question && mark.label === lead.label
  const inOrder = (marks: readonly Mark[]) => marks.toSorted((a, b) => stretchOf(a).start - stretchOf(b).start)
  const next = inOrder(answers.filter((mark) => alike(mark) && stretchOf(mark).start >= stretchOf(lead).end))[0]
  const all = chosen.length > 1 ? inOrder(chosen.filter(alike)) : next ? [lead, next] : []
  const [first] = all
  if (!first || all.length < 2) return null
  const hull = { start: stretchOf(first).start, end: Math.max(...all.map((mark) => stretchOf(mark).end)) }
  const value = spanValue([hull])
  const others = new Set(all.slice(1).map(({ id }) => id))
  return {
    patches: [changing(first, { ...first, value, source: 'person', confidence: null }), ...removal(answers, others)],
    select: [first.id],
    at: hull.end,
  }
}
