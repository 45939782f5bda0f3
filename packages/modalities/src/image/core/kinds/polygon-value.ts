// The value of a polygon mark; apart from the kind so that shapes can be read without its mathematics.
import type { Mark } from '@etabli/schema'
import { limits } from '@etabli/schema'
import * as z from 'zod/mini'

/** Corners in order, either way round, not closed; image pixels as displayed, floats. */
export const PolygonValue = z.object({
  points: z.array(z.object({ x: z.number(), y: z.number() })).check(z.minLength(3), z.maxLength(limits.pointsPerMark)),
})
export type PolygonValue = z.infer<typeof PolygonValue>

/** The polygon of a mark, or null where it is of another kind. */
export function polygonOf(mark: Pick<Mark, 'kind' | 'value'>): PolygonValue | null {
  return mark.kind === 'polygon' ? (mark.value as PolygonValue) : null
}
