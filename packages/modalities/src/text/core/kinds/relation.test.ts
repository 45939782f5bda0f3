// Relations: which may be, in words; what they stand on; what people say alike; what they say together.
import { type AgreementUnit, faultsOf, type Kind, type MarkOf, settleTask, standing } from '@etabli/modality-kit'
import type {
  Annotation,
  AnnotationId,
  Answers,
  LabelId,
  Mark,
  MarkId,
  Media,
  Millis,
  Question,
  QuestionId,
  TaskId,
} from '@etabli/schema'
import { describe, expect, it } from 'vitest'
import { chainsOf } from './chains.ts'
import { type RelationValue, relation } from './relation.ts'
import { classesAt } from './relation-value.ts'
import { span } from './span.ts'

const kinds = new Map<string, Kind>([
  ['span', span as Kind],
  ['relation', relation as Kind],
])
const media: Media = { type: 'text', text: 'Ada works for Acme in Lyon; she likes it.' }
// Ada [0,3) Acme [14,18) Lyon [22,26) she [28,31)

const label = (id: string) => ({ id: id as LabelId, name: id.toUpperCase(), colour: 0, key: null })
const base = { help: '', required: false }
const mentions: Question = {
  ...base,
  id: 'mentions' as QuestionId,
  kind: 'span',
  title: 'Mentions',
  labels: [label('person'), label('firm'), label('place')],
  options: {},
}
const related = (options: Question['options']): Question => ({
  ...base,
  id: 'related' as QuestionId,
  kind: 'relation',
  title: 'Related',
  labels: [label('works-for'), label('in')],
  options,
})
const ends = { 'works-for': { from: ['person'], to: ['firm'] } }
const directed = related({ spans: 'mentions', ends })

const made = { source: 'person' as const, confidence: null }
const spanMark = (id: string, start: number, end: number, of: string): Mark => ({
  ...made,
  id: id as MarkId,
  question: mentions.id,
  kind: 'span',
  label: of as LabelId,
  value: { start, end },
})
const link = (id: string, from: string, to: string, of = 'works-for'): Mark => ({
  ...made,
  id: id as MarkId,
  question: directed.id,
  kind: 'relation',
  label: of as LabelId,
  value: { from, to },
})
const [ada, acme, lyon, she] = [
  spanMark('ada', 0, 3, 'person'),
  spanMark('acme', 14, 18, 'firm'),
  spanMark('lyon', 22, 26, 'place'),
  spanMark('she', 28, 31, 'person'),
]
const spans = [ada, acme, lyon, she]

const said = (answers: Answers, question = directed, questions = [mentions, question]) =>
  faultsOf(answers, questions, media, kinds).map(({ message }) => message)

describe('which relations may be', () => {
  it('one between two spans of the classes that its type takes', () => {
    expect(said([...spans, link('r', 'ada', 'acme'), link('s', 'acme', 'lyon', 'in')])).toEqual([])
  })
  it.each([
    ['an end that is not there', link('r', 'ada', 'gone'), 'an end of this relation is not among the answers'],
    ['one span with itself', link('r', 'ada', 'ada'), 'a relation joins two different spans'],
    ['another class', link('r', 'ada', 'lyon'), '"WORKS-FOR" goes from PERSON to FIRM, not between PERSON and PLACE'],
    [
      'the wrong way round',
      link('r', 'acme', 'ada'),
      '"WORKS-FOR" goes from PERSON to FIRM, not between FIRM and PERSON',
    ],
    ['a relation as an end', link('r', 'ada', 's', 'in'), 'a relation joins spans of "Mentions"'],
  ])('not %s', (_name, mark, message) => {
    expect(said([...spans, link('s', 'acme', 'lyon', 'in'), mark])).toEqual([message])
  })
  it('not the same twice; undirected ones whichever way round, directed ones not', () => {
    const turned = [...spans, link('r', 'ada', 'she', 'in'), link('s', 'she', 'ada', 'in')]
    expect(said([...spans, link('r', 'ada', 'acme'), link('s', 'ada', 'acme')])).toEqual([
      'the same relation is there twice',
    ])
    expect(said(turned)).toEqual([])
    expect(said(turned, related({ form: 'undirected' }))).toEqual(['the same relation is there twice'])
    expect(said(turned, related({ form: 'chain' }))).toEqual(['the same relation is there twice'])
  })
  it('undirected ones take their classes either way round', () => {
    const question = related({ form: 'undirected', ends })
    expect(said([...spans, link('r', 'acme', 'ada')], question)).toEqual([])
    expect(said([...spans, link('r', 'acme', 'lyon')], question)).toEqual([
      '"WORKS-FOR" joins PERSON and FIRM, not FIRM and PLACE',
    ])
  })
  it('a class that was merged into another takes that one', () => {
    const now: Question = {
      ...mentions,
      labels: [label('human'), label('firm'), label('place')],
      removed: [{ label: label('person'), into: 'human' as LabelId }],
    }
    const human = { ...ada, label: 'human' as LabelId }
    expect(classesAt('from', 'works-for' as LabelId, directed, [now, directed])).toEqual(new Set(['human']))
    expect(said([human, acme, link('r', 'ada', 'acme')], directed, [now, directed])).toEqual([])
  })
})

