// What another person has in the place of a segment, and in what that differs from it.
import { type Span, spanLength, spanOverlap } from '@etabli/geometry'
import type { Answers, LabelId, Mark, Question } from '@etabli/schema'
import { rulesOf, type SegmentValue } from '../kinds/segment-value.ts'
import { normalisationOf, normalisedWords } from '../words.ts'
import { joined } from './cut.ts'
import { type Segment, segmentsIn } from './edits.ts'

export interface SegmentVersion {
  /** Of several segments in the one's place their first start, last end, and texts one after the other. */
  readonly value: SegmentValue
  /** Of the segment that has most time in common. */
  readonly label: LabelId | null
  readonly attributes: Mark['attributes']
}

/** In what a version differs; `missing` where it has nothing in the segment's place. */
export interface SegmentDifference {
  readonly missing: boolean
  readonly label: boolean
  readonly start: boolean
  readonly end: boolean
  readonly text: boolean
}

/** Seconds by which boundaries may lie apart and be the same turn's, as md-eval's usual collar. */
const COLLAR = 0.25

/** Their segments that share half of the shorter one with the segment, as one; null where they have none. */
export function versionOf({ value }: Segment, theirs: readonly Segment[]): SegmentVersion | null {
  const found = theirs.filter(
    (other) =>
      spanOverlap(value, other.value) * 2 >= Math.min(spanLength(value), spanLength(other.value)) &&
      spanOverlap(value, other.value) > 0,
  )
  const best = found.toSorted((a, b) => spanOverlap(value, b.value) - spanOverlap(value, a.value))[0]
  if (!best) return null
  const whole = found.map((segment) => segment.value).reduce(joined)
  return { value: whole, label: best.mark.label, attributes: best.mark.attributes }
}

/** The versions of many people, each segment's found once as long as it stays as it is. */
export function versionsBy<Voice extends { readonly answers: Answers }>(
  voices: readonly Voice[],
  question: Question,
): (segment: Segment) => readonly (readonly [Voice, SegmentVersion | null])[] {
  const all = voices.map((voice) => [voice, segmentsIn(voice.answers, question)] as const)
  const known = new WeakMap<Segment, readonly (readonly [Voice, SegmentVersion | null])[]>()
  return (segment) => {
    const before = known.get(segment)
    if (before) return before
    const found = all.map(([voice, theirs]) => [voice, versionOf(segment, theirs)] as const)
    known.set(segment, found)
    return found
  }
}

/** In what a version differs from a segment: who, where the boundaries lie (±0.25 s) and, where that is asked, the words. */
export function differenceOf(
  { mark, value }: Segment,
  version: SegmentVersion | null,
  question: Question,
): SegmentDifference {
  if (!version) return { missing: true, label: false, start: false, end: false, text: false }
  const isApart = (edge: keyof Span) => Math.abs(version.value[edge] - value[edge]) > COLLAR
  const rules = normalisationOf(question)
  const said = ({ text }: SegmentValue) => normalisedWords(text ?? '', rules).join(' ')
  return {
    missing: false,
    label: question.labels.length > 0 && version.label !== mark.label,
    start: isApart('start'),
    end: isApart('end'),
    text: rulesOf(question).transcript && said(version.value) !== said(value),
  }
}

export function isDifferent({ missing, label, start, end, text }: SegmentDifference): boolean {
  return missing || label || start || end || text
}
