// Sound at another rate against sines, whose samples at any rate are known.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { resampler } from './resample.ts'

const sine = (hertz: number, rate: number, count: number) =>
  Float32Array.from({ length: count }, (_, n) => 0.5 * Math.sin((2 * Math.PI * hertz * n) / rate))

/** All of a sound, in pieces of these lengths, one after the other. */
function resampled(sound: Float32Array, from: number, to: number, pieces: readonly number[] = [sound.length]) {
  const at = resampler(from, to)
  const parts: number[] = []
  for (let start = 0, n = 0; start < sound.length; n++) {
    const end = Math.min(sound.length, start + (pieces[n % pieces.length] ?? 1))
    parts.push(...at.add(sound.subarray(start, end)))
    start = end
  }
  parts.push(...at.finish())
  return Float32Array.from(parts)
}

it.each([8_000, 16_000, 22_050, 44_100, 48_000, 96_000])(
  'a tone of 440 Hz at %i Hz is the same tone at 16 kHz, sample by sample, and as long',
  (rate) => {
    const made = resampled(sine(440, rate, rate), rate, 16_000)
    expect(made.length).toBe(16_000)
    const wanted = sine(440, 16_000, 16_000)
    for (let n = 100; n < 15_900; n++) expect(Math.abs((made[n] ?? 0) - (wanted[n] ?? 0))).toBeLessThan(1e-3)
  },
)

it('what 16 kHz cannot hold is left out, not folded: a tone of 10 kHz is 60 dB down', () => {
  const made = resampled(sine(10_000, 44_100, 44_100), 44_100, 16_000)
  for (let n = 200; n < 15_800; n++) expect(Math.abs(made[n] ?? 0)).toBeLessThan(0.5e-3)
})

it('the pieces in which a sound comes make no difference', () => {
  const sound = sine(700, 44_100, 3_000)
  const whole = resampled(sound, 44_100, 16_000)
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 700 }), { minLength: 1, maxLength: 8 }), (pieces) => {
      expect(resampled(sound, 44_100, 16_000, pieces)).toEqual(whole)
    }),
    { numRuns: 30 },
  )
})
