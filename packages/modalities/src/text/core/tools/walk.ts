// The caret of keys: from a place in the text to the next or the last word, character, sentence, line, paragraph or end.
import type { Passage } from '../passage.ts'
import { graphemeBeside, type Stretch, sentenceAt, tokenAt, tokenBefore } from '../tokens.ts'

const UNITS = ['word', 'letter', 'sentence', 'line', 'paragraph', 'text'] as const
export type WalkUnit = (typeof UNITS)[number]

/** One press: which way, by what, and whether what was passed is taken along. */
export interface Walk {
  readonly by: 1 | -1
  readonly unit: WalkUnit
  readonly extends: boolean
}

/** Keys that walk, by name: `next`, `extend-previous-sentence`. */
export type WalkKey = `${'' | 'extend-'}${'next' | 'previous'}${'' | `-${Exclude<WalkUnit, 'word'>}`}`

/** What a walking key means; null for other keys. */
export function walkOf(key: string): Walk | null {
  const found = /^(extend-)?(next|previous)(?:-([a-z]+))?$/.exec(key)
  const unit = UNITS.find((name) => name === (found?.[3] ?? 'word'))
  return found && unit ? { by: found[2] === 'next' ? 1 : -1, unit, extends: found[1] !== undefined } : null
}

/** Where the caret is: on these words, or between two at `rested`. */
export interface Caret {
  readonly here: Stretch | null
  readonly rested: number
}

/** Where a walk arrives: a word, or a character by letters; null where there is nowhere to go. */
export function walked(passage: Passage, { here, rested }: Caret, walk: Walk): Stretch | null {
  const { by, unit } = walk
  const edge = here ? (by > 0 ? here.end : here.start) : rested
  switch (unit) {
    case 'letter':
      return graphemeBeside(passage, edge, by)
    case 'word':
      // At either end of the text the caret stays on its word.
      return by > 0
        ? (tokenAt(passage, edge) ?? tokenBefore(passage, passage.length))
        : (tokenBefore(passage, edge) ?? tokenAt(passage, 0))
    case 'text':
      return by > 0 ? tokenBefore(passage, passage.length) : tokenAt(passage, 0)
    case 'line': {
      const line = lineAt(passage, here?.start ?? rested)
      return line && end(passage, line, by)
    }
    case 'sentence':
      return byUnit(passage, sentenceAt, here ?? { start: rested, end: rested }, walk)
    case 'paragraph':
      return byUnit(passage, lineAt, here ?? { start: rested, end: rested }, walk)
  }
}

type UnitAt = (passage: Passage, offset: number) => Stretch | null

/** Forward to the next unit's first word, or with it to this one's last; backward to this one's first, or the last one's. */
function byUnit(passage: Passage, unitAt: UnitAt, here: Stretch, { by, extends: takes }: Walk): Stretch | null {
  const own = unitAt(passage, here.start)
  if (by < 0) {
    if (own && here.start > own.start) return tokenAt(passage, own.start)
    const earlier = tokenBefore(passage, own?.start ?? here.start)
    const unit = earlier && unitAt(passage, earlier.start)
    return unit && tokenAt(passage, unit.start)
  }
  if (takes && own && here.end < own.end) return tokenBefore(passage, own.end)
  const next = tokenAt(passage, Math.max(own?.end ?? here.end, here.end))
  if (!(next && takes)) return next
  const unit = unitAt(passage, next.start)
  return unit && tokenBefore(passage, unit.end)
}

/** From the first word of the row at a place to its last; null where the row has none. */
function lineAt(passage: Passage, offset: number): Stretch | null {
  const tokens = passage.rowTokens(passage.rows.of(passage.index.toUtf16(offset)))
  const [first] = tokens
  const last = tokens.at(-1)
  return first && last ? { start: first.start, end: last.end } : null
}

function end(passage: Passage, stretch: Stretch, by: 1 | -1): Stretch | null {
  return by > 0 ? tokenBefore(passage, stretch.end) : tokenAt(passage, stretch.start)
}
