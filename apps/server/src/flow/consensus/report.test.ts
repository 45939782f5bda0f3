// The agreement report on a fixture worked by hand, and what it says where nothing can be said.
import { kinds as allKinds } from '@etabli/modalities'
import { defineKind, type Kind, ratioFigure } from '@etabli/modality-kit'
import type { Answers, Question } from '@etabli/schema'
import { describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { type ReportTask, reportOf } from './report.ts'

// A kind as small as can be: one label a task, likeness 1 or 0, percent agreement over pairs.
const pick = defineKind({
  id: 'pick',
  media: ['text'],
  many: false,
  labels: 'required',
  value: z.null(),
  options: z.record(z.string(), z.json()),
  check: () => null,
  similarity: (a, b) => (a.label === b.label ? 1 : 0),
  matchAt: 1,
  place: (a, b) => (a.label === b.label ? 1 : 0),
  fuse: () => null,
  method: 'majority',
  figures: (units, _question, options) => {
    const shared = units.filter((unit) => unit.raters.length > 1)
    const ratios = shared.map(({ raters }) => ({
      part: new Set(raters.map(({ marks }) => marks[0]?.label)).size === 1 ? 1 : 0,
      whole: 1,
    }))
    const raters = new Set(units.flatMap((unit) => unit.raters.map(({ rater }) => rater))).size
    return [ratioFigure({ measure: 'all-agree', formula: 'tasks on which all agree / tasks' }, ratios, raters, options)]
  },
})
const kinds = new Map<string, Kind>([['pick', pick as Kind]])
const label = (id: string) => ({ id, name: id, colour: 0, key: null })
const question = {
  id: 'mood',
  kind: 'pick',
  title: 'Mood',
  help: '',
  required: true,
  labels: [label('good'), label('bad')],
  options: {},
} as unknown as Question

const DAY = 86_400_000
const answer = (id: string): Answers =>
  [{ id: 'm', question: 'mood', kind: 'pick', label: id, value: null, source: 'person', confidence: null }] as never

function task(id: string, said: Record<string, string>, day = 0): ReportTask {
  return {
    id,
    media: { type: 'text', text: id },
    annotations: Object.entries(said).map(([person, mood]) => ({
      person,
      answers: answer(mood),
      submittedAt: day * DAY,
    })),
  }
}

// Worked by hand. Pairs alike: t1 3 of 3, t2 1 of 3, t3 0 of 1; t4 is not shared.
const tasks = [
  task('t1', { ann: 'good', bob: 'good', cyd: 'good' }),
  task('t2', { ann: 'good', bob: 'good', cyd: 'bad' }),
  task('t3', { ann: 'good', bob: 'bad' }, 1),
  task('t4', { ann: 'bad' }, 1),
]

describe('reportOf', () => {
  const report = reportOf([question], tasks, kinds)

  it('QLT2: gives value, n, raters and formula as worked by hand', () => {
    expect(report.shared).toBe(3)
    expect(report.figures).toMatchObject([
      { question: 'mood', measure: 'all-agree', about: null, value: 1 / 3, why: null, n: 3, raters: 3 },
    ])
    expect(report.figures[0]?.formula).toBe('tasks on which all agree / tasks')
  })

  it('measures each annotator against the others and never against themself', () => {
    // ann: t1 1; t2 against bob's good and cyd's bad, who are torn: 1/2; t3 0: mean 1/2. bob: the same with ann and cyd.
    // cyd: t1 1; t2 bad against good and good: 0: mean 1/2.
    expect(report.perAnnotator.map((f) => [f.about, f.n, f.raters])).toEqual([
      ['ann', 3, 3],
      ['bob', 3, 3],
      ['cyd', 2, 3],
    ])
    expect(report.perAnnotator.map((f) => f.value)).toEqual([0.5, 0.5, 0.5])
  })

  it('puts each shared task into one bin by its similarity', () => {
    const filled = report.distribution.filter((bin) => bin.tasks > 0)
    expect(filled).toEqual([
      { from: 0, to: 0.1, tasks: 1 },
      { from: 0.3, to: 0.4, tasks: 1 },
      { from: 0.9, to: 1, tasks: 1 },
    ])
    expect(report.distribution).toHaveLength(10)
  })

  it('counts annotations a day and their mean similarity', () => {
    // Day 0: three of t1 at 1 and three of t2 at 1/3. Day 1: two of t3 at 0; t4 is not shared and says nothing.
    expect(report.overTime.map(({ day, annotations }) => [day, annotations])).toEqual([
      ['1970-01-01', 6],
      ['1970-01-02', 3],
    ])
    expect(report.overTime[0]?.similarity).toBeCloseTo(2 / 3, 12)
    expect(report.overTime[1]?.similarity).toBe(0)
  })

  it('counts who chose what beside whom, over ordered pairs', () => {
    // good-good pairs: t1 three, t2 one, doubled: 8. good-bad: t2 two, t3 one: 3 either way.
    expect(report.confusion).toEqual([
      { question: 'mood', a: 'good', b: 'good', count: 8 },
      { question: 'mood', a: 'good', b: 'bad', count: 3 },
      { question: 'mood', a: 'bad', b: 'good', count: 3 },
    ])
  })

  it('QLT3: says why, and never 0, 1 or NaN, where nothing is shared or one person alone answered', () => {
    const apart = reportOf([question], [task('a', { ann: 'good' }), task('b', { bob: 'bad' })], kinds)
    expect(apart.figures).toMatchObject([{ value: null, why: 'nothing-shared', interval: null, n: 0, raters: 2 }])
    expect(apart.perAnnotator).toMatchObject([
      { about: 'ann', value: null, why: 'nothing-shared' },
      { about: 'bob', value: null, why: 'nothing-shared' },
    ])
    const alone = reportOf([question], [task('a', { ann: 'good' })], kinds)
    expect(alone.figures).toMatchObject([{ value: null, why: 'one-rater', n: 0, raters: 1 }])
    expect(alone.overTime).toMatchObject([{ similarity: null }])
    const none = reportOf([question], [], kinds)
    expect(none.figures).toMatchObject([{ value: null, n: 0, raters: 0 }])
    expect(none.perAnnotator).toEqual([])
    expect(JSON.stringify([apart, alone, none])).not.toContain('NaN')
  })

  it('gives the same report for the same tasks, intervals included', () => {
    expect(reportOf([question], tasks, kinds)).toEqual(report)
  })
})

describe('overlap of matched marks', () => {
  it('puts each pair of boxes of one object into one bin by IoU, class left aside; what nobody else drew is not there', () => {
    const objects = { ...question, id: 'objects', kind: 'box', labels: [label('can'), label('jar')] } as Question
    const drawn = (boxes: readonly (readonly [string, number, number, number, number])[]): Answers =>
      boxes.map(([kindOf, x, y, width, height], index) => ({
        id: `m${index}`,
        question: 'objects',
        kind: 'box',
        label: kindOf,
        value: { x, y, width, height },
        source: 'person',
        confidence: null,
      })) as never
    const media = { type: 'image', width: 100, height: 100 } as never
    const boxTasks: ReportTask[] = [
      {
        id: 'b1',
        media,
        annotations: [
          // 10 × 10 beside 10 × 10 moved by 5: 50 of 150, IoU 1/3. The second pair is the same box as another class: IoU 1.
          {
            person: 'ann',
            answers: drawn([
              ['can', 0, 0, 10, 10],
              ['can', 50, 50, 8, 8],
            ]),
            submittedAt: 0,
          },
          {
            person: 'bob',
            answers: drawn([
              ['can', 5, 0, 10, 10],
              ['jar', 50, 50, 8, 8],
              ['jar', 80, 80, 5, 5],
            ]),
            submittedAt: 0,
          },
        ],
      },
    ]
    const [matched] = reportOf([objects], boxTasks, allKinds).matched ?? []
    expect(matched?.pairs).toBe(2)
    expect(matched?.bins.filter(({ pairs }) => pairs > 0)).toEqual([
      { from: 0.3, to: 0.4, pairs: 1 },
      { from: 0.9, to: 1, pairs: 1 },
    ])
  })
})
