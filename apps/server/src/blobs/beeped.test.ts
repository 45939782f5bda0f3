// Copies with a tone: what lies outside the stretch is the recording, what lies within is the tone and nothing else.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pcmWavHead } from '@etabli/formats'
import { ALL_FORMATS, EncodedPacketSink, FilePathSource, Input } from 'mediabunny'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { beepedCopy } from './beeped.ts'
import { writeBeeped } from './beeped-copy.ts'
import { decodeAudio } from './decode.ts'
import { writeSilenced } from './silenced-copy.ts'

const fixtures = join(import.meta.dirname, 'fixtures')
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'etabli-beeped-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** All samples of the first channel. */
async function samplesIn(path: string): Promise<Float64Array> {
  const all: number[] = []
  for await (const { channelData } of decodeAudio(path)) all.push(...(channelData[0] ?? []))
  return Float64Array.from(all)
}

/** The amplitude of one frequency in samples: |Σ x·e^(−2πift)| · 2/N, by hand. */
function amplitude(samples: Float64Array, hertz: number, sampleRate: number): number {
  let re = 0
  let im = 0
  for (const [n, sample] of samples.entries()) {
    re += sample * Math.cos((2 * Math.PI * hertz * n) / sampleRate)
    im -= sample * Math.sin((2 * Math.PI * hertz * n) / sampleRate)
  }
  return (2 * Math.hypot(re, im)) / samples.length
}

/** A WAV of 440 Hz at half of full scale, 8,000 frames a second, one second of two channels, in whole-number PCM. */
async function wav(width: 2 | 3): Promise<string> {
  const body = Buffer.alloc(8_000 * 2 * width)
  for (let n = 0; n < 8_000; n++) {
    const sample = Math.round(0.5 * 2 ** (8 * width - 1) * Math.sin((2 * Math.PI * 440 * n) / 8_000))
    for (const channel of [0, 1]) body.writeIntLE(sample, (n * 2 + channel) * width, width)
  }
  const path = join(folder, `tone-${width}.wav`)
  await writeFile(path, Buffer.concat([pcmWavHead({ channels: 2, sampleRate: 8_000, width }, body.length), body]))
  return path
}

describe('AUD7: a copy with a tone from 0.4 to 0.8 s', () => {
  const ranges = [[3_200, 6_400]] as const
  for (const width of [2, 3] as const) {
    it(`of a WAV of ${8 * width} bits is its bytes but for that stretch`, async () => {
      const from = await wav(width)
      const to = join(folder, `beeped-${width}.wav`)
      await writeBeeped(from, to, ranges)
      const [before, after] = [await readFile(from), await readFile(to)]
      const [start, end] = [44 + 3_200 * 2 * width, 44 + 6_400 * 2 * width]
      expect(after.length).toBe(before.length)
      expect(after.subarray(0, start).equals(before.subarray(0, start))).toBe(true)
      expect(after.subarray(end).equals(before.subarray(end))).toBe(true)
      const within = (await samplesIn(to)).subarray(3_200, 6_400)
      // 400 ms hold whole periods of both tones. The fades take 2 × 5 ms of 400, half of each: 0.1 × 0.9875.
      expect(amplitude(within, 1_000, 8_000)).toBeCloseTo(0.098_75, 3)
      expect(amplitude(within, 440, 8_000)).toBeLessThan(0.001)
      expect(Math.abs(within[0] ?? 1)).toBeLessThan(0.001)
      expect(Math.max(...within)).toBeLessThanOrEqual(0.1001)
    })
  }
  // Each fixture is a tone of 1.5 s; their decoders are the same on both sides, so that only rounding may differ.
  /** The decoder of FLAC gives 32,767 as 1; those of others 32,768. */
  const FLAC = 32_767 / 32_768
  const others = [
    ['tone.flac', 0],
    ['mulaw.wav', 0],
    ['tone.mp3', 1 / 0x8000],
    ['tone.ogg', 1 / 0x8000],
    ['tone.opus', 1 / 0x8000],
    ['tone.webm', 1 / 0x8000],
  ] as const
  for (const [name, rounding] of others) {
    it(`of ${name} has the same samples outside and no trace of them inside`, async () => {
      const from = join(fixtures, name)
      const before = await samplesIn(from)
      const sampleRate = name === 'tone.opus' || name === 'tone.webm' ? 48_000 : await rateOf(from)
      const range = [Math.floor(sampleRate * 0.4), Math.floor(sampleRate * 0.8)] as const
      const to = join(folder, `${name}.beeped`)
      await writeBeeped(from, to, [range])
      const after = await samplesIn(to)
      expect(after.length).toBe(before.length)
      let worst = 0
      for (const [n, sample] of before.entries()) {
        if (n >= range[0] && n < range[1]) continue
        worst = Math.max(worst, Math.abs(sample * (name === 'tone.flac' ? FLAC : 1) - (after[n] ?? 9)))
      }
      // Numbers of 32 bits, as decoders give them, are no finer than 2^-24.
      expect(worst).toBeLessThanOrEqual(rounding + 2 ** -24)
      const within = after.subarray(...range)
      expect(amplitude(within, 1_000, sampleRate)).toBeGreaterThan(0.09)
      expect(amplitude(within, 440, sampleRate)).toBeLessThan(0.002)
    })
  }
})

