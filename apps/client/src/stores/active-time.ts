// Active time: milliseconds of work on one task, counted only while the page is seen and touched.
import type { Clock } from '@etabli/schema'

/** Without input for this long, a person is taken to have left. */
export const IDLE_MILLIS = 60_000

export interface ActiveTime {
  /** Starts counting for a task that took `millis` already. */
  begin(millis: number): void
  /** The person moved, typed or pressed. */
  touch(): void
  /** The page is seen or hidden. */
  setVisible(visible: boolean): void
  /** The person paused on purpose. */
  setPaused(paused: boolean): void
  /** Milliseconds so far. */
  read(): number
}

export function createActiveTime(clock: Clock, visible = true): ActiveTime {
  let total = 0
  let since: number | null = null
  let lastInput = clock.now() as number
  let seen = visible
  let paused = false

  const until = (now: number): number => Math.min(now, lastInput + IDLE_MILLIS)
  const stop = (now: number): void => {
    if (since !== null) total += Math.max(0, until(now) - since)
    since = null
  }
  const go = (now: number): void => {
    if (since === null && seen && !paused) since = now
  }

  return {
    begin(millis) {
      const now = clock.now()
      total = millis
      lastInput = now
      since = null
      go(now)
    },
    touch() {
      const now = clock.now()
      if (since !== null && now > lastInput + IDLE_MILLIS) stop(now)
      lastInput = now
      go(now)
    },
    setVisible(next) {
      const now = clock.now()
      stop(now)
      seen = next
      if (next) lastInput = now
      go(now)
    },
    setPaused(next) {
      const now = clock.now()
      stop(now)
      paused = next
      if (!next) lastInput = now
      go(now)
    },
    read() {
      const running = since === null ? 0 : Math.max(0, until(clock.now()) - since)
      return Math.round(total + running)
    },
  }
}
