// The one place that converts UTF-16 indices (JavaScript) ⇄ Unicode code point offsets (Python, every export).

export interface CodePointIndex {
  /** Length of the text in code points. */
  readonly length: number
  /**
   * The code point offset of a UTF-16 index, 0 to text.length; an index inside a surrogate pair gives the pair's start.
   * RangeError outside.
   */
  toCodePoint(utf16: number): number
  /** The UTF-16 index of a code point offset, 0 to length. RangeError outside. */
  toUtf16(codePoint: number): number
  /** What Python's `text[start:end]` gives, for 0 ≤ start ≤ end ≤ length. */
  slice(start: number, end: number): string
}

/**
 * A table for one text, made in one pass. It holds the places of the surrogate pairs only: nothing for text within the
 * basic plane, where both counts are equal. Look-ups are O(log pairs). Lone surrogates count as one code point, as in
 * JavaScript's own iteration and in Python.
 */
export function codePointIndex(text: string): CodePointIndex {
  const pairs = pairsOf(text)
  const length = text.length - pairs.length

  function toCodePoint(utf16: number): number {
    inRange(utf16, text.length)
    if (pairs.length === 0) return utf16
    // Inside a pair, that pair is already counted, which gives its start.
    return utf16 - countWhere(pairs.length, (k) => (pairs[k] ?? 0) < utf16)
  }

  function toUtf16(codePoint: number): number {
    inRange(codePoint, length)
    if (pairs.length === 0) return codePoint
    return codePoint + countWhere(pairs.length, (k) => (pairs[k] ?? 0) - k < codePoint)
  }

  return { length, toCodePoint, toUtf16, slice: (start, end) => text.slice(toUtf16(start), toUtf16(end)) }
}

/** Length of a text in code points, for pieces that need no table. */
export function codePointLength(text: string): number {
  let length = 0
  for (const _ of text) length += 1
  return length
}

/** UTF-16 indices of the high halves of all surrogate pairs, ascending. */
function pairsOf(text: string): Uint32Array {
  const found: number[] = []
  for (let at = nextHigh(text, 0); at >= 0; ) {
    const low = text.charCodeAt(at + 1)
    const isPair = low >= 0xdc00 && low <= 0xdfff
    if (isPair) found.push(at)
    at = nextHigh(text, isPair ? at + 2 : at + 1)
  }
  return Uint32Array.from(found)
}

function nextHigh(text: string, from: number): number {
  for (let at = from; at < text.length; at += 1) {
    const unit = text.charCodeAt(at)
    if (unit >= 0xd800 && unit <= 0xdbff) return at
  }
  return -1
}

/** How many of 0 … n−1 hold, where those that hold come first: binary search. */
function countWhere(n: number, holds: (k: number) => boolean): number {
  let low = 0
  let high = n
  while (low < high) {
    const middle = (low + high) >>> 1
    if (holds(middle)) low = middle + 1
    else high = middle
  }
  return low
}

function inRange(offset: number, length: number): void {
  if (!Number.isInteger(offset) || offset < 0 || offset > length) {
    throw new RangeError(`no offset ${offset} in a text of ${length}`)
  }
}
