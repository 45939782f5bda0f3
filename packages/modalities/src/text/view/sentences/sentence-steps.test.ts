// Walking sentence by sentence.
import { apply } from '@etabli/modality-kit'
import type { Answers, LabelId, MarkId, QuestionId } from '@etabli/schema'
import { describe, expect, it } from 'vitest'
import { createPassage } from '../../core/passage.ts'
import { afterAnswer, answeringSentence, sentenceAt, sentencesFor } from './sentence-steps.ts'

const question = {
  id: 'acts' as QuestionId,
  kind: 'sentence',
  title: 'Acts',
  help: '',
  required: true,
  labels: [],
  options: {},
}
const passage = createPassage('One. Two? Three!')
let made = 0
const say = (answers: Answers, at: number, label: string | null): Answers => {
  const sentence = sentencesFor(passage, answers, question)[at]
  if (!sentence) throw new Error('no such sentence')
  const id = () => `m${++made}` as MarkId
  return apply(answers, answeringSentence(sentence, question, label as LabelId | null, answers, id))
}

describe('sentences', () => {
  it('are answered one by one, changed under the same id, and taken back', () => {
    const one = say([], 1, 'ask')
    expect(one).toMatchObject([{ label: 'ask', value: { start: 5, end: 9 }, kind: 'sentence' }])
    const other = say(one, 1, 'tell')
    expect(other).toMatchObject([{ id: one[0]?.id, label: 'tell' }])
    expect(say(other, 1, null)).toEqual([])
  })
  it('go on to the next without an answer, from the top where none is left below', () => {
    const middle = sentencesFor(passage, say([], 1, 'ask'), question)
    expect(afterAnswer(middle, 0)).toBe(2)
    expect(afterAnswer(middle, 2)).toBe(0)
    const all = sentencesFor(passage, say(say(say([], 0, 'tell'), 1, 'ask'), 2, 'tell'), question)
    expect(afterAnswer(all, 2)).toBe(2)
    expect(sentenceAt(all, 7)).toBe(1)
  })
})
