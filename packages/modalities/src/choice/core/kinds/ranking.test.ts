// Rankings: what may be said, what several people say together, and how far they agree.
import { sameAnswers } from '@etabli/modality-kit'
import type { Mark, MarkId, Question, QuestionId } from '@etabli/schema'
import { describe, expect, it } from 'vitest'
import { ranking } from './ranking.ts'
import { RankingValue } from './ranking-value.ts'

const question: Question = {
  id: 'better' as QuestionId,
  kind: 'ranking',
  title: 'Which is better?',
  help: '',
  required: true,
  labels: [],
  options: {},
}
const context = { question, media: { type: 'none' } as const }

const markOf = (value: RankingValue, id = 'm') => ({
  id: id as MarkId,
  question: question.id,
  kind: 'ranking',
  label: null,
  value,
  source: 'person' as const,
  confidence: null,
})

/** Of two: `1` the first of the file, `2` the second, `=` a tie, `-` both bad; of more: a rank or `.` each. */
const said = (word: string, shown: readonly number[] | null = null): RankingValue => {
  const pair: Record<string, (number | null)[]> = { '1': [1, 2], '2': [2, 1], '=': [1, 1], '-': [null, null] }
  const ranks = pair[word] ?? [...word].map((sign) => (sign === '.' ? null : Number(sign)))
  const order = shown ? [...shown] : ranks.map((_, place) => place)
  return word === '-' ? { order, ranks, bad: true } : { order, ranks }
}

const fused = (...words: string[]) =>
  ranking.fuse(
    words.map((word) => markOf(said(word))),
    context,
  )

const unit = (task: string, ...words: (string | RankingValue)[]) => ({
  task,
  media: { type: 'none' } as const,
  raters: words.map((word, index) => ({
    rater: `r${index}`,
    marks: [markOf(typeof word === 'string' ? said(word) : word)],
  })),
})
const figure = (measure: string, ...units: ReturnType<typeof unit>[]) =>
  ranking.figures(units, question, { seed: 1, resamples: 50 }).find((one) => one.measure === measure)

describe('ranking', () => {
  it('TXT15: the order shown is part of the answer, and must name each answer once', () => {
    expect(RankingValue.safeParse({ order: [1, 0], ranks: [1, 2] }).success).toBe(true)
    expect(RankingValue.safeParse({ order: [0, 0], ranks: [1, 2] }).success).toBe(false)
    expect(RankingValue.safeParse({ ranks: [1, 2] }).success).toBe(false)
    expect(RankingValue.safeParse({ order: [0, 1, 2], ranks: [1, 3, null] }).success).toBe(false)
  })
  it('TXT15: tie, both bad and partial ranks may be given; half an answer of two may not', () => {
    for (const word of ['1', '2', '=', '-', '12.', '1..', '1122']) {
      expect(ranking.check(markOf(said(word)), context)).toBeNull()
    }
    expect(ranking.check(markOf({ order: [0, 1], ranks: [1, null] }), context)).toContain('each answer')
    expect(ranking.check(markOf({ order: [0, 1], ranks: [null, null] }), context)).toContain('choose')
    const all = { question: { ...question, options: { complete: true } }, media: context.media }
    expect(ranking.check(markOf(said('12.')), all)).toContain('each answer')
  })
  it('the same verdict is the same answer, whatever order was shown and why', () => {
    const kinds = new Map([[ranking.id, ranking as never]])
    const a = markOf({ ...said('1', [0, 1]), reason: 'shorter' }) as Mark
    const b = markOf(said('1', [1, 0])) as Mark
    expect(sameAnswers([a], [b], [question], kinds)).toBe(true)
    expect(sameAnswers([a], [markOf(said('2')) as Mark], [question], kinds)).toBe(false)
  })
})

describe('consensus on rankings', () => {
  it('of two: what most said; a tie where none leads; both bad where more than half say so', () => {
    expect(fused('1', '1', '2').ranks).toEqual([1, 2])
    expect(fused('1', '=', '=').ranks).toEqual([1, 1])
    expect(fused('1', '2').ranks).toEqual([1, 1])
    expect(fused('-', '-', '1')).toMatchObject({ bad: true, ranks: [null, null] })
    expect(fused('-', '1', '1').ranks).toEqual([1, 2])
  })
  it('of more by Borda: abc, acb, bca give 4, 3, 2 points', () => {
    expect(fused('123', '132', '312').ranks).toEqual([1, 2, 3])
  })
  it('leaves out what no more than half ranked', () => {
    expect(fused('12.', '12.', '213').ranks).toEqual([1, 2, null])
  })
})

describe('agreement on rankings', () => {
  it('of two: α over verdicts by hand: 1/1, 1/2, 2/2 gives 1 − (1/3) / (3/5)', () => {
    // Do = (2·1) / 6 = 1/3; De over three of each: 2·3·3 / (6·5) = 3/5.
    const found = figure('krippendorff-alpha', unit('a', '1', '1'), unit('b', '1', '2'), unit('c', '2', '2'))
    expect(found).toMatchObject({ n: 3, raters: 2 })
    expect(found?.value).toBeCloseTo(4 / 9, 12)
    expect(figure('percent', unit('a', '1', '1'), unit('b', '1', '2'))?.value).toBeCloseTo(1 / 2, 12)
  })
  it('of more: mean τ-b by hand: 1324 against 1234 is 4/6, 1122 against itself 1', () => {
    expect(figure('kendall-tau', unit('a', '1234', '1324'), unit('b', '1122', '1122'))?.value).toBeCloseTo(5 / 6, 12)
  })
  it('of more: ordinal α over the ranks of answers by hand: 123 against 132 is 1 − 5/12', () => {
    // Ranks 123 and 132: units (1,1) (2,3) (3,2). Each rank was given twice, so mean ranks are 1, 3, 5 and δ²(2,3) = 4,
    // δ²(1,2) = 4, δ²(1,3) = 16. Do = 2·(2·4) / 6 = 8/3; De = 2·(4·4 + 4·16 + 4·4) / 30 = 32/5; α = 1 − 5/12.
    const found = figure('krippendorff-alpha', unit('a', '123', '132'))
    expect(found?.value).toBeCloseTo(1 - 5 / 12, 12)
  })
  it('tells how often the one shown first won', () => {
    const shown = (word: string, order: readonly number[]) => said(word, order)
    const found = figure(
      'first-shown',
      unit('a', shown('1', [0, 1]), shown('1', [1, 0])),
      unit('b', shown('2', [1, 0]), shown('=', [0, 1])),
    )
    expect(found?.value).toBeCloseTo(2 / 3, 12)
  })
})