async function rateOf(path: string): Promise<number> {
  for await (const { sampleRate } of decodeAudio(path)) return sampleRate
  return 0
}

it('AUD7: AAC, which is not decoded here, has frames of silence there and its own frames elsewhere', async () => {
  const from = join(fixtures, 'tone.m4a')
  const to = join(folder, 'silenced.m4a')
  const frames = async (path: string) => {
    const input = new Input({ formats: ALL_FORMATS, source: new FilePathSource(path) })
    const track = await input.getPrimaryAudioTrack()
    if (!track) throw new Error('no track')
    const found: { at: number; data: Buffer }[] = []
    for await (const { timestamp, data } of new EncodedPacketSink(track).packets())
      found.push({ at: timestamp, data: Buffer.from(data) })
    const rate = (await track.getDecoderConfig())?.sampleRate ?? 0
    input.dispose()
    return { found, rate }
  }
  const before = await frames(from)
  const [start, end] = [0.4 * before.rate, 0.8 * before.rate]
  await writeSilenced(from, to, [[start, end]])
  const after = await frames(to)
  expect(after.found).toHaveLength(before.found.length)
  let silent = 0
  for (const [index, { at, data }] of before.found.entries()) {
    const now = after.found[index]
    expect(now?.at).toBeCloseTo(at, 4)
    // Frame n is heard from its own time over 2,048 samples.
    const isHeard = at * before.rate < end && at * before.rate + 2_048 > start
    if (isHeard) silent += 1
    expect(now?.data.equals(data)).toBe(!isHeard)
    if (isHeard) expect(now?.data.length).toBeLessThanOrEqual(6)
  }
  expect(silent).toBeGreaterThan((0.4 * before.rate) / 1_024)
})

it('gives the same recipe the same address, and another recording or stretch another', () => {
  const [a, b] = ['a'.repeat(64), 'b'.repeat(64)] as never[]
  expect(beepedCopy(a as never, [[1, 2]])).toEqual(beepedCopy(a as never, [[1, 2]]))
  const keys = [
    beepedCopy(a as never, [[1, 2]]),
    beepedCopy(b as never, [[1, 2]]),
    beepedCopy(a as never, [[1, 3]]),
    beepedCopy(a as never, []),
  ].map(({ key }) => key)
  expect(new Set(keys).size).toBe(4)
  expect(keys.every((key) => /^[0-9a-f]{64}$/.test(key))).toBe(true)
})
