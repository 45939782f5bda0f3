// What a span covers, told from a mark's value, and how it changes: one stretch, or parts in order that do not touch.
import type { Mark } from '@etabli/schema'
import { spanOfParts } from './kinds/span-value.ts'
import type { Stretch } from './tokens.ts'

/** An alias, since only such a type is known to be JSON. */
type Part = { start: number; end: number }

type Valued = Pick<Mark, 'value'>

/** From the first character of a span to its last; empty at 0 where the value is no span's. */
export function stretchOf({ value }: Valued): Stretch {
  return isStretch(value) ? { start: value.start, end: value.end } : { start: 0, end: 0 }
}

/** The stretches that a span covers, in order: one, or its parts. */
export function stretchesOf(mark: Valued): readonly Stretch[] {
  const { value } = mark
  const parts = typeof value === 'object' && value !== null ? (value as { parts?: unknown }).parts : undefined
  return Array.isArray(parts) && parts.length > 1 && parts.every(isStretch) ? parts : [stretchOf(mark)]
}

function isStretch(value: unknown): value is Stretch {
  if (typeof value !== 'object' || value === null) return false
  const { start, end } = value as { start?: unknown; end?: unknown }
  return typeof start === 'number' && typeof end === 'number'
}

/** The value of a span over those stretches, as a mark holds it; null where there is none. */
export function spanValue(stretches: readonly Stretch[]): (Part & { parts?: Part[] }) | null {
  const span = spanOfParts(stretches)
  if (!span) return null
  const { parts, ...whole } = span
  return parts ? { ...whole, parts } : whole
}

/** The place among a span's parts of the one that holds an offset or ends there; −1 where none does. */
export const partAt = (parts: readonly Stretch[], at: number): number =>
  parts.findIndex(({ start, end }) => start <= at && at <= end)

/** The parts on either side of a place. */
export function partedAt(parts: readonly Stretch[], at: number): readonly [before: Stretch[], after: Stretch[]] {
  return [
    parts.filter((part) => part.start < at).map((part) => ({ start: part.start, end: Math.min(part.end, at) })),
    parts.filter((part) => part.end > at).map((part) => ({ start: Math.max(part.start, at), end: part.end })),
  ]
}

export const sameParts = (a: readonly Stretch[], b: readonly Stretch[]): boolean =>
  a.length === b.length && a.every((part, index) => part.start === b[index]?.start && part.end === b[index]?.end)
