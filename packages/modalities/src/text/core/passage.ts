// A text with what is computed of it once: code point index, lines, tokens. Kept as long as its medium is.
import { type CodePointIndex, codePointIndex } from '@etabli/formats'
import type { Media, TextMedia } from '@etabli/schema'
import { type Token, tokensOf } from './tokens.ts'

export interface Passage {
  readonly text: string
  /** Code points ⇄ UTF-16. */
  readonly index: CodePointIndex
  /** Length in code points. */
  readonly length: number
  /** Tokens of the whole text in order, offsets in code points; made when first asked for. */
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
  let tokens: readonly Token[] | null = null
  return {
    text,
    index,
    length: index.length,
    get tokens() {
      tokens ??= tokensOf(text)
      return tokens
    },
  }
}
