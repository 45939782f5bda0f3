// A sliding count of tries a minute, by key; in memory, because a restart forgiving a minute does no harm.
import type { Clock } from '@etabli/schema'

const MINUTE = 60_000
const KEYS_KEPT = 10_000

export interface Rate {
  /** Counts a try; false where there were too many in the last minute. */
  allow(key: string): boolean
  /** Forgets a key's tries, after one that succeeded. */
  forget(key: string): void
}

/** @param most tries a key has in any minute */
export function createRate(clock: Clock, most: number): Rate {
  const tries = new Map<string, number[]>()
  return {
    allow(key) {
      const now = clock.now()
      const recent = (tries.get(key) ?? []).filter((at) => at > now - MINUTE)
      if (recent.length >= most) return false
      tries.delete(key)
      tries.set(key, [...recent, now])
      if (tries.size > KEYS_KEPT) tries.delete(tries.keys().next().value ?? '')
      return true
    },
    forget(key) {
      tries.delete(key)
    },
  }
}
