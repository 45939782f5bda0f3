// How far texts of one recording are apart, in words; and texts and times of words that cannot be.
import { editDistance, normalisedEditDistance } from '@etabli/agreement'
import { pairsOf, type Ratio } from '@etabli/modality-kit'
import type { Question } from '@etabli/schema'
import { characterName, readCharacters, straysIn } from '../characters.ts'
import { type Normalisation, normalisedWords, transcriptOptions } from '../words.ts'
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

/** Why a text cannot be sent: it has characters that the project does not write; null where it has none. */
export function strayFault(text: string | undefined, question: Pick<Question, 'options'>): string | null {
  const { characters, tokens } = transcriptOptions(question)
  if (characters === undefined || text === undefined) return null
  const strays = straysIn(text, readCharacters(characters), tokens ?? [])
  if (strays.length === 0) return null
  const names = [...new Set(strays.map(({ character }) => `“${characterName(character)}”`))]
  const more = names.length > MOST_NAMED ? ' and others' : ''
  return `the text has characters that this project does not write: ${names.slice(0, MOST_NAMED).join(', ')}${more}`
}

const MOST_NAMED = 5

/** Why the times of words cannot be; null where they can. */
export function lateWordFault(words: readonly TimedWord[] | undefined, duration: number): string | null {
  const late = words?.find((word) => word.end > duration + TIME_TOLERANCE)
  return late ? `the word "${late.word}" ends at ${late.end} s, after the recording (${duration} s)` : null
}
