// Fleiss's kappa: many raters, nominal labels.
// J. L. Fleiss, "Measuring nominal scale agreement among many raters", 1971.
import { agreementWithin } from './percent.ts'
import { countValues, labelShares, tabulate } from './ratings.ts'
import type { Coefficient, Label, Ratings } from './types.ts'

/**
 * κ = (P̄ − P̄e) / (1 − P̄e). Raters need not be the same from unit to unit; where their number differs, label frequencies
 * are means over units, those judged once included (Gwet, Handbook of Inter-Rater Reliability, 2014, ch. 2), which is
 * Fleiss's own formula where it does not differ.
 */
export function fleissKappa<T extends Label>(ratings: Ratings<T>): Coefficient {
  const table = tabulate(ratings)
  if (table.refusal) return { computable: false, reason: table.refusal, ...table.basis }
  let agreeing = 0
  for (const unit of table.units) agreeing += agreementWithin(countValues(unit, table.values.length))
  const observed = agreeing / table.units.length
  const expected = labelShares(table, table.values.length).reduce((sum, share) => sum + share * share, 0)
  return { computable: true, value: (observed - expected) / (1 - expected), observed, expected, ...table.basis }
}
