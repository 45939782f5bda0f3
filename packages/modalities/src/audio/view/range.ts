// The stretch of a recording that a person has chosen on the waveform, as a store of its own.
import { useSyncExternalStore } from 'react'

/** Seconds, `start` before `end`. */
export interface Range {
  readonly start: number
  readonly end: number
}

export interface RangeStore {
  get(): Range | null
  set(range: Range | null): void
  subscribe(listener: () => void): () => void
}

export function createRange(): RangeStore {
  let now: Range | null = null
  const listeners = new Set<() => void>()
  return {
    get: () => now,
    set(range) {
      if (range === now) return
      now = range
      for (const listener of listeners) listener()
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

export function useRange(store: RangeStore): Range | null {
  return useSyncExternalStore(store.subscribe, store.get)
}
