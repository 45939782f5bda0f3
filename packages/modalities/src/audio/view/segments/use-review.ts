// Segments in review: what every version has in each one's place, in how many that differs, and the keys from one
// difference to the next, over all segments.
import type { Command, Layer, StageProps } from '@etabli/modality-kit'
import type { Question } from '@etabli/schema'
import { type RefObject, useEffect, useMemo, useRef } from 'react'
import type { Segment } from '../../core/segments/edits.ts'
import { differenceOf, isDifferent, type SegmentVersion, versionsBy } from '../../core/segments/versions.ts'
import type { StageSound } from '../use-sound.ts'
import { reveal } from './in-view.ts'

export interface SegmentReview {
  /** What each person who is shown has in a segment's place. */
  readonly versions: (segment: Segment) => readonly (readonly [Layer, SegmentVersion | null])[]
  /** How many of the versions differ from the segment. */
  readonly differing: (segment: Segment) => number
  /** Goes to the next (1) or previous segment on which versions differ, and opens it; false where there is none. */
  readonly beyond: (by: 1 | -1) => boolean
  /** The way through the differences of the segment at hand, while it is open. */
  readonly step: RefObject<((by: 1 | -1) => void) | null>
  /** The segment at hand was come to for its differences: its first is opened as soon as it is there. */
  readonly arriving: RefObject<boolean>
  readonly next: Command
}

interface Reviewed {
  readonly props: StageProps
  readonly question: Question
  readonly list: readonly Segment[]
  readonly current: Segment | null
  readonly sound: StageSound
}

/** Null where there are no versions to compare with. */
export function useReview(reviewed: Reviewed): SegmentReview | null {
  const { props, question } = reviewed
  const { layers, register, readOnly } = props
  const latest = useRef(reviewed)
  latest.current = reviewed
  const step = useRef<((by: 1 | -1) => void) | null>(null)
  const arriving = useRef(false)
  const reading = useMemo(() => readingOf(layers, question), [layers, question])
  const differing = useRef(reading?.differing)
  differing.current = reading?.differing
  const ways = useMemo(() => {
    const beyond = (by: 1 | -1): boolean => {
      const { list, current, props: now, sound } = latest.current
      const at = list.findIndex(({ mark }) => mark.id === current?.mark.id)
      const after = by === 1 ? list.slice(at + 1) : list.slice(0, at < 0 ? undefined : at).toReversed()
      const found = after.find((segment) => (differing.current?.(segment) ?? 0) > 0)
      if (!found) {
        now.announce(now.t(`segment.said.${by === 1 ? 'lastDifference' : 'firstDifference'}`))
        return at >= 0
      }
      arriving.current = true
      now.select([found.mark.id])
      reveal(sound.handle.scale, found.value)
      sound.handle.playRange(found.value.start, found.value.end)
      return true
    }
    const go = (by: 1 | -1) => (): void => {
      if (step.current) step.current(by)
      else beyond(by)
    }
    const inText = true
    const commands = [
      { id: 'segment.next-difference', keys: ['d', 'Alt+x'], inText, run: go(1) },
      { id: 'segment.last-difference', keys: ['Shift+d', 'Alt+Shift+x'], inText, run: go(-1) },
    ] as const satisfies readonly Command[]
    return { beyond, commands }
  }, [])
  const isOn = reading !== null && !readOnly
  useEffect(() => (isOn ? register(ways.commands) : undefined), [register, isOn, ways])
  return useMemo(
    () => reading && { ...reading, beyond: ways.beyond, step, arriving, next: ways.commands[0] },
    [reading, ways],
  )
}

function readingOf(layers: StageProps['layers'], question: Question) {
  const voices = layers.filter(({ visible, isOffer }) => visible && !isOffer)
  if (voices.length === 0) return null
  const versions = versionsBy(voices, question)
  const known = new WeakMap<Segment, number>()
  const differing = (segment: Segment): number => {
    const count =
      known.get(segment) ??
      versions(segment).filter(([, version]) => isDifferent(differenceOf(segment, version, question))).length
    known.set(segment, count)
    return count
  }
  return { versions, differing }
}
