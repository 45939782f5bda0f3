// How far two partitions into chains agree (coreference): B³ and links. Mentions are ids that both sides share.

/** Sets of mentions that mean the same; a mention stands in one at most. */
export type Chains = readonly (readonly string[])[]

export interface BCubed {
  /** Of each mention of `a` the share of its chain there that is with it in `b`, averaged; null where `a` is empty. */
  readonly precision: number | null
  readonly recall: number | null
  /** Harmonic mean, symmetric; 0 where both are 0, null where either is missing. */
  readonly f1: number | null
}

/**
 * B³ (Bagga & Baldwin 1998, "Algorithms for scoring coreference chains", equal weights for mentions) of `a` (judged)
 * against `b` (the reference). A mention that the other side lacks counts there as alone in nothing: 0.
 */
export function bCubed(a: Chains, b: Chains): BCubed {
  const precision = meanShare(a, b)
  const recall = meanShare(b, a)
  if (precision === null || recall === null) return { precision, recall, f1: null }
  const sum = precision + recall
  return { precision, recall, f1: sum > 0 ? (2 * precision * recall) / sum : 0 }
}

/** Mean over the mentions of `own` of |chain ∩ the other's chain| / |chain|. */
function meanShare(own: Chains, other: Chains): number | null {
  const chainOf = chainPlaces(other)
  let sum = 0
  let mentions = 0
  for (const chain of own) {
    for (const count of sharedBy(chain, chainOf)) sum += (count * count) / chain.length
    mentions += chain.length
  }
  return mentions === 0 ? null : sum / mentions
}

/**
 * Pairs of mentions that stand in one chain: how many there are on either side, and on both. Counted by chains, never
 * pair by pair, so that long chains stay quick.
 */
export function linkAgreement(
  a: Chains,
  b: Chains,
): { readonly both: number; readonly ofA: number; readonly ofB: number } {
  const chainOf = chainPlaces(b)
  let both = 0
  for (const chain of a) for (const count of sharedBy(chain, chainOf)) both += pairsIn(count)
  const pairs = (chains: Chains) => chains.reduce((sum, chain) => sum + pairsIn(chain.length), 0)
  return { both, ofA: pairs(a), ofB: pairs(b) }
}

/** Of each mention the place of its chain. */
export function chainPlaces(chains: Chains): Map<string, number> {
  return new Map(chains.flatMap((chain, place) => chain.map((mention) => [mention, place] as const)))
}

/** How many mentions a chain shares with each of the other side's that it shares any with. */
function sharedBy(chain: readonly string[], chainOf: ReadonlyMap<string, number>): Iterable<number> {
  const together = new Map<number, number>()
  for (const mention of chain) {
    const place = chainOf.get(mention)
    if (place !== undefined) together.set(place, (together.get(place) ?? 0) + 1)
  }
  return together.values()
}

function pairsIn(count: number): number {
  return (count * (count - 1)) / 2
}
