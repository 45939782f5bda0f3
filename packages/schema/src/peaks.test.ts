// The file of peaks: levels worked by hand for two recordings, and the head there and back.
import { describe, expect, it } from 'vitest'
import { finestPeaks, PEAKS_FIRST, peakLevels, readPeaksHead, writePeaksHead } from './peaks.ts'

describe('peakLevels', () => {
  it('a pair stands for 5 to 10 ms at every rate from 8 to 192 kHz', () => {
    expect([8_000, 16_000, 44_100, 48_000, 96_000, 192_000].map(finestPeaks)).toEqual([64, 128, 256, 256, 512, 1_024])
  })

  it('AUD2: three hours at 48 kHz have six levels, and the coarsest is in the first 64 kB', () => {
    // 10,800 s × 48,000 = 518,400,000 samples; / 256 = 2,025,000 pairs; then each a quarter, rounded up.
    const levels = peakLevels({ sampleRate: 48_000, channels: 2, samples: 518_400_000 })
    expect(levels.map(({ pairs }) => pairs)).toEqual([1_978, 7_911, 31_641, 126_563, 506_250, 2_025_000])
    // The head of 20 bytes, then 1,978 pairs × 2 channels × 4 bytes = 15,824.
    expect(levels.slice(0, 2).map(({ offset }) => offset)).toEqual([20, 15_844])
    expect(20 + 2_048 * 8 * 4).toBeLessThanOrEqual(PEAKS_FIRST)
  })

  it('a word has one level', () => {
    expect(peakLevels({ sampleRate: 16_000, channels: 1, samples: 16_001 })).toEqual([
      { perPair: 128, pairs: 126, offset: 20 },
    ])
  })
})

it('the head says what the file is of, and bytes of something else are no head', () => {
  const shape = { sampleRate: 44_100, channels: 8, samples: 2 ** 33 }
  expect(readPeaksHead(writePeaksHead(shape))).toEqual(shape)
  expect(readPeaksHead(new Uint8Array(20))).toBeNull()
  expect(readPeaksHead(new Uint8Array(3))).toBeNull()
})
