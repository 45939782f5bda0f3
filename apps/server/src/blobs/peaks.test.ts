// Waveforms of recordings in each format: as long and as loud as what they were made from; broken ones named.
import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BlobHash, peakLevels, readPeaksHead } from '@etabli/schema'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Blobs } from './blobs.ts'
import { decodeAudio } from './decode.ts'
import { diskBlobs } from './disk.ts'
import { readMp3Head } from './mp3-head.ts'
import { heardFile, NoPeaks, peaksFile } from './peaks.ts'
import { probe } from './probe.ts'

const fixture = (name: string) => join(import.meta.dirname, 'fixtures', name)
let folder: string
let blobs: Blobs
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'etabli-peaks-'))
  blobs = await diskBlobs(join(folder, 'store'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

interface Wav {
  readonly tag: number
  readonly bits: number
  readonly rate: number
  readonly channels: number
  readonly write: (view: DataView, at: number, value: number) => void
}

/** A second of silence with one sample of 0.5 in channel c at c × 0.1 s, by the definition of RIFF. */
async function clicks({ tag, bits, rate, channels, write }: Wav): Promise<string> {
  const align = (bits / 8) * channels
  const data = new DataView(new ArrayBuffer(align * rate))
  for (let n = 0; n < rate; n++) {
    for (let c = 0; c < channels; c++) {
      write(data, n * align + (c * bits) / 8, n === Math.round(c * 0.1 * rate) ? 0.5 : 0)
    }
  }
  const head = Buffer.alloc(44)
  head.write('RIFF', 0)
  head.writeUInt32LE(36 + data.byteLength, 4)
  head.write('WAVEfmt ', 8)
  head.writeUInt32LE(16, 16)
  head.writeUInt16LE(tag, 20)
  head.writeUInt16LE(channels, 22)
  head.writeUInt32LE(rate, 24)
  head.writeUInt32LE(rate * align, 28)
  head.writeUInt16LE(align, 32)
  head.writeUInt16LE(bits, 34)
  head.write('data', 36)
  head.writeUInt32LE(data.byteLength, 40)
  const path = join(folder, `${tag}-${bits}-${rate}-${channels}.wav`)
  await writeFile(path, Buffer.concat([head, Buffer.from(data.buffer)]))
  return path
}

const pcm8 = (view: DataView, at: number, value: number) => view.setUint8(at, 128 + value * 128)
const pcm16 = (view: DataView, at: number, value: number) => view.setInt16(at, value * 0x8000, true)
const pcm24 = (view: DataView, at: number, value: number) => {
  view.setUint16(at, 0, true)
  view.setInt8(at + 2, value * 128)
}
const float32 = (view: DataView, at: number, value: number) => view.setFloat32(at, value, true)
// G.711, table 2a: 0xFF is 0, and 0x8F, the top of the second segment from above, is 16,764 / 32,768 = 0.51.
const muLaw = (view: DataView, at: number, value: number) => view.setUint8(at, value > 0 ? 0x8f : 0xff)

async function finest(path: string) {
  const bytes = await readFile(path)
  const hash = createHash('sha256').update(bytes).digest('hex') as BlobHash
  const file = await readFile((await peaksFile(blobs, hash, path)).path)
  const shape = readPeaksHead(file)
  if (!shape) throw new Error('no head')
  const level = peakLevels(shape).at(-1)
  if (!level) throw new Error('no level')
  /** The highest sample of a channel at a stretch, full scale 1. */
  const high = (pair: number, channel: number) =>
    file.readInt16LE(level.offset + (pair * shape.channels + channel) * 4 + 2) / 32_767
  return { shape, level, high }
}

it.each([
  { tag: 1, bits: 8, rate: 8_000, channels: 1, write: pcm8 },
  { tag: 1, bits: 16, rate: 16_000, channels: 2, write: pcm16 },
  { tag: 1, bits: 24, rate: 192_000, channels: 2, write: pcm24 },
  { tag: 3, bits: 32, rate: 48_000, channels: 8, write: float32 },
  { tag: 7, bits: 8, rate: 8_000, channels: 1, write: muLaw },
])(
  'AUD7: draws WAV, format $tag of $bits bits, $rate Hz, $channels channels: each click in its channel at its time',
  async (kind) => {
    const { shape, level, high } = await finest(await clicks(kind))
    expect(shape).toEqual({ sampleRate: kind.rate, channels: kind.channels, samples: kind.rate })
    for (let channel = 0; channel < kind.channels; channel++) {
      const at = Math.floor(Math.round(channel * 0.1 * kind.rate) / level.perPair)
      const loud = Array.from({ length: level.pairs }, (_, pair) => pair).filter((pair) => high(pair, channel) > 0.1)
      expect(loud).toEqual([at])
      expect(high(at, channel)).toBeCloseTo(0.5, kind.tag === 7 ? 1 : 3)
    }
  },
)

// Each is a tone of 1.5 s; lossy frames pad the end, by less than 100 ms.
it.each(['tone.mp3', 'tone.flac', 'tone.ogg', 'tone.opus', 'tone.webm', 'mulaw.wav'])(
  'AUD7: draws %s, never as a flat line',
  async (name) => {
    const { shape, level, high } = await finest(fixture(name))
    const seconds = shape.samples / shape.sampleRate
    expect(shape.channels).toBe(name === 'mulaw.wav' ? 2 : 1)
    expect(seconds).toBeGreaterThan(1.45)
    expect(seconds).toBeLessThan(1.65)
    const middle = Math.floor(level.pairs / 2)
    expect(high(middle, 0)).toBeGreaterThan(0.02)
  },
)

it('AUD7: a codec that is not decoded here is named, and the recording is taken all the same', async () => {
  await expect(peaksFile(blobs, 'a'.repeat(64) as BlobHash, fixture('tone.m4a'))).rejects.toMatchObject({
    codec: 'AAC',
  })
  expect(await probe(fixture('tone.m4a'), 'audio', blobs)).toMatchObject({ type: 'audio', mime: 'audio/mp4' })
})

it('AUD7: says of a broken recording that it is broken', async () => {
  const flac = await readFile(fixture('tone.flac'))
  const path = join(folder, 'broken.flac')
  await writeFile(path, Buffer.concat([flac.subarray(0, 200), Buffer.alloc(5_000, 0x55)]))
  expect(await probe(path, 'audio', blobs)).toHaveProperty('refused')
  const failed = await peaksFile(blobs, 'b'.repeat(64) as BlobHash, path).catch((error: unknown) => error)
  expect(failed).toBeInstanceOf(NoPeaks)
  expect(failed).toMatchObject({ codec: null })
})

it('AUD7: a recording that cannot be drawn is not tried again; one that could not be read is', async () => {
  const path = join(folder, 'late.flac')
  await writeFile(path, Buffer.from('fLaC and then nothing of the kind'))
  const broken = 'd'.repeat(64) as BlobHash
  await expect(peaksFile(blobs, broken, path)).rejects.toBeInstanceOf(NoPeaks)
  const unread = 'e'.repeat(64) as BlobHash
  const away = await peaksFile(blobs, unread, join(folder, 'away.flac')).catch((error: unknown) => error)
  expect(away).toBeInstanceOf(Error)
  expect(away).not.toBeInstanceOf(NoPeaks)
  await writeFile(path, await readFile(fixture('tone.flac')))
  await expect(peaksFile(blobs, broken, path)).rejects.toBeInstanceOf(NoPeaks)
  await expect(peaksFile(blobs, unread, path)).resolves.toMatchObject({ tag: `${unread}-peaks` })
})

it('AUD7: a recording whose header promises more than is there is as long as what is there', async () => {
  const path = await clicks({ tag: 1, bits: 16, rate: 48_000, channels: 1, write: pcm16 })
  const whole = await readFile(path)
  // The header promises ten seconds, the file holds one.
  whole.writeUInt32LE(48_000 * 2 * 10, 40)
  await writeFile(path, whole)
  expect(await probe(path, 'audio', blobs)).toMatchObject({ type: 'audio', duration: 1 })
})

it('AUD1: an MP3 is sent with an index, and its delay is told by its first frame', async () => {
  const path = fixture('tone.mp3')
  const hash = 'c'.repeat(64) as BlobHash
  const sent = await heardFile(blobs, hash, 'audio/mpeg', path)
  expect(sent.mime).toBe('audio/mp4')
  const head = await readFile(sent.path)
  expect(head.toString('latin1', 4, 8)).toBe('ftyp')
  expect(head.includes('moov')).toBe(true)
  // 576 samples of the encoder (the LAME tag's 0x240) and 529 of every decoder.
  expect(await readMp3Head(path)).toEqual({ channels: 1, delay: 576 + 529 })
  expect((await readMp3Head(fixture('tone.flac'))).delay).toBe(0)
})

it('AUD7: a mono MP3 within an MP4 has one channel', async () => {
  const sent = await heardFile(blobs, '9'.repeat(64) as BlobHash, 'audio/mpeg', fixture('tone.mp3'))
  const lengths: number[] = []
  for await (const { channelData } of decodeAudio(sent.path)) lengths.push(channelData.length)
  expect(new Set(lengths)).toEqual(new Set([1]))
})

it('AUD1: clicks of a VBR MP3 are drawn where they were put, every three seconds, within one pair', async () => {
  const { shape, level, high } = await finest(fixture('clicks-vbr.mp3'))
  expect(shape).toMatchObject({ sampleRate: 16_000, channels: 1 })
  const drawn: number[] = []
  for (let pair = 0; pair < level.pairs; pair++) {
    const seconds = (pair * level.perPair) / shape.sampleRate
    if (high(pair, 0) > 0.37 && seconds - (drawn.at(-1) ?? -1) > 1) drawn.push(seconds)
  }
  expect(drawn).toHaveLength(19)
  for (const [index, seconds] of drawn.entries()) expect(Math.abs(seconds - 3 * (index + 1))).toBeLessThanOrEqual(0.008)
})
