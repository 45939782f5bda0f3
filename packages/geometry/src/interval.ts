// Half-open stretches [start, end) of a text or a recording.

/** `start` ≤ `end`, both in the same unit (`Seconds` or `CharOffset`); `end` is not part of it. */
export type Span<N extends number = number> = { readonly start: N; readonly end: N }

/** The stretch between two places, in any order. */
export function spanBetween<N extends number>(a: N, b: N): Span<N> {
  return a <= b ? { start: a, end: b } : { start: b, end: a }
}

export function spanLength(span: Span): number {
  return span.end - span.start
}

/** Whether the place lies in the stretch; its end does not. */
export function spanContains(span: Span, place: number): boolean {
  return place >= span.start && place < span.end
}

/** How much two stretches share; 0 where they only touch. */
export function spanOverlap(a: Span, b: Span): number {
  return Math.max(0, Math.min(a.end, b.end) - Math.max(a.start, b.start))
}

/** How far apart they are; 0 where they touch or overlap. */
export function spanGap(a: Span, b: Span): number {
  return Math.max(0, Math.max(a.start, b.start) - Math.min(a.end, b.end))
}

/** Length of what they cover together. */
export function spanUnionLength(a: Span, b: Span): number {
  return spanLength(a) + spanLength(b) - spanOverlap(a, b)
}

/** Intersection over union in [0, 1]; the same stretch is 1 even when empty. */
export function spanIou(a: Span, b: Span): number {
  if (a.start === b.start && a.end === b.end) return 1
  const union = spanUnionLength(a, b)
  return union > 0 ? spanOverlap(a, b) / union : 0
}

/** The part of a stretch within bounds; empty, on the nearest bound, where it lies outside. */
export function clampSpan<N extends number>(span: Span<N>, bounds: Span<N>): Span<N> {
  const clamp = (place: N): N => (place < bounds.start ? bounds.start : place > bounds.end ? bounds.end : place)
  return { start: clamp(span.start), end: clamp(span.end) }
}

/** Sorted, disjoint stretches that cover the same; those that touch are joined, empty ones dropped. */
export function mergeSpans<N extends number>(spans: readonly Span<N>[]): Span<N>[] {
  const merged: Span<N>[] = []
  for (const span of spans.filter((each) => each.end > each.start).sort((a, b) => a.start - b.start)) {
    const last = merged.at(-1)
    if (!last || span.start > last.end) merged.push(span)
    else if (span.end > last.end) merged[merged.length - 1] = { start: last.start, end: span.end }
  }
  return merged
}
