// Answers, likeness, consensus, figures, tools and scopes against values worked by hand.
import {
  type AnnotationId,
  type Answers,
  initialAttributes,
  keptAttributes,
  type LabelId,
  type Mark,
  type MarkId,
  type Media,
  type Millis,
  type PersonId,
  Question,
  type QuestionId,
  type TaskId,
} from '@etabli/schema'
import { describe, expect, it, vi } from 'vitest'
import * as z from 'zod/mini'
import { setSimilarity, unitSimilarity } from './agree.ts'
import { faultsOf, marksOf, sameAnswers } from './answers.ts'
import { figureOf, pairsOf, ratioFigure } from './figure.ts'
import { cellOf, fieldColumn, partsOfRow, plainAnswer, plainAnswers, seedOfPlain } from './index.ts'
import { defineKind, type Kind, type MarkOf } from './modality.ts'
import { createScope } from './scope.ts'
import { settleTask } from './settle.ts'
import { settleQuestion } from './settle-question.ts'
import { defineTool } from './tool.ts'

const media: Media = { type: 'none' }

/** Numbers on a line: as alike as they are near. */
const near = (a: number, b: number) => Math.max(0, 1 - Math.abs(a - b) / 10)
const point: Kind<number> = defineKind({
  id: 'point',
  media: ['none'],
  many: true,
  labels: 'required',
  value: z.number(),
  options: z.object({}),
  check: (mark) => (mark.value < 0 ? 'left of the line' : null),
  similarity: (a, b) => (a.label === b.label ? near(a.value, b.value) : 0),
  matchAt: 0.5,
  place: (a, b) => near(a.value, b.value),
  fuse: (marks) => marks.reduce((sum, mark) => sum + mark.value, 0) / marks.length,
  method: 'mean',
  figures: () => [],
})
const choice = defineKind<null>({
  ...(point as unknown as Kind<null>),
  id: 'choice',
  many: false,
  value: z.null(),
  check: () => null,
  similarity: (a, b) => (a.label === b.label ? 1 : 0),
  place: (a, b) => (a.label === b.label ? 1 : 0),
  fuse: () => null,
})
const kinds = new Map<string, Kind>([
  ['point', point as Kind],
  ['choice', choice as Kind],
])

const question = (id: string, kind: string, rest: Partial<Question> = {}): Question => ({
  id: id as QuestionId,
  kind,
  title: id,
  help: '',
  required: false,
  labels: ['x', 'y'].map((label, colour) => ({ id: label as LabelId, name: label.toUpperCase(), colour, key: null })),
  options: {},
  ...rest,
})
const points = question('points', 'point')
const asking = Question.parse({
  ...points,
  attributes: [
    { id: 'colour', name: 'Colour', type: 'choice', choices: ['red', 'blue'], required: true, labels: ['x'] },
    { id: 'doors', name: 'Doors', type: 'number', max: 5, initial: 4, labels: ['x'] },
    { id: 'seen', name: 'Seen', type: 'checkbox' },
  ],
})
const one = question('one', 'choice', { required: true })
const context = { question: points, media }

function mark(id: string, value: number, label: string | null = 'x'): MarkOf<number> {
  return {
    id: id as MarkId,
    question: points.id,
    kind: 'point',
    label: label as LabelId | null,
    value,
    source: 'person',
    confidence: null,
  }
}
function chosen(label: string | null): Mark {
  return { ...mark('c', 0, label), question: one.id, kind: 'choice', value: null }
}

