// Links between spans: what is made, what is refused and why, the mention before.
import { apply } from '@etabli/modality-kit'
import { type Answers, type LabelId, type Mark, type MarkId, Question } from '@etabli/schema'
import { describe, expect, it } from 'vitest'
import { templates } from '../templates.ts'
import { chainInHand, type Linking, linked, linkedBack, linkFault, relinked, turnedEnds } from './link.ts'

// Ada works for Acme; she left it. Ben asked her.
const span = (id: string, start: number, end: number, label: string): Mark =>
  ({
    id,
    question: 'mentions',
    kind: 'span',
    label,
    value: { start, end },
    source: 'person',
    confidence: null,
  }) as unknown as Mark
const spans: Answers = [
  span('ada', 0, 3, 'person'),
  span('acme', 14, 18, 'organisation'),
  span('she', 20, 23, 'person'),
  span('it', 29, 31, 'organisation'),
  span('ben', 33, 36, 'person'),
  span('her', 43, 46, 'person'),
]
const questions = (templates.find(({ id }) => id === 'relations')?.questions('en') ?? []).map((one) =>
  Question.parse(one),
)
const ids = (from: string, to: string) => ({ from: from as MarkId, to: to as MarkId })

function linking(question: string, type: string, answers: Answers = spans): Linking {
  const own = questions.find(({ id }) => id === question)
  if (!own) throw new Error(`no question ${question}`)
  return { question: own, type: type as LabelId, questions, answers }
}

const make = (from: string, to: string, where: Linking) =>
  apply(where.answers, [linked(ids(from, to), where, `${from}-${to}` as MarkId)])

describe('links', () => {
  it('join two spans of the classes that their type takes, by a mark of a person', () => {
    const where = linking('relations', 'works-for')
    expect(linkFault(ids('ada', 'acme'), where)).toBeNull()
    expect(make('ada', 'acme', where).at(-1)).toMatchObject({
      kind: 'relation',
      question: 'relations',
      label: 'works-for',
      value: { from: 'ada', to: 'acme' },
      source: 'person',
    })
  })
  it('are refused for a wrong class, with the classes that may stand there and those that do', () => {
    // The template: works for goes from a person to an organisation.
    expect(linkFault(ids('acme', 'ada'), linking('relations', 'works-for'))).toEqual({
      code: 'class',
      form: 'directed',
      from: ['Person'],
      to: ['Organisation'],
      found: ['Organisation', 'Person'],
    })
  })
  it('are refused from a span to itself, to what is gone, and to what is no span', () => {
    const where = linking('relations', 'works-for', make('ada', 'acme', linking('relations', 'works-for')))
    expect(linkFault(ids('ada', 'ada'), where)).toEqual({ code: 'itself' })
    expect(linkFault(ids('ada', 'gone'), where)).toEqual({ code: 'gone' })
    expect(linkFault(ids('ada', 'ada-acme'), where)).toEqual({ code: 'place', questions: ['Mark who and what'] })
  })
  it('are refused a second time; in chains the other way round too', () => {
    const directed = linking('relations', 'works-for')
    expect(linkFault(ids('ada', 'acme'), { ...directed, answers: make('ada', 'acme', directed) })).toEqual({
      code: 'twice',
    })
    const chain = linking('same', 'same')
    const once = { ...chain, answers: make('she', 'ada', chain) }
    expect(linkFault(ids('ada', 'she'), once)).toEqual({ code: 'twice' })
    // The relation that is changed is no twin of itself.
    expect(linkFault(ids('ada', 'she'), once, 'she-ada' as MarkId)).toBeNull()
  })
  it('are refused beyond the most that the question takes', () => {
    const where = linking('same', 'same', make('she', 'ada', linking('same', 'same')))
    expect(linkFault(ids('her', 'ada'), { ...where, question: { ...where.question, max: 1 } })).toEqual({
      code: 'full',
    })
  })
  it('are turned round, keeping their id', () => {
    const [mark] = make('ada', 'acme', linking('relations', 'works-for')).slice(-1)
    const ends = mark && turnedEnds(mark)
    expect(ends).toEqual(ids('acme', 'ada'))
    expect(mark && ends && relinked(mark, ends)).toMatchObject({ id: 'ada-acme', after: { value: ids('acme', 'ada') } })
  })
})

describe('the mention before', () => {
  const back = (id: string, where: Linking) => {
    const mark = where.answers.find((one) => one.id === id)
    return mark ? linkedBack(mark, where, () => 'new' as MarkId) : null
  }
  it('is the nearest earlier span of the same class', () => {
    expect(back('her', linking('same', 'same'))).toMatchObject({ to: { id: 'ben' }, patch: { before: null } })
    expect(back('it', linking('same', 'same'))?.to.id).toBe('acme')
    expect(back('ada', linking('same', 'same'))).toBeNull()
  })
  it('is the one before that where the span was linked already: the link moves on, until there is none', () => {
    let where = linking('same', 'same')
    const seen: string[] = []
    for (let found = back('her', where); found; found = back('her', where)) {
      seen.push(found.to.id)
      where = { ...where, answers: apply(where.answers, [found.patch]) }
    }
    expect(seen).toEqual(['ben', 'she', 'ada'])
    expect(where.answers.filter(({ kind }) => kind === 'relation')).toHaveLength(1)
  })
  it('is linked by the chain in hand, else the first', () => {
    expect(chainInHand(questions, null)).toMatchObject({ question: { id: 'same' }, type: 'same' })
    expect(chainInHand(questions.slice(0, 2), null)).toBeNull()
  })
})
