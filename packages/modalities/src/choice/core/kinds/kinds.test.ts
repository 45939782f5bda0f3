// Choice kinds against hand-worked values.
import type { AgreementUnit, KindContext, MarkOf } from '@etabli/modality-kit'
import type { LabelId, MarkId, Question, QuestionId } from '@etabli/schema'
import { describe, expect, it } from 'vitest'
import { masiDistance, multiple } from './multiple.ts'
import { checkNumber, number } from './number.ts'
import { rating } from './rating.ts'
import { single } from './single.ts'
import { words, wordsSimilarity } from './words.ts'

const options = { seed: 7, resamples: 200 }

function asked(kind: string, labels: string[] = [], given: Question['options'] = {}): Question {
  return {
    id: 'q' as QuestionId,
    kind,
    title: 'Q',
    help: '',
    required: false,
    labels: labels.map((id, colour) => ({ id: id as LabelId, name: id, colour, key: null })),
    options: given,
  }
}

function mark<V>(kind: string, value: V, label: string | null = null): MarkOf<V> {
  return {
    id: 'm' as MarkId,
    question: 'q' as QuestionId,
    kind,
    label: label as LabelId | null,
    value,
    source: 'person',
    confidence: null,
  }
}

/** One unit a column: what each rater said, undefined where they said nothing. */
function units<V>(rows: (MarkOf<V> | undefined)[][]): AgreementUnit<V>[] {
  return (rows[0] ?? []).map((_, task) => ({
    task: `t${task}`,
    media: { type: 'none' },
    raters: rows.map((row, rater) => ({ rater: `r${rater}`, marks: row[task] ? [row[task]] : [] })),
  }))
}

const chosen = (labels: string) => [...labels].map((label) => mark('single', null, label))

describe('QLT2: choices match hand-worked figures, with n, raters and formula', () => {
  it('single: Krippendorff 2011, section A: nominal alpha 0.095 over ten units, two raters', () => {
    const figures = single.figures(
      units([chosen('nynnnnnnyn'), chosen('yyynnynnnn')]),
      asked('single', ['y', 'n']),
      options,
    )
    const alpha = figures.find((figure) => figure.measure === 'krippendorff-alpha' && figure.about === null)
    expect(alpha?.value).toBeCloseTo(0.095, 3)
    expect(alpha).toMatchObject({ n: 10, raters: 2, why: null })
    expect(alpha?.formula).toContain('Krippendorff')
    // Six of the ten columns are alike.
    expect(figures.find((figure) => figure.measure === 'percent')?.value).toBeCloseTo(0.6, 12)
    // With two labels, either one against the rest is the same question.
    for (const about of ['y', 'n']) expect(figures.find((f) => f.about === about)?.value).toBeCloseTo(0.095, 3)
  })

  it('multiple: MASI of a set and its part is 1 − 1/2 × 2/3, of crossing sets 1 − 1/3 × 1/3', () => {
    expect(masiDistance(['a', 'b'], ['a'])).toBeCloseTo(2 / 3, 12)
    expect(masiDistance(['a', 'b'], ['b', 'c'])).toBeCloseTo(8 / 9, 12)
    expect(masiDistance(['a'], ['b'])).toBe(1)
    expect(masiDistance(['a', 'b'], ['a', 'b'])).toBe(0)
  })

  it('multiple: alpha by MASI, worked by hand for two raters and two units', () => {
    // Unit 1: {a}, {a}; unit 2: {a,b}, {b}. Values: {a} twice, {a,b}, {b}; n = 4.
    // Do = (0 + 0 + 2/3 + 2/3) / 4 = 1/3. Ordered pairs of different values: {a}-{ab} 2·2·2/3, {a}-{b} 2·2·1, {ab}-{b} 2·2/3.
    // De = (8/3 + 4 + 4/3) / (4 · 3) = 8 / 12. α = 1 − (1/3) / (2/3) = 1/2.
    const said = (labels: string) => mark('multiple', { labels: [...labels] as LabelId[] })
    const figures = multiple.figures(
      units([
        [said('a'), said('ab')],
        [said('a'), said('b')],
      ]),
      asked('multiple', ['a', 'b']),
      options,
    )
    expect(figures[0]?.value).toBeCloseTo(0.5, 12)
    expect(figures[1]).toMatchObject({ measure: 'percent', value: 0.5, n: 2, raters: 2 })
  })

  it('rating: ordinal alpha is above nominal where people miss each other by one level', () => {
    const row = (levels: number[]) => levels.map((level) => mark('rating', level))
    const [alpha, percent] = rating.figures(
      units([row([1, 2, 3, 4, 5, 1]), row([2, 2, 3, 5, 5, 1])]),
      asked('rating'),
      options,
    )
    expect(percent?.value).toBeCloseTo(4 / 6, 12)
    expect(alpha?.value ?? 0).toBeGreaterThan(0.85)
    expect(alpha?.formula).toContain('ordinal')
  })

  it('number: interval alpha, worked by hand', () => {
    // Units (1,1) and (3,5). Do = 2·4 / 4 = 2. Σ of squared differences over ordered pairs of {1,1,3,5}: 2·(4+4+16+16+4) = 88.
    // De = 88 / 12. α = 1 − 2 · 12 / 88 = 8/11.
    const row = (values: number[]) => values.map((value) => mark('number', value))
    const [alpha] = number.figures(units([row([1, 3]), row([1, 5])]), asked('number'), options)
    expect(alpha?.value).toBeCloseTo(8 / 11, 12)
  })

  it('words: mean of 1 − edits / longer length', () => {
    // kitten → sitting: 3 edits of 7.
    expect(wordsSimilarity('kitten', 'sitting')).toBeCloseTo(4 / 7, 12)
    const row = (texts: string[]) => texts.map((text) => mark('words', { text }))
    const [mean] = words.figures(units([row(['kitten', 'a']), row(['sitting', 'a'])]), asked('words'), options)
    expect(mean?.value).toBeCloseTo((4 / 7 + 1) / 2, 12)
    expect(mean).toMatchObject({ measure: 'mean-similarity', n: 2, raters: 2 })
  })
})

