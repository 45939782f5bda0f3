// The same words elsewhere: what a search finds, and which of it may be tagged along with a span.
import type { Answers, Mark } from '@etabli/schema'
import type { Passage } from './passage.ts'
import { stretchesOf, stretchOf } from './stretches.ts'
import { type Stretch, tokenAt, tokenBefore } from './tokens.ts'

export interface Search {
  readonly query: string
  readonly regex: boolean
  readonly matchCase: boolean
  readonly wholeWords: boolean
}

export interface Found {
  /** UTF-16 indices, in order, none over another; what is empty is left out. */
  readonly hits: readonly Stretch[]
  /** Why it stopped looking before the end: too many, or too long a time; null where it did not. */
  readonly cut: 'many' | 'slow' | null
  /** What is wrong with the expression, in the browser's words; null where nothing is. */
  readonly fault: string | null
}

export const MOST_HITS = 10_000
/** Where nothing is looked for. */
export const NOTHING_FOUND: Found = { hits: [], cut: null, fault: null }

/**
 * Everything that a search finds in a text: its hits as it comes upon them, at the end all of them. A regular expression is
 * looked for row by row, so that it ends with its line. One that goes back over itself can keep a single row for hours:
 * whoever runs this must be able to stop it from outside.
 */
export function* search(passage: Passage, wanted: Search): Generator<Stretch, Found> {
  if (wanted.query === '') return NOTHING_FOUND
  const made = expressionOf(wanted)
  if (typeof made === 'string') return { ...NOTHING_FOUND, fault: made }
  const hits: Stretch[] = []
  for (const { text, from } of wanted.regex ? rowsOf(passage) : [{ text: passage.text, from: 0 }]) {
    for (const { 0: words, index } of text.matchAll(made)) {
      const hit = { start: from + index, end: from + index + words.length }
      if (words === '' || (wanted.wholeWords && !isWhole(passage, hit))) continue
      hits.push(hit)
      yield hit
      if (hits.length >= MOST_HITS) return { hits, cut: 'many', fault: null }
    }
  }
  return { hits, cut: null, fault: null }
}

function* rowsOf({ text, rows }: Passage): Generator<{ readonly text: string; readonly from: number }> {
  for (let row = 0; row < rows.count; row += 1) {
    const { start, end } = rows.at(row)
    yield { text: text.slice(start, end), from: start }
  }
}

/** The expression of a search, or what is wrong with it. */
function expressionOf({ query, regex, matchCase }: Search): RegExp | string {
  const source = regex ? query : query.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')
  try {
    return new RegExp(source, matchCase ? 'gu' : 'giu')
  } catch (fault) {
    if (fault instanceof SyntaxError) return fault.message.replace(/^Invalid regular expression: (?:.*: )?/, '')
    throw fault
  }
}

/** True where no word goes on before or after. */
function isWhole(passage: Passage, { start, end }: Stretch): boolean {
  const [from, to] = [passage.index.toCodePoint(start), passage.index.toCodePoint(end)]
  const first = tokenAt(passage, from)
  const last = tokenBefore(passage, to)
  return (first === null || first.start >= from) && (last === null || last.end <= to)
}

export interface Elsewhere {
  /** Code points: where the same words stand and no span of the question does. */
  readonly free: readonly Stretch[]
  /** How many places have a span of the question already, and are left alone. */
  readonly taken: number
}

/**
 * Which of the hits of a span's words may be tagged along with it. Spans that are there stay as they are.
 * @param hits UTF-16 indices, in order
 */
export function elsewhere(passage: Passage, answers: Answers, mark: Mark, hits: readonly Stretch[]): Elsewhere {
  const { start, end } = stretchOf(mark)
  const others = answers
    .filter(({ kind, question }) => kind === 'span' && question === mark.question)
    .flatMap((other) => stretchesOf(other))
    .toSorted((a, b) => a.start - b.start)
  const ends: number[] = []
  for (const { end } of others) ends.push(Math.max(end, ends.at(-1) ?? 0))
  const free: Stretch[] = []
  let taken = 0
  let passed = 0
  for (const hit of hits) {
    const place = { start: passage.index.toCodePoint(hit.start), end: passage.index.toCodePoint(hit.end) }
    while ((others[passed]?.start ?? place.end) < place.end) passed += 1
    const isTaken = passed > 0 && (ends[passed - 1] ?? 0) > place.start
    if (!isTaken) free.push(place)
    else if (place.start !== start || place.end !== end) taken += 1
  }
  return { free, taken }
}
