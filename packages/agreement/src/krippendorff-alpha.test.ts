// Alpha against the published example, and its laws.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { coefficientInterval } from './bootstrap.ts'
import { ben, fourObservers, fourObserversAlpha, gerry, meg, owen } from './fixtures/krippendorff-2011.ts'
import { krippendorffAlpha, krippendorffInterval } from './krippendorff-alpha.ts'
import { ratingsOf } from './ratings.ts'

/** Raters × units as published, turned into long form. */
function byRater<T>(rows: readonly (readonly (T | undefined)[])[]) {
  return rows.flatMap((row, rater) =>
    row.flatMap((value, unit) => (value === undefined ? [] : [{ unit: `u${unit}`, rater: `r${rater}`, value }])),
  )
}

const matrix = fc.array(
  fc.array(fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined }), { minLength: 3, maxLength: 3 }),
  {
    maxLength: 12,
  },
)
const distances = fc.constantFrom('nominal', 'ordinal', 'interval', 'ratio')

describe('Krippendorff 2011', () => {
  it.each(['nominal', 'ordinal', 'interval', 'ratio'] as const)('four observers with missing data, %s', (distance) => {
    const alpha = krippendorffAlpha(byRater(fourObservers), distance)
    expect(alpha).toMatchObject({ computable: true, n: 11, raters: 4 })
    expect(alpha.computable && alpha.value).toBeCloseTo(fourObserversAlpha[distance], 3)
  })

  it('two observers, binary', () => {
    const alpha = krippendorffAlpha(byRater([meg, owen]))
    expect(alpha.computable && alpha.value).toBeCloseTo(0.095, 3)
  })

  it('two observers, five nominal values', () => {
    const alpha = krippendorffAlpha(byRater([ben, gerry]))
    expect(alpha.computable && alpha.value).toBeCloseTo(0.692, 3)
  })

  it('takes any distance: squared difference is interval', () => {
    const own = krippendorffAlpha(byRater(fourObservers), (a, b) => (a - b) ** 2)
    expect(own.computable && own.value).toBeCloseTo(fourObserversAlpha.interval, 3)
  })
})

describe('NLTK 3.10.3, `nltk.metrics.agreement.AnnotationTask.alpha`', () => {
  it.each([
    ['nominal', 0.743421052631579],
    ['interval', 0.8491071428571428],
  ] as const)('four observers with missing data, %s: binary_distance, interval_distance', (distance, value) => {
    const alpha = krippendorffAlpha(byRater(fourObservers), distance)
    expect(alpha.computable && alpha.value).toBeCloseTo(value, 12)
  })

  it('three observers, sets of labels, jaccard_distance', () => {
    const rows = [
      ['ab', 'a', 'abc', 'c', 'b'],
      ['a', 'a', 'ab', 'c', 'c'],
      ['ab', 'b', 'bc', 'ac', 'c'],
    ].map((row) => row.map((letters) => new Set(letters)))
    const alpha = krippendorffAlpha(byRater(rows), (a, b) => 1 - a.intersection(b).size / a.union(b).size)
    expect(alpha.computable && alpha.value).toBeCloseTo(0.2596153846153848, 12)
  })
})

describe('QLT3: not computable, with the reason', () => {
  it('nothing shared', () => {
    expect(krippendorffAlpha([])).toEqual({ computable: false, reason: 'nothing-shared', n: 0, raters: 0 })
    expect(
      krippendorffAlpha(
        byRater([
          ['a', undefined],
          [undefined, 'b'],
        ]),
      ),
    ).toEqual({
      computable: false,
      reason: 'nothing-shared',
      n: 0,
      raters: 2,
    })
  })

  it('one rater', () => {
    expect(krippendorffAlpha(byRater([['a', 'b']]))).toMatchObject({ computable: false, reason: 'one-rater' })
  })

  it('one label only', () => {
    const alpha = krippendorffAlpha(
      byRater([
        ['a', 'a'],
        ['a', 'a'],
      ]),
    )
    expect(alpha).toEqual({ computable: false, reason: 'one-label', n: 2, raters: 2 })
  })

  it('one label only, in objects that a distance calls the same', () => {
    const alpha = krippendorffAlpha(byRater([[{ a: 1 }], [{ a: 1 }]]), (x, y) => Math.abs(x.a - y.a))
    expect(alpha).toMatchObject({ computable: false, reason: 'one-label' })
  })

  it('never 0 by default, 1 by default or NaN, whatever the data', () => {
    fc.assert(
      fc.property(matrix, distances, (rows, distance) => {
        const alpha = krippendorffAlpha(ratingsOf(rows), distance)
        if (alpha.computable) expect(alpha.value).toBeLessThanOrEqual(1)
        else expect(alpha).not.toHaveProperty('value')
      }),
    )
  })
})

describe('laws', () => {
  it('is the same whatever the order of raters and units', () => {
    fc.assert(
      fc.property(matrix, distances, (rows, distance) => {
        const plain = krippendorffAlpha(ratingsOf(rows), distance)
        const turned = krippendorffAlpha(ratingsOf(rows.map((row) => row.toReversed()).toReversed()), distance)
        expect(turned.computable).toBe(plain.computable)
        if (plain.computable && turned.computable) expect(turned.value).toBeCloseTo(plain.value, 10)
      }),
    )
  })

  it('nominal: is the same under other names for the labels', () => {
    fc.assert(
      fc.property(matrix, (rows) => {
        const plain = krippendorffAlpha(ratingsOf(rows))
        const named = krippendorffAlpha(ratingsOf(rows.map((row) => row.map((value) => value && `label ${9 - value}`))))
        expect(named.computable && named.value).toBe(plain.computable && plain.value)
      }),
    )
  })

  it('is 1 where all agree on more than one label', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 0, max: 9 }), { minLength: 2 }), distances, (values, distance) => {
        const alpha = krippendorffAlpha(ratingsOf(values.map((value) => [value, value, value])), distance)
        expect(alpha).toMatchObject({ computable: true, value: 1, observed: 0 })
      }),
    )
  })
})

describe('interval', () => {
  const ratings = byRater(fourObservers)

  it('holds the value, is the same for the same seed, and is the general bootstrap made quick', () => {
    const options = { seed: 7, resamples: 400 }
    const interval = krippendorffInterval(ratings, 'interval', options)
    expect(interval).toEqual(krippendorffInterval(ratings, 'interval', options))
    expect(interval?.[0]).toBeLessThan(0.849)
    expect(interval?.[1]).toBeGreaterThan(0.849)
    const shared = ratings.filter((rating) => rating.unit !== 'u11')
    const general = coefficientInterval(shared, (sample) => krippendorffAlpha(sample, 'interval'), options)
    expect(general?.[0]).toBeCloseTo(interval?.[0] ?? Number.NaN, 10)
    expect(general?.[1]).toBeCloseTo(interval?.[1] ?? Number.NaN, 10)
  })

  it('is null where alpha is not computable', () => {
    expect(krippendorffInterval(byRater([['a', 'a']]), 'nominal', { seed: 1 })).toBeNull()
  })
})

it('refuses text where numbers are needed', () => {
  expect(() =>
    krippendorffAlpha(
      byRater([
        ['a', 'b'],
        ['b', 'b'],
      ]),
      'interval',
    ),
  ).toThrow(TypeError)
})
