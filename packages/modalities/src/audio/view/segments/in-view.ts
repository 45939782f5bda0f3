// Bringing a segment into the window on the recording.
import type { Span } from '@etabli/geometry'
import { endOf, type ScaleStore, scrolled, zoomed } from '../scale.ts'

/** Of the window's width, what is left free on each side. */
const MARGIN = 0.1

/** Scrolls until the segment is in the window; one that is in it, or larger than it, leaves it as it is. */
export function reveal(store: ScaleStore, { start, end }: Span): void {
  const scale = store.get()
  const seconds = endOf(scale) - scale.start
  if ((start >= scale.start && end <= endOf(scale)) || seconds <= 0) return
  store.set(scrolled(scale, start - MARGIN * seconds))
}

/** Shows the segment as large as the window, with a little around. */
export function showWhole(store: ScaleStore, { start, end }: Span): void {
  const scale = store.get()
  const perSecond = (scale.width * (1 - 2 * MARGIN)) / Math.max(0.05, end - start)
  if (scale.perSecond <= 0) return
  const larger = zoomed(scale, perSecond / scale.perSecond, 0)
  store.set(scrolled(larger, (start + end) / 2 - larger.width / larger.perSecond / 2))
}
