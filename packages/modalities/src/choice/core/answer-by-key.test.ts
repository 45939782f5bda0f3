// What keys do to questions: of labels to single and multiple ones, of levels to ratings.
import { apply } from '@etabli/modality-kit'
import type { Answers, LabelId, MarkId, Question, QuestionId } from '@etabli/schema'
import { describe, expect, it } from 'vitest'
import { answerWithLabel, answerWithLevel, levelKeys } from './answer-by-key.ts'

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

describe('answerWithLevel', () => {
  const rating = (levels: number): Question => ({ ...question('rating'), labels: [], options: { levels } })
  const answer = (keys: string): Answers => {
    let answers: Answers = []
    for (const key of keys)
      answers = apply(
        answers,
        answerWithLevel(answers, rating(10), key, () => 'm' as MarkId),
      )
    return answers
  }

  it('a digit gives its level, another digit changes it under the same id, the same takes it back', () => {
    expect(answer('3')).toMatchObject([{ id: 'm', kind: 'rating', label: null, value: 3, source: 'person' }])
    expect(answer('30')).toMatchObject([{ id: 'm', value: 10 }])
    expect(answer('33')).toEqual([])
    expect(answer('x')).toEqual([])
  })
  it('levels past the tenth have no key, other kinds none at all', () => {
    expect(levelKeys(rating(4))).toEqual(['1', '2', '3', '4'])
    expect(levelKeys(rating(20))).toEqual(['1', '2', '3', '4', '5', '6', '7', '8', '9', '0'])
    expect(levelKeys(question('words'))).toEqual([])
  })
})
