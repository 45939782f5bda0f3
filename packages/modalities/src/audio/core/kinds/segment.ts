// Kind `segment`: a stretch of a recording with who or what is heard in it and, where asked, what is said.
import { spanIou } from '@etabli/geometry'
import { defineKind, type MarkOf } from '@etabli/modality-kit'
import type { Question } from '@etabli/schema'
import { normalisationOf } from '../words.ts'
import { apart, fuseSegments } from './segment-consensus.ts'
import { MATCH_AT, segmentFigures } from './segment-figures.ts'
import { rulesOf, SegmentOptions, SegmentValue } from './segment-value.ts'
import { lateWordFault, strayFault, wordDistance } from './word-errors.ts'

export { SegmentOptions, SegmentValue }

type SegmentMark = MarkOf<SegmentValue>

export const segment = defineKind<SegmentValue>({
  id: 'segment',
  media: ['audio'],
  many: true,
  labels: 'optional',
  value: SegmentValue,
  options: SegmentOptions,
  optionsOfFinished: ['labelled', 'characters'],
  check({ label, value }, { media, question }) {
    if (media.type !== 'audio') return 'a segment belongs to a recording'
    const rules = rulesOf(question)
    const { start, end } = value
    if (end > media.duration + TOLERANCE)
      return `the segment ends at ${end} s, after the recording (${media.duration} s)`
    if (end - start < rules.shortest - SLACK) return `the segment lasts less than ${rules.shortest} s`
    if (rules.labelled && label === null && question.labels.length > 0) return 'the segment has no class or speaker'
    return strayFault(value.text, question) ?? lateWordFault(value.words, media.duration)
  },
  together(marks, { question }) {
    if (rulesOf(question).overlap) return null
    const sorted = marks.toSorted((a, b) => a.value.start - b.value.start || a.value.end - b.value.end)
    const index = sorted.findIndex((mark, place) => mark.value.start < (sorted[place - 1]?.value.end ?? 0) - TOLERANCE)
    const found = sorted[index]
    if (!found) return null
    const before = sorted[index - 1]?.value.end ?? 0
    return {
      mark: found.id,
      message: `the segment at ${found.value.start} s starts before the one before ends (${before} s)`,
    }
  },
  reconcile: (marks, { question }) => apart(marks, rulesOf(question).shortest),
  /** Intersection over union within a class or speaker, times the likeness of what is said where that is asked. */
  similarity(a, b, { question }) {
    const overlap = a.label === b.label ? spanIou(a.value, b.value) : 0
    // Every segment is compared with every other: words only where the two have time in common.
    return overlap === 0 ? 0 : overlap * textLikeness(a, b, question)
  },
  matchAt: MATCH_AT,
  place: (a, b) => spanIou(a.value, b.value),
  fuse: (marks, { question }, weights) =>
    fuseSegments(
      marks.map(({ value }) => value),
      normalisationOf(question),
      weights,
    ),
  method:
    'segments of several people grouped where they overlap by half or more; each boundary is the median, weighed by reliability; the text word by word (ROVER); where none may overlap two meet in the middle of what they share',
  figures: segmentFigures,
})

/** Seconds by which a rounded end may pass the recording's. */
export const TOLERANCE = 0.01
/** Differences of decimals are not exact. */
const SLACK = 1e-6

function textLikeness(a: SegmentMark, b: SegmentMark, question: Question): number {
  if (!rulesOf(question).transcript) return 1
  return 1 - wordDistance(a.value.text ?? '', b.value.text ?? '', normalisationOf(question))
}
