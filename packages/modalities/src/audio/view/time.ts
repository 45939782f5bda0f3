// The time of the recording as a store of its own: it changes at every frame, and only what shows it may follow.
import { useSyncExternalStore } from 'react'

export interface TimeStore {
  /** Seconds. */
  read(): number
  set(seconds: number): void
  subscribe(listener: () => void): () => void
}

export function createTime(): TimeStore {
  let now = 0
  const listeners = new Set<() => void>()
  return {
    read: () => now,
    set(seconds) {
      if (seconds === now) return
      now = seconds
      for (const listener of listeners) listener()
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/** What is read of the time; renders only when that changes. */
export function useTime<Read extends number | string>(time: TimeStore, read: (seconds: number) => Read): Read {
  return useSyncExternalStore(time.subscribe, () => read(time.read()))
}
