// single: one label of several. The label is the answer; the value is empty.
import { defineKind } from '@etabli/modality-kit'
import type { MediaType } from '@etabli/schema'
import * as z from 'zod/mini'
import { alphaFigure, percentFigure, ratingsBy } from './common-figures.ts'

/** Null; `{}` is read too. */
export const SingleValue = z.nullable(z.strictObject({}))
export type SingleValue = z.infer<typeof SingleValue>

/** Kinds answered by a field may be asked of anything. */
export const anyMedia: readonly MediaType[] = ['image', 'audio', 'text', 'none']

export const single = defineKind<SingleValue>({
  id: 'single',
  media: anyMedia,
  many: false,
  labels: 'required',
  value: SingleValue,
  options: z.object({}),
  check: () => null,
  similarity: (a, b) => (a.label === b.label ? 1 : 0),
  matchAt: 1,
  place: (a, b) => (a.label === b.label ? 1 : 0),
  fuse: () => null,
  method: 'majority',
  figures(units, question, options) {
    const ratings = ratingsBy(units, (mark) => mark.label ?? '')
    return [
      alphaFigure(ratings, 'nominal', 'nominal', options),
      percentFigure(ratings, options),
      ...question.labels.map((label) =>
        alphaFigure(
          ratings.map((rating) => ({ ...rating, value: rating.value === label.id })),
          'nominal',
          'nominal (this label or not)',
          options,
          label.id,
        ),
      ),
    ]
  },
})
