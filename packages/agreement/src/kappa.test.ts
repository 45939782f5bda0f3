// Kappas and AC against published examples, and the laws that all chance-corrected coefficients share.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cohenKappa } from './cohen-kappa.ts'
import { judged } from './fixtures/cohen-1960.ts'
import { diagnoses, textbook } from './fixtures/fleiss-1971.ts'
import { fourObservers } from './fixtures/krippendorff-2011.ts'
import { fleissKappa } from './fleiss-kappa.ts'
import { gwetAc } from './gwet-ac.ts'
import { percentAgreement } from './percent.ts'
import { ratingsOf } from './ratings.ts'
import type { Coefficient, Ratings } from './types.ts'

/** Units × labels counts as ratings; which rater gave which label does not matter to Fleiss. */
const fromCounts = (counts: readonly (readonly number[])[]) =>
  ratingsOf(counts.map((row) => row.flatMap((count, label) => new Array<string>(count).fill(`label ${label}`))))

/** A table of two raters' counts as ratings. */
const fromPairs = (table: readonly (readonly number[])[]) =>
  ratingsOf(table.flatMap((row, b) => row.flatMap((count, a) => Array.from({ length: count }, () => [b + 1, a + 1]))))

const transposed = (rows: readonly (readonly (number | undefined)[])[]) =>
  ratingsOf((rows[0] ?? []).map((_, unit) => rows.map((row) => row[unit])))

const figures = (result: Coefficient) => {
  if (!result.computable) throw new Error(result.reason)
  const round = (value = Number.NaN) => Math.round(value * 1000) / 1000
  return { value: round(result.value), observed: round(result.observed), expected: round(result.expected) }
}

describe('published examples', () => {
  it('Cohen 1960: κ = .492', () => {
    expect(figures(cohenKappa(fromPairs(judged)))).toEqual({ value: 0.492, observed: 0.7, expected: 0.41 })
  })

  it('Cohen 1968: weighted κ = .348', () => {
    const disagreement = (a: number, b: number) => (a === b ? 0 : a * b === 2 ? 1 : a * b === 3 ? 3 : 6)
    expect(figures(cohenKappa(fromPairs(judged), { weights: disagreement })).value).toBe(0.348)
  })

  it('Fleiss 1971: κ = .430', () => {
    expect(figures(fleissKappa(fromCounts(diagnoses)))).toMatchObject({ value: 0.43, expected: 0.22 })
    expect(figures(percentAgreement(fromCounts(diagnoses))).value).toBeCloseTo(0.555, 2)
  })

  it('Fleiss, the textbook table: κ = .210', () => {
    expect(figures(fleissKappa(fromCounts(textbook)))).toEqual({ value: 0.21, observed: 0.378, expected: 0.213 })
  })

  // Gwet 2014 works the same twelve units as Krippendorff: AC1 = .775, and the generalised Fleiss kappa .761.
  it('Gwet 2014, four raters with missing data: AC1 = .775, Fleiss .761', () => {
    expect(figures(gwetAc(transposed(fourObservers)))).toEqual({ value: 0.775, observed: 0.818, expected: 0.19 })
    expect(figures(fleissKappa(transposed(fourObservers)))).toEqual({ value: 0.761, observed: 0.818, expected: 0.239 })
  })
})

