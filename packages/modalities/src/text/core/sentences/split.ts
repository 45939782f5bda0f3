// The sentences of a text: after UAX #29 and what is cut short, without the blanks around them. Where a sentence was
// answered its bounds are those of the mark, so that another browser's segmenter shifts no answer.
import { codePointLength } from '@etabli/formats'
import type { Passage } from '../passage.ts'
import { sentencesIn } from '../segmenters.ts'
import type { Stretch } from '../tokens.ts'

const BLANK = /^[\s\p{Cc}\p{Cf}\p{Z}]*$/u
const EDGES = /^([\s\p{Cc}\p{Z}]*)(.*?)([\s\p{Cc}\p{Z}]*)$/su

const known = new WeakMap<Passage, readonly Stretch[]>()

/** The sentences of a passage in order, in code points; none is blank. */
export function sentencesOf(passage: Passage): readonly Stretch[] {
  const found = known.get(passage)
  if (found) return found
  const made: Stretch[] = []
  let at = 0
  // Paragraph by paragraph, so that long texts stay quick.
  for (const paragraph of passage.text.match(/[^\n]*\n?/g) ?? []) {
    for (const { segment } of sentencesIn(paragraph, 'en')) {
      const sentence = trimmed(segment, at)
      if (sentence) made.push(sentence)
      at += codePointLength(segment)
    }
  }
  known.set(passage, made)
  return made
}

/** The stretch of a text that begins at `at`, without blanks around it; null where it is blank. */
function trimmed(text: string, at: number): Stretch | null {
  if (BLANK.test(text)) return null
  const [, before = '', words = ''] = EDGES.exec(text) ?? []
  const start = at + codePointLength(before)
  return { start, end: start + codePointLength(words) }
}

/**
 * What is to be answered one by one: the stretches already answered as they are, and between them the sentences, or what
 * is left of one that an answer cuts. In order; none overlaps another.
 * @param answered stretches that do not overlap
 */
export function sentenceList(passage: Passage, answered: readonly Stretch[]): Stretch[] {
  const taken = answered.toSorted((a, b) => a.start - b.start)
  const list: Stretch[] = [...taken]
  for (const sentence of sentencesOf(passage)) list.push(...remainders(passage, sentence, taken))
  return list.sort((a, b) => a.start - b.start)
}

/** The parts of a sentence that no answer covers, blanks at their edges left out. */
function remainders(passage: Passage, sentence: Stretch, taken: readonly Stretch[]): Stretch[] {
  const parts: Stretch[] = []
  let from = sentence.start
  const add = (until: number) => {
    const part = from < until ? trimmed(passage.index.slice(from, until), from) : null
    if (part) parts.push(part)
  }
  for (const { start, end } of taken) {
    if (end <= from || start >= sentence.end) continue
    add(start)
    from = Math.max(from, end)
  }
  add(sentence.end)
  return parts
}

/** The first place with something to read that no stretch covers; null where all is covered. In code points. */
export function firstUncovered(passage: Passage, stretches: readonly Stretch[]): number | null {
  let from = 0
  for (const { start, end } of [
    ...stretches.toSorted((a, b) => a.start - b.start),
    { start: passage.length, end: 0 },
  ]) {
    const gap = from < start ? trimmed(passage.index.slice(from, start), from) : null
    if (gap) return gap.start
    from = Math.max(from, end)
  }
  return null
}