describe('QLT3: not computable, with the reason', () => {
  const question = asked('single', ['y', 'n'])
  it.each([
    ['one rater', units([chosen('yn')]), 'one-rater'],
    [
      'nothing shared',
      units([
        [mark('single', null, 'y'), undefined],
        [undefined, mark('single', null, 'n')],
      ]),
      'nothing-shared',
    ],
    ['one label', units([chosen('yy'), chosen('yy')]), 'one-label'],
  ] as const)('%s', (_name, given, why) => {
    for (const figure of single.figures(given, question, options)) {
      expect(figure).toMatchObject({ value: null, why, interval: null })
    }
  })
})

describe('consensus of choices', () => {
  const context = (kind: string, labels: string[] = [], given: Question['options'] = {}): KindContext => ({
    question: asked(kind, labels, given),
    media: { type: 'none' },
  })
  it('multiple: each label that more than half chose', () => {
    const said = (labels: string) => mark('multiple', { labels: [...labels] as LabelId[] })
    expect(multiple.fuse([said('ab'), said('b'), said('bc')], context('multiple', ['a', 'b', 'c']))).toEqual({
      labels: ['b'],
    })
  })
  it('multiple: where no label has a majority, the set nearest to all', () => {
    const said = (labels: string) => mark('multiple', { labels: [...labels] as LabelId[] })
    const fused = multiple.fuse([said('d'), said('ab'), said('ac'), said('e')], context('multiple', [...'abcde']))
    // ab and ac share a label with each other, d and e with nobody; ab stands first.
    expect(fused).toEqual({ labels: ['a', 'b'] })
  })
  it('rating and number: the lower median, a value that somebody gave', () => {
    const rated = [5, 1, 4, 2].map((level) => mark('rating', level))
    expect(rating.fuse(rated, context('rating'))).toBe(2)
    expect(number.fuse([mark('number', 9.5), mark('number', 1), mark('number', 3)], context('number'))).toBe(3)
  })
  it('words: the medoid', () => {
    // Distances: colour–color 1/6, colour–colours 1/7, color–colours 2/7.
    const texts = ['color', 'colours', 'colour'].map((text) => mark('words', { text }))
    expect(words.fuse(texts, context('words'))).toEqual({ text: 'colour' })
  })
})

describe('what an answer may be', () => {
  it('number: bounds and steps', () => {
    expect(checkNumber(0.3, { min: 0, step: 0.1, unit: '' })).toBeNull()
    expect(checkNumber(0.35, { min: 0, step: 0.1, unit: '' })).toBe('in steps of 0.1')
    expect(checkNumber(-1, { min: 0, unit: '' })).toBe('at least 0')
    expect(checkNumber(11, { max: 10, unit: '' })).toBe('at most 10')
  })
  it('words: counts code points, and blanks are no words', () => {
    const context = { question: asked('words', [], { max: 2 }), media: { type: 'none' as const } }
    expect(words.check(mark('words', { text: '👩👩' }), context)).toBeNull()
    expect(words.check(mark('words', { text: 'abc' }), context)).toBe('at most 2 characters')
    expect(words.check(mark('words', { text: '  ' }), context)).toBe('some words')
  })
  it('multiple: known labels in order, each once', () => {
    const context = { question: asked('multiple', ['a', 'b']), media: { type: 'none' as const } }
    const said = (labels: string) => mark('multiple', { labels: [...labels] as LabelId[] })
    expect(multiple.check(said('ab'), context)).toBeNull()
    expect(multiple.check(said('ba'), context)).toContain('ascending')
    expect(multiple.check(said('aa'), context)).toContain('ascending')
    expect(multiple.check(said('x'), context)).toContain('no label')
  })
})
