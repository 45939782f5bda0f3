// What marks of removed classes count as, by hand-made examples.
import { describe, expect, it } from 'vitest'
import { Answers } from './answers.ts'
import { Question } from './question.ts'
import { answersNow, labelNow } from './removed-labels.ts'

const label = (id: string) => ({ id, name: id.toUpperCase(), colour: 0, key: null })

const question = (changes: object) =>
  Question.parse({ id: 'objects', kind: 'box', title: 'Objects', labels: [label('car'), label('bus')], ...changes })

const answers = Answers.parse(
  ['car', 'van', 'lorry', 'ghost'].map((name, at) => ({
    id: `m${at}`,
    question: 'objects',
    kind: 'box',
    label: name,
    value: { x: at },
    attributes: { colour: 'red', doors: 4 },
  })),
)

describe('IMG13, DAT6: removed classes', () => {
  it('merge into another class, also in two steps; what the other class is not asked of its marks is not said', () => {
    const now = question({
      attributes: [
        { id: 'colour', name: 'Colour', type: 'text' },
        { id: 'doors', name: 'Doors', type: 'number', labels: ['bus'] },
      ],
      removed: [
        { label: label('van'), into: 'lorry' },
        { label: label('lorry'), into: 'car' },
        { label: label('ghost') },
      ],
    })
    const [car, van, lorry, ...rest] = answersNow([now], answers)
    expect([van?.label, lorry?.label, rest]).toEqual(['car', 'car', []])
    expect(van?.attributes).toEqual({ colour: 'red' })
    // A mark whose class stayed is not touched, and no shape is altered.
    expect(car).toBe(answers[0])
    expect(van?.value).toEqual({ x: 1 })
  })

  it('are undone by taking the removal back: the annotations themselves were never changed', () => {
    const removed = question({ removed: [{ label: label('van') }] })
    expect(answersNow([removed], answers)).toHaveLength(3)
    expect(answersNow([question({})], answers)).toBe(answers)
  })

  it('in a choice of several are exchanged in the list, each once', () => {
    const several = question({
      kind: 'multiple',
      removed: [{ label: label('van'), into: 'car' }, { label: label('ghost') }],
    })
    const chosen = Answers.parse([
      { id: 'a', question: 'objects', kind: 'multiple', label: null, value: { labels: ['car', 'van'] } },
      { id: 'b', question: 'objects', kind: 'multiple', label: null, value: { labels: ['ghost'] } },
      { id: 'c', question: 'objects', kind: 'multiple', label: null, value: { labels: [] } },
    ])
    expect(answersNow([several], chosen).map((mark) => [mark.id, mark.value])).toEqual([
      ['a', { labels: ['car'] }],
      ['c', { labels: [] }],
    ])
  })

  it('cannot be where the class is still there, or where the merging leads nowhere', () => {
    const bad = (removed: object[]) => Question.safeParse({ ...question({}), removed }).success
    expect(bad([{ label: label('car'), into: 'bus' }])).toBe(false)
    expect(bad([{ label: label('van'), into: 'nothing' }])).toBe(false)
    expect(
      bad([
        { label: label('van'), into: 'lorry' },
        { label: label('lorry'), into: 'van' },
      ]),
    ).toBe(false)
    expect(bad([{ label: label('van'), into: 'bus' }])).toBe(true)
  })

  it('end somewhere even where a cycle was stored', () => {
    const loop = [
      { label: { ...question({}).labels[0]!, id: 'a' as never }, into: 'b' as never },
      { label: { ...question({}).labels[0]!, id: 'b' as never }, into: 'a' as never },
    ]
    expect(labelNow({ removed: loop }, 'a' as never)).toBeNull()
  })
})
