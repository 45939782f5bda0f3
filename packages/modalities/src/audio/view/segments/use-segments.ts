// What the parts of the segments' stage share: the segments in order, which one is at hand, and what can be done.
import type { StageProps } from '@etabli/modality-kit'
import type { Question } from '@etabli/schema'
import { createContext, useContext, useEffect, useMemo, useRef } from 'react'
import { rulesOf, type SegmentRules } from '../../core/kinds/segment-value.ts'
import { type Segment, segmentsIn } from '../../core/segments/edits.ts'
import { lanesOf } from '../../core/segments/lanes.ts'
import type { Settling } from '../settling.ts'
import type { StageSound } from '../use-sound.ts'
import { createActs, type SegmentActs } from './acts.ts'
import { type SegmentCommands, segmentCommands } from './commands.ts'
import { type SegmentReview, useReview } from './use-review.ts'

export interface Segments {
  readonly props: StageProps
  readonly question: Question
  readonly rules: SegmentRules
  /** In order of time. */
  readonly list: readonly Segment[]
  /** By the places in `list`. */
  readonly lanes: readonly number[]
  /** The segment at hand: the one selected last. */
  readonly current: Segment | null
  readonly sound: StageSound
  readonly acts: SegmentActs
  readonly commands: SegmentCommands
  /** Null where there are no versions to settle. */
  readonly review: SegmentReview | null
  readonly settling: Settling
}

export const SegmentsContext = createContext<Segments | null>(null)

/** The segments of the stage around. */
export function useSegmentsAround(): Segments {
  const segments = useContext(SegmentsContext)
  if (!segments) throw new Error('there is no stage of segments around')
  return segments
}

export function useSegments(props: StageProps, question: Question, sound: StageSound, settling: Settling): Segments {
  const { answers, selection, register, readOnly } = props
  const list = useMemo(() => segmentsIn(answers, question), [answers, question])
  const lanes = useMemo(() => lanesOf(list.map(({ value }) => value)), [list])
  const rules = useMemo(() => rulesOf(question), [question])
  const current = useMemo(() => list.findLast(({ mark }) => mark.id === selection.at(-1)) ?? null, [list, selection])
  const now = useRef({ props, question, list, current, sound })
  now.current = { props, question, list, current, sound }
  const acts = useMemo(() => createActs(() => now.current), [])
  const commands = useMemo(() => segmentCommands(acts, () => now.current), [acts])
  useEffect(
    () => register([...Object.values(commands.hearing), ...(readOnly ? [] : Object.values(commands.editing))]),
    [register, readOnly, commands],
  )
  const review = useReview({ props, question, list, current, sound })
  return { props, question, rules, list, lanes, current, sound, acts, commands, review, settling }
}