describe('setSimilarity', () => {
  it('is twice the summed similarity of the best matching over all marks', () => {
    // Best: 0–1 (0.9) and 10–6 (0.6); 20 has no partner. 2 · 1.5 / 5.
    const a = [mark('a', 0), mark('b', 10), mark('c', 20)]
    const b = [mark('d', 6), mark('e', 1)]
    expect(setSimilarity(point, a, b, context)).toBeCloseTo(0.6, 12)
  })
  it('knows classes, and that two empty answers are alike', () => {
    expect(setSimilarity(point, [mark('a', 0, 'x')], [mark('b', 0, 'y')], context)).toBe(0)
    expect(setSimilarity(point, [], [], context)).toBe(1)
    expect(setSimilarity(point, [], [mark('a', 0)], context)).toBe(0)
  })
  it('of a unit is the mean over pairs; null for one person', () => {
    const raters = [[mark('a', 0)], [mark('b', 0)], []].map((marks, index) => ({ rater: `r${index}`, marks }))
    // Pairs: 1, 0, 0.
    expect(unitSimilarity(point, { task: 't', media, raters }, context)).toBeCloseTo(1 / 3, 12)
    expect(unitSimilarity(point, { task: 't', media, raters: raters.slice(0, 1) }, context)).toBeNull()
  })
})

describe('consensus', () => {
  const raters = (...lists: MarkOf<number>[][]) => lists.map((marks, index) => ({ rater: `r${index}`, marks }))
  it('QLT4: keeps what more than half drew, with votes, and lists the rest as candidates', () => {
    const unit = {
      task: 't',
      media,
      raters: raters([mark('a', 0), mark('b', 50)], [mark('c', 2)], [mark('d', 1, 'y'), mark('e', 90)]),
    }
    const settled = settleQuestion(point, unit, points)
    // At 0–2: x, x, y: label x by two of three, value the mean of the two.
    expect(settled.marks).toMatchObject([{ label: 'x', value: 1, kind: 'point' }])
    expect(settled.candidates.map(({ value }) => value)).toEqual([50, 90])
    expect(settled.support.map(({ votes, of, contested }) => [votes, of, contested])).toEqual([
      [2, 3, false],
      [1, 3, true],
      [1, 3, true],
    ])
  })
  it('says of an object what more than half say of it, and nothing where they are split', () => {
    const said = (id: string, attributes: Record<string, boolean | string>) =>
      ({ ...mark(id, 0), attributes }) as MarkOf<number>
    const unit = {
      task: 't',
      media,
      raters: raters(
        [said('a', { hidden: true, colour: 'red' })],
        [said('b', { hidden: true, colour: 'blue' })],
        [said('c', { hidden: false })],
      ),
    }
    expect(settleQuestion(point, unit, points).marks[0]?.attributes).toEqual({ hidden: true })
  })
  it('AUD3: an object that everyone calls by one id keeps it, and no id is given twice', () => {
    const unit = {
      task: 't',
      media,
      raters: raters([mark('q', 0), mark('b', 50)], [mark('q', 2), mark('c', 50)]),
    }
    const [first, second] = settleQuestion(point, unit, points).marks
    expect(first?.id).toBe('q')
    expect(second?.id).toBe(`${points.id}:1`)
    const clash = {
      ...unit,
      raters: raters([mark(`${points.id}:1`, 0), mark('b', 50)], [mark(`${points.id}:1`, 2), mark('c', 50)]),
    }
    expect(settleQuestion(point, clash, points).marks.map(({ id }) => id)).toEqual([
      `${points.id}:1`,
      `${points.id}:1.`,
    ])
  })
  it('half is no majority', () => {
    const settled = settleQuestion(point, { task: 't', media, raters: raters([mark('a', 0)], []) }, points)
    expect(settled.marks).toEqual([])
    expect(settled.candidates).toHaveLength(1)
  })
  it('TXT8: two labels in one place are two objects, in whatever order they were drawn', () => {
    const unit = {
      task: 't',
      media,
      raters: raters([mark('a', 5, 'x'), mark('b', 5, 'y')], [mark('c', 5, 'y'), mark('d', 5, 'x')]),
    }
    const settled = settleQuestion(point, unit, points)
    expect(settled.marks.map(({ label }) => label).toSorted()).toEqual(['x', 'y'])
    expect(settled.support.every(({ votes }) => votes === 2)).toBe(true)
  })
  const annotation = (person: string, answers: Answers) => ({
    id: person as AnnotationId,
    person: person as PersonId,
    answers,
  })
  const settle = (annotations: ReturnType<typeof annotation>[]) =>
    settleTask({ task: 't' as TaskId, media, questions: [one, points], annotations }, kinds, 1 as Millis)
  it('QLT7: is unanimous where all gave the same answers, whatever their ids and order', () => {
    const other = { ...chosen('x'), id: 'z' as MarkId, source: 'model' as const }
    expect(
      settle([annotation('b', [mark('p', 1), chosen('x')]), annotation('a', [other, mark('q', 1)])]),
    ).toMatchObject({
      unanimous: true,
      similarity: 1,
      inputs: ['a', 'b'],
      computedAt: 1,
    })
    expect(settle([annotation('a', [chosen('x')]), annotation('b', [chosen('y')])]).unanimous).toBe(false)
  })
  it('QLT3: one annotation is no agreement', () => {
    expect(settle([annotation('a', [chosen('x')])])).toMatchObject({ unanimous: false, similarity: null })
  })
  it('a choice has as many votes as people said it', () => {
    const settled = settle([
      annotation('a', [chosen('y')]),
      annotation('b', [chosen('x')]),
      annotation('c', [chosen('y')]),
    ])
    expect(settled.questions[0]).toMatchObject({
      marks: [{ label: 'y' }],
      support: [{ votes: 2, of: 3, contested: false }],
    })
  })
})

