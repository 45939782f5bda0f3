// Grouped alpha: the same coefficient as the plain one, and an interval that draws whole groups.
import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { groupedNominalAlpha } from './grouped-alpha.ts'
import { krippendorffAlpha } from './krippendorff-alpha.ts'
import { ratingsOf } from './ratings.ts'

const options = { seed: 1, resamples: 100 }

it('gives 0.095 for the binary example of Krippendorff 2011, section A, however the units are grouped', () => {
  const a = [...'nynnnnnnyn']
  const b = [...'yyynnynnnn']
  const units = a.map((value, index) => [value, b[index]!])
  for (const groups of [[units], [units.slice(0, 4), units.slice(4)], units.map((unit) => [unit])]) {
    const { coefficient } = groupedNominalAlpha(
      groups.map((group) => ({ raters: ['a', 'b'], units: group })),
      options,
    )
    expect(coefficient).toMatchObject({ computable: true, n: groups.length, raters: 2 })
    expect(coefficient.computable && coefficient.value).toBeCloseTo(0.095, 3)
  }
})

it('is the plain nominal alpha for any ratings', () => {
  const rows = fc.array(fc.tuple(...Array.from({ length: 3 }, () => fc.constantFrom('x', 'y', 'z'))), {
    minLength: 1,
    maxLength: 12,
  })
  return fc.assert(
    fc.property(rows, (units) => {
      const plain = krippendorffAlpha(ratingsOf(units))
      const { coefficient } = groupedNominalAlpha([{ raters: ['0', '1', '2'], units }], options)
      expect(coefficient.computable).toBe(plain.computable)
      if (coefficient.computable && plain.computable) expect(coefficient.value).toBeCloseTo(plain.value, 9)
    }),
  )
})

it('says why it has no value', () => {
  const why = (groups: { raters: string[]; units: string[][] }[]) => {
    const { coefficient, interval } = groupedNominalAlpha(groups, options)
    expect(interval).toBeNull()
    return coefficient.computable ? null : coefficient.reason
  }
  expect(why([])).toBe('nothing-shared')
  expect(why([{ raters: ['a'], units: [['x']] }])).toBe('one-rater')
  expect(
    why([
      {
        raters: ['a', 'b'],
        units: [
          ['x', 'x'],
          ['x', 'x'],
        ],
      },
    ]),
  ).toBe('one-label')
})
