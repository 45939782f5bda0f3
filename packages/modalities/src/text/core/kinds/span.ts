// span: a labelled stretch of the text, [start, end) in Unicode code points, or several parts; spans may overlap and nest.
import { defineKind } from '@etabli/modality-kit'
import * as z from 'zod/mini'
import { passageOf } from '../passage.ts'
import { fuseSpans } from './span-consensus.ts'
import { spanFigures } from './span-figures.ts'
import { SpanValue, spanValueIou } from './span-value.ts'

export type { SpanValue } from './span-value.ts'

export const span = defineKind<SpanValue>({
  id: 'span',
  media: ['text'],
  many: true,
  labels: 'required',
  value: SpanValue,
  options: z.object({}),
  check(mark, { media }) {
    const passage = passageOf(media)
    if (!passage) return 'spans are of texts only'
    const { start, end } = mark.value
    if (end <= passage.length) return null
    return `characters ${start} to ${end} of a text of ${passage.length}`
  },
  /** Character IoU where the labels agree, else 0. */
  similarity: (a, b) => (a.label === b.label ? spanValueIou(a.value, b.value) : 0),
  /** Half of the characters that either drew must be in both: the usual bar for "the same object", as for boxes. */
  matchAt: 0.5,
  place: (a, b) => spanValueIou(a.value, b.value),
  fuse: (marks, _context, weights) =>
    fuseSpans(
      marks.map(({ value }) => value),
      weights,
    ),
  method: 'number of parts by plurality, then the median of each boundary, which is the majority where there is one',
  extent: ({ value }) => value,
  figures: spanFigures,
})
