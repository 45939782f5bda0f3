// Tokens of a text and how a drag snaps to them. Words after UAX #29 through Intl.Segmenter, which also knows the
// words of Chinese, Japanese and Thai; each punctuation mark is a token; blanks are none. Offsets in code points.

import { type CodePointIndex, codePointLength } from '@etabli/formats'
import type { Rows } from './rows.ts'
import { graphemes, type Sentence, sentencesIn } from './segmenters.ts'

export interface Token {
  /** Code points, half-open. */
  readonly start: number
  readonly end: number
}

/** A stretch of code points, half-open. */
export interface Stretch {
  readonly start: number
  readonly end: number
}

const BLANK = /^[\s\p{Cc}\p{Cf}\p{Z}]*$/u

/** The tokens of a piece of text that begins at that code point of the whole. */
export function tokensWithin(text: string, from: number, segmenter: Intl.Segmenter): Token[] {
  const tokens: Token[] = []
  let at = from
  for (const { segment } of segmenter.segment(text)) {
    const start = at
    at += codePointLength(segment)
    if (!BLANK.test(segment)) tokens.push({ start, end: at })
  }
  return tokens
}

/** Index of the first token that ends after the offset: the one that holds it, or the next; tokens.length past all. */
export function tokenFrom(tokens: readonly Token[], offset: number): number {
  let low = 0
  let high = tokens.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((tokens[middle]?.end ?? Number.POSITIVE_INFINITY) <= offset) low = middle + 1
    else high = middle
  }
  return low
}

/** What of a passage snapping needs. */
export interface Snappable {
  readonly index: CodePointIndex
  readonly length: number
  readonly rows: Rows
  rowTokens(row: number): readonly Token[]
}

/** What of a passage its sentences need. */
export interface Readable extends Snappable {
  readonly text: string
  readonly language: string
}

function rowOf({ index, length, rows }: Snappable, offset: number): number {
  return rows.of(index.toUtf16(Math.max(0, Math.min(length, offset))))
}

/** The first token that ends after the offset: the one that holds it, or the next; null past the last. */
export function tokenAt(passage: Snappable, offset: number): Token | null {
  for (let row = rowOf(passage, offset); row < passage.rows.count; row += 1) {
    const tokens = passage.rowTokens(row)
    const token = tokens[tokenFrom(tokens, offset)]
    if (token) return token
  }
  return null
}

/** The last token that begins before the offset; null before the first. */
export function tokenBefore(passage: Snappable, offset: number): Token | null {
  for (let row = rowOf(passage, offset); row >= 0; row -= 1) {
    const token = passage.rowTokens(row).findLast(({ start }) => start < offset)
    if (token) return token
  }
  return null
}

const after = (passage: Snappable, token: Token): Token | null => tokenAt(passage, token.end)
const before = (passage: Snappable, token: Token): Token | null => tokenBefore(passage, token.start)

/**
 * The stretch that a drag from one place to another means: every token it touches, without stray punctuation at the
 * edges (TXT12). A drag over punctuation alone keeps it; a drag over blanks alone means nothing (null).
 */
export function snapped(passage: Snappable, from: number, to: number): Stretch | null {
  const [start, end] = from <= to ? [from, to] : [to, from]
  const first = tokenAt(passage, start)
  const last = tokenBefore(passage, end)
  return first && last && first.start < end && last.end > start ? trimmed(passage, first, last) : null
}

/** Marks that a drag takes by accident: sentence ends, quotes, brackets, dashes. Signs that carry meaning stay (# @ & % § £). */
const STRAY = /^[.,;:!?…"'()[\]{}<>«»‹›“”‘’„‚—–\-、。，；：！？「」『』（）【】《》¿¡·|*_~`\u061B\u061F\u060C]+$/u
const PARTNERS: Readonly<Record<string, string>> = {
  ')': '(',
  ']': '[',
  '}': '{',
  '>': '<',
  '»': '«',
  '”': '“',
  '’': '‘',
  '」': '「',
  '』': '『',
  '）': '（',
  '】': '【',
  '》': '《',
}
const OPENERS: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(PARTNERS).map(([close, open]) => [open, close]),
)

/** How many tokens from its own edge a bracket looks for its partner. */
const PARTNER_WITHIN = 400

/** From the first token to the last, without stray marks at either edge; all of it where there is nothing else. */
function trimmed(passage: Snappable, first: Token, last: Token): Stretch {
  const said = ({ start, end }: Token) => passage.index.slice(start, end)
  let [from, until] = [first, last]
  // A bracket whose partner is inside belongs to the words: "Lyon (Rhône)".
  const held = (token: Token, partners: Readonly<Record<string, string>>, step: typeof after) => {
    const partner = partners[said(token)]
    if (partner === undefined) return false
    let here = step(passage, token)
    for (let n = 0; here && here.start >= from.start && here.end <= until.end && n < PARTNER_WITHIN; n += 1) {
      if (said(here) === partner) return true
      here = step(passage, here)
    }
    return false
  }
  while (STRAY.test(said(from)) && !held(from, OPENERS, after)) {
    const next = after(passage, from)
    if (!next || next.start > until.start) return { start: first.start, end: last.end }
    from = next
  }
  while (STRAY.test(said(until)) && !held(until, PARTNERS, before)) {
    const next = before(passage, until)
    if (!next || next.start < from.start) break
    until = next
  }
  return { start: from.start, end: until.end }
}

