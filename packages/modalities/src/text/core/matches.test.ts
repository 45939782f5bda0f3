// Search and "the same words elsewhere", against what a reader would find.
import type { Mark, MarkId, QuestionId } from '@etabli/schema'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { elsewhere, search } from './matches.ts'
import { createPassage } from './passage.ts'

const plain = { regex: false, matchCase: false, wholeWords: false }
const still = () => 0

function found(text: string, query: string, how: Partial<typeof plain> = {}) {
  const { hits, fault } = search(createPassage(text), { query, ...plain, ...how }, still)
  return fault ?? hits.map(({ start, end }) => [start, text.slice(start, end)])
}

describe('search', () => {
  const text = 'Lyon, lyon-sud: Lyonnais (LYON)\nin Lyon.'
  it('finds words in any case, or in the same, or whole', () => {
    expect(found(text, 'lyon')).toEqual([
      [0, 'Lyon'],
      [6, 'lyon'],
      [16, 'Lyon'],
      [26, 'LYON'],
      [35, 'Lyon'],
    ])
    expect(found(text, 'Lyon', { matchCase: true })).toHaveLength(3)
    expect(found(text, 'Lyon', { matchCase: true, wholeWords: true })).toEqual([
      [0, 'Lyon'],
      [35, 'Lyon'],
    ])
    expect(found(text, 'yon', { wholeWords: true })).toEqual([])
    expect(found('a.b a+b axb', 'a.b')).toEqual([[0, 'a.b']])
    expect(found('', 'x')).toEqual([])
    expect(found('x', '')).toEqual([])
  })
  it('takes regular expressions, each within its line, and says what is wrong with one', () => {
    expect(found(text, 'l\\w+n', { regex: true })).toHaveLength(5)
    expect(found(text, '\\)\\s*in', { regex: true })).toEqual([])
    expect(found('aaa', 'b*', { regex: true })).toEqual([])
    expect(found(text, '(lyon', { regex: true })).toBe('Unterminated group')
  })
  it('stops an expression that takes too long, between two lines', () => {
    let clock = 0
    const lines = createPassage('x\n'.repeat(50))
    const { hits, cut } = search(lines, { query: 'x', ...plain, regex: true }, () => (clock += 200))
    expect(cut).toBe(true)
    expect(hits.length).toBeLessThan(50)
  })
  it('knows the words of Chinese', () => {
    expect(found('我在上海买了手机', '上海', { wholeWords: true })).toEqual([[2, '上海']])
  })
})

describe('TXT7: the same words elsewhere', () => {
  const text = '👋 Lyon and Lyon, lyon; Lyonnais. Lyon!'
  const passage = createPassage(text)
  const span = (id: string, start: number, end: number, question = 'places'): Mark => ({
    id: id as MarkId,
    question: question as QuestionId,
    kind: 'span',
    label: null,
    value: { start, end },
    source: 'person',
    confidence: null,
  })
  const own = span('own', 2, 6)
  const at = (answers: Mark[], how = { matchCase: true, wholeWords: true }) => {
    const { free, taken } = elsewhere(passage, answers, own, how, still)
    return [free.map(({ start, end }) => [start, passage.index.slice(start, end)]), taken]
  }
  it('honours whole words and case, and leaves out the span itself', () => {
    // By hand, the wave is one code point: Lyon at 2, 11, 17 (small), 23 (-nais), 33.
    expect(at([own])).toEqual([
      [
        [11, 'Lyon'],
        [33, 'Lyon'],
      ],
      0,
    ])
    expect(at([own], { matchCase: false, wholeWords: true })[0]).toHaveLength(3)
    expect(at([own], { matchCase: true, wholeWords: false })[0]).toHaveLength(3)
  })
  it('leaves what has a span of the question alone, and says how many', () => {
    expect(at([own, span('over', 9, 13), span('same', 33, 37)])).toEqual([[], 2])
    expect(at([own, span('touching', 15, 17), span('long', 0, 12)])).toEqual([[[33, 'Lyon']], 1])
    expect(at([own, span('of another', 33, 37, 'persons')])[0]).toHaveLength(2)
  })
  it('free places and spans never touch, whatever is there', () => {
    const spans = fc.array(fc.tuple(fc.nat(36), fc.integer({ min: 1, max: 9 })), { maxLength: 8 })
    return fc.assert(
      fc.property(spans, (given) => {
        const marks = given.map(([start, length], n) => span(`m${n}`, start, Math.min(passage.length, start + length)))
        const { free } = elsewhere(passage, [own, ...marks], own, { matchCase: false, wholeWords: false }, still)
        const all = [own, ...marks].map(({ value }) => value as { start: number; end: number })
        for (const place of free)
          for (const one of all) expect(one.end <= place.start || one.start >= place.end).toBe(true)
      }),
    )
  })
})
