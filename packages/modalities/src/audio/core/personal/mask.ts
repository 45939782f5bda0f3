// Writing without what was beeped: words whose times touch a beeped stretch become one `[personal]`.
import type { Answers, Mark, Stretch } from '@etabli/schema'
import type { TimedWord } from '../kinds/transcript-value.ts'
import { wordKey } from '../words.ts'

/** What stands for the words of a stretch that was beeped. */
export const PERSONAL = '[personal]'

interface Said {
  readonly text?: string | undefined
  readonly words?: readonly TimedWord[] | undefined
  readonly alternatives?: readonly string[] | undefined
  /** Of a segment. */
  readonly start?: number
  readonly end?: number
}

/**
 * The answers with the words masked that transcripts and segments time within these stretches. What else a machine may
 * have heard has no times and is left out. A segment without times of words is masked whole where it lies within.
 * @param stretches seconds, as they are beeped
 * @returns the same array where nothing was masked
 */
export function maskedAnswers(answers: Answers, stretches: readonly Stretch[]): Answers {
  if (stretches.length === 0) return answers
  const masked = answers.map((mark) => maskedMark(mark, stretches))
  return masked.some((mark, index) => mark !== answers[index]) ? masked : answers
}

function maskedMark(mark: Mark, stretches: readonly Stretch[]): Mark {
  if (mark.kind !== 'transcript' && mark.kind !== 'segment') return mark
  // Values in a document were validated at its border.
  const said = mark.value as Said
  const { alternatives, ...rest } = said
  const known = alternatives === undefined ? said : rest
  const value = maskedSaid(known, stretches) ?? known
  return value === said ? mark : { ...mark, value: value as Mark['value'] }
}

function maskedSaid(said: Said, stretches: readonly Stretch[]): Said | null {
  const { text = '', words, start, end } = said
  if (words === undefined || words.length === 0) {
    const isWithin = start !== undefined && end !== undefined && stretches.some((s) => s.start <= start && end <= s.end)
    return isWithin && text !== '' ? { ...said, text: PERSONAL } : null
  }
  const isBeeped = words.map((word) => stretches.some((s) => word.start < s.end && word.end > s.start))
  if (!isBeeped.includes(true)) return null
  return { ...said, text: maskedText(text, words, isBeeped), words: maskedWords(words, isBeeped) }
}

function maskedWords(words: readonly TimedWord[], isBeeped: readonly boolean[]): TimedWord[] {
  const kept: TimedWord[] = []
  for (const [index, word] of words.entries()) {
    if (!isBeeped[index]) kept.push(word)
    else if (isBeeped[index - 1]) {
      const last = kept.pop()
      if (last) kept.push({ ...last, end: Math.max(last.end, word.end) })
    } else kept.push({ ...word, word: PERSONAL, confidence: null })
  }
  return kept
}

/**
 * The text with the beeped words replaced and all that stands between the others kept. Words are looked for in their
 * order, as far ahead as it takes; a text that does not hold its own words is written anew from them.
 */
function maskedText(text: string, words: readonly TimedWord[], isBeeped: readonly boolean[]): string {
  const written = [...text.matchAll(/\S+/gu)]
  const places: (RegExpExecArray | undefined)[] = []
  let from = 0
  for (const { word } of words) {
    const at = written.findIndex((found, index) => index >= from && sameWord(found[0], word))
    places.push(at < 0 ? undefined : written[at])
    if (at >= 0) from = at + 1
  }
  if (places.includes(undefined)) {
    return maskedWords(words, isBeeped)
      .map(({ word }) => word)
      .join(' ')
  }
  let masked = ''
  let done = 0
  for (const [index, place] of places.entries()) {
    if (!place || !isBeeped[index]) continue
    const end = place.index + place[0].length
    // Within one stretch nothing of what stands between the words is kept either.
    if (!isBeeped[index - 1]) masked += text.slice(done, place.index) + PERSONAL
    done = end
  }
  return masked + text.slice(done)
}

function sameWord(written: string, word: string): boolean {
  return written === word || wordKey(written) === wordKey(word)
}
