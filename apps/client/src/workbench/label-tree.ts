// The classes of a question as a tree: each after its parent, with its depth; order among siblings is as stored.
import type { Label, LabelId } from '@etabli/schema'

export interface Placed {
  readonly label: Label
  /** 0 at the top. */
  readonly depth: number
}

/** Every label once, parents before their children; one whose parent is not there stands at the top. */
export function labelTree(labels: readonly Label[]): Placed[] {
  const there = new Set(labels.map(({ id }) => id))
  const under = Map.groupBy(labels, ({ parent }) => (parent !== undefined && there.has(parent) ? parent : null))
  if (under.size <= 1) return labels.map((label) => ({ label, depth: 0 }))
  const placed: Placed[] = []
  const seen = new Set<LabelId>()
  const place = (parent: LabelId | null, depth: number): void => {
    for (const label of under.get(parent) ?? []) {
      if (seen.has(label.id)) continue
      seen.add(label.id)
      placed.push({ label, depth })
      place(label.id, depth + 1)
    }
  }
  place(null, 0)
  // A loop has no top; its labels are still shown.
  for (const label of labels) if (!seen.has(label.id)) placed.push({ label, depth: 0 })
  return placed
}
