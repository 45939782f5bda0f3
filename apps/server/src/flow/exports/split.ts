// Train, validation and test: which task goes where depends on the seed and its name alone, and the shares are exact.
import { createHash } from 'node:crypto'

export type Split = 'train' | 'val' | 'test'
const SPLITS = ['train', 'val', 'test'] as const

/** The splits that get a share, in order. */
export function splitsIn(shares: readonly [number, number, number]): Split[] {
  return SPLITS.filter((_, index) => (shares[index] ?? 0) > 0)
}

/**
 * How many of `count` go to each split: whole numbers that add up, by the largest remainder (Hamilton).
 * @param shares per cent, adding up to 100
 */
export function sizesOf(count: number, shares: readonly [number, number, number]): [number, number, number] {
  const exact = shares.map((share) => (count * share) / 100)
  const sizes = exact.map(Math.floor)
  const rest = count - sizes.reduce((sum, size) => sum + size, 0)
  const byRemainder = [0, 1, 2].toSorted((a, b) => ((exact[b] ?? 0) % 1) - ((exact[a] ?? 0) % 1) || a - b)
  for (const index of byRemainder.slice(0, rest)) sizes[index] = (sizes[index] ?? 0) + 1
  return [sizes[0] ?? 0, sizes[1] ?? 0, sizes[2] ?? 0]
}

/**
 * The split of every name. Names are put in the order of SHA-256(seed, name) and the order is cut by the shares, so
 * that the order in which they came is nothing.
 */
export function splitNames(
  names: readonly string[],
  seed: number,
  shares: readonly [number, number, number],
): Map<string, Split> {
  const order = names.map((name) => ({ name, key: keyOf(seed, name) }))
  order.sort((a, b) => Buffer.compare(a.key, b.key))
  const [train, val] = sizesOf(names.length, shares)
  return new Map(
    order.map(({ name }, index) => [name, index < train ? 'train' : index < train + val ? 'val' : 'test'] as const),
  )
}

function keyOf(seed: number, name: string): Buffer {
  return createHash('sha256').update(`${seed}\n${name}`).digest()
}
