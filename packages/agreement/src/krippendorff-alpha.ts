// Krippendorff's alpha: any number of raters, missing data, any distance.
// K. Krippendorff, "Computing Krippendorff's Alpha-Reliability", 2011, section C–E.
import { at } from './at.ts'
import { type BootstrapOptions, bootstrapInterval } from './bootstrap.ts'
import { type Table, tabulate } from './ratings.ts'
import type { Coefficient, Distance, Interval, Ratings } from './types.ts'

/**
 * How far apart two values are.
 * - `nominal`: differ or not, for any values told apart by equality;
 * - `ordinal`, `interval`, `ratio`: numbers;
 * - a function: the disagreement itself (the paper's δ², used as it is, not squared), e.g. 1 − IoU or a Jaccard distance.
 */
export type AlphaDistance<T> = 'nominal' | 'ordinal' | 'interval' | 'ratio' | Distance<T>

/** δ²(c, k) by the numbers of two values, given how often each value occurs. */
type Metric = (c: number, k: number) => number

/**
 * α = 1 − Do / De over the units judged twice or more.
 * `observed` and `expected` are the disagreements Do and De.
 * Time: raters² per unit, and distinct values² for De.
 * @throws TypeError where an ordinal, interval or ratio value is not a finite number.
 */
export function krippendorffAlpha<T>(ratings: Ratings<T>, distance: AlphaDistance<T> = 'nominal'): Coefficient {
  const table = tabulate(ratings)
  if (table.refusal) return { computable: false, reason: table.refusal, ...table.basis }
  const weights = unitWeights(table)
  const found = alphaOf(weights, metricFor(table.values, distance), table.values.length)
  if (!found) return { computable: false, reason: 'one-label', ...table.basis }
  return { computable: true, ...found, ...table.basis }
}

/** Bootstrap interval of alpha over units; null where it cannot be given. Numbers the ratings once, so it is quick. */
export function krippendorffInterval<T>(
  ratings: Ratings<T>,
  distance: AlphaDistance<T>,
  options: BootstrapOptions,
): Interval | null {
  const table = tabulate(ratings)
  if (table.refusal) return null
  const metric = metricFor(table.values, distance)
  const statistic = (sample: readonly Unit[]) => alphaOf(sample, metric, table.values.length)?.value ?? null
  return bootstrapInterval(unitWeights(table), statistic, options)
}

/** A unit reduced to its distinct values and how often each was given. */
type Unit = { readonly size: number; readonly values: readonly number[]; readonly counts: readonly number[] }

function unitWeights<T>(table: Table<T>): Unit[] {
  return table.units.map((unit) => {
    const counts = new Map<number, number>()
    for (const value of unit.values) counts.set(value, (counts.get(value) ?? 0) + 1)
    return { size: unit.values.length, values: [...counts.keys()], counts: [...counts.values()] }
  })
}

function alphaOf(
  units: readonly Unit[],
  metricFrom: (occurrences: Float64Array) => Metric,
  values: number,
): { value: number; observed: number; expected: number } | null {
  const occurrences = new Float64Array(values)
  let total = 0
  for (const unit of units) {
    total += unit.size
    for (const [place, value] of unit.values.entries()) {
      occurrences[value] = at(occurrences, value) + at(unit.counts, place)
    }
  }
  const metric = metricFrom(occurrences)
  let observed = 0
  for (const unit of units) observed += disagreementWithin(unit, metric) / (unit.size - 1)
  let expected = 0
  for (let c = 0; c < values; c += 1) {
    const ofC = at(occurrences, c)
    if (ofC === 0) continue
    for (let k = c + 1; k < values; k += 1) {
      const ofK = at(occurrences, k)
      if (ofK > 0) expected += 2 * ofC * ofK * metric(c, k)
    }
  }
  observed /= total
  expected /= total * (total - 1)
  return expected > 0 ? { value: 1 - observed / expected, observed, expected } : null
}

function disagreementWithin(unit: Unit, metric: Metric): number {
  let sum = 0
  for (let first = 0; first < unit.values.length; first += 1) {
    for (let second = first + 1; second < unit.values.length; second += 1) {
      const weight = 2 * at(unit.counts, first) * at(unit.counts, second)
      sum += weight * metric(at(unit.values, first), at(unit.values, second))
    }
  }
  return sum
}

function metricFor<T>(values: readonly T[], distance: AlphaDistance<T>): (occurrences: Float64Array) => Metric {
  if (distance === 'nominal') return () => (c, k) => (c === k ? 0 : 1)
  if (typeof distance === 'function') {
    const metric: Metric = (c, k) => distance(at(values, c), at(values, k))
    return () => metric
  }
  const numbers = Float64Array.from(values, finite)
  if (distance === 'ordinal') return (occurrences) => ordinalMetric(numbers, occurrences)
  if (distance === 'interval') return () => (c, k) => (at(numbers, c) - at(numbers, k)) ** 2
  return () => (c, k) => {
    const sum = at(numbers, c) + at(numbers, k)
    return sum === 0 ? 0 : ((at(numbers, c) - at(numbers, k)) / sum) ** 2
  }
}

/** (Σ n_g for g from c to k − (n_c + n_k) / 2)², which is the squared difference of the values' mean ranks. */
function ordinalMetric(numbers: Float64Array, occurrences: Float64Array): Metric {
  const ascending = Array.from(numbers.keys()).sort((a, b) => at(numbers, a) - at(numbers, b))
  const ranks = new Float64Array(numbers.length)
  let before = 0
  for (const value of ascending) {
    const here = at(occurrences, value)
    ranks[value] = before + here / 2
    before += here
  }
  return (c, k) => (at(ranks, c) - at(ranks, k)) ** 2
}

function finite(value: unknown): number {
  if (typeof value === 'number' && Number.isFinite(value)) return value
  throw new TypeError(`an ordered distance needs finite numbers, got ${String(value)}`)
}
