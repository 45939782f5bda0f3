// The marks that the person has locked on the stage: the list shows them, and no way of editing changes them.
import type { LockedMarks, Patch } from '@etabli/modality-kit'
import type { MarkId } from '@etabli/schema'

const NONE: ReadonlySet<MarkId> = new Set()

export function createLocked(): LockedMarks {
  let locked = NONE
  const listeners = new Set<() => void>()
  return {
    get: () => locked,
    set(marks) {
      if (marks === locked) return
      locked = marks
      for (const listener of listeners) listener()
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

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
