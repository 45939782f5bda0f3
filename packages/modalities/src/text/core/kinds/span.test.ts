// Spans against hand-worked figures and fusions.
import type { AgreementUnit, MarkOf } from '@etabli/modality-kit'
import type { LabelId, MarkId, Media, QuestionId } from '@etabli/schema'
import { describe, expect, it } from 'vitest'
import { spanQuestion } from '../testing.ts'
import { type SpanValue, span } from './span.ts'

const options = { seed: 3, resamples: 200 }
const media: Media = { type: 'text', text: 'Dana saw Lyon and Nice' }
// Tokens: Dana [0,4) saw [5,8) Lyon [9,13) and [14,17) Nice [18,22)

function at(start: number, end: number, label = 'place'): MarkOf<SpanValue> {
  return {
    id: `${label}-${start}-${end}` as MarkId,
    question: 'entities' as QuestionId,
    kind: 'span',
    label: label as LabelId,
    value: { start, end },
    source: 'person',
    confidence: null,
  }
}

function unit(task: string, ...people: MarkOf<SpanValue>[][]): AgreementUnit<SpanValue> {
  return { task, media, raters: people.map((marks, index) => ({ rater: `r${index}`, marks })) }
}

const figure = (units: AgreementUnit<SpanValue>[], measure: string, about: string | null = null) =>
  span.figures(units, spanQuestion, options).find((one) => one.measure === measure && one.about === about)

describe('QLT2: spans match hand-worked figures', () => {
  // a: Dana=person, Lyon=place, Nice=place; b: Dana=person, "Lyon and Nice"=place.
  const units = [unit('t', [at(0, 4, 'person'), at(9, 13), at(18, 22)], [at(0, 4, 'person'), at(9, 22)])]
  it('exact F1: one of three and two matches: 2·1 / 5', () => {
    expect(figure(units, 'f1-exact')).toMatchObject({ value: 0.4, n: 1, raters: 2, why: null })
  })
  it('overlap F1: Dana, and one of Lyon and Nice with the long one: 2·2 / 5', () => {
    expect(figure(units, 'f1-overlap')?.value).toBeCloseTo(0.8, 12)
  })
  it('per label: person 1; place exact 0, overlap 2·1 / 3', () => {
    expect(figure(units, 'f1-exact', 'person')?.value).toBe(1)
    expect(figure(units, 'f1-exact', 'place')?.value).toBe(0)
    expect(figure(units, 'f1-overlap', 'place')?.value).toBeCloseTo(2 / 3, 12)
    expect(figure(units, 'f1-exact', 'thing')).toMatchObject({ value: null, why: 'nothing-shared', n: 0 })
  })
  it('token alpha: five tokens, one disagreement (and)', () => {
    // a: person O place O place; b: person O place place place. Do = 2/10. Counts: person 2, place 5, O 3 of 10.
    // De = (100 − 4 − 25 − 9) / 90 = 62/90. α = 1 − 0.2 · 90 / 62.
    expect(figure(units, 'token-alpha')?.value).toBeCloseTo(1 - 18 / 62, 12)
  })
  it('F1 of words: of 3 and 4 labelled words 3 are labelled alike, 2·3 / 7; place 2·2 / 5', () => {
    // a: Dana person, Lyon and Nice place; b: Dana person; Lyon, and, Nice place.
    expect(figure(units, 'token-f1')?.value).toBeCloseTo(6 / 7, 12)
    expect(figure(units, 'token-f1', 'place')?.value).toBeCloseTo(4 / 5, 12)
    expect(figure(units, 'token-f1', 'person')?.value).toBe(1)
  })
  it('unitised alpha over 22 characters', () => {
    // They differ on [13,18), the gap of a that b has as place: 2·5 of 44. Lengths: person 8, place 4 + 4 + 13 = 21, gap
    // 14 − 5 + 5 = a 5 + 5, b 5: 15. Selves: person 16 + 16, place 16 + 16 + 169, gap 15. Σ selves 248.
    const agreeing = 64 - 32 + (441 - 201) + (225 - 15)
    const expected = 44 - (44 * agreeing) / (44 * 44 - 248)
    expect(figure(units, 'unitized-alpha')?.value).toBeCloseTo(1 - 10 / expected, 12)
  })
  it('γ is 1 where all agree, and between 0 and 1 where they nearly do', () => {
    const alike = [unit('t', [at(0, 4, 'person'), at(9, 13)], [at(0, 4, 'person'), at(9, 13)])]
    expect(figure(alike, 'gamma')?.value).toBe(1)
    const value = figure(units, 'gamma')?.value ?? 0
    expect(value).toBeGreaterThan(0)
    expect(value).toBeLessThan(1)
  })
  it('micro-averages over pairs and tasks', () => {
    // Task 1: three pairs: (1,1) 2 of 2, (1,0) 0 of 1, (1,0) 0 of 1. Task 2: 0 of 2. Sum 2 of 6.
    const given = [unit('a', [at(9, 13)], [at(9, 13)], []), unit('b', [at(9, 13)], [at(18, 22)])]
    expect(figure(given, 'f1-exact')).toMatchObject({ n: 2, raters: 3 })
    expect(figure(given, 'f1-exact')?.value).toBeCloseTo(2 / 6, 12)
    expect(figure(given, 'f1-exact')?.formula).toContain('matched')
  })
})

describe('QLT3: not computable, with the reason', () => {
  it('one rater, nothing shared, one label', () => {
    expect(figure([unit('t', [at(0, 4)])], 'f1-exact')).toMatchObject({ value: null, why: 'one-rater' })
    expect(figure([], 'token-alpha')).toMatchObject({ value: null, why: 'nothing-shared' })
    expect(figure([unit('t', [], [])], 'token-alpha')).toMatchObject({ value: null, why: 'one-label' })
    expect(figure([unit('t', [], [])], 'f1-exact')).toMatchObject({ value: null, why: 'nothing-shared' })
  })
})

describe('likeness and consensus', () => {
  const context = { question: spanQuestion, media }
  it('similarity is character IoU within a label, place without', () => {
    expect(span.similarity(at(9, 13), at(9, 22), context)).toBeCloseTo(4 / 13, 12)
    expect(span.similarity(at(9, 13), at(9, 13, 'thing'), context)).toBe(0)
    expect(span.place(at(9, 13), at(9, 13, 'thing'), context)).toBe(1)
  })
  it('fuses to the boundaries that most drew', () => {
    expect(span.fuse([at(9, 13), at(9, 22), at(9, 13)], context)).toEqual({ start: 9, end: 13 })
    expect(span.fuse([at(0, 8), at(5, 8), at(5, 13)], context)).toEqual({ start: 5, end: 8 })
  })
  it('refuses a span outside the text, counting code points', () => {
    const family: Media = { type: 'text', text: '👨‍👩‍👧‍👦' }
    expect(span.check(at(0, 7), { question: spanQuestion, media: family })).toBeNull()
    expect(span.check(at(0, 8), { question: spanQuestion, media: family })).toContain('of a text of 7')
  })
})
