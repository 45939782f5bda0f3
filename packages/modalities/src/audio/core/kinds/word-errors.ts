// How far texts of one recording are apart, in words, and words whose times are not the recording's.
import { editDistance, normalisedEditDistance } from '@etabli/agreement'
import { pairsOf, type Ratio } from '@etabli/modality-kit'
import { type Normalisation, normalisedWords } from '../words.ts'
import type { TimedWord } from './transcript-value.ts'

/** The share of words that differ, from 0 to 1. */
export function wordDistance(a: string, b: string, rules: Normalisation): number {
  return normalisedEditDistance(normalisedWords(a, rules), normalisedWords(b, rules))
}

/** Errors over words (or characters) of the reference, both directions of each pair of people. */
export function pairwiseErrors(said: readonly (readonly string[])[]): Ratio {
  let part = 0
  let whole = 0
  for (const [a, b] of pairsOf(said)) {
    part += 2 * editDistance(a, b)
    whole += a.length + b.length
  }
  return { part, whole }
}

/** Word times of a recogniser may end a frame after the file does. */
const TIME_TOLERANCE = 0.1

/** Why the times of words cannot be; null where they can. */
export function lateWordFault(words: readonly TimedWord[] | undefined, duration: number): string | null {
  const late = words?.find((word) => word.end > duration + TIME_TOLERANCE)
  return late ? `the word "${late.word}" ends at ${late.end} s, after the recording (${duration} s)` : null
}
