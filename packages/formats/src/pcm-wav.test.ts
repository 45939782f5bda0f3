// WAV of takes: the bytes of the specification's own layout, samples back as they were, and anything else refused.
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PCM_WAV_HEAD, readPcmWavHead, samplesOfPcmWav, writePcmWav } from './pcm-wav.ts'

describe('WAV of 16-bit PCM', () => {
  it('writes the 44 bytes of RIFF, WAVE, fmt and data, then the samples, little-endian', () => {
    // Written by hand from the table of the specification: 3 samples at 16 kHz are 6 bytes, 32,000 bytes a second.
    const hex = '524946462a000000574156456d6d6d6d'.replace('6d6d6d6d', '666d7420')
    const head = `${hex}1000000001000100803e0000007d00000200100064617461060000000000`.slice(0, 88)
    const bytes = writePcmWav(Int16Array.of(1, -2, 32_767), 16_000)
    expect(Buffer.from(bytes).toString('hex')).toBe(`${head}0100feffff7f`)
  })

  it('gives samples and rate back', async () => {
    await fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -32_768, max: 32_767 })),
        fc.integer({ min: 1, max: 192_000 }),
        (list, rate) => {
          const samples = Int16Array.from(list)
          const file = writePcmWav(samples, rate)
          expect(readPcmWavHead(file)).toEqual({ sampleRate: rate, samples: samples.length })
          expect(samplesOfPcmWav(file)).toEqual(samples)
        },
      ),
    )
  })

  it('refuses by a sentence whatever is changed in its head, and any bytes at all, without a throw', async () => {
    const whole = writePcmWav(new Int16Array(800), 16_000)
    await fc.assert(
      fc.property(fc.nat(PCM_WAV_HEAD - 1), fc.integer({ min: 1, max: 255 }), (at, by) => {
        const broken = whole.slice()
        broken[at] = (broken[at] ?? 0) ^ by
        expect(readPcmWavHead(broken)).toHaveProperty('refused')
      }),
    )
    await fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
        expect(readPcmWavHead(bytes)).toHaveProperty('refused')
      }),
    )
  })
})
