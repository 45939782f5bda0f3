// A recorded take: which bytes, how long, how loud, and what the checks say of it. What a recording question may ask.
import { BlobHash, limits, type Mark, type Question } from '@etabli/schema'
import * as z from 'zod/mini'

/** What may be wrong with a take, the worst first. */
export const TAKE_CHECKS = ['silent', 'clipped', 'quiet', 'short', 'long'] as const
export type TakeCheck = (typeof TAKE_CHECKS)[number]

const Seconds = z.number().check(z.nonnegative(), z.lte(limits.takeSeconds))
/** Decibels below full scale (dBFS): 0 is as loud as a sample can say. */
const Level = z.number().check(z.gte(-200), z.lte(0))

export const RecordingValue = z.object({
  /** SHA-256 of the file: WAV, 16-bit PCM, one channel. */
  blob: BlobHash,
  bytes: z.int().check(z.positive(), z.lte(limits.takeBytes)),
  seconds: Seconds.check(z.positive()),
  sampleRate: z.int().check(z.gte(limits.takeRateLeast), z.lte(limits.takeRateMost)),
  /** Of the loudest sample, dBFS. */
  peak: Level,
  /** Of what is spoken: root mean square of the loud stretches, dBFS. */
  level: Level,
  /** Share of the samples at full scale. */
  clipped: z.number().check(z.gte(0), z.lte(1)),
  /** Seconds from the first loud stretch to the end of the last. */
  spoken: Seconds,
  /** What the checks found; empty where the take is good. */
  checks: z.array(z.enum(TAKE_CHECKS)).check(z.maxLength(TAKE_CHECKS.length)),
})
export type RecordingValue = z.infer<typeof RecordingValue>

export const RecordingOptions = z.object({
  /** A take stops by itself after so many seconds. */
  longest: z.optional(z.number().check(z.gte(1), z.lte(limits.takeSeconds))),
  /** A take that fails a check cannot be submitted; absent or false: it is only said. */
  strict: z.optional(z.boolean()),
})
export type RecordingOptions = z.infer<typeof RecordingOptions>

/** The question's options, with what holds where it says nothing. */
export function recordingOptions(question: Pick<Question, 'options'>): { longest: number; strict: boolean } {
  const { longest = limits.takeSeconds, strict = false } = RecordingOptions.safeParse(question.options).data ?? {}
  return { longest, strict }
}

/** The take that a mark holds, or null. */
export function takeIn(mark: Pick<Mark, 'value'> | undefined): RecordingValue | null {
  const parsed = RecordingValue.safeParse(mark?.value)
  return parsed.success ? parsed.data : null
}
