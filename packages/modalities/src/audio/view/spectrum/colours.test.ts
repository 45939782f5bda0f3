// The colour scale against its paper, and against eyes.
import { describe, expect, it } from 'vitest'
import { cubehelix, palette } from './colours.ts'

/** Perceived brightness of a television's red, green and blue, as the paper has it. */
const brightness = ([red = 0, green = 0, blue = 0]: readonly number[]) => 0.3 * red + 0.59 * green + 0.11 * blue

describe('colours of a spectrogram', () => {
  it('has the brightness that it is asked for, from black to white', () => {
    for (let share = 0; share <= 1; share += 0.05) expect(brightness(cubehelix(share))).toBeCloseTo(share, 3)
    expect(cubehelix(0)).toEqual([0, 0, 0])
    for (const part of cubehelix(1)) expect(part).toBeCloseTo(1, 9)
  })
  it('turns from the background of either theme to its opposite, over 70 dB below the loudest sample', () => {
    // Full scale is 255; 70 dB below is 255 × (1 − 70 / 120) = 106.
    for (const theme of ['dark', 'light']) {
      const pixels = palette(theme, 1)
      const of = (value: number) => brightness([...pixels.subarray(value * 4, value * 4 + 3)]) / 255
      const values = Array.from({ length: 150 }, (_, n) => of(106 + n))
      const growing = theme === 'dark' ? values : values.map((value) => 1 - value)
      expect(growing[0]).toBeLessThan(0.01)
      expect(growing.at(-1)).toBeGreaterThan(0.99)
      for (const [n, value] of growing.entries()) expect(value).toBeGreaterThan((growing[n - 1] ?? 0) - 0.02)
      expect(of(50)).toBe(of(105))
    }
    // Half as loud is 6.02 dB less: 13 values lower.
    const half = palette('dark', 0.5)
    expect(brightness([...half.subarray(242 * 4, 242 * 4 + 3)])).toBeGreaterThan(253)
    expect(brightness([...half.subarray(93 * 4, 93 * 4 + 3)])).toBeLessThan(2)
  })
})
