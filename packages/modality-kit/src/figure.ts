// Coefficients → figures: the one way in which kinds report agreement, so that none shows a 0 where nothing is known.
import { bootstrapInterval, type Coefficient, type Interval } from '@etabli/agreement'
import type { AgreementUnit, FigureOptions, KindFigure } from './modality.ts'

/** A coefficient of `@etabli/agreement` as a figure. */
export function figureOf(
  what: { readonly measure: string; readonly formula: string; readonly about?: string | null },
  coefficient: Coefficient,
  interval: Interval | null,
): KindFigure {
  return {
    measure: what.measure,
    about: what.about ?? null,
    value: coefficient.computable ? coefficient.value : null,
    why: coefficient.computable ? null : coefficient.reason,
    interval: coefficient.computable && interval ? [interval[0], interval[1]] : null,
    n: coefficient.n,
    raters: coefficient.raters,
    formula: what.formula,
  }
}

/** One task's part in a ratio: `part` of `whole`, for example twice the matched spans of all spans. */
export interface Ratio {
  readonly part: number
  readonly whole: number
}

/**
 * Σ part / Σ whole over the tasks, with a bootstrap interval over them: micro-averaged F1, means, error rates.
 * Absent, with its reason, where fewer than two people or no `whole` is left.
 * @param units one ratio for each task that two people or more answered
 * @param raters how many people answered any task at all
 */
export function ratioFigure(
  what: { readonly measure: string; readonly formula: string; readonly about?: string | null },
  units: readonly Ratio[],
  raters: number,
  options: FigureOptions,
): KindFigure {
  const value = ratioOf(units)
  const none: Pick<KindFigure, 'value' | 'why' | 'interval'> = {
    value: null,
    why: raters < 2 ? 'one-rater' : 'nothing-shared',
    interval: null,
  }
  const interval = value === null ? null : bootstrapInterval(units, ratioOf, options)
  return {
    measure: what.measure,
    about: what.about ?? null,
    ...(value === null ? none : { value, why: null, interval: interval ? [interval[0], interval[1]] : null }),
    n: units.length,
    raters,
    formula: what.formula,
  }
}

function ratioOf(units: readonly Ratio[]): number | null {
  let part = 0
  let whole = 0
  for (const unit of units) {
    part += unit.part
    whole += unit.whole
  }
  return whole > 0 ? part / whole : null
}

/** How many different people stand in these units. */
export function countRaters(units: readonly AgreementUnit<unknown>[]): number {
  return new Set(units.flatMap((unit) => unit.raters.map(({ rater }) => rater))).size
}

/** All pairs of a unit's people. */
export function pairsOf<T>(items: readonly T[]): (readonly [T, T])[] {
  return items.flatMap((a, index) => items.slice(index + 1).map((b) => [a, b] as const))
}
