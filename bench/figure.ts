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

/** The p-quantile (0–1) of numbers; NaN for none. */
export function quantile(values: readonly number[], p: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(p * sorted.length))] ?? Number.NaN
}
