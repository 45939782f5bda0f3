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
  /** Where it stopped looking: too many, or too long a time. */
  readonly cut: boolean
  /** What is wrong with the expression, in the browser's words; null where nothing is. */
  readonly fault: string | null
}

export const MOST_HITS = 10_000
const MOST_MILLIS = 1_500

/**
 * Everything that a search finds in a text. A regular expression is looked for row by row, so that it ends with its line and
 * can be stopped.
 * @param now the clock, milliseconds
 */
export function search(passage: Passage, wanted: Search, now: () => number): Found {
  const { query, regex } = wanted
  if (query === '') return { hits: [], cut: false, fault: null }
  const made = expressionOf(wanted)
  if (typeof made === 'string') return { hits: [], cut: false, fault: made }
  const fits = wanted.wholeWords ? (hit: Stretch) => isWhole(passage, hit) : () => true
  const hits: Stretch[] = []
  const take = (text: string, from: number): boolean => {
    for (const { 0: words, index } of text.matchAll(made)) {
      const hit = { start: from + index, end: from + index + words.length }
      if (words !== '' && fits(hit)) hits.push(hit)
      if (hits.length >= MOST_HITS) return false
    }
    return true
  }
  if (!regex) return { hits, cut: !take(passage.text, 0), fault: null }
  const end = now() + MOST_MILLIS
  for (let row = 0; row < passage.rows.count; row += 1) {
    const { start, end: until } = passage.rows.at(row)
    if (!take(passage.text.slice(start, until), start) || now() > end) return { hits, cut: true, fault: null }
  }
  return { hits, cut: false, fault: null }
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

/** Where else the words of a span stand. Spans that are there stay as they are. */
export function elsewhere(
  passage: Passage,
  answers: Answers,
  mark: Mark,
  how: Pick<Search, 'matchCase' | 'wholeWords'>,
  now: () => number,
): Elsewhere {
  const { start, end } = stretchOf(mark)
  const { hits } = search(passage, { query: passage.index.slice(start, end), regex: false, ...how }, now)
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
