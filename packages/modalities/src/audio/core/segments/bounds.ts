// Where a segment may begin and end: inside the recording, long enough, and beside the others where they may not overlap.
import type { Span } from '@etabli/geometry'
import { type SegmentRules, TICKS } from '../kinds/segment-value.ts'

export type Edge = 'start' | 'end'

/** What a segment must fit into; times in seconds. */
export interface Room {
  readonly duration: number
  readonly rules: Pick<SegmentRules, 'overlap' | 'shortest'>
  /** The other segments of the same question. */
  readonly others: readonly Span[]
}

/** To the millisecond, inside the recording. */
export function tidySeconds(seconds: number, duration: number): number {
  const held = Math.min(Math.max(0, seconds), duration)
  // The recording's own end is kept as it is: it need not be a whole millisecond.
  return held === duration ? duration : Math.round(held * TICKS) / TICKS
}

/**
 * The bounds of a new segment drawn from one time to another, in either direction; a drag that is too short, or one that
 * begins where a segment is and none may overlap, makes none. Without overlap it ends where the next one begins.
 */
export function newBounds(from: number, to: number, room: Room): Span | null {
  const free = room.rules.overlap ? { start: 0, end: room.duration } : gapAt(from, room)
  if (!free) return null
  const within = (seconds: number) => Math.min(Math.max(tidySeconds(seconds, room.duration), free.start), free.end)
  const span = { start: within(Math.min(from, to)), end: within(Math.max(from, to)) }
  return isLongEnough(span, room) ? span : null
}

/** The bounds with one of them moved: it stops short of the other and, without overlap, at the neighbour. */
export function movedEdge(span: Span, edge: Edge, to: number, room: Room): Span {
  const { low, high } = wallsOf(span, room)
  const { shortest } = room.rules
  const tidied = tidySeconds(to, room.duration)
  if (edge === 'start') {
    const latest = tidySeconds(span.end - shortest, room.duration)
    return { start: Math.max(Math.min(tidied, latest), Math.min(low, span.start)), end: span.end }
  }
  const earliest = tidySeconds(span.start + shortest, room.duration)
  return { start: span.start, end: Math.min(Math.max(tidied, earliest), Math.max(high, span.end)) }
}

/** The bounds moved as one, of the same length; they stop at the recording's ends and, without overlap, at neighbours. */
export function movedBy(span: Span, by: number, room: Room): Span {
  const { low, high } = wallsOf(span, room)
  const held = Math.min(Math.max(by, low - span.start), high - span.end)
  if (held === 0) return span
  const start = tidySeconds(span.start + held, room.duration)
  const end = Math.min(tidySeconds(start + (span.end - span.start), room.duration), high)
  return { start, end }
}

/** The stretch around a time in which there is no segment; null where there is one. */
function gapAt(seconds: number, { others, duration }: Room): Span | null {
  if (others.some(({ start, end }) => seconds > start && seconds < end)) return null
  const { low, high } = wallsOf({ start: seconds, end: seconds }, { others, duration, rules: NO_OVERLAP })
  return low < high ? { start: low, end: high } : null
}

const NO_OVERLAP = { overlap: false, shortest: 0 } as const

/** How far bounds may go: to the neighbours that do not lie across them already. */
function wallsOf(span: Span, { others, duration, rules }: Room): { readonly low: number; readonly high: number } {
  let [low, high] = [0, duration]
  if (rules.overlap) return { low, high }
  for (const other of others) {
    if (other.end <= span.start + SLACK) low = Math.max(low, other.end)
    else if (other.start >= span.end - SLACK) high = Math.min(high, other.start)
  }
  return { low, high }
}

/** Differences of decimals are not exact. */
const SLACK = 1e-6

function isLongEnough({ start, end }: Span, { rules }: Room): boolean {
  return end - start >= rules.shortest - SLACK
}
