// One figure of a bench: a value against its baseline of the same run.

export interface Figure {
  readonly bench: string
  readonly case: string
  readonly value: number
  readonly unit: string
  readonly baseline: number | null
  /** value / baseline. */
  readonly ratio: number | null
  /** The goal in words, or null where there is none yet. */
  readonly goal: string | null
  readonly ok: boolean | null
}

/** A value that has no baseline: its goal, where it has one, is to stay below `most`. */
export function below(bench: string, name: string, value: number, unit: string, most: number | null): Figure {
  const goal = most === null ? null : `< ${Math.round(most)} ${unit}`
  const ok = most === null ? null : value < most
  return { bench, case: name, value, unit, baseline: null, ratio: null, goal, ok }
}

/** The p-quantile (0–1) of numbers; NaN for none. */
export function quantile(values: readonly number[], p: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(p * sorted.length))] ?? Number.NaN
}
