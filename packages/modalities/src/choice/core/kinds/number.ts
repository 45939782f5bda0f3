// number: a quantity with a unit, within bounds and on steps; the value is the number.
import { defineKind } from '@etabli/modality-kit'
import type { Question } from '@etabli/schema'
import * as z from 'zod/mini'
import { alphaFigure, percentFigure, ratingsBy } from './common-figures.ts'
import { lowerMedian } from './lower-median.ts'
import { anyMedia } from './single.ts'

export const NumberValue = z.number()
export type NumberValue = z.infer<typeof NumberValue>

export const NumberOptions = z.object({
  min: z.optional(z.number()),
  max: z.optional(z.number()),
  /** The value is `min` (or 0) plus a whole number of steps. */
  step: z.optional(z.number().check(z.positive())),
  unit: z._default(z.string().check(z.maxLength(40)), ''),
})
export type NumberOptions = z.infer<typeof NumberOptions>

/** The question's options; none where they are not of the expected form. */
export function numberOptions(question: Question): NumberOptions {
  const parsed = NumberOptions.safeParse(question.options)
  return parsed.success ? parsed.data : { unit: '' }
}

export const number = defineKind<NumberValue>({
  id: 'number',
  media: anyMedia,
  many: false,
  labels: 'none',
  value: NumberValue,
  options: NumberOptions,
  check: (mark, { question }) => checkNumber(mark.value, numberOptions(question)),
  similarity: (a, b, { question }) => nearness(a.value, b.value, numberOptions(question)),
  matchAt: 1,
  place: (a, b, { question }) => nearness(a.value, b.value, numberOptions(question)),
  fuse: (marks) => lowerMedian(marks.map((mark) => mark.value)),
  method: 'median (the lower of two middle values)',
  figures(units, _question, options) {
    const ratings = ratingsBy(units, (mark) => mark.value)
    return [alphaFigure(ratings, 'interval', 'interval', options), percentFigure(ratings, options)]
  },
})

/** A sentence why the number cannot be, or null. */
export function checkNumber(value: number, { min, max, step }: NumberOptions): string | null {
  if (!Number.isFinite(value)) return 'a finite number'
  if (min !== undefined && value < min) return `at least ${min}`
  if (max !== undefined && value > max) return `at most ${max}`
  if (step === undefined) return null
  const steps = (value - (min ?? 0)) / step
  return Math.abs(steps - Math.round(steps)) < 1e-6 ? null : `in steps of ${step}`
}

/** 1 − distance over the range where both bounds are known, else over the larger of the two. */
function nearness(a: number, b: number, { min, max }: NumberOptions): number {
  if (a === b) return 1
  const range = min !== undefined && max !== undefined ? max - min : Math.max(Math.abs(a), Math.abs(b))
  return range > 0 ? Math.max(0, 1 - Math.abs(a - b) / range) : 0
}