/** Marks that hold one word together: `MB-52555`, `aujourd’hui`, `a.b@c.org`. */
const JOINERS = /^[-‐‑'’_.@/]$/u

/**
 * The word at a place, as a double click means it: its token and those joined to it without a blank by a hyphen, an
 * apostrophe, a dot, an at sign or a slash. Null where there is no token.
 */
export function wordAt(passage: Snappable, offset: number): Stretch | null {
  const token = tokenAt(passage, offset)
  if (!token || token.start > offset) return null
  const said = (one: Token) => passage.index.slice(one.start, one.end)
  const joins = (one: Token) => JOINERS.test(said(one))
  if (STRAY.test(said(token)) && !joins(token)) return { start: token.start, end: token.end }
  let first = token
  let last = token
  for (let next = before(passage, first); next?.end === first.start && (joins(next) || joins(first)); ) {
    first = next
    next = before(passage, first)
  }
  for (let next = after(passage, last); next?.start === last.end && (joins(last) || joins(next)); ) {
    last = next
    next = after(passage, last)
  }
  return trimmed(passage, first, last)
}

/** The sentence that holds a place, without the blanks around it; null where there is no word in it. */
export function sentenceAt(passage: Readable, offset: number): Stretch | null {
  const { rows, index, text, language } = passage
  const at = index.toUtf16(Math.max(0, Math.min(passage.length, offset)))
  const row = rows.of(at)
  // A long line's sentence may have begun in the piece before this one, or end in the next.
  const from = rows.at(rows.continues(row) ? row - 1 : row).start
  const until = rows.at(rows.continues(row + 1) ? row + 1 : row).end
  const place = Math.min(at, until - 1) - from
  const found = sentenceUnder(text.slice(from, until), language, place)
  if (!found) return null
  const start = index.toCodePoint(from + found.index)
  const end = index.toCodePoint(from + found.index + found.segment.length)
  const first = tokenAt(passage, start)
  const last = tokenBefore(passage, end)
  return first && last && first.start < end && last.end > start ? { start: first.start, end: last.end } : null
}

function sentenceUnder(text: string, language: string, place: number): Sentence | null {
  for (const sentence of sentencesIn(text, language)) {
    if (place < sentence.index + sentence.segment.length) return sentence
  }
  return null
}

/** The stretch grown so that it parts no emoji family, flag, combining letter or CRLF. */
export function wholeGraphemes(passage: Snappable, { start, end }: Stretch): Stretch {
  return { start: graphemeEdge(passage, start, -1), end: graphemeEdge(passage, end, 1) }
}

/** What a reader sees as one character, from that offset on or up to it; null at the text's end. */
export function graphemeBeside(passage: Snappable, offset: number, by: 1 | -1): Stretch | null {
  const at = by > 0 ? offset : offset - 1
  if (at < 0 || at >= passage.length) return null
  return wholeGraphemes(passage, { start: at, end: at + 1 })
}

/** How far a cluster may reach from a place: flags and families are long, and stay within their token. */
const NEAR = 16

function graphemeEdge(passage: Snappable, offset: number, by: 1 | -1): number {
  const token = tokenAt(passage, offset)
  const within = token !== null && token.start < offset
  const from = within ? Math.max(token.start, offset - 200) : Math.max(0, offset - 2)
  const until = within ? Math.min(token.end, offset + NEAR) : Math.min(passage.length, offset + 2)
  let at = from
  for (const { segment } of graphemes().segment(passage.index.slice(from, until))) {
    const next = at + codePointLength(segment)
    if (at < offset && offset < next) return by > 0 ? next : at
    at = next
  }
  return offset
}

/** A boundary moved by one token. `by` +1 later, −1 earlier; the same where there is no further token. */
export function movedBoundary(passage: Snappable, span: Stretch, edge: 'start' | 'end', by: 1 | -1): Stretch {
  if (edge === 'start') {
    const here = tokenAt(passage, span.start)
    const next = by > 0 ? here && after(passage, here) : tokenBefore(passage, span.start)
    return next && next.start < span.end ? { start: next.start, end: span.end } : { ...span }
  }
  const here = tokenAt(passage, span.end - 1)
  const next = by > 0 ? tokenAt(passage, span.end) : here ? before(passage, here) : tokenBefore(passage, span.end - 1)
  return next && next.end > span.start ? { start: span.start, end: next.end } : { ...span }
}

/** A boundary moved by one character as a reader sees them; the same where the span would be empty. */
export function nudgedBoundary(passage: Snappable, span: Stretch, edge: 'start' | 'end', by: 1 | -1): Stretch {
  const step = graphemeBeside(passage, edge === 'start' ? span.start : span.end, by)
  if (!step) return { ...span }
  const to = by > 0 ? step.end : step.start
  const next = edge === 'start' ? { start: to, end: span.end } : { start: span.start, end: to }
  return next.start < next.end ? next : { ...span }
}
