// Recordings as they come: each format taken, and the codec named where browsers cannot play it.
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Blobs } from './blobs.ts'
import { diskBlobs } from './disk.ts'
import { probe } from './probe.ts'

const fixture = (name: string) => join(import.meta.dirname, 'fixtures', name)
let folder: string
let blobs: Blobs
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'etabli-audio-'))
  blobs = await diskBlobs(join(folder, 'store'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** A WAV file of silence by its definition (RIFF, Multimedia Programming Interface 1.0). */
async function wav(tag: number, bits: number, rate: number, channels: number, seconds: number): Promise<string> {
  const align = (bits / 8) * channels
  const data = Buffer.alloc(align * rate * seconds)
  const head = Buffer.alloc(44)
  head.write('RIFF', 0)
  head.writeUInt32LE(36 + data.length, 4)
  head.write('WAVEfmt ', 8)
  head.writeUInt32LE(16, 16)
  head.writeUInt16LE(tag, 20)
  head.writeUInt16LE(channels, 22)
  head.writeUInt32LE(rate, 24)
  head.writeUInt32LE(rate * align, 28)
  head.writeUInt16LE(align, 32)
  head.writeUInt16LE(bits, 34)
  head.write('data', 36)
  head.writeUInt32LE(data.length, 40)
  const path = join(folder, `${tag}-${bits}.bin`)
  await writeFile(path, Buffer.concat([head, data]))
  return path
}

describe('lookAtAudio', () => {
  it('AUD7: takes WAV of 8, 16, 24 bits, 32-bit float and µ-law', async () => {
    for (const [tag, bits] of [
      [1, 8],
      [1, 16],
      [1, 24],
      [3, 32],
      [7, 8],
    ] as const) {
      expect(await probe(await wav(tag, bits, 22_050, 2, 3), 'audio', blobs)).toMatchObject({
        type: 'audio',
        mime: 'audio/wav',
        duration: 3,
        sampleRate: 22_050,
        channels: 2,
      })
    }
  })

  // Each is a tone of 1.5 s; lossy frames pad the end, by less than 100 ms.
  it.each([
    ['tone.mp3', 'audio/mpeg', 16_000],
    ['tone.flac', 'audio/flac', 8_000],
    ['tone.ogg', 'audio/ogg', 16_000],
    ['tone.opus', 'audio/ogg', 48_000],
    ['tone.webm', 'audio/webm', 48_000],
    ['tone.m4a', 'audio/mp4', 16_000],
    ['mulaw.wav', 'audio/wav', 8_000],
  ])('AUD7: takes %s as %s', async (name, mime, sampleRate) => {
    const media = await probe(fixture(name), 'audio', blobs)
    expect(media).toMatchObject({ type: 'audio', mime, sampleRate })
    expect((media as { duration: number }).duration).toBeGreaterThan(1.49)
    expect((media as { duration: number }).duration).toBeLessThan(1.6)
  })

  it('AUD7: names the codec that browsers do not play', async () => {
    expect(await probe(fixture('adpcm.wav'), 'audio', blobs)).toMatchObject({
      refused: expect.stringContaining('"ADPCM"'),
    })
    expect(await probe(fixture('alac.m4a'), 'audio', blobs)).toMatchObject({
      refused: expect.stringContaining('"ALAC"'),
    })
  })

  it('names a recording that is none', async () => {
    const path = join(folder, 'not.wav')
    await writeFile(path, 'a text file')
    expect(await probe(path, 'audio', blobs)).toEqual({
      refused: 'a recording is needed, and this is: file of unknown type',
    })
    await writeFile(path, Buffer.from('RIFF\x04\0\0\0WAVE'))
    expect(await probe(path, 'audio', blobs)).toHaveProperty('refused')
  })
})
