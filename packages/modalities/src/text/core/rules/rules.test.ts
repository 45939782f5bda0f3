// Rules: what they propose, in code points; expected places counted by hand in the text that stands beside them.
import type { LabelId, Mark, PrelabelRule, QuestionId } from '@etabli/schema'
import { PrelabelRules, patternFault } from '@etabli/schema'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createProposer, isByRule } from './propose.ts'
import { wordList } from './word-list.ts'

const question = 'entities' as QuestionId
const label = (id: string) => id as LabelId
const words = (list: string[], more: Partial<Extract<PrelabelRule, { form: 'words' }>> = {}): PrelabelRule => ({
  id: 'w',
  question,
  label: label('town'),
  confidence: 0.5,
  form: 'words',
  words: list,
  matchCase: false,
  wholeWords: true,
  ...more,
})
const pattern = (source: string, more: Partial<Extract<PrelabelRule, { form: 'pattern' }>> = {}): PrelabelRule => ({
  id: 'p',
  question,
  label: label('code'),
  confidence: 0.8,
  form: 'pattern',
  pattern: source,
  matchCase: false,
  ...more,
})

function quotes(text: string, rules: PrelabelRule[], present: Mark[] = []): [string, string | null][] {
  const chars = [...text]
  return createProposer(rules, () => [])(text, present).marks.map(({ value, label: of }) => {
    const { start, end } = value as { start: number; end: number }
    return [chars.slice(start, end).join(''), of]
  })
}

describe('word lists', () => {
  it('find the longest entry at each place, in any case, and whole words only', () => {
    expect(quotes('In New York, new yorkers; newt.', [words(['new york', 'New'])])).toEqual([
      ['New York', 'town'],
      ['new', 'town'],
    ])
    expect(quotes('newt', [words(['new'], { wholeWords: false })])).toEqual([['new', 'town']])
    expect(quotes('paris PARIS Paris', [words(['Paris'], { matchCase: true })])).toEqual([['Paris', 'town']])
  })

  it('an entry of several words matches over a line end; one of Chinese needs no blanks around it', () => {
    expect(quotes('Saint\r\n  Denis', [words(['saint denis'])])).toEqual([['Saint\r\n  Denis', 'town']])
    expect(quotes('我住在北京市', [words(['北京'], { wholeWords: false })])).toEqual([['北京', 'town']])
  })

  it('TXT1: places are code points behind an astral character and a ZWJ emoji', () => {
    // 👩‍🔬 is 3 code points, then a blank, 𝒜 (1), a blank: Rome begins at 6.
    const { marks } = createProposer([words(['rome'])], () => [])('👩‍🔬 𝒜 Rome', [])
    expect(marks.map(({ value }) => value)).toEqual([{ start: 6, end: 10 }])
  })

  it('find what a slow search for the longest entry from the left finds', () => {
    const letters = fc.stringMatching(/^[abİ𝒜 ]{1,4}$/u).filter((word) => word.trim() !== '')
    const text = fc.stringMatching(/^[abİ𝒜]{0,30}$/u)
    fc.assert(
      fc.property(fc.array(letters, { minLength: 1, maxLength: 5 }), text, (list, of) => {
        const slow: [number, number][] = []
        for (let at = 0; at < of.length; ) {
          const best = list
            .map((word) => word.trim())
            .filter((word) => of.startsWith(word, at))
            .toSorted((a, b) => b.length - a.length)[0]
          if (best) slow.push([at, at + best.length])
          at += best?.length ?? String.fromCodePoint(of.codePointAt(at) ?? 0).length
        }
        const fast = wordList(list, { matchCase: true, wholeWords: false })(of)
        expect(fast.map(({ from, to }) => [from, to])).toEqual(slow)
      }),
    )
  })
})

describe('patterns', () => {
  it('mean their group named span, or all of what they match', () => {
    expect(quotes('ticket AB-12, ticket CD-34', [pattern('ticket (?<span>[A-Z]{2}-\\d+)')])).toEqual([
      ['AB-12', 'code'],
      ['CD-34', 'code'],
    ])
    expect(quotes('a1 b2', [pattern('[a-z]\\d')])).toEqual([
      ['a1', 'code'],
      ['b2', 'code'],
    ])
  })

  it('that match nothing at a place propose nothing there, and go on', () => {
    expect(quotes('aab', [pattern('a*')])).toEqual([['aa', 'code']])
  })

  it('that are none say why', () => {
    expect(patternFault('(')).toMatch(/group/i)
    expect(patternFault('a+')).toBeNull()
    const read = PrelabelRules.safeParse([pattern('(')])
    expect(read.error?.issues.map(({ path }) => path)).toEqual([[0, 'pattern']])
  })
})

describe('several rules', () => {
  it('of one class: the surest stands, then the longest; of two classes both stand', () => {
    const long = words(['the old town'], { id: 'long', confidence: 0.5 })
    const sure = words(['old'], { id: 'sure', confidence: 0.9 })
    expect(quotes('the old town', [long, sure])).toEqual([['old', 'town']])
    const same = words(['old'], { id: 'same', confidence: 0.5 })
    expect(quotes('the old town', [same, long])).toEqual([['the old town', 'town']])
    expect(quotes('the old town', [long, { ...sure, label: label('age') }])).toEqual([
      ['the old town', 'town'],
      ['old', 'age'],
    ])
  })

  it('propose nothing twice, and mark what they propose as theirs', () => {
    const rules = [words(['rome'])]
    const first = createProposer(rules, () => [])('Rome', []).marks
    expect(first.map((mark) => [mark.id, mark.source, mark.confidence, isByRule(mark)])).toEqual([
      ['rule-w-0-4', 'model', 0.5, true],
    ])
    expect(quotes('Rome', rules, [...first])).toEqual([])
    expect(first.map((mark) => isByRule({ ...mark, source: 'person' }))).toEqual([false])
  })

  it('take from a model the entities that they ask for', () => {
    const rule: PrelabelRule = {
      id: 'm',
      question,
      label: label('when'),
      confidence: 0.7,
      form: 'model',
      entity: 'DATE',
    }
    const propose = createProposer([rule], () => [
      { type: 'DATE', from: 3, to: 7 },
      { type: 'URL', from: 0, to: 2 },
    ])
    expect(propose('on 1999', []).marks.map(({ value }) => value)).toEqual([{ start: 3, end: 7 }])
  })

  it('propose no more than a task may have, and say how many were left out', () => {
    const { marks, dropped } = createProposer([words(['a'])], () => [])('a '.repeat(20_003), [])
    expect([marks.length, dropped]).toEqual([20_000, 3])
  })
})
