// Gamma against figures of its paper and of pygamma-agreement, and against all alignments of small continua.
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { gammaDisorders, gammaOf } from './gamma.ts'
import { type GammaUnit, gammaMetric } from './gamma-metric.ts'

const unit = (start: number, end: number, category = 'a'): GammaUnit => ({ start, end, category })

describe('dissimilarities', () => {
  it('are those of Figure 10 of Mathet, Widlöcher & Métivier 2015', () => {
    const { distance } = gammaMetric(2, 1, 1)
    expect(distance(unit(4, 14), unit(4, 14))).toBe(0)
    expect(distance(unit(4, 14), unit(40, 44))).toBeCloseTo(22.2, 1)
    expect(distance(unit(4, 14), unit(20, 25))).toBeCloseTo(3.2, 1)
    expect(distance(unit(4, 14), unit(14, 24))).toBeCloseTo(1, 9)
    expect(distance(unit(20, 30), unit(20, 25))).toBeCloseTo(0.11, 2)
    expect(distance(unit(20, 25), unit(14, 24))).toBeCloseTo(0.22, 2)
    // Scale is nothing (Figure 20).
    expect(distance(unit(0, 7), unit(0, 10))).toBe(distance(unit(0, 21), unit(0, 30)))
    expect(distance(unit(4, 14), unit(14, 24, 'b'))).toBeCloseTo(2, 9)
  })
  it('what a unit gains by joining is what the sum of disorders falls by', () => {
    const { disorder, gain } = gammaMetric(3, 1, 1)
    const [a, b, c] = [unit(0, 4), unit(1, 5), unit(1, 6, 'b')]
    expect(disorder([a, null, null])).toBe(1)
    expect(gain([a, null, null], b)).toBeCloseTo(2 - disorder([a, b, null]), 12)
    expect(gain([a, b, null], c)).toBeCloseTo(disorder([a, b, null]) + 1 - disorder([a, b, c]), 12)
  })
})

/** `tests/data/AlexPaulSuzan.csv` and `tests/test_gammas.py` of pygamma-agreement 0.5.9 (bootphon, MIT). */
const ALEX_PAUL_SUZAN = [
  [unit(2, 9, '1'), unit(11, 17, '2'), unit(24, 30, '5'), unit(32, 36, '6'), unit(36, 44, '6'), unit(44, 60, '7')],
  [unit(2, 9, '1'), unit(11, 17, '3'), unit(19, 25, '5'), unit(32, 44, '6')],
  [unit(2, 9, '1'), unit(11, 17, '4'), unit(21, 27, '5'), unit(32, 36, '6'), unit(36, 40, '6'), unit(40, 44, '6')],
]

