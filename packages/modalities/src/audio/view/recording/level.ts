// How loud it is at this moment, in dBFS, for a meter that is drawn without React.
import { decibels } from '../../core/kinds/recording-checks.ts'

export interface LevelStore {
  /** dBFS. */
  get(): number
  hear(peak: number): void
  subscribe(listener: () => void): () => void
}

/** The foot of the meter, dBFS. */
export const LEVEL_FLOOR = -60
/** Falls so many decibels a chunk, so that an eye can follow. */
const FALL = 1.2
const FULL_SCALE = 32_768

export function createLevel(): LevelStore {
  const listeners = new Set<() => void>()
  let level = LEVEL_FLOOR
  return {
    get: () => level,
    hear(peak) {
      level = Math.max(LEVEL_FLOOR, decibels(peak * FULL_SCALE), level - FALL)
      for (const listener of listeners) listener()
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
