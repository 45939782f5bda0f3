// What the machine heard of the recording, as the stage shows it.
import { marksOf, type StageProps } from '@etabli/modality-kit'
import type { Question } from '@etabli/schema'
import { type TimedWord, transcriptIn } from '../core/kinds/transcript-value.ts'

export interface Machine {
  readonly text: string
  readonly words: readonly TimedWord[]
}

export const NO_WORDS: readonly TimedWord[] = []

export function machineOf(prefill: StageProps['prefill'], question: Question): Machine | null {
  const heard = transcriptIn(marksOf(prefill, question.id)[0])
  return heard && { text: heard.text, words: heard.words ?? NO_WORDS }
}
