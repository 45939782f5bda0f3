// Two people's chains over the same mentions: spans of one that mean a span of the other get its name.
import { setAgreement } from '@etabli/agreement'
import type { MarkOf } from '@etabli/modality-kit'
import { type Chain, chainsOf } from './chains.ts'
import { MATCH_AT } from './relation-likeness.ts'
import type { RelationValue } from './relation-value.ts'
import { type SpanValue, spanValueIou } from './span-value.ts'

type Links = readonly MarkOf<RelationValue>[]

interface Mention {
  readonly name: string
  readonly type: string
  readonly span: SpanValue
}

/**
 * The chains of both, by mentions: a span in chains of one type, matched one to one with the other's of that type
 * (intersection over union ≥ 0.5). Spans that are not there are left out.
 */
export function sharedMentions(a: Links, b: Links): [a: string[][], b: string[][]] {
  const [left, right] = [chainsOf(a), chainsOf(b)]
  const [own, other] = [mentionsOf(left, 'a'), mentionsOf(right, 'b')]
  const alike = (x: Mention, y: Mention) => (x.type === y.type ? spanValueIou(x.span, y.span) : 0)
  const { matched } = setAgreement([...own.values()], [...other.values()], alike, MATCH_AT, ({ span }) => span)
  const [ownNames, otherNames] = [[...own.keys()], [...other.keys()]]
  const names = new Map(matched.map((pair) => [otherNames[pair.b], ownNames[pair.a]]))
  return [namesOf(left, 'a', own, new Map()), namesOf(right, 'b', other, names)]
}

function mentionsOf(chains: readonly Chain[], side: string): Map<string, Mention> {
  const mentions = new Map<string, Mention>()
  for (const { label, ids, spans } of chains) {
    for (const [index, span] of spans.entries()) {
      if (span?.kind !== 'span') continue
      const name = nameOf(side, label, ids[index])
      // Values of marks were validated at their border.
      mentions.set(name, { name, type: label ?? '', span: span.value as SpanValue })
    }
  }
  return mentions
}

function namesOf(
  chains: readonly Chain[],
  side: string,
  mentions: ReadonlyMap<string, Mention>,
  names: ReadonlyMap<string | undefined, string | undefined>,
): string[][] {
  return chains
    .map(({ label, ids }) =>
      ids.flatMap((id) => {
        const name = nameOf(side, label, id)
        return mentions.has(name) ? [names.get(name) ?? name] : []
      }),
    )
    .filter((chain) => chain.length > 0)
}

function nameOf(side: string, label: string | null, id: string | undefined): string {
  return JSON.stringify([side, label, id])
}
