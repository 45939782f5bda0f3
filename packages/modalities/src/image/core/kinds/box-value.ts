// The value of a box mark; apart from the kind so that boxes can be fused and read without its mathematics.
import * as z from 'zod/mini'

/**
 * Left, top, width and height in pixels of the image as displayed; floats. With an `angle` the box is turned about its
 * own centre by so many degrees, clockwise on the screen, in [0, 360); absent is upright.
 */
export const BoxValue = z.object({
  x: z.number(),
  y: z.number(),
  width: z.number().check(z.positive()),
  height: z.number().check(z.positive()),
  angle: z.optional(z.number().check(z.gte(0), z.lt(360))),
})
export type BoxValue = z.infer<typeof BoxValue>
