// What is offered at the caret, from hypotheses aligned by hand.
import type { Answers, Question } from '@etabli/schema'
import { describe, expect, it } from 'vitest'
import { hypothesesOf, placedWords, suggestionsAt, withSuggestion } from './suggestions.ts'

const rules = { case: true, punctuation: true, numbers: null }
const at = (text: string, word: string, ...hypotheses: string[]) =>
  suggestionsAt(text, text.indexOf(word), hypotheses, rules)?.list.map(({ text: said, votes }) => [said, votes]) ?? null

describe('suggestions at the caret’s word', () => {
  it('most votes first; what is the same is not offered', () => {
    expect(
      at(
        'play in to kitchen',
        'to',
        'play in to kitchen',
        'play in two kitchen',
        'play in the kitchen',
        'in the kitchen',
      ),
    ).toEqual([
      ['the', 2],
      ['two', 1],
    ])
    expect(at('play in to kitchen', 'play', 'Play, in the kitchen')).toBeNull()
  })
  it('a word more beside it, a word less', () => {
    expect(at('play in kitchen', 'in', 'play in the kitchen')).toEqual([['in the', 1]])
    expect(at('play in kitchen', 'kitchen', 'play in the kitchen')).toEqual([['the kitchen', 1]])
    expect(at('play in the kitchen', 'the', 'play in kitchen')).toEqual([['', 1]])
    expect(at('in the kitchenplease', 'kitchenplease', 'in the kitchen please')).toEqual([['kitchen please', 1]])
  })
  it('nothing between words, and nothing without words', () => {
    expect(suggestionsAt('a  b', 2, ['a c'], rules)).toBeNull()
    expect(suggestionsAt('', 0, ['a'], rules)).toBeNull()
  })
  it('puts one in: the text around stays, a word that goes takes its blank', () => {
    const text = 'play in to\nkitchen'
    const [, , to, kitchen] = placedWords(text)
    expect(withSuggestion(text, to!, 'the')).toEqual({ text: 'play in the\nkitchen', caret: 11 })
    expect(withSuggestion('play the light', placedWords('play the light')[1]!, '')).toEqual({
      text: 'play light',
      caret: 5,
    })
    expect(withSuggestion(text, kitchen!, '')).toEqual({ text: 'play in to', caret: 10 })
  })
  it('gathers what machines heard: proposal, its n-best, the fields that the question names', () => {
    const question = {
      id: 'said',
      kind: 'transcript',
      options: { hypotheses: ['hyp_b', 'none'] },
    } as unknown as Question
    const prefill = [
      { question: 'said', kind: 'transcript', value: { text: 'one', alternatives: ['two', ''] } },
    ] as unknown as Answers
    expect(hypothesesOf(question, prefill, { hyp_b: 'three', other: 'x' })).toEqual(['one', 'two', 'three'])
  })
})
