// The mark under the pointer, on the stage or in the list: each shows what the other points at.
import type { HoveredMark } from '@etabli/modality-kit'
import type { MarkId } from '@etabli/schema'

export function createHovered(): HoveredMark {
  let hovered: MarkId | null = null
  const listeners = new Set<() => void>()
  return {
    get: () => hovered,
    set(mark) {
      if (mark === hovered) return
      hovered = mark
      for (const listener of listeners) listener()
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
