// Where something is heard, and where it is quiet, by loudness alone: it knows no speech from music or a slammed door.
import type { Span } from '@etabli/geometry'

/** The loudest sample of each short stretch of a recording. */
export interface Loudness {
  /** Stretches a second. */
  readonly perSecond: number
  /** Of full scale, 0 to 1. */
  readonly levels: Float32Array
}

/** Decibels of full scale; digital silence is the least. */
const LEAST_DB = -96
/** Quieter than this nobody hears. */
const INAUDIBLE_DB = -60
/** Below this difference between loud and quiet there is no telling one from the other. */
const LEAST_RANGE_DB = 9
/** How far up from the quiet to the loud something counts as heard; it goes on down to a little below. */
const SHARE = 0.35
const HYSTERESIS_DB = 3
/** Seconds: a pause shorter than this does not part two stretches, a stretch shorter is none, and what is left around. */
const PAUSE = 0.3
const SHORTEST = 0.15
const AROUND = 0.1

/**
 * The stretches in which something is heard, in seconds, apart from each other. The quiet is the level that a tenth of
 * the recording stays below, the loud the one that a twentieth is above; a recording without quiet or loud parts has none.
 */
export function heardSpans({ perSecond, levels }: Loudness, duration: number): Span[] {
  const decibels = Float32Array.from(levels, inDecibels)
  const sorted = decibels.toSorted()
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? LEAST_DB
  const [quiet, loud] = [Math.max(at(0.1), INAUDIBLE_DB - LEAST_RANGE_DB), at(0.95)]
  if (loud - quiet < LEAST_RANGE_DB) return []
  const on = Math.max(INAUDIBLE_DB, quiet + Math.max(LEAST_RANGE_DB / 2, (loud - quiet) * SHARE))
  const raw: { start: number; end: number }[] = []
  let since = -1
  decibels.forEach((level, index) => {
    if (since < 0 ? level >= on : level < on - HYSTERESIS_DB) {
      if (since >= 0) raw.push({ start: since / perSecond, end: index / perSecond })
      since = since < 0 ? index : -1
    }
  })
  if (since >= 0) raw.push({ start: since / perSecond, end: decibels.length / perSecond })
  return padded(
    joined(raw).filter(({ start, end }) => end - start >= SHORTEST),
    duration,
  )
}

function joined(spans: readonly { start: number; end: number }[]): Span[] {
  const result: { start: number; end: number }[] = []
  for (const span of spans) {
    const last = result.at(-1)
    if (last && span.start - last.end < PAUSE) last.end = span.end
    else result.push({ ...span })
  }
  return result
}

/** With a little around, at most half of the pause to the next. */
function padded(spans: readonly Span[], duration: number): Span[] {
  return spans.map(({ start, end }, index) => {
    const before = spans[index - 1]?.end ?? -start
    const after = spans[index + 1]?.start ?? 2 * duration - end
    return {
      start: Math.max(0, start - Math.min(AROUND, (start - before) / 2)),
      end: Math.min(duration, end + Math.min(AROUND, (after - end) / 2)),
    }
  })
}

/** Seconds that a boundary may be drawn to a silence. */
const REACH = 0.15
/** So much quieter must it be there, in decibels. */
const QUIETER_DB = 6

/** The middle of the quietest stretch near a time; the time itself where it is as quiet. */
export function quietestNear({ perSecond, levels }: Loudness, seconds: number): number {
  const here = Math.floor(seconds * perSecond)
  const level = (index: number) => inDecibels(levels[index] ?? 1)
  let best = here
  for (let away = 1; away <= Math.round(REACH * perSecond); away += 1) {
    for (const index of [here - away, here + away]) {
      const isThere = index >= 0 && index < levels.length
      if (isThere && level(index) < level(best) - (best === here ? QUIETER_DB : 1)) best = index
    }
  }
  return best === here ? seconds : (best + 0.5) / perSecond
}

function inDecibels(level: number): number {
  return level <= 0 ? LEAST_DB : Math.max(LEAST_DB, 20 * Math.log10(level))
}
