// The word diff of a correction against the machine's transcript, and its running error rates.
import { alignTokens, cer, wer } from '@etabli/agreement'
import { normalisedWords, normaliseWord, wordsOf } from './words.ts'

/** One word of the diff: `from` is the machine's word, `to` the person's; null where one has none. */
export interface DiffWord {
  readonly op: 'equal' | 'substitute' | 'delete' | 'insert'
  readonly from: string | null
  readonly to: string | null
  /** Place of the machine's word in its transcript, or null. */
  readonly fromIndex: number | null
}

export interface TranscriptDiff {
  readonly words: readonly DiffWord[]
  /** Word error rate of the machine against the person's text; null where that is empty. */
  readonly wer: number | null
  readonly cer: number | null
}

/** What a person changed of the machine's transcript. Case and punctuation make no difference. */
export function diffTranscripts(machine: string, person: string): TranscriptDiff {
  const from = wordsOf(machine)
  const to = wordsOf(person)
  const { edits } = alignTokens(from, to, (a, b) => normaliseWord(a) === normaliseWord(b))
  const words = edits.map((edit): DiffWord => {
    const hasFrom = edit.op !== 'insert'
    const hasTo = edit.op !== 'delete'
    return {
      op: edit.op,
      from: hasFrom ? (from[edit.from] ?? null) : null,
      to: hasTo ? (to[edit.to] ?? null) : null,
      fromIndex: hasFrom ? edit.from : null,
    }
  })
  const reference = normalisedWords(person)
  const hypothesis = normalisedWords(machine)
  return {
    words,
    wer: wer(reference, hypothesis).rate,
    cer: cer(Array.from(reference.join(' ')), Array.from(hypothesis.join(' '))).rate,
  }
}
