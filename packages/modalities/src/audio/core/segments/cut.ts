// Cutting a segment's text and words in two, and putting two together: what was cut comes together as it was.
import type { SegmentValue } from '../kinds/segment-value.ts'
import type { TimedWord } from '../kinds/transcript-value.ts'
import { normaliseWord } from '../words.ts'

/** The two parts of a segment, or null where it cannot be cut there. */
export type Halves = readonly [SegmentValue, SegmentValue]

/** A place in the text (UTF-16), and how many words stand before it. */
interface Cut {
  readonly at: number
  /** Where the blanks before the place begin: a caret among them is there. */
  readonly from: number
  readonly words: number
}

/**
 * Cuts at a time. Words go to the side on which their middle lies, the text with them; without times of words the text is
 * cut at the word nearest to its share of the segment. Null outside the segment.
 */
export function cutAtTime(value: SegmentValue, seconds: number): Halves | null {
  const { start, end, text, words } = value
  if (!(seconds > start && seconds < end)) return null
  const after = (words ?? []).findIndex((word) => (word.start + word.end) / 2 >= seconds)
  const count = after < 0 ? (words ?? []).length : after
  const places = placesOf(value)
  const share = Math.round((text ?? '').length * ((seconds - start) / (end - start)))
  const at = places ? placeOfCut(text ?? '', places, count) : nearest(cutsOf(text ?? '', null), share).at
  return halvesOf(value, seconds, at, count)
}

/**
 * Cuts where the caret is: at the end of a word, or between two signs of a script without blanks. The time is the middle
 * of the pause between the words there or, without their times, the text's share. Null before or after all text.
 * @param shortest seconds that each part lasts at least
 */
export function cutAtCaret(value: SegmentValue, caret: number, shortest: number): Halves | null {
  const { start, end, text = '', words = [] } = value
  const places = placesOf(value)
  const cut = nearest(cutsOf(text, places), caret)
  if (text.slice(0, cut.at).trim() === '' || text.slice(cut.at).trim() === '') return null
  const before = words[cut.words - 1]
  const next = words[cut.words]
  const wanted =
    places && before && next ? (before.end + next.start) / 2 : start + (end - start) * lettersShare(text, cut.at)
  if (end - start < 2 * shortest) return null
  const seconds = Math.min(Math.max(Math.round(wanted * 1_000) / 1_000, start + shortest), end - shortest)
  const count = places ? cut.words : words.filter((word) => (word.start + word.end) / 2 < seconds).length
  return halvesOf(value, seconds, cut.at, count)
}

/** One segment of two: from the first start to the last end, the texts one after the other. */
export function joined(first: SegmentValue, second: SegmentValue): SegmentValue {
  const { text, words, estimated } = { text: joinedText(first.text, second.text), ...joinedWords(first, second) }
  return {
    start: Math.min(first.start, second.start),
    end: Math.max(first.end, second.end),
    ...(text === undefined ? {} : { text }),
    ...(words === undefined ? {} : { words }),
    ...(estimated === undefined ? {} : { estimated }),
  }
}

function joinedText(a: string | undefined, b: string | undefined): string | undefined {
  if (a === undefined || b === undefined) return a ?? b
  const isTogether =
    a === '' || b === '' || /\s$/u.test(a) || /^\s/u.test(b) || (UNSPACED_END.test(a) && UNSPACED.test(b))
  return isTogether ? a + b : `${a} ${b}`
}

function joinedWords(a: SegmentValue, b: SegmentValue): Pick<SegmentValue, 'words' | 'estimated'> {
  if (a.words === undefined && b.words === undefined) return {}
  const estimated = a.estimated === true || b.estimated === true ? true : (a.estimated ?? b.estimated)
  return {
    words: [...(a.words ?? []), ...(b.words ?? [])],
    ...(estimated === undefined ? {} : { estimated }),
  }
}

