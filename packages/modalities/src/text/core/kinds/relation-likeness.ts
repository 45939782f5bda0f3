// How alike two people's relations are: by the spans at their ends, as their ids mean nothing between people.
import type { KindContext, MarkOf } from '@etabli/modality-kit'
import type { Mark } from '@etabli/schema'
import { type RelationValue, relationRules } from './relation-value.ts'
import { type SpanValue, spanValueIou } from './span-value.ts'

type RelationMark = MarkOf<RelationValue>

/** From this likeness on, two relations join the same things: as for spans, half of the characters at either end. */
export const MATCH_AT = 0.5

/** As `endsLikeness` within a type, else 0. */
export function relationLikeness(a: RelationMark, b: RelationMark, context: Pick<KindContext, 'question'>): number {
  return a.label === b.label ? endsLikeness(a, b, context) : 0
}

/** How alike the two ends are, the worse of the two: character IoU of their spans, whatever their class. */
export function endsLikeness(a: RelationMark, b: RelationMark, { question }: Pick<KindContext, 'question'>): number {
  const [a1, a2] = a.on ?? []
  const [b1, b2] = b.on ?? []
  if (!a1 || !a2 || !b1 || !b2) return 0
  const straight = Math.min(iou(a1, b1), iou(a2, b2))
  if (relationRules(question).form === 'directed') {
    const isTurned = a.value.from === b.value.to && a.value.to === b.value.from
    return isTurned ? 0 : straight
  }
  return Math.max(straight, Math.min(iou(a1, b2), iou(a2, b1)))
}

/** Nothing at all where an end is not there: such a relation is like no other. */
export function endsExtent(on: readonly (Mark | null)[]): { readonly start: number; readonly end: number } {
  const spans = on.flatMap((mark) => (mark?.kind === 'span' ? [mark.value as SpanValue] : []))
  if (spans.length < 2) return { start: 0, end: 0 }
  return { start: Math.min(...spans.map(({ start }) => start)), end: Math.max(...spans.map(({ end }) => end)) }
}

function iou(a: Mark, b: Mark): number {
  // Values of marks were validated at their border.
  return a.kind === 'span' && b.kind === 'span' ? spanValueIou(a.value as SpanValue, b.value as SpanValue) : 0
}
