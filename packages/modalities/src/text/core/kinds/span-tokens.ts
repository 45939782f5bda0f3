// Which tokens of a text spans touch, and with which labels.
import type { MarkOf } from '@etabli/modality-kit'
import type { Passage } from '../passage.ts'
import { tokenFrom } from '../tokens.ts'
import { partsOf, type SpanValue } from './span-value.ts'

/** The labels of each token that any of the spans' parts touches, each once; tokens by their index in the passage. */
export function labelsByToken(passage: Passage, marks: readonly MarkOf<SpanValue>[]): Map<number, string[]> {
  const labels = new Map<number, string[]>()
  for (const { label, value } of marks) {
    for (const token of tokensTouched(passage, value)) {
      const here = labels.get(token)
      const word = label ?? ''
      if (!here) labels.set(token, [word])
      else if (!here.includes(word)) here.push(word)
    }
  }
  return labels
}

/** The tokens that any part of a span touches; one that two parts touch comes twice. */
function* tokensTouched(passage: Passage, span: SpanValue): Generator<number> {
  for (const { start, end } of partsOf(span)) {
    for (let token = tokenFrom(passage.tokens, start); (passage.tokens[token]?.start ?? end) < end; token += 1) {
      yield token
    }
  }
}
