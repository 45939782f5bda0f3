// A text cut into rows: its lines, and very long lines in pieces that end at the bound of a word. What is drawn, measured
// and segmented goes by rows, so that a text of any size is opened without looking at all of it. UTF-16 indices.
import { wordSegmenter } from './segmenters.ts'

export interface Row {
  readonly number: number
  /** The line it is of, from 0. */
  readonly line: number
  readonly start: number
  /** Without the line's own end. */
  readonly end: number
  /** After the line's own end (LF, CRLF or CR); the same as `end` where the line goes on in the next row. */
  readonly next: number
}

export interface Rows {
  readonly count: number
  readonly lines: number
  at(number: number): Row
  /** The number of the row that holds a UTF-16 index. */
  of(index: number): number
  /** True where the row goes on with the line of the one before it. */
  continues(number: number): boolean
}

/** A line is cut where it is longer than this and a half. */
const PIECE = 2_000
const LOOK_BACK = 500

/** The rows of a text, in one pass over its line ends; memory is three numbers a row. */
export function rowsOf(text: string, language: string): Rows {
  const table = { starts: [] as number[], ends: [] as number[], lines: [] as number[] }
  let line = 0
  let at = 0
  for (;;) {
    const end = lineEnd(text, at)
    cut(text, at, end, line, language, table)
    if (end >= text.length) break
    at = end + (text[end] === '\r' && text[end + 1] === '\n' ? 2 : 1)
    line += 1
  }
  return reading(
    Uint32Array.from(table.starts),
    Uint32Array.from(table.ends),
    Uint32Array.from(table.lines),
    text.length,
  )
}

interface Table {
  readonly starts: number[]
  readonly ends: number[]
  readonly lines: number[]
}

function cut(text: string, from: number, end: number, line: number, language: string, table: Table): void {
  let start = from
  while (end - start > PIECE * 1.5) {
    const next = boundBefore(text, start, start + PIECE, language)
    table.starts.push(start)
    table.ends.push(next)
    table.lines.push(line)
    start = next
  }
  table.starts.push(start)
  table.ends.push(end)
  table.lines.push(line)
}

function reading(starts: Uint32Array, ends: Uint32Array, lines: Uint32Array, length: number): Rows {
  const count = starts.length
  return {
    count,
    lines: (lines[count - 1] ?? 0) + 1,
    at: (number) => ({
      number,
      line: lines[number] ?? 0,
      start: starts[number] ?? length,
      end: ends[number] ?? length,
      next: starts[number + 1] ?? length,
    }),
    of(index) {
      let low = 0
      let high = count - 1
      while (low < high) {
        const middle = (low + high + 1) >>> 1
        if ((starts[middle] ?? 0) <= index) low = middle
        else high = middle - 1
      }
      return low
    },
    continues: (number) => number > 0 && lines[number] === lines[number - 1],
  }
}

/** Where the line that begins here ends; the text's length where it is the last. */
function lineEnd(text: string, from: number): number {
  for (let at = from; at < text.length; at += 1) {
    const unit = text.charCodeAt(at)
    if (unit === 10 || unit === 13) return at
  }
  return text.length
}

/** The last good place to cut before an index: after a blank, else at the bound of a word. */
function boundBefore(text: string, start: number, wanted: number, language: string): number {
  for (let at = wanted; at > wanted - LOOK_BACK; at -= 1) {
    const unit = text.charCodeAt(at - 1)
    if (unit === 32 || unit === 9) return isMark(text, at) ? at - 1 : at
  }
  const from = Math.max(start, wanted - LOOK_BACK)
  const slice = text.slice(from, wanted + LOOK_BACK)
  const word = wordSegmenter(language)
    .segment(slice)
    .containing(wanted - from)
  const bound = from + (word?.index ?? 0)
  if (bound > start + LOOK_BACK) return bound
  // One "word" of hundreds of characters: wherever no character is parted.
  const low = text.charCodeAt(wanted)
  return low >= 0xdc00 && low <= 0xdfff ? wanted - 1 : wanted
}

/** True where a combining mark stands here: it belongs to what is before it. */
function isMark(text: string, at: number): boolean {
  return /^[\p{M}\u200D]/u.test(text.slice(at, at + 2))
}