describe('faultsOf', () => {
  const codes = (answers: Answers) =>
    faultsOf(answers, [one, points], media, kinds).map(({ code, question: at }) => [at, code])
  it('lets right answers through', () => {
    expect(codes([chosen('x'), mark('a', 1), mark('b', 2)])).toEqual([])
    expect(marksOf([chosen('x'), mark('a', 1)], points.id).map(({ id }) => id)).toEqual(['a'])
  })
  it('names what is wrong with each question and mark', () => {
    expect(codes([])).toEqual([['one', 'required']])
    expect(codes([chosen('x'), { ...chosen('y'), id: 'd' as MarkId }])).toEqual([['one', 'too-many']])
    expect(codes([chosen('x'), mark('a', 1, null)])).toEqual([['points', 'label']])
    expect(codes([chosen('x'), mark('a', 1, 'z')])).toEqual([['points', 'label']])
    expect(codes([chosen('x'), mark('a', -1)])).toEqual([['points', 'value']])
    expect(codes([chosen('x'), { ...mark('a', 1), value: 'far' } as unknown as Mark])).toEqual([['points', 'value']])
    expect(codes([chosen('x'), { ...mark('a', 1), question: 'none' as QuestionId }])).toEqual([
      ['none', 'unknown-question'],
    ])
    expect(faultsOf([mark('a', 1)], [points], media, new Map()).map(({ code }) => code)).toEqual(['unknown-kind'])
  })
  it('counts marks against the least and the most', () => {
    const counted = question('points', 'point', { min: 2, max: 3 })
    const of = (count: number) =>
      faultsOf(
        Array.from({ length: count }, (_, index) => mark(`m${index}`, index)),
        [counted],
        media,
        kinds,
      ).map(({ code }) => code)
    expect([0, 1, 2, 3, 4].map(of)).toEqual([['too-few'], ['too-few'], [], [], ['too-many']])
  })
  it('IMG19: names what an attribute lacks; not set is not the same as set to the initial value', () => {
    const said = (attributes: Mark['attributes'], label = 'x') =>
      faultsOf([{ ...mark('a', 1, label), ...(attributes ? { attributes } : {}) }], [asking], media, kinds).map(
        ({ code, message }) => `${code}: ${message}`,
      )
    expect(said({ colour: 'red' } as Mark['attributes'])).toEqual([])
    expect(said(undefined)).toEqual(['attribute: "Colour" is not set'])
    expect(said({ colour: 'mauve' } as Mark['attributes'])).toEqual(['attribute: "Colour" is one of red, blue'])
    expect(said({ colour: 'red', doors: 9 } as Mark['attributes'])).toEqual(['attribute: "Doors" is at most 5'])
    // Doors are asked of class x only, and y has no colour either.
    expect(said({ doors: 4 } as Mark['attributes'], 'y')).toEqual(['attribute: "doors" is not asked of this class'])
    expect(said(undefined, 'y')).toEqual([])
    expect(initialAttributes(asking, 'x' as LabelId)).toEqual({ doors: 4 })
    expect(keptAttributes(asking, 'y' as LabelId, { colour: 'red', doors: 4, seen: true })).toEqual({ seen: true })
  })
})