describe('worked by hand', () => {
  // 9 of 10 say (yes, yes), one (yes, no): po = .9. Kappa expects 1 × .9 + 0 × .1 = .9, so κ = 0, the known paradox.
  // AC1: π(yes) = .95, pe = 2 × .95 × .05 = .095; (.9 − .095) / .905 = .8895.
  const skewed = ratingsOf([...new Array<string[]>(9).fill(['yes', 'yes']), ['yes', 'no']])
  it('skewed labels: κ = 0 while AC1 = .890', () => {
    expect(figures(cohenKappa(skewed))).toEqual({ value: 0, observed: 0.9, expected: 0.9 })
    expect(figures(gwetAc(skewed))).toEqual({ value: 0.89, observed: 0.9, expected: 0.095 })
  })

  // Pairs 1-1, 2-2, 3-3, 1-2, 1-3; linear disagreement ½ a step.
  // Observed: (½ + 1) / 5 = .3. First rater 3,1,1 (of 5), second 1,2,2: expected
  // (3×2×½ + 3×2×1 + 1×1×½ + 1×2×½ + 1×1×1 + 1×2×½) / 25 = (3 + 6 + .5 + 1 + 1 + 1) / 25 = .5. κ = 1 − .3 / .5 = .4.
  const steps = [
    [1, 1],
    [2, 2],
    [3, 3],
    [1, 2],
    [1, 3],
  ]
  it('linear κ over three steps', () => {
    expect(figures(cohenKappa(ratingsOf(steps), { weights: 'linear' }))).toEqual({
      value: 0.4,
      observed: 0.7,
      expected: 0.5,
    })
  })

  it('an order of words weighs as their numbers would', () => {
    const words = ['low', 'middle', 'high']
    const named = ratingsOf(steps.map((pair) => pair.map((step) => words[step - 1] ?? '')))
    const weighted = cohenKappa(named, { weights: 'linear', labels: words })
    expect(figures(weighted).value).toBe(0.4)
  })

  // The same pairs, AC2: pa = .7; Σw = 3 + 4 × ½ = 5; π = .4, .3, .3: Σ π(1−π) = .24 + .21 + .21 = .66;
  // pe = 5 / 6 × .66 = .55; (.7 − .55) / .45 = .333.
  it('AC2 with linear weights', () => {
    expect(figures(gwetAc(ratingsOf(steps), { weights: 'linear' }))).toEqual({
      value: 0.333,
      observed: 0.7,
      expected: 0.55,
    })
  })

  it('AC1 counts labels that were never used', () => {
    const pe = 0.095 / 2
    expect(figures(gwetAc(skewed, { labels: ['yes', 'no', 'maybe'] })).value).toBeCloseTo((0.9 - pe) / (1 - pe), 3)
  })
})

const measures: Record<string, (ratings: Ratings<string>) => Coefficient> = {
  percentAgreement,
  fleissKappa,
  gwetAc,
  cohenKappa,
}
const answer = fc.option(fc.constantFrom('a', 'b', 'c'), { nil: undefined })
const pairs = fc.array(fc.array(answer, { minLength: 2, maxLength: 2 }), { maxLength: 12 })

describe.each(Object.entries(measures))('laws of %s', (_, measure) => {
  it('QLT3: nothing shared, one rater, one label: not computable, with the reason', () => {
    expect(measure(ratingsOf([]))).toMatchObject({ computable: false, reason: 'nothing-shared' })
    expect(
      measure(
        ratingsOf([
          ['a', undefined],
          [undefined, 'b'],
        ]),
      ),
    ).toMatchObject({ computable: false, reason: 'nothing-shared' })
    expect(measure(ratingsOf([['a'], ['b']]))).toMatchObject({ computable: false, reason: 'one-rater' })
    expect(
      measure(
        ratingsOf([
          ['a', 'a'],
          ['a', 'a'],
        ]),
      ),
    ).toMatchObject({ computable: false, reason: 'one-label' })
  })

  it('is a number of at most 1, or says why not', () => {
    fc.assert(
      fc.property(pairs, (rows) => {
        const result = measure(ratingsOf(rows))
        if (!result.computable) return
        // With missing judgements the chance terms rest on more than the shared units, so only full data have this floor.
        if (rows.every((row) => !row.includes(undefined))) expect(result.value).toBeGreaterThanOrEqual(-1)
        expect(result.value).toBeLessThanOrEqual(1)
      }),
    )
  })

  it('is 1 where all agree on more than one label', () => {
    expect(
      measure(
        ratingsOf([
          ['a', 'a'],
          ['b', 'b'],
        ]),
      ),
    ).toMatchObject({ value: 1, n: 2, raters: 2 })
  })

  it('does not mind the order of raters and units, nor the names of labels', () => {
    fc.assert(
      fc.property(pairs, (rows) => {
        const plain = measure(ratingsOf(rows))
        const turned = measure(ratingsOf(rows.map((row) => row.toReversed()).toReversed()))
        const named = measure(
          ratingsOf(rows.map((row) => row.map((label) => label && { a: 'z', b: 'y', c: 'x' }[label]))),
        )
        for (const other of [turned, named]) {
          expect(other.computable).toBe(plain.computable)
          if (plain.computable && other.computable) expect(other.value).toBeCloseTo(plain.value, 10)
        }
      }),
    )
  })
})

it('Cohen’s kappa refuses three raters', () => {
  expect(() => cohenKappa(ratingsOf([['a', 'b', 'a']]))).toThrow(RangeError)
})

it('refuses a label that is not listed', () => {
  expect(() => gwetAc(ratingsOf([['a', 'b']]), { labels: ['a'] })).toThrow(RangeError)
})