function halvesOf(
  { start, end, text, words, estimated }: SegmentValue,
  seconds: number,
  at: number,
  count: number,
): Halves {
  const part = (from: number, to: number, said: string | undefined, its: TimedWord[] | undefined): SegmentValue => ({
    start: from,
    end: to,
    ...(said === undefined ? {} : { text: said }),
    ...(its === undefined ? {} : { words: its }),
    ...(estimated === undefined ? {} : { estimated }),
  })
  return [
    part(start, seconds, text?.slice(0, at), words?.slice(0, count)),
    part(seconds, end, text?.slice(at), words?.slice(count)),
  ]
}

/** Scripts that write no blanks between words. */
const SCRIPTS =
  '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}'
const UNSPACED = new RegExp(`^[${SCRIPTS}]`, 'u')
const UNSPACED_END = new RegExp(`[${SCRIPTS}\\p{M}]$`, 'u')

/** A word's place in the text, `to` not part of it. */
interface Place {
  readonly from: number
  readonly to: number
}

/** Where each timed word stands in the text; null where the times are of another text, or there are none. */
function placesOf({ text = '', words = [] }: SegmentValue): readonly Place[] | null {
  if (words.length === 0) return null
  return spelledPlaces(text, words) ?? wordPlaces(text, words)
}

/** The words spell the text, blanks aside. */
function spelledPlaces(text: string, words: readonly TimedWord[]): Place[] | null {
  const places: Place[] = []
  let at = 0
  for (const { word } of words) {
    const from = afterBlanks(text, at)
    const spelled = word.trim()
    if (spelled === '' || !text.startsWith(spelled, from)) return null
    at = from + spelled.length
    places.push({ from, to: at })
  }
  return text.slice(at).trim() === '' ? places : null
}

/** The text has as many words, the same but for case and punctuation. */
function wordPlaces(text: string, words: readonly TimedWord[]): Place[] | null {
  const found = [...text.matchAll(/\S+/gu)]
  const fits =
    found.length === words.length &&
    found.every(([written], index) => normaliseWord(written) === normaliseWord(words[index]?.word ?? ''))
  return fits ? found.map(({ 0: written, index }) => ({ from: index, to: index + written.length })) : null
}

function afterBlanks(text: string, from: number): number {
  let at = from
  while (at < text.length && /\s/u.test(text[at] ?? '')) at += 1
  return at
}

/** Where the text is cut after so many words: the blanks after a word stay with it. */
function placeOfCut(text: string, places: readonly Place[], count: number): number {
  if (count === 0) return 0
  return afterBlanks(text, places[count - 1]?.to ?? text.length)
}

/** Every place at which the text may be cut, its start and end among them. */
function cutsOf(text: string, places: readonly Place[] | null): Cut[] {
  const start: Cut = { at: 0, from: 0, words: 0 }
  if (places) {
    const ends = places.map(({ to }, index) => ({
      at: placeOfCut(text, places, index + 1),
      from: to,
      words: index + 1,
    }))
    return [start, ...ends]
  }
  const cuts = [start]
  for (let at = 1; at < text.length; at += 1) {
    if (isCut(text, at)) cuts.push({ at, from: beforeBlanks(text, at), words: 0 })
  }
  return [...cuts, { at: text.length, from: beforeBlanks(text, text.length), words: 0 }]
}

function beforeBlanks(text: string, to: number): number {
  let at = to
  while (at > 0 && /\s/u.test(text[at - 1] ?? '')) at -= 1
  return at
}

function isCut(text: string, at: number): boolean {
  const [before, next] = [text[at - 1] ?? '', text[at] ?? '']
  if (/\s/u.test(before)) return !/\s/u.test(next)
  // Two units on either side hold any one sign.
  return UNSPACED_END.test(text.slice(Math.max(0, at - 2), at)) && UNSPACED.test(text.slice(at, at + 2))
}

/** Of two as near the later one. */
function nearest(cuts: readonly Cut[], to: number): Cut {
  const away = ({ from, at }: Cut) => Math.max(0, from - to, to - at)
  let best: Cut = { at: 0, from: 0, words: 0 }
  for (const cut of cuts) if (away(cut) <= away(best)) best = cut
  return best
}

/** The share of the text's letters that stand before a place. */
function lettersShare(text: string, at: number): number {
  const letters = (part: string) => part.replace(/\s/gu, '').length
  const all = letters(text)
  return all === 0 ? 0.5 : letters(text.slice(0, at)) / all
}
