// Unitised alpha against a reference implementation and by hand.
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { groupedNominalAlpha } from './grouped-alpha.ts'
import { type Section, unitizedAlpha } from './unitized-alpha.ts'

const section = (category: string | null, start: number, end: number): Section => ({ category, start, end })
const alpha = (...people: Section[][]) =>
  unitizedAlpha([{ raters: people.map((sections, index) => ({ rater: String(index), sections })) }], { seed: 1 })
    .coefficient

describe('ᵤα', () => {
  it('is what krippendorff-unitized-alpha 0.1.0 (Z. Bekcic) says of its README’s three coders: 0.5671992508994135', () => {
    const found = alpha(
      [section(null, 0, 2), section('k', 3, 14), section(null, 15, 21), section('k', 22, 52), section(null, 53, 55)],
      [section(null, 0, 2), section('k', 3, 9), section(null, 10, 21), section('k', 22, 52), section(null, 53, 55)],
      [section(null, 0, 21), section('k', 22, 45), section(null, 46, 55)],
    )
    expect(found).toMatchObject({ computable: true, n: 1, raters: 3 })
    expect(found.computable && found.value).toBeCloseTo(0.5671992508994135, 12)
  })
  it('by hand: two people, ten characters, units [2,6) and [2,8)', () => {
    // Differ on [6,8): observed 2·2 = 4 of 20. Unit lengths 4 and 6: ℓu = 10, ℓgap = 10, selves 16 + 36 and 6 + 4.
    // Σ L² = 62; agreeing pairs by chance (100 − 52) + (100 − 10) = 138; e = 20 · 138 / (400 − 62); De = 20 − e.
    const found = alpha(
      [section(null, 0, 2), section('a', 2, 6), section(null, 6, 10)],
      [section(null, 0, 2), section('a', 2, 8), section(null, 8, 10)],
    )
    expect(found.computable && found.value).toBeCloseTo(1 - 4 / (20 - (20 * 138) / 338), 12)
  })
  it('counts a unit that was cut in two as chance does, where token alpha does not see it', () => {
    const whole = [section('a', 0, 6), section(null, 6, 12)]
    const cut = [section('a', 0, 3), section('a', 3, 6), section(null, 6, 12)]
    expect(alpha(whole, cut).computable).toBe(true)
    expect(alpha(whole, [section('b', 0, 6), section(null, 6, 12)])).not.toEqual(alpha(whole, cut))
  })
  it('is nominal alpha where every unit is one character long', () => {
    const labels = fc.array(fc.constantFrom('a', 'b', null), { minLength: 2, maxLength: 12 })
    void fc.assert(
      fc.property(
        labels.chain((one) =>
          fc.tuple(
            fc.constant(one),
            fc.array(fc.constantFrom('a', 'b', null), { minLength: one.length, maxLength: one.length }),
          ),
        ),
        ([a, b]) => {
          const cells = (list: (string | null)[]) => list.map((category, at) => section(category, at, at + 1))
          const units = a.map((one, index) => [one ?? '-', b[index] ?? '-'])
          const { coefficient } = groupedNominalAlpha([{ raters: ['0', '1'], units }], { seed: 1 })
          const found = alpha(cells(a), cells(b))
          expect(found.computable).toBe(coefficient.computable)
          if (found.computable && coefficient.computable) expect(found.value).toBeCloseTo(coefficient.value, 9)
        },
      ),
    )
  })
  it('says why there is none', () => {
    expect(alpha([section('a', 0, 3)])).toMatchObject({ computable: false, reason: 'one-rater' })
    expect(alpha([section(null, 0, 3)], [section(null, 0, 3)])).toMatchObject({
      computable: false,
      reason: 'one-label',
    })
    expect(unitizedAlpha([], { seed: 1 }).coefficient).toMatchObject({ computable: false, reason: 'nothing-shared' })
  })
})
