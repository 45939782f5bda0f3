// How much two labels disagree, as a matrix: none, linear, quadratic or one's own; for weighted kappa and AC2.
import { at } from './at.ts'
import { compareLabels } from './ratings.ts'
import type { Distance, Label } from './types.ts'

/**
 * - `nominal`: any two labels disagree fully;
 * - `linear`, `quadratic`: by the difference, or its square; of the numbers themselves where all labels are numbers, else
 *   of their places in the order of the labels;
 * - a function: the disagreement itself, on any scale.
 */
export type Weighting<T extends Label> = 'nominal' | 'linear' | 'quadratic' | Distance<T>

export type WeightOptions<T extends Label> = {
  /** `nominal` if not given. */
  readonly weights?: Weighting<T>
  /** All labels that could have been given, in their order; if not given, those that were, sorted. */
  readonly labels?: readonly T[]
}

/** The labels in order and their disagreements scaled to [0, 1]. */
export type Disagreements<T extends Label> = {
  readonly labels: readonly T[]
  readonly between: (a: number, b: number) => number
}

/**
 * Disagreement of labels by their places in `labels`.
 * @throws RangeError where a given label is not among `options.labels`.
 */
export function disagreements<T extends Label>(given: readonly T[], options: WeightOptions<T>): Disagreements<T> {
  const labels = options.labels ?? given.toSorted(compareLabels)
  for (const label of given) if (!labels.includes(label)) throw new RangeError(`label ${String(label)} is not listed`)
  const raw = labels.map((a, i) =>
    labels.map((b, j) => (i === j ? 0 : weigh(labels, options.weights ?? 'nominal', a, b))),
  )
  const largest = raw.reduce((most, row) => row.reduce((m, value) => Math.max(m, value), most), 0)
  return { labels, between: (a, b) => (largest === 0 ? 0 : at(at(raw, a), b) / largest) }
}

function weigh<T extends Label>(labels: readonly T[], weights: Weighting<T>, a: T, b: T): number {
  if (weights === 'nominal') return 1
  if (typeof weights === 'function') return weights(a, b)
  const numeric = labels.every((label) => typeof label === 'number')
  const difference = numeric ? Math.abs(Number(a) - Number(b)) : Math.abs(labels.indexOf(a) - labels.indexOf(b))
  return weights === 'linear' ? difference : difference ** 2
}
