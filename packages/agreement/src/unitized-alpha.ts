// Unitised alpha: agreement where people cut a continuum (a text, a recording) into units and give these categories.
// Krippendorff, Mathet, Bouvry & Widlöcher 2016, "On the reliability of unitizing textual continua", Quality & Quantity
// 50; eqs. 32–34 of section 12.6 in Krippendorff 2019, "Content Analysis" (4th ed.).
import { type BootstrapOptions, bootstrapInterval } from './bootstrap.ts'
import type { Coefficient, Interval } from './types.ts'

/** A stretch of one person's continuum: a unit of a category, or a gap between units (null). */
export interface Section {
  /** In any unit; half-open, and no two of one person overlap. */
  readonly start: number
  readonly end: number
  readonly category: string | null
}

/** One continuum (a text) as each person cut it; what no section covers was not looked at. */
export interface UnitizedContinuum {
  readonly raters: readonly { readonly rater: string; readonly sections: readonly Section[] }[]
}

/** A continuum reduced to what alpha adds up. */
interface Sum {
  /** Σ length over ordered pairs of people who say different things there, over (people − 1). */
  readonly disagreement: number
  /** Length by category. */
  readonly lengths: ReadonlyMap<string | null, number>
  /** What cannot pair with itself by chance: a unit's length squared, a gap's length. */
  readonly selves: ReadonlyMap<string | null, number>
}

/**
 * ᵤα = 1 − Do / De over all continua that two people cut: Do is the length on which pairs of people differ, De what
 * chance would give if units kept their lengths and categories; a unit never pairs with itself, and a gap is as many
 * units of length 1 as it is long. `n` counts continua. The interval draws continua; null as in `bootstrapInterval`.
 */
export function unitizedAlpha(
  continua: readonly UnitizedContinuum[],
  options: BootstrapOptions,
): { readonly coefficient: Coefficient; readonly interval: Interval | null } {
  const raters = new Set(continua.flatMap((one) => one.raters.map(({ rater }) => rater))).size
  const sums = continua.filter((one) => one.raters.length > 1).map(sumOf)
  const basis = { n: sums.length, raters }
  const none = (reason: 'one-rater' | 'nothing-shared' | 'one-label') => ({
    coefficient: { computable: false, reason, ...basis } as const,
    interval: null,
  })
  if (raters === 1) return none('one-rater')
  if (sums.length === 0) return none('nothing-shared')
  const found = alphaOf(sums)
  if (!found) return none('one-label')
  return {
    coefficient: { computable: true, ...found, ...basis },
    interval: bootstrapInterval(sums, (drawn) => alphaOf(drawn)?.value ?? null, options),
  }
}

function sumOf({ raters }: UnitizedContinuum): Sum {
  const lengths = new Map<string | null, number>()
  const selves = new Map<string | null, number>()
  const add = (sums: Map<string | null, number>, category: string | null, value: number) =>
    sums.set(category, (sums.get(category) ?? 0) + value)
  for (const { sections } of raters) {
    for (const { start, end, category } of sections) {
      const length = end - start
      add(selves, category, category === null ? length : length * length)
    }
  }
  let disagreement = 0
  for (const { length, said } of piecesOf(raters.map(({ sections }) => sections))) {
    let judged = 0
    let agreeing = 0
    for (const count of said.values()) {
      judged += count
      agreeing += count * count
    }
    if (judged < 2) continue
    disagreement += (length * (judged * judged - agreeing)) / (raters.length - 1)
    // Each of the judged pairs with judged − 1 others, of the people − 1 that there are.
    for (const [category, count] of said) {
      add(lengths, category, (length * count * (judged - 1)) / (raters.length - 1))
    }
  }
  return { disagreement, lengths, selves }
}

/** The stretches in which nobody's section begins or ends, and how many say what there. */
function* piecesOf(
  everyone: readonly (readonly Section[])[],
): Generator<{ readonly length: number; readonly said: ReadonlyMap<string | null, number> }> {
  const edges = everyone.flatMap((sections) =>
    sections.flatMap(({ start, end, category }) => [
      { at: start, by: 1, category },
      { at: end, by: -1, category },
    ]),
  )
  edges.sort((a, b) => a.at - b.at)
  const said = new Map<string | null, number>()
  let from = 0
  for (const { at, by, category } of edges) {
    if (at > from && said.size > 0) yield { length: at - from, said }
    from = at
    const count = (said.get(category) ?? 0) + by
    if (count === 0) said.delete(category)
    else said.set(category, count)
  }
}

function alphaOf(sums: readonly Sum[]): { value: number; observed: number; expected: number } | null {
  const lengths = totals(sums.map((sum) => sum.lengths))
  const selves = totals(sums.map((sum) => sum.selves))
  const observed = sums.reduce((total, sum) => total + sum.disagreement, 0)
  const whole = [...lengths.values()].reduce((total, length) => total + length, 0)
  const own = [...selves.values()].reduce((total, self) => total + self, 0)
  const pairs = whole * whole - own
  if (lengths.size < 2 || !(pairs > 0)) return null
  let agreeing = 0
  for (const [category, length] of lengths) agreeing += length * length - (selves.get(category) ?? 0)
  const expected = whole - (whole * agreeing) / pairs
  return expected > 0 ? { value: 1 - observed / expected, observed, expected } : null
}

function totals(maps: readonly ReadonlyMap<string | null, number>[]): Map<string | null, number> {
  const sums = new Map<string | null, number>()
  for (const map of maps) for (const [category, value] of map) sums.set(category, (sums.get(category) ?? 0) + value)
  return sums
}
