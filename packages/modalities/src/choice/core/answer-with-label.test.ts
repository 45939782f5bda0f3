// What label keys do to single and multiple questions.
import { apply } from '@etabli/modality-kit'
import type { Answers, LabelId, MarkId, Question, QuestionId } from '@etabli/schema'
import { describe, expect, it } from 'vitest'
import { answerWithLabel } from './answer-with-label.ts'

const question = (kind: string): Question => ({
  id: 'q' as QuestionId,
  kind,
  title: 'Q',
  help: '',
  required: true,
  labels: ['a', 'b', 'c'].map((id, colour) => ({ id: id as LabelId, name: id, colour, key: null })),
  options: {},
})

function press(kind: string, keys: string): Answers {
  let made = 0
  let answers: Answers = []
  for (const key of keys) {
    const patches = answerWithLabel(answers, question(kind), key as LabelId, () => `m${++made}` as MarkId)
    answers = apply(answers, patches)
  }
  return answers
}

describe('answerWithLabel', () => {
  it('single: the label is the answer, another replaces it under the same id, the same takes it back', () => {
    expect(press('single', 'a')).toMatchObject([{ id: 'm1', label: 'a', value: null, source: 'person' }])
    expect(press('single', 'ab')).toMatchObject([{ id: 'm1', label: 'b' }])
    expect(press('single', 'abb')).toEqual([])
  })
  it('multiple: labels are added and removed in ascending order; the last one removed leaves no answer', () => {
    expect(press('multiple', 'ca')).toMatchObject([{ id: 'm1', label: null, value: { labels: ['a', 'c'] } }])
    expect(press('multiple', 'caa')).toMatchObject([{ value: { labels: ['c'] } }])
    expect(press('multiple', 'cc')).toEqual([])
  })
  it('does nothing for other kinds and unknown labels', () => {
    expect(press('span', 'a')).toEqual([])
    expect(press('single', 'z')).toEqual([])
  })
})
