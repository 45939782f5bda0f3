// Kind `personal`: a stretch of a recording in which personal data is heard. Every project of recordings asks for it.
import { spanIou } from '@etabli/geometry'
import { defineKind } from '@etabli/modality-kit'
import { type Mark, Question, Stretch } from '@etabli/schema'
import * as z from 'zod/mini'
import { weightedMedian } from './segment-consensus.ts'
import { MATCH_AT, segmentFigures } from './segment-figures.ts'

/** Seconds from the recording's start. */
export const PersonalValue = Stretch.check(
  z.refine(({ start, end }) => start < end, { error: 'the end must come after the start' }),
)
export type PersonalValue = z.infer<typeof PersonalValue>

/** What sort of personal data it is; the first is what a new stretch is called. */
export const PERSONAL_CLASSES = ['name', 'address', 'phone', 'other'] as const

/** Names are those of exports; pages have their own words for them. */
export const personalQuestion: Question = Question.parse({
  id: 'personal--data',
  kind: 'personal',
  title: 'Personal data',
  labels: PERSONAL_CLASSES.map((id, colour) => ({ id, name: id, colour, key: null })),
})

/** Seconds by which a rounded end may pass the recording's. */
const TOLERANCE = 0.01

export const personal = defineKind<PersonalValue>({
  id: 'personal',
  media: ['audio'],
  implied: personalQuestion,
  many: true,
  labels: 'required',
  value: PersonalValue,
  options: z.object({}),
  check({ value }, { media }) {
    if (media.type !== 'audio') return 'personal data is flagged in a recording'
    if (value.end <= media.duration + TOLERANCE) return null
    return `the stretch ends at ${value.end} s, after the recording (${media.duration} s)`
  },
  similarity: (a, b) => (a.label === b.label ? spanIou(a.value, b.value) : 0),
  matchAt: MATCH_AT,
  place: (a, b) => spanIou(a.value, b.value),
  fuse: (marks, _, weights) => ({
    start: weightedMedian(marks.map(({ value }, index) => [value.start, weights?.[index] ?? 1])),
    end: weightedMedian(marks.map(({ value }, index) => [value.end, weights?.[index] ?? 1])),
  }),
  method: 'none: each flag stands alone and is acted on as soon as it is handed in',
  figures: segmentFigures,
})

/** The stretch that a mark flags; null where it is of another kind. Values in a document were validated at its border. */
export function flaggedIn(mark: Pick<Mark, 'kind' | 'value'>): PersonalValue | null {
  return mark.kind === 'personal' ? (mark.value as PersonalValue) : null
}
