// Cohen's kappa for two raters, weighted and not.
// J. Cohen, "A coefficient of agreement for nominal scales", 1960; "Weighted kappa", 1968.
import { at } from './at.ts'
import { tabulate } from './ratings.ts'
import type { Coefficient, Label, Ratings } from './types.ts'
import { disagreements, type WeightOptions } from './weights.ts'

/**
 * κ = 1 − disagreement observed / disagreement expected from each rater's own frequencies.
 * `observed` and `expected` are agreements (1 − disagreement). Units only one of the two judged are left out.
 * @throws RangeError where more than two raters share units: take two of them, or Fleiss's kappa or alpha.
 */
export function cohenKappa<T extends Label>(ratings: Ratings<T>, options: WeightOptions<T> = {}): Coefficient {
  const table = tabulate(ratings)
  if (table.raters.length > 2) throw new RangeError(`Cohen's kappa is for two raters, got ${table.raters.length}`)
  if (table.refusal) return { computable: false, reason: table.refusal, ...table.basis }
  const { labels, between } = disagreements(table.values, options)
  const place = table.values.map((value) => labels.indexOf(value))
  const first = new Float64Array(labels.length)
  const second = new Float64Array(labels.length)
  let apart = 0
  for (const unit of table.units) {
    const turned = unit.raters[0] !== 0
    const a = at(place, at(unit.values, turned ? 1 : 0))
    const b = at(place, at(unit.values, turned ? 0 : 1))
    first[a] = at(first, a) + 1
    second[b] = at(second, b) + 1
    apart += between(a, b)
  }
  const n = table.units.length
  let byChance = 0
  for (let a = 0; a < labels.length; a += 1) {
    for (let b = 0; b < labels.length; b += 1) byChance += at(first, a) * at(second, b) * between(a, b)
  }
  const expected = byChance / (n * n)
  if (expected === 0) return { computable: false, reason: 'one-label', ...table.basis }
  const value = 1 - apart / n / expected
  return { computable: true, value, observed: 1 - apart / n, expected: 1 - expected, ...table.basis }
}
