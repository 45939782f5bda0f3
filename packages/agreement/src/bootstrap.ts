// Intervals for any statistic by resampling units with a seed.
import { at } from './at.ts'
import { drawIndex, seededRandom } from './random.ts'
import type { Coefficient, Interval, Rating, Ratings } from './types.ts'

export type BootstrapOptions = {
  readonly seed: number
  /** How often to resample; 1000 if not given. */
  readonly resamples?: number
  /** Share of resamples inside the interval; 0.95 if not given. */
  readonly level?: number
}

/**
 * Percentile bootstrap interval (Efron 1979) over units. `statistic` gives null where a resample has no value;
 * those are left out. Null where there are fewer than two units, or fewer than half of the resamples have a value.
 */
export function bootstrapInterval<U>(
  units: readonly U[],
  statistic: (sample: readonly U[]) => number | null,
  options: BootstrapOptions,
): Interval | null {
  if (units.length < 2) return null
  const random = seededRandom(options.seed)
  const resamples = options.resamples ?? 1000
  const level = options.level ?? 0.95
  const found: number[] = []
  const sample = units.slice()
  for (let round = 0; round < resamples; round += 1) {
    for (let place = 0; place < sample.length; place += 1) sample[place] = at(units, drawIndex(random, units.length))
    const value = statistic(sample)
    if (value !== null && Number.isFinite(value)) found.push(value)
  }
  if (found.length === 0 || found.length < resamples / 2) return null
  found.sort((a, b) => a - b)
  return [quantile(found, (1 - level) / 2), quantile(found, (1 + level) / 2)]
}

/** Bootstrap interval of any coefficient over ratings: whole units are drawn, each draw counting as a unit of its own. */
export function coefficientInterval<T>(
  ratings: Ratings<T>,
  measure: (ratings: Ratings<T>) => Coefficient,
  options: BootstrapOptions,
): Interval | null {
  const units = [...Map.groupBy(ratings, (rating) => rating.unit).values()]
  const statistic = (sample: readonly Rating<T>[][]): number | null => {
    const drawn = sample.flatMap((unit, draw) => unit.map((rating) => ({ ...rating, unit: String(draw) })))
    const result = measure(drawn)
    return result.computable ? result.value : null
  }
  return bootstrapInterval(units, statistic, options)
}

/** Quantile of an ascending list, linear between neighbours (Hyndman & Fan's type 7). */
function quantile(ascending: readonly number[], share: number): number {
  const place = share * (ascending.length - 1)
  const below = at(ascending, Math.floor(place))
  const above = at(ascending, Math.ceil(place))
  return below + (above - below) * (place - Math.floor(place))
}
