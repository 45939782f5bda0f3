// Nominal alpha over fine units that come in groups (the tokens of a text): its interval draws whole groups,
// because neighbours in a text are not independent. The coefficient is Krippendorff 2011, section C.
import { type BootstrapOptions, bootstrapInterval } from './bootstrap.ts'
import type { Coefficient, Interval, Label } from './types.ts'

/** One group: for each unit the values that its raters gave; what is missing is absent. */
export interface NominalGroup<T extends Label> {
  readonly raters: readonly string[]
  readonly units: Iterable<readonly T[]>
}

/** A group reduced to what alpha adds up: disagreement within its units, and how often each value was given. */
type Sum = { readonly disagreement: number; readonly counts: ReadonlyMap<Label, number>; readonly total: number }

/**
 * α = 1 − Do / De over all units judged twice or more; `n` counts groups with such units.
 * The interval draws groups; null as in `bootstrapInterval`.
 */
export function groupedNominalAlpha<T extends Label>(
  groups: readonly NominalGroup<T>[],
  options: BootstrapOptions,
): { readonly coefficient: Coefficient; readonly interval: Interval | null } {
  const everyone = new Set(groups.flatMap((group) => group.raters))
  const sums = groups.map(sumOf).filter((sum) => sum.total > 0)
  const basis = { n: sums.length, raters: everyone.size }
  if (everyone.size === 1) return { coefficient: { computable: false, reason: 'one-rater', ...basis }, interval: null }
  if (sums.length === 0)
    return { coefficient: { computable: false, reason: 'nothing-shared', ...basis }, interval: null }
  const found = alphaOf(sums)
  if (!found) return { coefficient: { computable: false, reason: 'one-label', ...basis }, interval: null }
  return {
    coefficient: { computable: true, ...found, ...basis },
    interval: bootstrapInterval(sums, (drawn) => alphaOf(drawn)?.value ?? null, options),
  }
}

function sumOf<T extends Label>(group: NominalGroup<T>): Sum {
  const counts = new Map<Label, number>()
  let disagreement = 0
  let total = 0
  for (const values of group.units) {
    if (values.length < 2) continue
    total += values.length
    const here = new Map<Label, number>()
    for (const value of values) here.set(value, (here.get(value) ?? 0) + 1)
    let agreeing = 0
    for (const [value, count] of here) {
      agreeing += count * count
      counts.set(value, (counts.get(value) ?? 0) + count)
    }
    disagreement += (values.length * values.length - agreeing) / (values.length - 1)
  }
  return { disagreement, counts, total }
}

function alphaOf(sums: readonly Sum[]): { value: number; observed: number; expected: number } | null {
  const counts = new Map<Label, number>()
  let disagreement = 0
  let total = 0
  for (const sum of sums) {
    disagreement += sum.disagreement
    total += sum.total
    for (const [value, count] of sum.counts) counts.set(value, (counts.get(value) ?? 0) + count)
  }
  const squares = [...counts.values()].reduce((sum, count) => sum + count * count, 0)
  const expected = (total * total - squares) / (total * (total - 1))
  if (counts.size < 2 || !(expected > 0)) return null
  const observed = disagreement / total
  return { value: 1 - observed / expected, observed, expected }
}
