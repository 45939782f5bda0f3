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
  const chainOf = new Map(other.flatMap((chain, index) => chain.map((mention) => [mention, index] as const)))
  let sum = 0
  let mentions = 0
  for (const chain of own) {
    const together = new Map<number, number>()
    for (const mention of chain) {
      const index = chainOf.get(mention)
      if (index !== undefined) together.set(index, (together.get(index) ?? 0) + 1)
    }
    for (const count of together.values()) sum += (count * count) / chain.length
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
  const chainOf = new Map(b.flatMap((chain, index) => chain.map((mention) => [mention, index] as const)))
  let both = 0
  for (const chain of a) {
    const together = new Map<number, number>()
    for (const mention of chain) {
      const index = chainOf.get(mention)
      if (index !== undefined) together.set(index, (together.get(index) ?? 0) + 1)
    }
    for (const count of together.values()) both += pairsIn(count)
  }
  const pairs = (chains: Chains) => chains.reduce((sum, chain) => sum + pairsIn(chain.length), 0)
  return { both, ofA: pairs(a), ofB: pairs(b) }
}

function pairsIn(count: number): number {
  return (count * (count - 1)) / 2
}
