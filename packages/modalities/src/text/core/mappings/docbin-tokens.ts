// A text cut into tokens as spaCy keeps them: with the blank that follows, each is a piece of the text and nothing is
// between two; wherever a span begins or ends, so does a token. Offsets in code points.
import { codePointLength, type DocBinToken } from '@etabli/formats'
import type { Passage } from '../passage.ts'
import type { Stretch, Token } from '../tokens.ts'

export interface CutText {
  readonly tokens: readonly DocBinToken[]
  /** The token that begins at an offset. */
  readonly beginsAt: ReadonlyMap<number, number>
  /** The token that ends at an offset, the blank that follows it aside. */
  readonly endsAt: ReadonlyMap<number, number>
}

/**
 * Cuts a text at its own tokens, between blanks and other signs, and at both ends of the stretches. As spaCy has it, one
 * blank after a token belongs to it, and the rest of a run of blanks is a token; a blank in which a stretch begins or
 * ends stays a token of its own.
 */
export function cutText(passage: Passage, stretches: readonly Stretch[]): CutText {
  const starts = new Set(stretches.map(({ start }) => start))
  const ends = new Set(stretches.map(({ end }) => end))
  const tokens: { text: string; space: boolean }[] = []
  const beginsAt = new Map<number, number>()
  const endsAt = new Map<number, number>()
  for (const piece of piecesOf(passage, [...starts, ...ends])) {
    const text = passage.index.slice(piece.start, piece.end)
    const before = tokens.at(-1)
    const joins =
      before?.space === false && text.startsWith(' ') && !starts.has(piece.start) && !ends.has(piece.start + 1)
    if (joins) before.space = true
    const start = joins ? piece.start + 1 : piece.start
    if (start === piece.end) continue
    beginsAt.set(start, tokens.length)
    endsAt.set(piece.end, tokens.length)
    tokens.push({ text: joins ? text.slice(1) : text, space: false })
  }
  return { tokens, beginsAt, endsAt }
}

/** What Python's `str.isspace` takes, by which spaCy parts words. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: four of them separate what Python calls words.
const BLANKS = /[\t-\r\x1c-\x1f\x85\p{Z}]+/gu

/** True for a token that spaCy calls a space. */
export function isSpace(text: string): boolean {
  return text.replaceAll(BLANKS, '') === ''
}

/** Stretches one after another that cover the text. */
function piecesOf({ tokens, index, length }: Passage, cuts: readonly number[]): Token[] {
  const places = new Set(cuts)
  let end = 0
  const gap = (until: number) => {
    // One sign between two tokens is a piece already.
    if (until - end < 2) return
    const between = index.slice(end, until)
    for (const { index: at, 0: blanks } of between.matchAll(BLANKS)) {
      const start = end + codePointLength(between.slice(0, at))
      places.add(start).add(start + blanks.length)
    }
  }
  for (const token of tokens) {
    gap(token.start)
    places.add(token.start).add(token.end)
    end = token.end
  }
  gap(length)
  const sorted = [...places.add(0).add(length)].toSorted((a, b) => a - b)
  return sorted.slice(1).map((until, at) => ({ start: sorted[at] ?? 0, end: until }))
}
