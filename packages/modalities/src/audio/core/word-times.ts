// The times of a text's words after it was edited: those that stay keep theirs, those that are new get a guess.
import { alignWords } from './align.ts'
import type { TimedWord } from './kinds/transcript-value.ts'
import { wordKey, wordsOf } from './words.ts'

/** How long a letter takes at the edge of what is known, in seconds: about 150 words a minute. */
const LETTER_SECONDS = 0.08

/**
 * The words of `text`, each with its time. A word that is there already (case and punctuation aside) keeps its time to
 * the last digit. A new one is marked `estimated`: it has the time of the word whose place it takes; several share the
 * time of those they replace, or the gap in which they were put, by their letters.
 * @param known the words with the times known so far, in their order; without any there are no times
 * @param until seconds at which the recording (or segment) ends
 */
export function retimed(known: readonly TimedWord[], text: string, until: number): TimedWord[] {
  if (known.length === 0) return []
  const written = wordsOf(text)
  const edits = alignWords(
    known.map(({ word }) => wordKey(word)),
    written.map((word) => wordKey(word)),
  )
  const result: TimedWord[] = []
  let gone: TimedWord[] = []
  let come: string[] = []
  const close = (next: TimedWord | undefined): void => {
    result.push(...guessed(come, gone, { before: result.at(-1), next, until }))
    gone = []
    come = []
  }
  for (const { op, from, to } of edits) {
    const old = known[from]
    const word = written[to] ?? ''
    if (op === 'equal' && old) {
      close(old)
      result.push({ ...old, word })
      continue
    }
    if (op !== 'insert' && old) gone.push(old)
    if (op !== 'delete') come.push(word)
  }
  close(undefined)
  return result
}

interface Around {
  readonly before: TimedWord | undefined
  readonly next: TimedWord | undefined
  readonly until: number
}

function guessed(come: readonly string[], gone: readonly TimedWord[], around: Around): TimedWord[] {
  if (come.length === gone.length) {
    return come.map((word, index) => {
      const { start = 0, end = 0 } = gone[index] ?? {}
      return { word, start, end, confidence: null, estimated: true }
    })
  }
  const [from, to] = gone.length > 0 ? spanOf(gone) : gapIn(around, lettersOf(come) * LETTER_SECONDS)
  return spreadByLetters(come, from, to).map((word) => ({ ...word, estimated: true }))
}

/** The words one after the other between two times (seconds), each as long as its letters are of all. */
export function spreadByLetters(words: readonly string[], from: number, to: number): TimedWord[] {
  const letters = lettersOf(words)
  let before = 0
  return words.map((word) => {
    const start = from + ((to - from) * before) / letters
    before += word.length
    const end = before === letters ? to : from + ((to - from) * before) / letters
    return { word, start, end: Math.max(start, end), confidence: null }
  })
}

function lettersOf(words: readonly string[]): number {
  return words.reduce((sum, word) => sum + word.length, 0)
}

function spanOf(words: readonly TimedWord[]): [number, number] {
  const starts = words.map(({ start }) => start)
  const ends = words.map(({ end }) => end)
  return [Math.min(...starts), Math.max(...ends)]
}

/** Between two known words their gap; before the first and after the last, as long as saying it takes. */
function gapIn({ before, next, until }: Around, seconds: number): [number, number] {
  if (before && next) return [before.end, Math.max(before.end, next.start)]
  if (next) return [Math.max(0, next.start - seconds), next.start]
  const from = before?.end ?? 0
  return [from, Math.max(from, Math.min(until, from + seconds))]
}
