// Which part of a recording is in view and how large: seconds to pixels and back, zoom and scroll, as plain values.
import { useSyncExternalStore } from 'react'

/** The window on a recording. */
export interface Scale {
  /** Seconds of the whole recording. */
  readonly duration: number
  /** Pixels (CSS) that the window is wide. */
  readonly width: number
  /** Second at the window's left edge. */
  readonly start: number
  /** Pixels a second. */
  readonly perSecond: number
}

export interface ScaleStore {
  get(): Scale
  set(next: Scale): void
  subscribe(listener: () => void): () => void
}

/** One second fills at most this many pixels: a sample of a telephone line is then a quarter of a pixel wide. */
const MOST_PER_SECOND = 2_000

/** Pixels from the window's left edge; may lie outside it. */
export function pixelsOf({ start, perSecond }: Scale, seconds: number): number {
  return (seconds - start) * perSecond
}

/** The second at so many pixels from the window's left edge, held inside the recording. */
export function secondsAt({ start, perSecond, duration }: Scale, pixels: number): number {
  return perSecond <= 0 ? 0 : Math.min(duration, Math.max(0, start + pixels / perSecond))
}

/** The second at the window's right edge. */
export function endOf({ start, perSecond, width, duration }: Scale): number {
  return perSecond <= 0 ? duration : Math.min(duration, start + width / perSecond)
}

/** The whole recording in a window of that width. */
export function fitted(duration: number, width: number): Scale {
  return { duration, width, start: 0, perSecond: duration > 0 ? width / duration : 0 }
}

/** The same window made `factor` times larger (smaller below 1); the second at `pixels` stays where it is. */
export function zoomed(scale: Scale, factor: number, pixels: number): Scale {
  const { width, duration, perSecond } = scale
  const least = duration > 0 ? width / duration : 0
  const next = Math.max(least, Math.min(Math.max(MOST_PER_SECOND, least), perSecond * factor))
  const fixed = perSecond > 0 ? scale.start + pixels / perSecond : 0
  return scrolled({ ...scale, perSecond: next }, next > 0 ? fixed - pixels / next : 0)
}

/** The window moved to begin at that second, held inside the recording. */
export function scrolled(scale: Scale, start: number): Scale {
  const { width, duration, perSecond } = scale
  const last = perSecond > 0 ? Math.max(0, duration - width / perSecond) : 0
  return { ...scale, start: Math.min(last, Math.max(0, start)) }
}

/** The window in another width: what was shown whole stays whole, else the size stays and the left edge too. */
export function resized(scale: Scale, width: number): Scale {
  const whole = scale.perSecond * scale.duration <= scale.width + 0.5
  if (whole) return fitted(scale.duration, width)
  const perSecond = Math.max(scale.perSecond, width / scale.duration)
  return scrolled({ ...scale, width, perSecond }, scale.start)
}

export function createScale(): ScaleStore {
  let now = fitted(0, 0)
  const listeners = new Set<() => void>()
  return {
    get: () => now,
    set(next) {
      const same =
        next.duration === now.duration &&
        next.width === now.width &&
        next.start === now.start &&
        next.perSecond === now.perSecond
      if (same) return
      now = next
      for (const listener of listeners) listener()
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/** The window of now; renders on zoom, scroll and resize only. */
export function useScale(store: ScaleStore): Scale {
  return useSyncExternalStore(store.subscribe, store.get)
}
