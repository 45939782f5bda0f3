// rating: a level from 1 to `levels` on an ordered scale; the value is the integer.
import { defineKind } from '@etabli/modality-kit'
import type { Question } from '@etabli/schema'
import * as z from 'zod/mini'
import { alphaFigure, percentFigure, ratingsBy } from './common-figures.ts'
import { lowerMedian } from './lower-median.ts'
import { anyMedia } from './single.ts'

export const RatingValue = z.int()
export type RatingValue = z.infer<typeof RatingValue>

export const RatingOptions = z.object({
  levels: z._default(z.int().check(z.gte(2), z.lte(20)), 5),
  /** Words at the low and the high end. */
  low: z._default(z.string().check(z.maxLength(200)), ''),
  high: z._default(z.string().check(z.maxLength(200)), ''),
})
export type RatingOptions = z.infer<typeof RatingOptions>

/** The question's options with defaults; the defaults alone where they are not of the expected form. */
export function ratingOptions(question: Question): RatingOptions {
  const parsed = RatingOptions.safeParse(question.options)
  return parsed.success ? parsed.data : { levels: 5, low: '', high: '' }
}

export const rating = defineKind<RatingValue>({
  id: 'rating',
  media: anyMedia,
  many: false,
  labels: 'none',
  value: RatingValue,
  options: RatingOptions,
  check(mark, { question }) {
    const { levels } = ratingOptions(question)
    return mark.value >= 1 && mark.value <= levels ? null : `a level from 1 to ${levels}`
  },
  similarity: (a, b, { question }) => nearness(a.value, b.value, question),
  matchAt: 1,
  place: (a, b, { question }) => nearness(a.value, b.value, question),
  fuse: (marks) => lowerMedian(marks.map((mark) => mark.value)),
  method: 'median (the lower of two middle levels)',
  figures(units, _question, options) {
    const ratings = ratingsBy(units, (mark) => mark.value)
    return [alphaFigure(ratings, 'ordinal', 'ordinal', options), percentFigure(ratings, options)]
  },
})

function nearness(a: number, b: number, question: Question): number {
  return Math.max(0, 1 - Math.abs(a - b) / (ratingOptions(question).levels - 1))
}
