// A text as one person cut it: spans and the gaps between them, one after the other, for measures of unitising.
import type { Section } from '@etabli/agreement'
import type { MarkOf } from '@etabli/modality-kit'
import { partsOf, type SpanValue } from './span-value.ts'

/**
 * Sections from 0 to `length` in code points. A part of a span that overlaps no other is one section; where spans
 * overlap, each stretch between two of their edges is one, of all their labels together.
 */
export function sectionsOf(marks: readonly MarkOf<SpanValue>[], length: number): Section[] {
  const edges = marks.flatMap(({ label, value }) =>
    partsOf(value).flatMap(({ start, end }) => [
      { at: start, by: 1, label: label ?? '' },
      { at: end, by: -1, label: label ?? '' },
    ]),
  )
  edges.sort((a, b) => a.at - b.at)
  const open = new Map<string, number>()
  const sections: Section[] = []
  let from = 0
  const cut = (at: number): void => {
    if (at <= from) return
    sections.push({ start: from, end: at, category: open.size === 0 ? null : [...open.keys()].sort().join('+') })
    from = at
  }
  for (const { at, by, label } of edges) {
    cut(at)
    const count = (open.get(label) ?? 0) + by
    if (count === 0) open.delete(label)
    else open.set(label, count)
  }
  cut(length)
  return sections
}