describe('sameAnswers', () => {
  it('looks at what is said, not at ids, order, source or the order of keys', () => {
    const a = [{ ...chosen('x'), value: { p: 1, q: [1, { r: 2 }] } }, chosen('y')]
    const b = [
      chosen('y'),
      { ...chosen('x'), id: 'z' as MarkId, source: 'import' as const, value: { q: [1, { r: 2 }], p: 1 } },
    ]
    expect(sameAnswers(a, b)).toBe(true)
    expect(sameAnswers(a, a.slice(1))).toBe(false)
    expect(sameAnswers([chosen('x'), chosen('x')], [chosen('x'), chosen('y')])).toBe(false)
  })
})

describe('figures', () => {
  const options = { seed: 1, resamples: 100 }
  const what = { measure: 'f1', formula: '2m / n' }
  it('add parts and wholes up over tasks', () => {
    const figure = ratioFigure(
      what,
      [
        { part: 2, whole: 4 },
        { part: 4, whole: 4 },
      ],
      2,
      options,
    )
    expect(figure).toMatchObject({
      measure: 'f1',
      value: 0.75,
      why: null,
      n: 2,
      raters: 2,
      about: null,
      formula: '2m / n',
    })
    expect(figure.interval?.[0]).toBeGreaterThanOrEqual(0.5)
    expect(figure.interval?.[1]).toBeLessThanOrEqual(1)
  })
  it('QLT3: say why there is none, and never 0 in its stead', () => {
    expect(ratioFigure(what, [], 2, options)).toMatchObject({
      value: null,
      why: 'nothing-shared',
      interval: null,
      n: 0,
    })
    expect(ratioFigure(what, [], 1, options)).toMatchObject({ value: null, why: 'one-rater' })
    expect(ratioFigure(what, [{ part: 0, whole: 3 }], 2, options)).toMatchObject({ value: 0, why: null })
    const none = figureOf({ ...what, about: 'x' }, { computable: false, reason: 'one-label', n: 3, raters: 2 }, [0, 1])
    expect(none).toMatchObject({ value: null, why: 'one-label', interval: null, about: 'x', n: 3 })
  })
  it('pairs are all pairs, once', () => {
    expect(pairsOf([1, 2, 3])).toEqual([
      [1, 2],
      [1, 3],
      [2, 3],
    ])
  })
})

