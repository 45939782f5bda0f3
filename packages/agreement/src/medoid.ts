// The item nearest to all others: a consensus that someone really gave.
import type { Distance } from './types.ts'

export type Medoid = {
  /** Index of the medoid; the first of equals. */
  readonly index: number
  /** Mean distance from it to the others; 0 where it is alone. */
  readonly meanDistance: number
  /** True where an item that differs from it (distance above 0) is just as near to all. */
  readonly tie: boolean
}

/** The item with the least summed distance to all; null for none. Time: items². */
export function medoid<T>(items: readonly T[], distance: Distance<T>): Medoid | null {
  if (items.length === 0) return null
  const sums = items.map((item) => items.reduce((sum, other) => sum + (other === item ? 0 : distance(item, other)), 0))
  const least = Math.min(...sums)
  const index = sums.indexOf(least)
  const chosen = items[index]
  if (chosen === undefined) return null
  const tie = items.some((item, other) => sums[other] === least && item !== chosen && distance(chosen, item) > 0)
  return { index, meanDistance: items.length === 1 ? 0 : least / (items.length - 1), tie }
}
