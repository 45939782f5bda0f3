// Turns ratings between long form, matrix and numbered form; every measure starts here.
import { at } from './at.ts'
import type { Basis, Label, Rating, Ratings, Uncomputable } from './types.ts'

/** Units × raters, `undefined` where a rater did not judge a unit. Rows may be of different length. */
export type Matrix<T> = readonly (readonly (T | undefined)[])[]

/** Long form of a units × raters matrix; units and raters are named by their number. */
export function ratingsOf<T>(matrix: Matrix<T>): Rating<T>[] {
  const ratings: Rating<T>[] = []
  for (const [unit, row] of matrix.entries()) {
    for (const [rater, value] of row.entries()) {
      if (value !== undefined) ratings.push({ unit: String(unit), rater: String(rater), value })
    }
  }
  return ratings
}

/** A unit's judgements: which rater (by number) gave which value (by number). */
export type UnitValues = { readonly raters: readonly number[]; readonly values: readonly number[] }

/** Ratings with raters and values numbered in order of appearance, kept to the units two raters or more judged. */
export type Table<T> = {
  readonly units: readonly UnitValues[]
  /** Values (by number) of the units only one rater judged: they tell nothing of agreement, but of how common labels are. */
  readonly lone: readonly number[]
  readonly raters: readonly string[]
  readonly values: readonly T[]
  readonly basis: Basis
  /** Why nothing can be computed from this at all, if so. */
  readonly refusal: Uncomputable | null
}

/** Numbers the ratings. Values are told apart as `Map` tells keys apart: by value for labels, by identity for objects. */
export function tabulate<T>(ratings: Ratings<T>): Table<T> {
  const byUnit = new Map<string, Map<string, T>>()
  const everyone = new Set<string>()
  for (const { unit, rater, value } of ratings) {
    everyone.add(rater)
    const judged = byUnit.get(unit)
    if (judged) judged.set(rater, value)
    else byUnit.set(unit, new Map([[rater, value]]))
  }
  const raters = new Map<string, number>()
  const values = new Map<T, number>()
  const units: UnitValues[] = []
  const alone: T[] = []
  for (const judged of byUnit.values()) {
    if (judged.size < 2) {
      alone.push(...judged.values())
      continue
    }
    units.push({
      raters: Array.from(judged.keys(), (rater) => numbered(raters, rater)),
      values: Array.from(judged.values(), (value) => numbered(values, value)),
    })
  }
  const refusal = refusalOf(units.length, everyone.size, values.size)
  return {
    units,
    lone: alone.map((value) => numbered(values, value)),
    raters: [...raters.keys()],
    values: [...values.keys()],
    basis: { n: units.length, raters: units.length > 0 ? raters.size : everyone.size },
    refusal,
  }
}

function refusalOf(units: number, raters: number, values: number): Uncomputable | null {
  if (raters === 1) return 'one-rater'
  if (units === 0) return 'nothing-shared'
  return values === 1 ? 'one-label' : null
}

function numbered<K>(numbers: Map<K, number>, key: K): number {
  const known = numbers.get(key)
  if (known !== undefined) return known
  numbers.set(key, numbers.size)
  return numbers.size - 1
}

/** How often each value was given in a unit, as a dense row of counts. */
export function countValues(unit: UnitValues, values: number): Float64Array {
  const counts = new Float64Array(values)
  for (const value of unit.values) counts[value] = at(counts, value) + 1
  return counts
}

/** Orders labels: numbers by size, then text by code unit, then false before true; for measures that need an order. */
export function compareLabels(a: Label, b: Label): number {
  if (typeof a === typeof b) return a < b ? -1 : a > b ? 1 : 0
  return typeof a < typeof b ? -1 : 1
}

/** How common each value is: the mean over all units, those judged once included, of its share in the unit. */
export function labelShares<T>(table: Table<T>, values: number): Float64Array {
  const shares = new Float64Array(values)
  const all = table.units.length + table.lone.length
  for (const unit of table.units) {
    for (const value of unit.values) shares[value] = at(shares, value) + 1 / unit.values.length / all
  }
  for (const value of table.lone) shares[value] = at(shares, value) + 1 / all
  return shares
}
