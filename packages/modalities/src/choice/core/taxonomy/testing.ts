// A small taxonomy, and a large one, for tests.
import type { Label, LabelId } from '@etabli/schema'

export function labelOf(id: string, name: string, parent?: string): Label {
  const label = { id: id as LabelId, name, colour: 0, key: null }
  return parent === undefined ? label : { ...label, parent: parent as LabelId }
}

/** Two tops, five levels in one branch, a name that stands twice. */
export const household: readonly Label[] = [
  labelOf('home', 'Home'),
  labelOf('kitchen', 'Kitchen', 'home'),
  labelOf('kettles', 'Kettles', 'kitchen'),
  labelOf('electric', 'Electric kettles', 'kettles'),
  labelOf('cordless', 'Cordless', 'electric'),
  labelOf('kitchen-other', 'Other', 'kitchen'),
  labelOf('garden', 'Garden'),
  labelOf('garden-other', 'Other', 'garden'),
  labelOf('creme', 'Crème brûlée sets', 'kitchen'),
]

/** `tops` classes at the top, each with `wide` below it, and so on down `deep` levels. */
export function largeTaxonomy(tops: number, wide: number, deep: number): Label[] {
  const labels: Label[] = []
  const grow = (parent: string | undefined, name: string, level: number): void => {
    const id = `c${labels.length}`
    labels.push(labelOf(id, name, parent))
    if (level < deep) for (let n = 1; n <= wide; n += 1) grow(id, `${name}.${n}`, level + 1)
  }
  for (let n = 1; n <= tops; n += 1) grow(undefined, `Class ${n}`, 1)
  return labels
}
