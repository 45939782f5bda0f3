// Chains of several people → links on the spans of the consensus: people vote on which spans are one thing, and not on
// how these are linked. Those who have both ends of a link in one chain stand behind it, whatever links they drew.
import { votedChains } from '@etabli/agreement'
import type { Grounded, MarkOf, Retold } from '@etabli/modality-kit'
import type { LabelId, Mark, MarkId } from '@etabli/schema'
import { chainsOf } from './chains.ts'
import type { RelationValue } from './relation-value.ts'
import type { SpanValue } from './span-value.ts'

type Link = MarkOf<RelationValue>
type Person = Grounded<RelationValue>

/** How it is done, for the reviewer and the dataset card. */
const METHOD =
  'two spans are in one chain where more than half of the annotators have them in one, whatever links join them there (evidence accumulation; Fred & Jain 2005), and by way of others that are; a chain is as many links as hold it together'

/** Of each type apart: two people who chain the same spans by links of other types do not agree. */
export function retoldChains(people: readonly Person[], agreed: ReadonlyMap<MarkId, Mark>): Retold<RelationValue> {
  const labels = [...new Set(people.flatMap(({ marks }) => marks.map(({ label }) => label)))].toSorted()
  const told = labels.map((label, type) => retoldType(people, label, agreed, type))
  return {
    marks: people.map((_, person) => told.flatMap(({ marks }) => marks[person] ?? [])),
    fallen: told.reduce((sum, { fallen }) => sum + fallen, 0),
    method: METHOD,
  }
}

/** One person's chains of one type on spans of the consensus. */
interface Own {
  readonly chains: readonly (readonly MarkId[])[]
  /** The links as they were drawn, those whose ends are both left, by their pair. */
  readonly drawn: ReadonlyMap<string, Link>
  /** What a link that was not drawn is told by. */
  readonly first: Link | undefined
  readonly fallen: number
}

function retoldType(
  people: readonly Person[],
  label: LabelId | null,
  agreed: ReadonlyMap<MarkId, Mark>,
  type: number,
): Pick<Retold<RelationValue>, 'marks' | 'fallen'> {
  const placeOf = (id: MarkId): SpanValue => agreed.get(id)?.value as SpanValue
  const byPlace = (a: MarkId, b: MarkId): number =>
    placeOf(a).start - placeOf(b).start || placeOf(a).end - placeOf(b).end || (a < b ? -1 : 1)
  const owns = people.map((person) => ownOf(person, label, byPlace))
  const order = [...new Set(owns.flatMap(({ chains }) => chains.flat()))].toSorted(byPlace)
  const drawn = drawnPairs(owns, byPlace)
  const voted = votedChains(
    owns.map(({ chains }) => chains),
    order,
    drawn,
  )
  // What too few think, between chains: for a person to decide on.
  const candidates = drawn.filter(([from, to]) => !voted.isTogether(from, to))
  const links = [...(voted.links as readonly Pair[]), ...candidates]
  return {
    marks: owns.map((own) => linksOf(own, links, type)),
    fallen: owns.reduce((sum, { fallen }) => sum + fallen, 0),
  }
}

type Pair = readonly [from: MarkId, to: MarkId]
const keyOf = ([from, to]: Pair): string => `${from} ${to}`

function ownOf({ marks, to }: Person, label: LabelId | null, byPlace: (a: MarkId, b: MarkId) => number): Own {
  const links = marks.filter((mark) => mark.label === label)
  const whole = chainsOf(links).map(({ ids }) => ids)
  const chains = whole.map((ids) => ids.flatMap((id) => to(id) ?? [])).filter(({ length }) => length > 1)
  const drawn = new Map<string, Link>()
  for (const link of links) {
    const [a, b] = [to(link.value.from), to(link.value.to)]
    if (a === null || b === null) continue
    const pair: Pair = byPlace(a, b) < 0 ? [a, b] : [b, a]
    if (!drawn.has(keyOf(pair))) drawn.set(keyOf(pair), { ...link, value: { from: a, to: b } })
  }
  const linksIn = (of: readonly (readonly MarkId[])[]) => of.reduce((sum, { length }) => sum + length - 1, 0)
  return { chains, drawn, first: links[0], fallen: linksIn(whole) - linksIn(chains) }
}

/** The pairs that somebody linked, those of most people first, then as they stand in the text. */
function drawnPairs(owns: readonly Own[], byPlace: (a: MarkId, b: MarkId) => number): Pair[] {
  const counts = new Map<string, { readonly pair: Pair; count: number }>()
  for (const { drawn } of owns) {
    for (const key of drawn.keys()) {
      const found = counts.get(key) ?? { pair: key.split(' ') as unknown as Pair, count: 0 }
      found.count += 1
      counts.set(key, found)
    }
  }
  return [...counts.values()]
    .sort((a, b) => b.count - a.count || byPlace(a.pair[1], b.pair[1]) || byPlace(a.pair[0], b.pair[0]))
    .map(({ pair }) => pair)
}

/** The links whose ends this person has in one chain: as drawn where they drew them, else made for it. */
function linksOf({ chains, drawn, first }: Own, links: readonly Pair[], type: number): Link[] {
  const chainOf = new Map(chains.flatMap((ids, chain) => ids.map((id) => [id, chain] as const)))
  return links.flatMap((pair, index): Link[] => {
    const [from, to] = pair
    const chain = chainOf.get(from)
    if (first === undefined || chain === undefined || chain !== chainOf.get(to)) return []
    const own = drawn.get(keyOf(pair))
    if (own) return [own]
    const { attributes: _, ...made } = first
    return [{ ...made, id: `${first.question}:${type}.${index}` as MarkId, value: { from, to } }]
  })
}
