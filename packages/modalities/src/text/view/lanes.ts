// Where spans are drawn: the text in lines, each span in a lane of its own below the words, and the words in pieces
// that the same spans cover. Pure; offsets are UTF-16 indices of the text, as the page counts.
import type { Row } from '../core/index.ts'

/** A row of the text: a line, or a piece of a very long one. */
export type Line = Pick<Row, 'number' | 'start' | 'end' | 'next'>

/** A span to be drawn. */
export interface Drawn {
  readonly id: string
  readonly start: number
  readonly end: number
  /** What its chip says. */
  readonly name: string
  /** CSS colour. */
  readonly colour: string
  /** Proposed by a model or a file, and not yet a person's. */
  readonly proposed: boolean
  readonly selected: boolean
  /** The layer it belongs to, or null for the answers being edited. */
  readonly layer: string | null
  /** 0 for the answers being edited, then the layers in their order: lower lanes. */
  readonly rank: number
  /** Which part of its span this is, from 0. */
  readonly part: number
  /** It is the part in hand of a selected span that has several. */
  readonly held: boolean
}

export interface Placed extends Drawn {
  readonly lane: number
}

export interface Piece {
  readonly start: number
  readonly end: number
  /** What covers it, top lane first. */
  readonly spans: readonly Placed[]
  /** How its words are dressed (class names), or null. */
  readonly dress: string | null
}

/** Words of a row that are dressed alike. */
export interface Run {
  readonly start: number
  readonly end: number
  readonly className: string
}

export interface LineLayout {
  readonly lanes: number
  readonly pieces: readonly Piece[]
  /** The spans that cover the line's end. */
  readonly overEnd: readonly Placed[]
}

/** The spans of each row from `first` on, in order of their starts; a row without any is absent. */
export function byRow(rows: readonly Line[], spans: readonly Drawn[]): Map<number, Drawn[]> {
  const found = new Map<number, Drawn[]>()
  for (const span of spans.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    for (let at = rowAt(rows, span.start); (rows[at]?.start ?? span.end) < span.end; at += 1) {
      const row = rows[at]
      if (!row || row.next <= span.start) continue
      const here = found.get(row.number)
      if (here) here.push(span)
      else found.set(row.number, [span])
    }
  }
  return found
}

/** The place in the list of the row that holds an index; the first or last beyond them. */
function rowAt(rows: readonly Line[], index: number): number {
  let low = 0
  let high = rows.length - 1
  while (low < high) {
    const middle = (low + high + 1) >>> 1
    if ((rows[middle]?.start ?? 0) <= index) low = middle
    else high = middle - 1
  }
  return low
}

/** How wide a letter of a chip is beside a letter of the text. */
const CHIP_LETTER = 0.66
const CHIP_ENDS = 1.5

/** What a span takes of its lane in this line: the words, and its name where it begins here. */
function extent(span: Drawn, line: Line): [number, number] {
  const from = Math.max(span.start, line.start)
  const to = Math.min(span.end, line.next)
  return [from, span.start >= line.start ? Math.max(to, from + span.name.length * CHIP_LETTER + CHIP_ENDS) : to]
}

/**
 * Lanes for the spans of one line (in order of their starts): no two that share a lane touch, names included; where
 * spans nest, the inner one is nearer to the words. Where people's spans meet, those of a later rank lie below.
 */
export function placeSpans(line: Line, spans: readonly Drawn[]): { placed: Placed[]; lanes: number } {
  const placed: Placed[] = []
  let lanes = 0
  for (const cluster of clusters(line, spans)) {
    let below = 0
    const ranks = [...Map.groupBy(cluster, (span) => span.rank)].sort(([a], [b]) => a - b)
    for (const [, group] of ranks) {
      const ends: number[] = []
      const rows = group.map((span) => {
        const [from, to] = extent(span, line)
        const free = ends.findIndex((end) => end <= from)
        const row = free < 0 ? ends.length : free
        ends[row] = to
        return row
      })
      // Outer spans come first and took the first rows: turned over, they lie below what they hold.
      for (const [index, span] of group.entries()) {
        placed.push({ ...span, lane: below + ends.length - 1 - (rows[index] ?? 0) })
      }
      below += ends.length
    }
    lanes = Math.max(lanes, below)
  }
  return { placed, lanes }
}

/** Runs of spans whose extents touch one another. */
function clusters(line: Line, spans: readonly Drawn[]): Drawn[][] {
  const runs: Drawn[][] = []
  let end = Number.NEGATIVE_INFINITY
  for (const span of spans) {
    const [from, to] = extent(span, line)
    if (from >= end) runs.push([])
    runs.at(-1)?.push(span)
    end = Math.max(end, to)
  }
  return runs
}

const undressed: readonly Run[] = []

/** The line cut wherever a span or a run begins or ends. Runs come in order and do not overlap. */
export function layOut(line: Line, spans: readonly Drawn[], runs: readonly Run[] = undressed): LineLayout {
  const { placed, lanes } = placeSpans(line, spans)
  const cuts = new Set([line.start, line.end])
  for (const { start, end } of [...placed, ...runs])
    for (const cut of [start, end]) if (cut > line.start && cut < line.end) cuts.add(cut)
  const places = [...cuts].sort((a, b) => a - b)
  const pieces: Piece[] = []
  // Spans that are open, in a sweep over the cuts: short lines of many spans stay quick.
  const coming = placed.toSorted((a, b) => a.start - b.start)
  let next = 0
  let open: Placed[] = []
  let worn = 0
  places.forEach((start, index) => {
    const end = places[index + 1]
    if (end === undefined) return
    open = open.filter((span) => span.end > start)
    for (let span = coming[next]; span && span.start <= start; span = coming[++next])
      if (span.end > start) open.push(span)
    while ((runs[worn]?.end ?? end) <= start) worn += 1
    const run = runs[worn]
    const dress = run && run.start <= start ? run.className : null
    pieces.push({ start, end, spans: open.toSorted((a, b) => a.lane - b.lane), dress })
  })
  return {
    lanes,
    pieces,
    overEnd: placed.filter((span) => span.start <= line.end && span.end > line.end && line.next > line.end),
  }
}
