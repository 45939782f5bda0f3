// The rules by which frames become stretches, each by hand: a frame is 512 / 16,000 = 0.032 s.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { speechSpans } from './speech-spans.ts'

/** So many frames of a probability, one run after the other. */
const frames = (...runs: readonly (readonly [count: number, probability: number])[]) =>
  Float32Array.from(runs.flatMap(([count, probability]) => Array.from<number>({ length: count }).fill(probability)))
const spansOf = (probabilities: Float32Array, duration = probabilities.length * 0.032) =>
  speechSpans(probabilities, duration).map(({ start, end, confidence }) =>
    [start, end, confidence].map((value) => Number(value.toFixed(3))),
  )

describe('stretches of speech', () => {
  it('begin at 0.5, go on down to 0.35, and have 30 ms around', () => {
    // 20 quiet, 20 loud, 5 of 0.4, which is not yet the end, 20 quiet: from 0.64 to 1.44; the mean is (20 × 0.9 + 5 × 0.4) / 25.
    expect(spansOf(frames([20, 0.1], [20, 0.9], [5, 0.4], [20, 0.1]))).toEqual([[0.61, 1.47, 0.8]])
    expect(spansOf(frames([20, 0.1], [20, 0.49], [20, 0.1]))).toEqual([])
  })
  it('are joined over a pause of less than 100 ms and parted by a longer one', () => {
    // Three quiet frames end after 64 ms of silence; five are more than 100 ms.
    expect(spansOf(frames([10, 1], [3, 0], [10, 1]))).toEqual([[0, 0.736, 0.87]])
    // 0 to 0.32 and 0.48 to 0.8: 30 ms are added to each side that is not the recording's end.
    expect(spansOf(frames([10, 1], [5, 0], [10, 1]))).toEqual([
      [0, 0.35, 1],
      [0.45, 0.8, 1],
    ])
  })
  it('shorter than 250 ms are none', () => {
    // 7 frames are 224 ms, 8 are 256 ms.
    expect(spansOf(frames([10, 0], [7, 1], [10, 0]))).toEqual([])
    expect(spansOf(frames([10, 0], [8, 1], [10, 0]))).toEqual([[0.29, 0.606, 1]])
  })
  it('go on to the end of the recording where speech does', () => {
    expect(spansOf(frames([10, 0], [10, 1]), 0.63)).toEqual([[0.29, 0.63, 1]])
    expect(spansOf(new Float32Array(0), 0)).toEqual([])
  })
  it('are in order, inside the recording, and never overlap, whatever the model says', () => {
    const probabilities = fc.array(fc.float({ min: 0, max: 1, noNaN: true }), { maxLength: 400 })
    fc.assert(
      fc.property(probabilities, (values) => {
        const duration = values.length * 0.032
        let last = 0
        for (const { start, end, confidence } of speechSpans(Float32Array.from(values), duration)) {
          expect(start).toBeGreaterThanOrEqual(last)
          expect(end).toBeGreaterThan(start)
          expect(end).toBeLessThanOrEqual(duration)
          expect(confidence).toBeGreaterThanOrEqual(0)
          expect(confidence).toBeLessThanOrEqual(1)
          last = end
        }
      }),
    )
  })
})
