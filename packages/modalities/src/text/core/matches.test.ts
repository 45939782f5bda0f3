// Search and "the same words elsewhere", against what a reader would find.
import type { Mark, MarkId, QuestionId } from '@etabli/schema'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { elsewhere, type Found, MOST_HITS, type Search, search } from './matches.ts'
import { createPassage, type Passage } from './passage.ts'

const plain = { regex: false, matchCase: false, wholeWords: false }

/** What a search comes to, run to its end. */
function whole(passage: Passage, wanted: Search): Found {
  const searching = search(passage, wanted)
  for (;;) {
    const { done, value } = searching.next()
    if (done) return value
  }
}

function found(text: string, query: string, how: Partial<typeof plain> = {}) {
  const { hits, fault } = whole(createPassage(text), { query, ...plain, ...how })
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
  it('hands out hits as it comes upon them, and stops at the most', () => {
    const searching = search(createPassage('x '.repeat(MOST_HITS + 1)), { query: 'x', ...plain })
    expect(searching.next()).toEqual({ done: false, value: { start: 0, end: 1 } })
    expect(searching.next()).toEqual({ done: false, value: { start: 2, end: 3 } })
    const { hits, cut } = whole(createPassage('x '.repeat(MOST_HITS + 1)), { query: 'x', ...plain })
    expect([hits.length, cut]).toEqual([10_000, 'many'])
    expect(whole(createPassage('x x'), { query: 'x', ...plain }).cut).toBe(null)
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
    const { hits } = whole(passage, { query: 'Lyon', regex: false, ...how })
    const { free, taken } = elsewhere(passage, answers, own, hits)
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
        const { hits } = whole(passage, { query: 'Lyon', ...plain })
        const { free } = elsewhere(passage, [own, ...marks], own, hits)
        const all = [own, ...marks].map(({ value }) => value as { start: number; end: number })
        for (const place of free)
          for (const one of all) expect(one.end <= place.start || one.start >= place.end).toBe(true)
      }),
    )
  })
})