describe('what a question of relations may ask', () => {
  const asked = (options: Question['options'], questions = [mentions]) =>
    relation.asked?.(related(options), [...questions, related(options)])
  it('of spans that are asked for beside it, by types and classes that are there', () => {
    expect(asked({ spans: 'mentions', ends })).toBeNull()
    expect(asked({})).toBeNull()
    expect(asked({}, [])).toBe('"Related" needs a question of spans to join.')
    expect(asked({ spans: 'other' })).toContain('"other", which is not a question of spans here')
    expect(asked({ ends: { likes: {} } })).toContain('"likes"')
    expect(asked({ ends: { in: { to: ['river'] } } })).toContain('"river"')
  })
})

describe('agreement: the spans at the ends, not their ids', () => {
  const stood = (answers: Answers, question = directed) =>
    standing(
      relation,
      answers.filter((mark) => mark.question === question.id) as unknown as MarkOf<RelationValue>[],
      answers,
    )
  const unit = (...people: Answers[]): AgreementUnit<RelationValue> => ({
    task: 't',
    media,
    raters: people.map((answers, index) => ({ rater: `r${index}`, marks: stood(answers) })),
  })
  const f1 = (
    units: AgreementUnit<RelationValue>[],
    question = directed,
    about: string | null = null,
    measure = 'relation-f1',
  ) =>
    relation
      .figures(units, question, { seed: 1, resamples: 20 })
      .find((one) => one.measure === measure && one.about === about)?.value
  it('F1: one of two and two relations is matched, 2·1 / 4', () => {
    // b's spans have other ids, and Acme is drawn with "for": 4 of 8 characters in common, just enough.
    const b = [spanMark('x', 0, 3, 'person'), spanMark('y', 10, 18, 'firm'), spanMark('z', 22, 26, 'place')]
    const units = [
      unit(
        [...spans, link('r', 'ada', 'acme'), link('s', 'acme', 'lyon', 'in')],
        [...b, link('r', 'x', 'y'), link('s', 'x', 'z', 'in')],
      ),
    ]
    expect(f1(units)).toBe(0.5)
    expect(f1(units, directed, 'works-for')).toBe(1)
    expect(f1(units, directed, 'in')).toBe(0)
    expect(f1(units, directed, null, 'relation-f1-exact')).toBe(0)
  })
  it('the direction counts only where there is one', () => {
    const units = [unit([...spans, link('r', 'ada', 'she', 'in')], [...spans, link('r', 'she', 'ada', 'in')])]
    expect(f1(units)).toBe(0)
    expect(f1(units, related({ form: 'undirected' }))).toBe(1)
  })
})

describe('agreement on chains', () => {
  it('goes by who stands together, not by which links were drawn', () => {
    const chain = related({ form: 'chain' })
    const stood = (answers: Answers) =>
      standing(
        relation,
        answers.filter(({ kind }) => kind === 'relation') as unknown as MarkOf<RelationValue>[],
        answers,
      )
    const given = (...people: Answers[]): AgreementUnit<RelationValue>[] => [
      { task: 't', media, raters: people.map((answers, index) => ({ rater: `r${index}`, marks: stood(answers) })) },
    ]
    const figure = (units: AgreementUnit<RelationValue>[], measure: string) =>
      relation.figures(units, chain, { seed: 1, resamples: 20 }).find((one) => one.measure === measure)?.value
    const a = [...spans, link('1', 'ada', 'she'), link('2', 'she', 'acme')]
    const b = [...spans, link('1', 'acme', 'ada'), link('2', 'she', 'ada')]
    expect(figure(given(a, b), 'b-cubed')).toBe(1)
    expect(figure(given(a, b), 'chain-links-f1')).toBe(1)
    // One of the three left out: 1 of 3 and 1 pairs on both: 2·1 / 4. B³: precision 2/3·2/3 = 4/9 (over 3), recall 1.
    const c = [...spans, link('1', 'ada', 'she')]
    expect(figure(given(a, c), 'chain-links-f1')).toBe(0.5)
    expect(figure(given(a, c), 'b-cubed')).toBeCloseTo((2 * (4 / 9)) / (4 / 9 + 1), 12)
  })
})

