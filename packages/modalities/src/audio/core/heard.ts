// Which of the machine's words is heard at a moment.
import type { TimedWord } from './kinds/transcript.ts'

/** The place of the word heard at `time` (seconds), the later one where two overlap; −1 between words. */
export function heardAt(words: readonly TimedWord[], time: number): number {
  return words.findLastIndex((word) => time >= word.start && time < word.end)
}

/** Below this confidence a machine was not sure of a word. */
const UNSURE = 0.5

export function isUnsure({ confidence, estimated }: TimedWord): boolean {
  return confidence !== null && confidence < UNSURE && estimated !== true
}
