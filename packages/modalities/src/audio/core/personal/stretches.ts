// Which samples of a recording a tone takes the place of: the flagged stretches with a padding, put together where they touch.
import { mergeSpans } from '@etabli/geometry'
import type { Stretch } from '@etabli/schema'

/** Seconds of tone before and after a flagged stretch: words begin and end less sharply than they are marked. */
export const PADDING = 0.1

/** Samples from `from` up to and not including `to`. */
export type SampleRange = readonly [from: number, to: number]

/** The samples of one channel that become a tone, in order, none touching another. */
export function beepedSamples(
  stretches: readonly Stretch[],
  { sampleRate, duration }: { readonly sampleRate: number; readonly duration: number },
): SampleRange[] {
  const all = Math.round(duration * sampleRate)
  const ranges = stretches.map(({ start, end }) => ({
    start: Math.max(0, Math.floor((start - PADDING) * sampleRate)),
    end: Math.min(all, Math.ceil((end + PADDING) * sampleRate)),
  }))
  return mergeSpans(ranges).map(({ start, end }) => [start, end])
}

/** Whether every sample of `inner` lies in `outer`; both as `beepedSamples` gives them. */
export function coversSamples(outer: readonly SampleRange[], inner: readonly SampleRange[]): boolean {
  return inner.every(([from, to]) => outer.some(([start, end]) => start <= from && to <= end))
}

/** Ranges of samples as seconds. */
export function secondsOf(ranges: readonly SampleRange[], sampleRate: number): Stretch[] {
  return ranges.map(([from, to]) => ({ start: from / sampleRate, end: to / sampleRate }))
}
