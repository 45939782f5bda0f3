// Gwet's AC1 and AC2: agreement that stays stable where one label is far more common than the rest.
// K. L. Gwet, "Computing inter-rater reliability and its variance in the presence of high agreement", 2008;
// Handbook of Inter-Rater Reliability, 4th ed., 2014, for missing data and weights.
import { at } from './at.ts'
import { countValues, labelShares, tabulate } from './ratings.ts'
import type { Coefficient, Label, Ratings } from './types.ts'
import { disagreements, type WeightOptions } from './weights.ts'

/**
 * AC1 with nominal weights, AC2 with others: (pa − pe) / (1 − pe), pe = Tw / (q (q − 1)) × Σ πk (1 − πk).
 * Give `labels` where some were never used: q, their number, counts.
 */
export function gwetAc<T extends Label>(ratings: Ratings<T>, options: WeightOptions<T> = {}): Coefficient {
  const table = tabulate(ratings)
  if (table.refusal) return { computable: false, reason: table.refusal, ...table.basis }
  const { labels, between } = disagreements(table.values, options)
  const place = table.values.map((value) => labels.indexOf(value))
  const agreement = (a: number, b: number): number => 1 - between(at(place, a), at(place, b))
  const observed =
    table.units.reduce((sum, unit) => sum + weightedAgreement(countValues(unit, table.values.length), agreement), 0) /
    table.units.length
  const q = labels.length
  let weight = 0
  for (let a = 0; a < q; a += 1) for (let b = 0; b < q; b += 1) weight += 1 - between(a, b)
  const spread = labelShares(table, table.values.length).reduce((sum, share) => sum + share * (1 - share), 0)
  const expected = (weight / (q * (q - 1))) * spread
  if (expected >= 1) return { computable: false, reason: 'one-label', ...table.basis }
  return { computable: true, value: (observed - expected) / (1 - expected), observed, expected, ...table.basis }
}

/** Share of pairs within a unit that agree, each pair counted by its weight. */
function weightedAgreement(counts: Float64Array, agreement: (a: number, b: number) => number): number {
  let total = 0
  let agreeing = 0
  for (let a = 0; a < counts.length; a += 1) {
    const ofA = at(counts, a)
    total += ofA
    if (ofA === 0) continue
    let alike = -1
    for (let b = 0; b < counts.length; b += 1) alike += agreement(a, b) * at(counts, b)
    agreeing += ofA * alike
  }
  return agreeing / (total * (total - 1))
}
