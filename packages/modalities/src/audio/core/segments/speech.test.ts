// Loudness against recordings whose sounds are known.
import { describe, expect, it } from 'vitest'
import { heardSpans, quietestNear } from './speech.ts'

/** 100 stretches a second: noise at −60 dB, and sounds of that level in between. */
function loudness(seconds: number, sounds: readonly (readonly [from: number, to: number, level: number])[]) {
  const levels = new Float32Array(seconds * 100).fill(0.001)
  for (const [from, to, level] of sounds) levels.fill(level, Math.round(from * 100), Math.round(to * 100))
  return { perSecond: 100, levels }
}

describe('what is heard', () => {
  it('finds sounds with a tenth of a second around, and joins over short pauses', () => {
    const spans = heardSpans(
      loudness(10, [
        [1, 2, 0.5],
        [2.2, 3, 0.4],
        [5, 6.5, 0.3],
        [8, 8.05, 0.9],
      ]),
      10,
    )
    expect(spans.map(({ start, end }) => [start.toFixed(2), end.toFixed(2)])).toEqual([
      ['0.90', '3.10'],
      ['4.90', '6.60'],
    ])
  })
  it('goes on over a dip of less than 3 dB, and stops at the ends of the recording', () => {
    const spans = heardSpans(
      loudness(4, [
        [0, 1, 0.5],
        [3, 4, 0.5],
      ]),
      4,
    )
    expect(spans).toEqual([
      { start: 0, end: 1.1 },
      { start: 2.9, end: 4 },
    ])
  })
  it('finds nothing in silence, and nothing where all is as loud', () => {
    expect(heardSpans(loudness(5, []), 5)).toEqual([])
    expect(heardSpans({ perSecond: 100, levels: new Float32Array(500) }, 5)).toEqual([])
    expect(heardSpans(loudness(5, [[0, 5, 0.5]]), 5)).toEqual([])
    expect(heardSpans({ perSecond: 100, levels: new Float32Array(0) }, 0)).toEqual([])
  })
})

describe('snapping', () => {
  it('goes to the nearest silence within 0.15 s, and stays where it is quiet or nothing is near', () => {
    const heard = loudness(4, [
      [1, 2, 0.5],
      [2.04, 3, 0.5],
    ])
    expect(quietestNear(heard, 1.95)).toBeCloseTo(2.005, 9)
    expect(quietestNear(heard, 0.5)).toBe(0.5)
    expect(quietestNear(heard, 1.5)).toBe(1.5)
  })
})
