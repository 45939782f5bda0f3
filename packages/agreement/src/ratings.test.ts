// Numbering of ratings and why nothing can be computed.
import { expect, it } from 'vitest'
import { ratingsOf, tabulate } from './ratings.ts'

it('reads a matrix, missing judgements left out', () => {
  expect(
    ratingsOf([
      ['a', undefined],
      [undefined, 'b'],
    ]),
  ).toEqual([
    { unit: '0', rater: '0', value: 'a' },
    { unit: '1', rater: '1', value: 'b' },
  ])
})

it('keeps a rater’s last value for a unit', () => {
  const table = tabulate([
    { unit: 'u', rater: 'r', value: 'a' },
    { unit: 'u', rater: 's', value: 'b' },
    { unit: 'u', rater: 'r', value: 'c' },
  ])
  expect(table.units).toEqual([{ raters: [0, 1], values: [0, 1] }])
  expect(table.values).toEqual(['c', 'b'])
})
