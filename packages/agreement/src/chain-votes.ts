// Several people's chains (coreference) → one set of chains, by votes on pairs of mentions and not on how these are linked.
// Evidence accumulation with a majority vote: A. L. N. Fred 2001, "Finding consistent clusters in data partitions" (MCS);
// A. L. N. Fred & A. K. Jain 2005, "Combining multiple clusterings using evidence accumulation", IEEE TPAMI 27(6).
import { at } from './at.ts'
import { type Chains, chainPlaces } from './chains.ts'
import { disjointSets } from './disjoint-sets.ts'

export interface VotedChains {
  /**
   * Pairs of mentions that more than half of the people have in one chain, as many as it takes to hold the chains
   * together: one fewer than a chain has mentions.
   */
  readonly links: readonly (readonly [string, string])[]
  /** True where both are in one of the resulting chains. */
  isTogether(a: string, b: string): boolean
  /** How many people have both in one chain. */
  votes(a: string, b: string): number
}

/**
 * Two mentions are the same thing where more than half of the people have them in one chain, whatever links join them
 * there; the chains are what is the same by way of others too (the closure of the pairs). Independent of the order of
 * people. Time: near linear; it grows with the ways in which people differ, and with long chains not squarely.
 * @param people each one's chains; a mention stands in one at most
 * @param order all mentions, as they stand in the text: each is linked to the nearest one before it
 * @param drawn pairs that are taken for links first where they may be, so that what people drew alike stays as it is
 */
export function votedChains(
  people: readonly Chains[],
  order: readonly string[],
  drawn: readonly (readonly [string, string])[] = [],
): VotedChains {
  const chainOf = people.map(chainPlaces)
  const votes = (a: string, b: string): number => {
    let sum = 0
    for (const own of chainOf) {
      const chain = own.get(a)
      if (chain !== undefined && chain === own.get(b)) sum += 1
    }
    return sum
  }
  const isKept = (a: string, b: string): boolean => 2 * votes(a, b) > people.length
  const groups = alikeGroups(order, chainOf)
  const sets = disjointSets(order)
  const links: [string, string][] = []
  const link = (a: string, b: string): void => {
    if (sets.join(a, b)) links.push([a, b])
  }
  for (const [a, b] of drawn) if (isKept(a, b)) link(a, b)
  // The last mention so far of each group; a pair of groups is kept or not as a whole.
  const last = new Map<Group, { readonly mention: string; readonly place: number }>()
  for (const [place, mention] of order.entries()) {
    const group = groups.of(mention)
    const before = groups
      .near(group)
      .filter((other) => isKept(at(group.mentions, 0), at(other.mentions, 0)))
      .flatMap((other) => last.get(other) ?? [])
    for (const one of before.sort((a, b) => b.place - a.place)) link(one.mention, mention)
    last.set(group, { mention, place })
  }
  return { links, votes, isTogether: sets.isTogether }
}

/** Mentions that stand in the same chain of every person: what holds of one holds of all. */
interface Group {
  readonly mentions: string[]
  /** Its chain of each person, null where that person has it in none. */
  readonly chains: readonly (number | null)[]
}

function alikeGroups(order: readonly string[], chainOf: readonly ReadonlyMap<string, number>[]) {
  const groups = new Map<string, Group>()
  const groupOf = new Map<string, Group>()
  const byChain = new Map<string, Set<Group>>()
  for (const mention of order) {
    const chains = chainOf.map((own) => own.get(mention) ?? null)
    const key = chains.join(' ')
    const group = groups.get(key) ?? { mentions: [], chains }
    groups.set(key, group)
    groupOf.set(mention, group)
    group.mentions.push(mention)
    for (const [person, chain] of chains.entries()) {
      if (chain === null) continue
      const place = `${person} ${chain}`
      byChain.set(place, (byChain.get(place) ?? new Set()).add(group))
    }
  }
  const known = new Map<Group, readonly Group[]>()
  return {
    of: (mention: string): Group => groupOf.get(mention) ?? { mentions: [mention], chains: [] },
    /** The groups that somebody has in one chain with this one, itself among them. */
    near(group: Group): readonly Group[] {
      const found = known.get(group) ?? [
        ...new Set(group.chains.flatMap((chain, person) => [...(byChain.get(`${person} ${chain}`) ?? [])])),
      ]
      known.set(group, found)
      return found
    },
  }
}
