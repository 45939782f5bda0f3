// The point of an outline or pose that was pressed last: the stage and the number fields show each other which one.
import type { MarkId } from '@etabli/schema'
import { useSyncExternalStore } from 'react'
import type { Vertex } from '../core/tools/select.ts'
import type { StageModel } from './model.ts'

let pressed: Vertex | null = null
const listeners = new Set<() => void>()

export const pressedPoint = {
  get: () => pressed,
  set(vertex: Vertex | null): void {
    if (isSame(vertex, pressed)) return
    pressed = vertex
    for (const listener of listeners) listener()
  },
  subscribe(listener: () => void): () => void {
    listeners.add(listener)
    return () => listeners.delete(listener)
  },
}

/** The index of the pressed point of this mark, or null where none of its own is. */
export function usePressed(mark: MarkId): number | null {
  const read = () => (pressed?.mark === mark ? pressed.index : null)
  return useSyncExternalStore(pressedPoint.subscribe, read, read)
}

/** Keeps a stage and the fields beside it on the same point, until what is given back is called. */
export function sharePressed(model: StageModel): () => void {
  const vertexOf = () => {
    const { select } = model.get()
    return select.name === 'idle' ? (select.vertex ?? null) : pressed
  }
  const withdraw = [
    model.subscribe(() => pressedPoint.set(vertexOf())),
    pressedPoint.subscribe(() => {
      if (model.get().select.name !== 'idle' || isSame(vertexOf(), pressed)) return
      model.set({ select: { name: 'idle', last: null, ...(pressed ? { vertex: pressed } : {}) } })
    }),
  ]
  return () => {
    for (const end of withdraw) end()
    pressedPoint.set(null)
  }
}

function isSame(a: Vertex | null, b: Vertex | null): boolean {
  return a?.mark === b?.mark && a?.index === b?.index
}
