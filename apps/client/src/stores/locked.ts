// The marks that the person has locked: no way of editing changes them until they are unlocked.
import type { MarkId } from '@etabli/schema'
import type { Patch } from './document.ts'

/** The patches without those of locked marks, and how many marks these were. */
export function sparing(
  patches: readonly Patch[],
  locked: ReadonlySet<MarkId>,
): { readonly patches: readonly Patch[]; readonly spared: number } {
  if (locked.size === 0) return { patches, spared: 0 }
  const spared = new Set(patches.flatMap(({ id }) => (locked.has(id) ? [id] : [])))
  return spared.size === 0
    ? { patches, spared: 0 }
    : { patches: patches.filter(({ id }) => !locked.has(id)), spared: spared.size }
}
