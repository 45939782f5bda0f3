// Observed agreement: the share of pairs of judgements of the same unit that say the same.
import { at } from './at.ts'
import { countValues, tabulate } from './ratings.ts'
import type { Coefficient, Label, Ratings } from './types.ts'

/**
 * Mean over units of the share of rater pairs that agree (Fleiss's P̄). Knows nothing of chance.
 * Units judged once are left out.
 */
export function percentAgreement<T extends Label>(ratings: Ratings<T>): Coefficient {
  const table = tabulate(ratings)
  if (table.refusal) return { computable: false, reason: table.refusal, ...table.basis }
  let sum = 0
  for (const unit of table.units) sum += agreementWithin(countValues(unit, table.values.length))
  const value = sum / table.units.length
  return { computable: true, value, observed: value, ...table.basis }
}

/** Share of pairs within a unit that agree, from its counts of each value; needs a total of two or more. */
export function agreementWithin(counts: Float64Array): number {
  let total = 0
  let agreeing = 0
  for (let value = 0; value < counts.length; value += 1) {
    const count = at(counts, value)
    total += count
    agreeing += count * (count - 1)
  }
  return agreeing / (total * (total - 1))
}
