// A text with what is computed of it once: code point index, rows, and tokens by row. Kept as long as its medium is.
import { type CodePointIndex, codePointIndex } from '@etabli/formats'
import type { Media, TextMedia } from '@etabli/schema'
import { type Rows, rowsOf } from './rows.ts'
import { languageOf, wordSegmenter } from './segmenters.ts'
import { type Token, tokensWithin } from './tokens.ts'

export interface Passage {
  readonly text: string
  /** BCP 47 tag whose rules of words it follows, told from its script. */
  readonly language: string
  /** Code points ⇄ UTF-16. */
  readonly index: CodePointIndex
  /** Length in code points. */
  readonly length: number
  readonly rows: Rows
  /** Tokens of one row in order, offsets in code points; made when first asked for. */
  rowTokens(row: number): readonly Token[]
  /** Tokens of the whole text: for those that need them all. Who looks at a place asks by row. */
  readonly tokens: readonly Token[]
}

const known = new WeakMap<TextMedia, Passage>()

/** The passage of a text medium; null for other media. */
export function passageOf(media: Media): Passage | null {
  if (media.type !== 'text') return null
  const found = known.get(media)
  if (found) return found
  const passage = createPassage(media.text)
  known.set(media, passage)
  return passage
}

/** A passage of a text that is not kept. */
export function createPassage(text: string): Passage {
  const index = codePointIndex(text)
  const language = languageOf(text)
  const rows = rowsOf(text, language)
  const byRow = new Map<number, readonly Token[]>()
  let tokens: readonly Token[] | null = null
  const rowTokens = (row: number): readonly Token[] => {
    const found = byRow.get(row)
    if (found) return found
    const { start, end } = rows.at(row)
    const made = tokensWithin(text.slice(start, end), index.toCodePoint(start), wordSegmenter(language))
    byRow.set(row, made)
    return made
  }
  return {
    text,
    language,
    index,
    length: index.length,
    rows,
    rowTokens,
    get tokens() {
      tokens ??= Array.from({ length: rows.count }, (_, row) => rowTokens(row)).flat()
      return tokens
    },
  }
}
