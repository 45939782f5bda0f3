// Chains of links: all spans that are linked, near or far, by links of one type are one chain (coreference).
import { disjointSets } from '@etabli/agreement'
import type { MarkOf } from '@etabli/modality-kit'
import type { LabelId, Mark, MarkId } from '@etabli/schema'
import type { RelationValue } from './relation-value.ts'

export interface Chain {
  /** The type of its links. */
  readonly label: LabelId | null
  /** By id, in the order in which links name them. */
  readonly ids: readonly MarkId[]
  /** The spans that were found (`MarkOf.on`), in the same order; null where one is not there. */
  readonly spans: readonly (Mark | null)[]
}

/** The connected components of one person's links, by type, in the order of their first link. */
export function chainsOf(links: readonly Pick<MarkOf<RelationValue>, 'label' | 'value' | 'on'>[]): Chain[] {
  return [...Map.groupBy(links, ({ label }) => label)].flatMap(([label, own]) => componentsOf(label, own))
}

function componentsOf(label: LabelId | null, links: readonly Pick<MarkOf<RelationValue>, 'value' | 'on'>[]): Chain[] {
  const spans = new Map<MarkId, Mark | null>()
  for (const { value, on } of links) {
    for (const [index, id] of [value.from, value.to].entries()) spans.set(id, on?.[index] ?? spans.get(id) ?? null)
  }
  const sets = disjointSets(spans.keys())
  for (const { value } of links) sets.join(value.from, value.to)
  const members = Map.groupBy(spans.keys(), sets.find)
  return [...members.values()].map((ids) => ({ label, ids, spans: ids.map((id) => spans.get(id) ?? null) }))
}
