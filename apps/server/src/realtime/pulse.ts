// A pulse: the first of many calls runs at once, the rest as one when the interval is over.

export interface Pulse {
  /** Runs `action` now, or once at the end of the key's interval; the last one given counts. */
  beat(key: string, action: () => void): void
  close(): void
}

/** @param intervalMs between two runs of one key, at least */
export function createPulse(intervalMs: number): Pulse {
  const waiting = new Map<string, { timer: NodeJS.Timeout; action: (() => void) | null }>()
  const rest = (key: string): void => {
    const timer = setTimeout(() => {
      const action = waiting.get(key)?.action ?? null
      waiting.delete(key)
      if (!action) return
      rest(key)
      action()
    }, intervalMs)
    timer.unref()
    waiting.set(key, { timer, action: null })
  }
  return {
    beat(key, action) {
      const entry = waiting.get(key)
      if (entry) {
        entry.action = action
        return
      }
      rest(key)
      action()
    },
    close() {
      for (const { timer } of waiting.values()) clearTimeout(timer)
      waiting.clear()
    },
  }
}
