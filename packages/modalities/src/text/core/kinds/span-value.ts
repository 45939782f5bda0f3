// The value of a span: a stretch of the text, or several parts of one thing with other words between ("ring … up").
import { mergeSpans, spanLength, spanOverlap } from '@etabli/geometry'
import { limits } from '@etabli/schema'
import * as z from 'zod/mini'
import type { Stretch } from '../tokens.ts'

const Offset = z.int().check(z.nonnegative())
const Part = z.object({ start: Offset, end: Offset })

/**
 * Offsets in Unicode code points, half-open. A span of one piece has no `parts`; a discontinuous one has two or more,
 * from its `start` to its `end`, in order, each with characters, with characters of others between two.
 */
export const SpanValue = z
  .object({
    start: Offset,
    end: Offset,
    parts: z.optional(z.array(Part).check(z.minLength(2), z.maxLength(limits.partsPerSpan))),
  })
  .check(
    z.refine((span) => span.start < span.end, { error: 'the end must come after the start', abort: true }),
    z.superRefine(({ start, end, parts }, context) => {
      const message = parts && partsFault(parts, { start, end })
      if (message) context.issues.push({ code: 'custom', input: parts, path: ['parts'], message })
    }),
  )
export type SpanValue = z.infer<typeof SpanValue>

function partsFault(parts: readonly Stretch[], whole: Stretch): string | null {
  let last: Stretch | null = null
  for (const part of parts) {
    if (part.start >= part.end) return `the end ${part.end} must come after the start ${part.start}`
    if (last && part.start <= last.end) {
      return `the part ${part.start} to ${part.end} must begin after the end ${last.end} of the one before, with characters between`
    }
    last = part
  }
  if (parts[0]?.start !== whole.start || last?.end !== whole.end) {
    return `the parts must run from the span's start ${whole.start} to its end ${whole.end}`
  }
  return null
}

/** The pieces of a span in order: its parts, or itself. */
export function partsOf(span: SpanValue): readonly Stretch[] {
  return span.parts ?? [span]
}

/**
 * The span made of these stretches: sorted, those that overlap or touch joined; without `parts` where one piece is left,
 * null where none is.
 */
export function spanOfParts(stretches: readonly Stretch[]): SpanValue | null {
  const parts = mergeSpans(stretches).map(({ start, end }) => ({ start, end }))
  const [first, last] = [parts[0], parts.at(-1)]
  if (!first || !last) return null
  const whole = { start: first.start, end: last.end }
  return parts.length === 1 ? whole : { ...whole, parts }
}

/** True where both have the same pieces. */
export function sameSpan(a: SpanValue, b: SpanValue): boolean {
  const [left, right] = [partsOf(a), partsOf(b)]
  return (
    left.length === right.length &&
    left.every(({ start, end }, index) => start === right[index]?.start && end === right[index]?.end)
  )
}

/** Intersection over union of the characters of both, parts alone, in [0, 1]. */
export function spanValueIou(a: SpanValue, b: SpanValue): number {
  if (Math.min(a.end, b.end) <= Math.max(a.start, b.start)) return 0
  const shared = sharedLength(partsOf(a), partsOf(b))
  return shared / (lengthOf(a) + lengthOf(b) - shared)
}

/** Characters of a span, those between its parts left out. */
export function lengthOf(span: SpanValue): number {
  return span.parts ? span.parts.reduce((sum, part) => sum + spanLength(part), 0) : spanLength(span)
}

function sharedLength(a: readonly Stretch[], b: readonly Stretch[]): number {
  let sum = 0
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    const [left, right] = [a[i], b[j]]
    if (!left || !right) break
    sum += spanOverlap(left, right)
    if (left.end <= right.end) i += 1
    else j += 1
  }
  return sum
}
