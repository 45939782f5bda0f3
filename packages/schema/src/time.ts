// Time as integer milliseconds since the epoch, UTC, and the port by which it comes in.
import * as z from 'zod/mini'

export const Millis = z.int().check(z.nonnegative()).brand<'Millis'>()
export type Millis = z.infer<typeof Millis>

/** The port of time: the only way any of our code learns what time it is. */
export interface Clock {
  now(): Millis
}
