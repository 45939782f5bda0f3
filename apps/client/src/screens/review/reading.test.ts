// Reading: what the reviewer starts from, and what is still to be decided on.
import type { TaskDetail } from '@etabli/protocol'
import type { Mark } from '@etabli/schema'
import { describe, expect, it } from 'vitest'
import { differing, layersOf, letterOf, openCandidates, readingOf, voicesOf } from './reading.ts'

const mark = (id: string, question = 'objects', kind = 'box'): Mark =>
  ({ id, question, kind, label: null, value: null, source: 'person', confidence: null }) as Mark

const said = (id: string, person: string) => ({
  annotation: { id, person, answers: [mark(`${id}-1`)] },
  name: person.toUpperCase(),
  simulated: false,
})

function detail(change: object = {}): TaskDetail {
  return {
    task: { id: 't', state: 'done' },
    annotations: [said('n2', 'bo'), said('n1', 'al')],
    history: [],
    consensus: {
      questions: [
        {
          question: 'objects',
          marks: [mark('objects:0')],
          candidates: [mark('objects:1'), mark('objects:2')],
          support: [
            { mark: 'objects:0', votes: 2, of: 2, contested: false },
            { mark: 'objects:1', votes: 1, of: 2, contested: true },
            { mark: 'objects:2', votes: 1, of: 2, contested: true },
          ],
        },
      ],
    },
    reviews: [],
    skipped: [],
    ...change,
  } as unknown as TaskDetail
}

const many = (kind: string) => kind === 'box'
const ids = (marks: readonly Mark[]) => marks.map(({ id }) => id)

describe('what a reviewer is given', () => {
  it('QLT4: starts from the marks with a quorum; the others are offered with their votes', () => {
    const reading = readingOf(detail())
    expect(ids(reading.answers)).toEqual(['objects:0'])
    expect(ids(reading.candidates)).toEqual(['objects:1', 'objects:2'])
    expect(reading.support).toHaveLength(3)
    expect(ids(reading.consensus)).toEqual([...ids(reading.answers), 'objects:1', 'objects:2'])
    expect(reading.seen).toEqual(['n2', 'n1'])
    expect(reading.settledBy).toBeNull()
  })

  it('counts the relations that no answer has a place for', () => {
    expect(readingOf(detail()).fallen).toBe(0)
    const questions = [{ fallen: 2 }, {}, { fallen: 1 }].map((own) => ({
      marks: [],
      candidates: [],
      support: [],
      ...own,
    }))
    expect(readingOf(detail({ consensus: { questions } })).fallen).toBe(3)
  })

  it('QLT6: a settled task shows what was settled on, and offers nothing', () => {
    const reviews = [
      { verdict: 'return', answers: null },
      { verdict: 'correct', answers: [mark('mine')] },
    ]
    const reading = readingOf(detail({ task: { id: 't', state: 'settled' }, reviews }))
    expect(ids(reading.answers)).toEqual(['mine'])
    expect(reading.candidates).toEqual([])
    expect(reading.settledBy?.verdict).toBe('correct')
  })

  it('QLT6: waits for rework until a new version stands in the place of what was sent back', () => {
    const reviews = [{ verdict: 'return', annotation: 'n1', answers: null }]
    expect(readingOf(detail({ reviews })).awaiting).toBe(reviews[0])
    const again = { ...detail({ reviews }), annotations: [said('n2', 'bo'), said('n3', 'al')] } as unknown as TaskDetail
    expect(readingOf(again).awaiting).toBeNull()
  })

  it('offers a candidate until it is added or left; undoing the addition offers it again', () => {
    const { candidates, answers } = readingOf(detail())
    expect(ids(openCandidates(candidates, answers, new Set(), many))).toEqual(['objects:1', 'objects:2'])
    expect(ids(openCandidates(candidates, [...answers, mark('objects:1')], new Set(), many))).toEqual(['objects:2'])
    expect(ids(openCandidates(candidates, answers, new Set(['objects:2']), many))).toEqual(['objects:1'])
  })

  it('offers no candidate to a question of one answer that has one', () => {
    const tied = [mark('mood:0', 'mood', 'single')]
    expect(openCandidates(tied, [], new Set(), many)).toHaveLength(1)
    expect(openCandidates(tied, [mark('chosen', 'mood', 'single')], new Set(), many)).toEqual([])
  })

  it('gives each annotator one colour, whatever order they came in and whoever is hidden', () => {
    const voices = voicesOf(detail().annotations, (index, name) => `${letterOf(index)} ${name}`)
    expect(voices.map(({ colour, name }) => [colour, name])).toEqual([
      [0, 'A AL'],
      [1, 'B BO'],
    ])
    const layers = layersOf(voices, new Set(['n1']), { mark: mark('objects:1'), name: 'Offered' })
    expect(layers.map(({ id, visible }) => [id, visible])).toEqual([
      ['n1', false],
      ['n2', true],
      ['candidate', true],
    ])
  })

  it('leaves out what every annotator drew the same, and nothing else', () => {
    const box = (id: string, x: number) => ({ ...mark(id), value: { x } })
    const answers = { n1: [box('a', 1), box('b', 2)], n2: [box('c', 1), box('d', 3)] }
    const both = detail().annotations.map((one) => ({
      ...one,
      annotation: { ...one.annotation, answers: answers[one.annotation.id as 'n1' | 'n2'] },
    }))
    const left = differing(
      voicesOf(both as never, (_, name) => name),
      () => [],
    ).map(({ said }) => ids(said.annotation.answers))
    expect(left.toSorted()).toEqual([['b'], ['d']])
  })

  it('keeps what differing relations stand on, and leaves out those that all drew on the same ends', () => {
    const span = (id: string, x: number) => ({ ...mark(id, 'mentions', 'span'), value: { x } })
    const link = (id: string, from: string, to: string) => ({ ...mark(id, 'links', 'relation'), value: { from, to } })
    const answers = {
      n1: [span('a', 1), span('b', 2), span('c', 3), link('ab', 'a', 'b'), link('bc', 'b', 'c')],
      n2: [span('p', 1), span('q', 2), span('r', 3), link('pq', 'p', 'q')],
    }
    const both = detail().annotations.map((one) => ({
      ...one,
      annotation: { ...one.annotation, answers: answers[one.annotation.id as 'n1' | 'n2'] },
    }))
    const refers = ({ kind, value }: Mark) => (kind === 'relation' ? Object.values(value as object) : [])
    const voices = voicesOf(both as never, (_, name) => name)
    const left = differing(voices, refers).map(({ said }) => ids(said.annotation.answers))
    expect(left).toEqual([['b', 'c', 'bc'], []])
    const spans = differing(voices, refers, ({ kind }) => kind === 'span')
    expect(ids(spans[1]?.said.annotation.answers ?? [])).toEqual(['p', 'q', 'pq'])
  })
})
