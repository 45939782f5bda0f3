// The value of a keypoints mark (a pose), and the points that its question names.
import type { Mark } from '@etabli/schema'
import { limits } from '@etabli/schema'
import * as z from 'zod/mini'

/** One marked point in image pixels as displayed; `hidden` is COCO's visibility 1: marked, but not seen. */
export const KeypointPlace = z.object({ x: z.number(), y: z.number(), hidden: z.optional(z.boolean()) })
export type KeypointPlace = z.infer<typeof KeypointPlace>

/** One entry for each of the question's points, in its order; null where it was not marked (COCO's visibility 0). */
export const KeypointsValue = z.object({
  points: z.array(z.nullable(KeypointPlace)).check(z.minLength(1), z.maxLength(limits.keypointsPerMark)),
})
export type KeypointsValue = z.infer<typeof KeypointsValue>

/** The names of the points, the bones between them (pairs of places in `names`), and their spread (COCO's sigmas). */
export const KeypointsOptions = z.object({
  names: z
    .array(z.string().check(z.minLength(1), z.maxLength(limits.name)))
    .check(z.minLength(1), z.maxLength(limits.keypointsPerMark)),
  bones: z._default(z.array(z.tuple([z.int(), z.int()])).check(z.maxLength(limits.keypointsPerMark * 2)), []),
  sigmas: z.optional(z.array(z.number().check(z.positive()))),
})
export type KeypointsOptions = z.infer<typeof KeypointsOptions>

/** The keypoints of a mark, or null where it is of another kind. */
export function keypointsOf(mark: Pick<Mark, 'kind' | 'value'>): KeypointsValue | null {
  return mark.kind === 'keypoints' ? (mark.value as KeypointsValue) : null
}
