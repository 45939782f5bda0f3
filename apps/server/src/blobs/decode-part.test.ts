// A stretch decoded by itself holds the very samples that it has in the whole recording.
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { writePcmWav } from '@etabli/formats'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { decodeAudio } from './decode.ts'
import { type DecodedPart, decodePart } from './decode-part.ts'
import { writeIndexed } from './indexed.ts'

const fixture = (name: string) => join(import.meta.dirname, 'fixtures', name)
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'etabli-part-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function whole(path: string): Promise<Float32Array> {
  const parts: number[] = []
  for await (const { channelData } of decodeAudio(path)) for (const value of channelData[0] ?? []) parts.push(value)
  return Float32Array.from(parts)
}

/** Lossy decoders that begin anew are as good as right after a while; a shift of one sample differs by far more. */
const CLOSE = 2e-3

it.each(['mulaw.wav', 'tone.flac', 'tone.opus', 'tone.mp3', 'clicks-vbr.mp3'])(
  'AUD2: %s is entered in the middle to the sample',
  async (name) => {
    const all = await whole(fixture(name))
    const path = name.endsWith('.mp3') ? join(folder, `${name}.m4a`) : fixture(name)
    if (name.endsWith('.mp3')) await writeIndexed(fixture(name), path)
    const stretches = name.startsWith('clicks') ? [0, 2.8, 8.9, 9, 20.9, 29.9, 53.95] : [0, 0.9]
    for (const from of stretches) {
      const to = from + 0.2
      const part = await decodePart(path, from, to)
      if (!part) throw new Error('it cannot be entered')
      expect(part.start).toBeLessThanOrEqual(Math.ceil(from * part.sampleRate))
      expect(part.start + (part.channelData[0]?.length ?? 0)).toBeGreaterThanOrEqual(Math.floor(to * part.sampleRate))
      const { loudest, differs } = compared(all, part, from, to, 0)
      expect(loudest).toBeGreaterThan(0.02)
      expect(differs, `${from} s`).toBeLessThan(CLOSE)
    }
  },
)

it('AUD2: WebM, whose times are whole milliseconds, is entered in the middle to the millisecond', async () => {
  const all = await whole(fixture('tone.webm'))
  const part = await decodePart(fixture('tone.webm'), 0.9, 1.1)
  if (!part) throw new Error('it cannot be entered')
  const shifts = Array.from({ length: 97 }, (_, n) => compared(all, part, 0.9, 1.09, n - 48).differs)
  expect(Math.min(...shifts)).toBeLessThan(CLOSE)
})

function compared(all: Float32Array, part: DecodedPart, from: number, to: number, shift: number) {
  const samples = part.channelData[0] ?? new Float32Array(0)
  let differs = 0
  let loudest = 0
  for (let n = Math.ceil(from * part.sampleRate); n < to * part.sampleRate; n++) {
    differs = Math.max(differs, Math.abs((all[n] ?? 0) - (samples[n - part.start + shift] ?? 0)))
    loudest = Math.max(loudest, Math.abs(all[n] ?? 0))
  }
  return { loudest, differs }
}

it('AUD2: what a WAV holds after its samples is no sound', async () => {
  const path = join(folder, 'titled.wav')
  const title = Buffer.from('LIST\x10\0\0\0INFOINAM\x04\0\0\0loud', 'latin1')
  await writeFile(path, Buffer.concat([writePcmWav(new Int16Array(8_000), 8_000), title]))
  const part = await decodePart(path, 0.5, 1.1)
  // One second of 8,000 samples, from the 4,000th.
  expect([part?.start, part?.channelData[0]?.length]).toEqual([4_000, 4_000])
})

it('AUD2: Vorbis cannot be entered in the middle', async () => {
  expect(await decodePart(fixture('tone.ogg'), 0.5, 1)).toBeNull()
})
