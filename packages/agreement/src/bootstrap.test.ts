// Intervals: repeatable, honest about too little, and right about a mean.
import { expect, it } from 'vitest'
import { bootstrapInterval } from './bootstrap.ts'
import { seededRandom } from './random.ts'

const mean = (sample: readonly number[]) => sample.reduce((sum, value) => sum + value, 0) / sample.length

it('is the same for the same seed and another for another', () => {
  const units = Array.from({ length: 30 }, (_, i) => i)
  expect(bootstrapInterval(units, mean, { seed: 5 })).toEqual(bootstrapInterval(units, mean, { seed: 5 }))
  expect(bootstrapInterval(units, mean, { seed: 5 })).not.toEqual(bootstrapInterval(units, mean, { seed: 6 }))
})

// Fair coins: the standard error of the mean of 400 is ½ / 20 = .025, so 95 % lie within about ± .049.
it('covers the mean of 400 coins about as widely as theory says', () => {
  const coins = Array.from({ length: 400 }, (_, i) => i % 2)
  const [low, high] = bootstrapInterval(coins, mean, { seed: 1, resamples: 4000 }) ?? [0, 0]
  expect(low).toBeCloseTo(0.451, 2)
  expect(high).toBeCloseTo(0.549, 2)
  const [narrowLow] = bootstrapInterval(coins, mean, { seed: 1, resamples: 4000, level: 0.5 }) ?? [0]
  expect(narrowLow).toBeGreaterThan(low)
})

it('is null for one unit, or where most resamples have no value', () => {
  expect(bootstrapInterval([1], mean, { seed: 1 })).toBeNull()
  expect(bootstrapInterval([1, 2, 3], () => null, { seed: 1 })).toBeNull()
  expect(bootstrapInterval([1, 2, 3], () => Number.NaN, { seed: 1 })).toBeNull()
})

it('draws evenly: ten thousand draws fall into ten bins within five standard deviations', () => {
  const random = seededRandom(42)
  const bins = new Array<number>(10).fill(0)
  for (let i = 0; i < 10_000; i += 1) bins[Math.floor(random() * 10)]! += 1
  for (const bin of bins) expect(Math.abs(bin - 1000)).toBeLessThan(5 * Math.sqrt(900))
})