describe('chains', () => {
  it('are all that is linked, near or far, by type', () => {
    const links = [link('1', 'a', 'b'), link('2', 'd', 'e'), link('3', 'c', 'b'), link('4', 'a', 'd', 'in')]
    const chains = chainsOf(links as unknown as MarkOf<RelationValue>[])
    expect(chains.map(({ label: of, ids }) => [of, ids.toSorted()])).toEqual([
      ['works-for', ['a', 'b', 'c']],
      ['works-for', ['d', 'e']],
      ['in', ['a', 'd']],
    ])
  })
})

describe('consensus', () => {
  const person = (name: string, answers: Answers): Pick<Annotation, 'id' | 'person' | 'answers'> => ({
    id: name as AnnotationId,
    person: name as Annotation['person'],
    answers,
  })
  const own = (name: string, links: (of: string) => Answers, without: readonly string[] = []): Answers => {
    const ofOwn = (id: string) => `${name}-${id}` as MarkId
    const marks = spans.filter(({ id }) => !without.includes(id)).map((mark) => ({ ...mark, id: ofOwn(mark.id) }))
    return [...marks, ...links(name)]
  }
  const settle = (question: Question, ...people: Answers[]) =>
    settleTask(
      {
        task: 't' as TaskId,
        media,
        questions: [question, mentions],
        annotations: people.map((answers, index) => person(`p${index}`, answers)),
      },
      kinds,
      0 as Millis,
    )
  const works = (name: string) => [link(`${name}-r`, `${name}-ada`, `${name}-acme`)]

  it('stands on the spans of the consensus, whatever each person called theirs', () => {
    const settled = settle(directed, own('a', works), own('b', works))
    const [first, second] = settled.questions
    expect(settled.questions.map(({ question }) => question)).toEqual(['related', 'mentions'])
    expect(first?.marks).toHaveLength(1)
    const value = first?.marks[0]?.value as RelationValue
    const spanOf = (id: MarkId) => second?.marks.find((mark) => mark.id === id)?.value
    expect([spanOf(value.from), spanOf(value.to)]).toEqual([ada.value, acme.value])
    expect(first).toMatchObject({ similarity: 1, support: [{ votes: 2, of: 2, contested: false }] })
    expect(settled.unanimous).toBe(true)
  })
  it('leaves out, and counts, what stands on a span without a quorum', () => {
    const settled = settle(
      directed,
      own('a', works),
      own('b', () => [], ['acme']),
      own('c', () => [], ['acme']),
    )
    expect(settled.questions[0]).toMatchObject({ marks: [], candidates: [], fallen: 1 })
    expect(settled.unanimous).toBe(false)
  })
  it('keeps apart what joins two spans of one place', () => {
    // Two labels on one stretch are two spans; each person's relation stands on another of them.
    const twice = (name: string, to: string): Answers => [
      ...own(name, () => []),
      { ...spanMark(`${name}-twin`, 14, 18, 'place') },
      link(`${name}-r`, `${name}-ada`, `${name}-${to}`, 'in'),
    ]
    const settled = settle(directed, twice('a', 'acme'), twice('b', 'twin'))
    expect(settled.questions[0]?.marks).toEqual([])
    expect(settled.questions[0]?.candidates).toHaveLength(2)
  })
  it('a chain is the same however it is linked', () => {
    const chain = related({ form: 'chain' })
    const linked = (pairs: readonly (readonly [string, string])[]) => (name: string) =>
      pairs.map(([from, to], index) => link(`${name}-${index}`, `${name}-${from}`, `${name}-${to}`, 'in'))
    const a = own(
      'a',
      linked([
        ['ada', 'she'],
        ['she', 'acme'],
      ]),
    )
    const b = own(
      'b',
      linked([
        ['acme', 'ada'],
        ['she', 'ada'],
      ]),
    )
    expect(settle(chain, a, b).unanimous).toBe(true)
    expect(settle(related({}), a, b).unanimous).toBe(false)
  })
})