describe('γ', () => {
  const options = { seed: 4772, position: 3, category: 1, length: 60 }
  it('disorder of the best alignment as pygamma-agreement: 0.96 ± 1 %, weights 3 and 1', () => {
    const found = gammaDisorders(ALEX_PAUL_SUZAN, options)
    expect(found?.unitsPerRater).toBeCloseTo(16 / 3, 12)
    expect((found?.observed ?? 0) / (16 / 3) / 0.96).toBeCloseTo(1, 2)
  })
  it('γ near its 0.44 to 0.47: its chance forbids small shifts, ours does not', () => {
    const found = gammaDisorders(ALEX_PAUL_SUZAN, { ...options, samples: 500 })
    const gamma = found ? gammaOf([found]) : null
    expect(gamma).toBeGreaterThan(0.4)
    expect(gamma).toBeLessThan(0.48)
  })
  it('the best alignment of two people by hand', () => {
    // [0,4) with [1,5): (1+1)²/8² = 1/16; [10,14) a with [10,14) b: 1; [30,34) alone: 1.
    const a = [unit(0, 4), unit(10, 14), unit(30, 34)]
    const b = [unit(1, 5), unit(10, 14, 'b')]
    expect(gammaDisorders([a, b], { seed: 1, length: 100 })?.observed).toBeCloseTo(1 / 16 + 2, 12)
  })
  it('is 1 where all agree, absent where nobody made a unit or one looked alone', () => {
    const [own] = ALEX_PAUL_SUZAN
    const found = own ? gammaDisorders([own, own, own], options) : null
    expect(found && gammaOf([found])).toBe(1)
    expect(gammaDisorders([[], []], options)).toBeNull()
    expect(gammaDisorders([own ?? []], options)).toBeNull()
    expect(gammaOf([])).toBeNull()
  })
  it('is about 0 for units strewn at random', () => {
    const strewn = (seed: number) =>
      Array.from({ length: 60 }, (_, index) => {
        const start = (Math.imul(index + 1, 2_654_435_761 + 97 * seed) >>> 0) % 1_990
        return unit(start, start + 10, 'abc'[(index * 7 + seed) % 3])
      })
    const found = gammaDisorders([strewn(1), strewn(2), strewn(3)], { seed: 1, length: 2_000 })
    expect(Math.abs((found && gammaOf([found])) ?? 1)).toBeLessThan(0.1)
  })
  it('the same seed gives the same figure; the order of units is nothing', () => {
    const turned = ALEX_PAUL_SUZAN.map((units) => units.toReversed())
    expect(gammaDisorders(ALEX_PAUL_SUZAN, options)).toEqual(gammaDisorders(ALEX_PAUL_SUZAN, options))
    expect(gammaDisorders(turned, options)?.observed).toBeCloseTo(
      gammaDisorders(ALEX_PAUL_SUZAN, options)?.observed ?? 0,
      9,
    )
  })
  it('for three people, never below the best of all alignments, and seldom above', () => {
    const units = fc
      .array(fc.tuple(fc.nat(20), fc.integer({ min: 1, max: 6 }), fc.constantFrom('a', 'b')), { maxLength: 3 })
      .map((list) => list.map(([start, length, category]) => unit(start, start + length, category)))
    let runs = 0
    let best = 0
    void fc.assert(
      fc.property(fc.tuple(units, units, units), (raters) => {
        const found = gammaDisorders(raters, { seed: 1, length: 30, samples: 1 })
        if (!found) return
        const least = leastDisorder(raters)
        expect(found.observed).toBeGreaterThanOrEqual(least - 1e-9)
        expect(found.observed).toBeLessThanOrEqual(least * 1.25 + 1e-9)
        runs += 1
        if (found.observed < least + 1e-9) best += 1
      }),
      { numRuns: 200, seed: 7 },
    )
    expect(best / runs).toBeGreaterThan(0.95)
  })
  it('many units of three people are aligned in pieces', () => {
    const many = (seed: number) =>
      Array.from({ length: 3_000 }, (_, index) => {
        const start = index * 100 + ((index * seed) % 13)
        return unit(start, start + 20 + ((index * seed) % 7), 'abc'[index % 3])
      })
    const found = gammaDisorders([many(1), many(2), many(3)], { seed: 1, length: 300_000 })
    expect((found && gammaOf([found])) ?? 0).toBeGreaterThan(0.9)
  }, 60_000)
})

/** The least sum of disorders over every way to align three people's units. */
function leastDisorder(raters: readonly (readonly GammaUnit[])[]): number {
  const { disorder } = gammaMetric(3, 1, 1)
  const [first = [], second = [], third = []] = raters
  const search = (left: readonly (readonly GammaUnit[])[]): number => {
    const rater = left.findIndex((units) => units.length > 0)
    if (rater < 0) return 0
    let least = Number.POSITIVE_INFINITY
    const choices = left.map((units, index) =>
      index < rater ? [null] : index === rater ? units.slice(0, 1) : [...units, null],
    )
    for (const a of choices[0] ?? []) {
      for (const b of choices[1] ?? []) {
        for (const c of choices[2] ?? []) {
          const tuple = [a, b, c]
          const rest = left.map((units, index) => units.filter((one) => one !== tuple[index]))
          least = Math.min(least, disorder(tuple) + search(rest))
        }
      }
    }
    return least
  }
  return search([first, second, third])
}
