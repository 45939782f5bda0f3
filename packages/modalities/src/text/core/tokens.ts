// Tokens of a text and how a drag snaps to them. Words after UAX #29 through Intl.Segmenter, which also knows the
// words of Chinese, Japanese and Thai; each punctuation mark is a token; blanks are none. Offsets in code points.

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

const segmenter = new Intl.Segmenter('en', { granularity: 'word' })
const BLANK = /^[\s\p{Cc}\p{Cf}\p{Z}]*$/u

/** All tokens of a text, in order. Segmented paragraph by paragraph, so that long texts stay quick. */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = []
  let at = 0
  for (const paragraph of text.match(/[^\n]*\n?/g) ?? []) {
    for (const { segment } of segmenter.segment(paragraph)) {
      const start = at
      at += codePoints(segment)
      if (!BLANK.test(segment)) tokens.push({ start, end: at })
    }
  }
  return tokens
}

function codePoints(text: string): number {
  let count = 0
  for (const _ of text) count += 1
  return count
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
  readonly tokens: readonly Token[]
  readonly length: number
  readonly index: { slice(start: number, end: number): string }
}

/**
 * The stretch that a drag from one place to another means: every token it touches, without stray punctuation at the
 * edges (TXT12). A drag over punctuation alone keeps it; a drag over blanks alone means nothing (null).
 */
export function snapped(passage: Snappable, from: number, to: number): Stretch | null {
  const [start, end] = from <= to ? [from, to] : [to, from]
  const first = tokenFrom(passage.tokens, start)
  const touched: Token[] = []
  for (let at = first; at < passage.tokens.length; at += 1) {
    const token = passage.tokens[at]
    if (!token || token.start >= end) break
    touched.push(token)
  }
  return trimmed(passage, touched)
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

function trimmed(passage: Snappable, tokens: readonly Token[]): Stretch | null {
  const all = bounds(tokens)
  if (!all) return null
  const words = tokens.map((token) => passage.index.slice(token.start, token.end))
  let from = 0
  let until = tokens.length
  // A bracket whose partner is inside belongs to the words: "Lyon (Rhône)".
  const held = (mark: string, partners: Readonly<Record<string, string>>) => {
    const partner = partners[mark]
    return partner !== undefined && words.slice(from, until).includes(partner)
  }
  const strayAt = (index: number, partners: Readonly<Record<string, string>>) => {
    const word = words[index]
    return word !== undefined && STRAY.test(word) && !held(word, partners)
  }
  while (from < until && strayAt(from, OPENERS)) from += 1
  while (until > from && strayAt(until - 1, PARTNERS)) until -= 1
  return bounds(tokens.slice(from, until)) ?? all
}

function bounds(tokens: readonly Token[]): Stretch | null {
  const first = tokens[0]
  const last = tokens.at(-1)
  return first && last ? { start: first.start, end: last.end } : null
}

/** Marks that hold one word together: `MB-52555`, `aujourd’hui`, `a.b@c.org`. */
const JOINERS = /^[-‐‑'’_.@/]$/u

/**
 * The word at a place, as a double click means it: its token and those joined to it without a blank by a hyphen, an
 * apostrophe, a dot, an at sign or a slash. Null where there is no token.
 */
export function wordAt(passage: Snappable, offset: number): Stretch | null {
  const index = tokenFrom(passage.tokens, offset)
  const token = passage.tokens[index]
  if (!token || token.start > offset) return null
  const said = (at: number) => {
    const one = passage.tokens[at]
    return one ? passage.index.slice(one.start, one.end) : ''
  }
  const touching = (a: number) => passage.tokens[a]?.end === passage.tokens[a + 1]?.start
  if (STRAY.test(said(index)) && !JOINERS.test(said(index))) return { start: token.start, end: token.end }
  let first = index
  let last = index
  const joins = (at: number) => JOINERS.test(said(at))
  while (first > 0 && touching(first - 1) && (joins(first - 1) || joins(first))) first -= 1
  while (last + 1 < passage.tokens.length && touching(last) && (joins(last) || joins(last + 1))) last += 1
  return trimmed(passage, passage.tokens.slice(first, last + 1))
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** The stretch grown so that it parts no emoji family, flag, combining letter or CRLF. */
export function wholeGraphemes(passage: Snappable, { start, end }: Stretch): Stretch {
  return { start: graphemeEdge(passage, start, -1), end: graphemeEdge(passage, end, 1) }
}

function graphemeEdge(passage: Snappable, offset: number, by: 1 | -1): number {
  const token = passage.tokens[tokenFrom(passage.tokens, offset)]
  const within = token && token.start < offset
  const from = within ? token.start : Math.max(0, offset - 2)
  const until = within ? token.end : Math.min(passage.length, offset + 2)
  let at = from
  for (const { segment } of graphemes.segment(passage.index.slice(from, until))) {
    const next = at + codePoints(segment)
    if (at < offset && offset < next) return by > 0 ? next : at
    at = next
  }
  return offset
}

/** A boundary moved by one token. `by` +1 later, −1 earlier; the same where there is no further token. */
export function movedBoundary(passage: Snappable, span: Stretch, edge: 'start' | 'end', by: 1 | -1): Stretch {
  const { tokens } = passage
  if (edge === 'start') {
    const here = tokenFrom(tokens, span.start)
    const next = by > 0 ? tokens[here + 1] : tokens[(tokens[here]?.start ?? 0) < span.start ? here : here - 1]
    return next && next.start < span.end ? { start: next.start, end: span.end } : { ...span }
  }
  const here = tokenFrom(tokens, span.end - 1)
  const inside = (tokens[here]?.start ?? span.end) < span.end
  const nextIndex =
    by > 0 ? (inside && (tokens[here]?.end ?? 0) > span.end ? here : inside ? here + 1 : here) : here - 1
  const next = tokens[nextIndex]
  return next && next.end > span.start ? { start: span.start, end: next.end } : { ...span }
}
