// How simulated annotators check transcripts: slips of the hand, acceptance of what the machine wrote, tidying up.
import type { Random } from '../random.ts'
import type { Skill } from './people.ts'

export type Verdict = 'correct' | 'corrected' | 'unintelligible' | 'not-speech'

export interface Checked {
  readonly verdict: Verdict
  readonly text: string
}

export interface TranscriptModel {
  /** Chance of accepting a wrong machine text without change. */
  readonly accept: number
  /** Chance that a word is lost, or mistyped. */
  readonly lose: number
  readonly mistype: number
  /** Chance of giving up. */
  readonly giveUp: number
}

export const transcriptModels: Record<Skill, TranscriptModel> = {
  careful: { accept: 0.01, lose: 0.004, mistype: 0.006, giveUp: 0.01 },
  hasty: { accept: 0.2, lose: 0.03, mistype: 0.03, giveUp: 0.05 },
  biased: { accept: 0.03, lose: 0.01, mistype: 0.01, giveUp: 0.03 },
  random: { accept: 0.6, lose: 0.25, mistype: 0.2, giveUp: 0.25 },
}

/** The biased annotator repairs and shortens what was said. */
export const tidied: readonly (readonly [RegExp, string])[] = [
  [/\bplease\b/gu, ''],
  [/\btwenty one\b/gu, '21'],
  [/\btwenty\b/gu, '20'],
  [/\bten\b/gu, '10'],
  [/\beighteen\b/gu, '18'],
  [/\bfour\b/gu, '4'],
  [/\bnine\b/gu, '9'],
  [/\bi am\b/gu, "i'm"],
  [/\bwe are\b/gu, "we're"],
  [/\bhuit\b/gu, '8'],
  [/\bquatorze heures\b/gu, '14 h'],
  [/\bdix-neuf\b/gu, '19'],
  [/\btrois\b/gu, '3'],
]

/** Lower case without punctuation, single spaces: the form in which texts are compared. */
export const bare = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s'-]/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim()

/** What a person of this skill would answer. */
export function checkTranscript(said: string, machine: string, skill: Skill, random: Random): Checked {
  const model = transcriptModels[skill]
  if (random.chance(model.giveUp))
    return { verdict: skill === 'random' && random.chance(0.3) ? 'not-speech' : 'unintelligible', text: '' }
  if (bare(said) === bare(machine) || random.chance(model.accept)) return { verdict: 'correct', text: machine }
  let text = bare(said)
  if (skill === 'biased') for (const [from, to] of tidied) text = text.replace(from, to)
  const words = text.split(' ').filter((word) => word !== '' && !random.chance(model.lose))
  text = words.map((word) => (random.chance(model.mistype) ? slip(word, random) : word)).join(' ')
  if (text === '') return { verdict: 'unintelligible', text: '' }
  return { verdict: text === bare(machine) ? 'correct' : 'corrected', text }
}

/** Two letters swapped, or one doubled. */
function slip(word: string, random: Random): string {
  const letters = [...word]
  if (letters.length < 3) return word
  const at = random.integer(0, letters.length - 2)
  const [one = '', two = ''] = letters.slice(at, at + 2)
  letters.splice(at, 2, ...(random.chance(0.6) ? [two, one] : [one, one, two]))
  return letters.join('')
}
