// Lanes: overlapping segments one under another, so that each shows its whole length and both its boundaries.
import type { Span } from '@etabli/geometry'

/**
 * For each of the segments its lane, from 0: the first in which nothing is heard at its start. As few lanes as can be:
 * no more than segments heard at once.
 * @param segments in order of their start
 */
export function lanesOf(segments: readonly Span[]): number[] {
  const ends: number[] = []
  return segments.map(({ start, end }) => {
    const free = ends.findIndex((last) => last <= start)
    const lane = free < 0 ? ends.length : free
    ends[lane] = end
    return lane
  })
}
