// Relations as the stage draws them: where their ends stand, the numbers of chains, those near the window.
import { type Answers, type Mark, Question } from '@etabli/schema'
import { describe, expect, it } from 'vitest'
import { createPassage } from '../../core/passage.ts'
import { joinedOf, joinedWithin } from './joined.ts'

const questions = (['directed', 'chain'] as const).map((form) =>
  Question.parse({
    id: form,
    kind: 'relation',
    title: form,
    help: '',
    required: false,
    labels: [{ id: 'type', name: 'type', colour: 0, key: null }],
    options: { form },
  }),
)
const made = { source: 'person', confidence: null }
const span = (id: string, start: number, end: number) =>
  ({ ...made, id, question: 's', kind: 'span', label: 'x', value: { start, end } }) as unknown as Mark
const link = (question: string, from: string, to: string) =>
  ({
    ...made,
    id: `${question}-${from}-${to}`,
    question,
    kind: 'relation',
    label: 'type',
    value: { from, to },
  }) as unknown as Mark

describe('relations on the stage', () => {
  const passage = createPassage('😀 Ada\nBob\nCy\nDee')
  //      code points: 0 2      6    10  13
  const answers: Answers = [
    span('ada', 2, 5),
    span('bob', 6, 9),
    span('cy', 10, 12),
    span('dee', 13, 16),
    link('directed', 'ada', 'bob'),
    link('directed', 'ada', 'gone'),
    link('chain', 'bob', 'ada'),
    link('chain', 'dee', 'cy'),
    link('chain', 'cy', 'bob'),
    link('chain', 'ada', 'dee'),
  ]

  it('stand at the first characters of their ends, in their rows; those with an end that is gone are not drawn', () => {
    const [first, ...others] = joinedOf(answers, questions, passage)
    // The emoji is one code point and two UTF-16 units: Ada begins at 3, Bob at 7.
    expect(first).toMatchObject({ from: { id: 'ada', start: 3, row: 0 }, to: { id: 'bob', start: 7, row: 1 } })
    expect(others.map(({ id }) => id)).toEqual(['chain-bob-ada', 'chain-dee-cy', 'chain-cy-bob', 'chain-ada-dee'])
  })
  it('of a chain have one number, whichever way they are linked; others have none', () => {
    const joined = joinedOf(answers, questions, passage)
    expect(joined.map(({ chain }) => chain)).toEqual([null, 1, 1, 1, 1])
    const two = joinedOf([...answers.slice(0, 4), ...answers.slice(6, 8)], questions, passage)
    expect(two.map(({ chain }) => chain)).toEqual([1, 2])
  })
  it('are near the window where either end is', () => {
    const joined = joinedOf(answers, questions, passage)
    expect(joinedWithin(joined, 3, 4).map(({ id }) => id)).toEqual(['chain-dee-cy', 'chain-ada-dee'])
    expect(joinedWithin(joined, 4, 9)).toEqual([])
  })
  it('are made once for each list of answers', () => {
    expect(joinedOf(answers, questions, passage)).toBe(joinedOf(answers, questions, passage))
  })
  it('of 10,000 spans with 2,000 relations are found within a frame, again and again', () => {
    const text = Array.from({ length: 10_000 }, (_, at) => `w${String(at).padStart(5, '0')}`).join('\n')
    const long = createPassage(text)
    const spans = Array.from({ length: 10_000 }, (_, at) => span(`s${at}`, at * 7, at * 7 + 6))
    const links = Array.from({ length: 2_000 }, (_, at) => link('directed', `s${at * 5}`, `s${(at * 5 + 4) % 10_000}`))
    const many: Answers = [...spans, ...links]
    const all = joinedOf(many, questions, long)
    expect(all).toHaveLength(2_000)
    const began = performance.now()
    for (let row = 0; row < 1_000; row += 10) joinedWithin(joinedOf(many, questions, long), row, row + 60)
    // A hundred rows of scrolling; a frame each would be 1,600 ms. Far below, so that a loaded machine passes.
    expect(performance.now() - began).toBeLessThan(800)
    expect(joinedWithin(all, 0, 60)).toHaveLength(12)
  })
})
