// Peaks: every level says the lowest and highest of the samples below it, however the samples come in.

import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createPyramid } from './peak-pyramid.ts'
import { PEAKS_STEP, peakLevels, readPeaksHead } from './peaks.ts'

/** All bytes of the file, as a page reads them. */
function fileOf(rate: number, channels: readonly Float32Array[], cuts: readonly number[]): Uint8Array {
  const pyramid = createPyramid(rate, channels.length)
  const length = channels[0]?.length ?? 0
  const bounds = [0, ...cuts.map((cut) => cut % (length + 1)).sort((a, b) => a - b), length]
  for (const [index, to] of bounds.entries()) {
    if (index > 0) pyramid.add(channels.map((data) => data.subarray(bounds[index - 1], to)))
  }
  return Buffer.concat(pyramid.finish().parts)
}

const wave = (length: number, seed: number) =>
  Float32Array.from({ length }, (_, n) => Math.sin(n * 0.37 + seed) * Math.cos(n * 0.0011 * (seed + 1)))

it('AUD2: each pair of each level is the lowest and highest of its samples', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 9_000 }),
      fc.integer({ min: 1, max: 8 }),
      fc.array(fc.nat(9_000), { maxLength: 5 }),
      (length, count, cuts) => {
        // At 200 samples a second a pair is one sample, so a few thousand samples make several levels.
        const channels = Array.from({ length: count }, (_, seed) => wave(length, seed))
        const file = fileOf(200, channels, cuts)
        const shape = readPeaksHead(file)
        expect(shape).toEqual({ sampleRate: 200, channels: count, samples: length })
        const view = new DataView(file.buffer, file.byteOffset, file.byteLength)
        for (const { perPair, pairs, offset } of peakLevels({ sampleRate: 200, channels: count, samples: length })) {
          for (const pair of new Set([0, Math.floor(pairs / 2), pairs - 1])) {
            for (const [channel, data] of channels.entries()) {
              const at = offset + (pair * count + channel) * 4
              const span = [...data.subarray(pair * perPair, (pair + 1) * perPair)].map(
                (v) => Math.round(v * 32_767) + 0,
              )
              expect(view.getInt16(at, true)).toBe(Math.min(...span))
              expect(view.getInt16(at + 2, true)).toBe(Math.max(...span))
            }
          }
        }
      },
    ),
    { numRuns: 40 },
  )
})

it('the file ends where its last level does', () => {
  const file = fileOf(200, [wave(10_001, 1)], [])
  const last = peakLevels({ sampleRate: 200, channels: 1, samples: 10_001 }).at(-1)
  expect(file.length).toBe((last?.offset ?? 0) + (last?.pairs ?? 0) * 4)
  expect(PEAKS_STEP).toBe(4)
})

it('what is louder than full scale is clipped, and what is no number is silence', () => {
  const file = fileOf(200, [Float32Array.of(2, -3, Number.NaN)], [])
  expect([...new Int16Array(Uint8Array.from(file.subarray(20)).buffer)]).toEqual([
    32_767, 32_767, -32_767, -32_767, 0, 0,
  ])
})

it('nothing decoded makes no file', () => {
  expect(createPyramid(8_000, 1).finish().parts).toEqual([])
})