describe('plain answers and rows', () => {
  const several = question('tags', 'multiple')
  const single = question('mood', 'single', { title: 'The mood' })
  const project = { questions: [single, several, question('stars', 'rating'), question('note', 'words'), points] }
  it('say a mark in words, and read it back', () => {
    expect(plainAnswer(single, { label: 'x' as LabelId, value: null })).toBe('X')
    expect(plainAnswer(several, { label: null, value: { labels: ['x', 'y'] } })).toEqual(['X', 'Y'])
    expect(plainAnswer(points, mark('a', 1))).toBeNull()
    expect(seedOfPlain(several, 'X | Y')).toMatchObject({ value: { labels: ['x', 'y'] }, source: 'import' })
    expect(seedOfPlain(several, ['Y', 'X', 'Y'])).toMatchObject({ value: { labels: ['x', 'y'] } })
    expect(seedOfPlain(several, 'Z')).toContain('no label "Z"')
    expect(seedOfPlain(single, '')).toBeNull()
    expect(seedOfPlain(single, 3)).toContain('name of a label')
    expect(seedOfPlain(points, '1')).toContain('cannot be read')
    expect(cellOf(['X', 'Y'])).toBe('X | Y')
    expect(cellOf(undefined)).toBe('')
  })
  it('part a row into name, answers and fields', () => {
    const parts = partsOfRow(
      {
        id: 7,
        name: 'Mug',
        'The mood': 'X',
        stars: '4',
        split: 'train',
        'fields.id': 'a',
        none: null,
        text: 'taken',
        classes: { note: 'hi', size: 1 },
      },
      project,
      ['text'],
    )
    expect(parts.name).toBe('7')
    expect(parts.fields).toEqual({ name: 'Mug', id: 'a' })
    expect(parts.prefill.map(({ question: at, label, value }) => [at, label, value])).toEqual([
      ['mood', 'X', null],
      ['stars', null, 4],
      ['note', null, { text: 'hi' }],
    ])
    expect(parts.faults).toMatchObject([{ path: 'classes.size' }])
    expect(partsOfRow({ name: 'Mug' }, project)).toMatchObject({ name: 'Mug', fields: {} })
    expect(partsOfRow({}, project).name).toBeNull()
  })
  it('give a field a column that nothing else has', () => {
    expect(fieldColumn('lang', project, [])).toBe('lang')
    for (const field of ['id', 'mood', 'The mood', 'text', 'fields.x'])
      expect(fieldColumn(field, project, ['text'])).toBe(`fields.${field}`)
    expect(plainAnswers(project, [{ ...chosen('x'), question: single.id, kind: 'single' }])).toEqual({ mood: 'X' })
  })
})

describe('tools', () => {
  type State = { name: 'idle' } | { name: 'drawing'; from: number }
  const tool = defineTool<State, 'idle', number, null>()(
    'line',
    { name: 'idle' },
    {
      idle: { down: (_state, event) => ({ state: { name: 'drawing', from: event.at } }) },
      drawing: { cancel: () => ({ state: { name: 'idle' } }) },
    },
  )
  it('answer what is in the table and ignore the rest', () => {
    const drawing: State = { name: 'drawing', from: 3 }
    const down = {
      type: 'down',
      at: 3,
      unitsPerPixel: 1,
      pointer: 'mouse',
      clicks: 1,
      shift: false,
      alt: false,
      mod: false,
    } as const
    expect(tool.step(tool.rest, down, null)).toEqual({ state: drawing })
    expect(tool.step(drawing, down, null)).toEqual({ state: drawing })
    expect(tool.step(drawing, { type: 'cancel' }, null)).toEqual({ state: { name: 'idle' } })
    expect(tool.step(tool.rest, { type: 'complete' }, null)).toEqual({ state: tool.rest })
  })
  it('print their table', () => {
    expect(tool.rows).toEqual([
      { state: 'idle', events: ['down'] },
      { state: 'drawing', events: ['cancel'] },
    ])
  })
})

describe('scopes', () => {
  it('close what was opened, newest first, once, children included', () => {
    const closed: string[] = []
    const scope = createScope()
    scope.add(() => closed.push('a'))
    const child = scope.child()
    child.add(() => closed.push('b'))
    scope.add(() => closed.push('c'))
    scope.dispose()
    scope.dispose()
    expect(closed).toEqual(['c', 'b', 'a'])
    scope.add(() => closed.push('late'))
    expect(closed.at(-1)).toBe('late')
  })
  it('a child may close before its parent', () => {
    const close = vi.fn()
    const scope = createScope()
    const child = scope.child()
    child.add(close)
    child.dispose()
    scope.dispose()
    expect(close).toHaveBeenCalledTimes(1)
  })
  it('one fault keeps nothing else open', () => {
    const close = vi.fn()
    const scope = createScope()
    scope.add(close)
    scope.add(() => {
      throw new Error('stuck')
    })
    expect(() => scope.dispose()).toThrow(AggregateError)
    expect(close).toHaveBeenCalledTimes(1)
  })
})
