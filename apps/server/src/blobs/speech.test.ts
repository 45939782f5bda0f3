// Speech found by the model: against the reference runtime, against recordings whose words have times, and against sounds that
// are loud and no speech.
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { writePcmWav } from '@etabli/formats'
import { type BlobHash, createPyramid, peakLevels } from '@etabli/schema'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { heardSpans } from '../../../../packages/modalities/src/audio/core/segments/speech.ts'
import type { Blobs } from './blobs.ts'
import { decodeAudio } from './decode.ts'
import { diskBlobs } from './disk.ts'
import { NoPeaks } from './peaks.ts'
import { speechIn } from './speech.ts'
import { probabilitiesOf } from './speech-model.ts'

const RATE = 16_000
const PATIENCE = 120_000
const sample = (name: string) => join(import.meta.dirname, '../../../../datasets/assistant/audio', name)
const fixture = (name: string) => join(import.meta.dirname, 'fixtures', name)
let folder: string
let blobs: Blobs
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'etabli-speech-'))
  blobs = await diskBlobs(join(folder, 'store'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function samplesOf(path: string): Promise<Float32Array> {
  const parts: number[] = []
  for await (const { channelData } of decodeAudio(path)) for (const value of channelData[0] ?? []) parts.push(value)
  return Float32Array.from(parts)
}

/** Noise of a seeded generator (Numerical Recipes' constants), even between plus and minus its level. */
function noise(seconds: number, level: number): Float32Array {
  let seed = 1
  return Float32Array.from({ length: seconds * RATE }, () => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) | 0
    return (level * seed) / 0x8000_0000
  })
}

const tone = (seconds: number, hertz: number, level: number) =>
  Float32Array.from({ length: seconds * RATE }, (_, n) => level * Math.sin((2 * Math.PI * hertz * n) / RATE))

async function wav(name: string, parts: readonly Float32Array[]): Promise<string> {
  const samples = Int16Array.from(
    parts.flatMap((part) => [...part]),
    (value) => Math.round(value * 32_767),
  )
  const path = join(folder, name)
  await writeFile(path, writePcmWav(samples, RATE))
  return path
}

it('gives the probabilities that the model gives in the reference runtime', async () => {
  const { probabilities, duration } = await probabilitiesOf(sample('en-001.flac'), () => undefined)
  expect(duration).toBeCloseTo(4.365, 3)
  expect(probabilities).toHaveLength(137)
  // onnxruntime 1.30.0 for Python (CPU) with the same model and samples: every tenth frame, then those in which speech ends.
  const tenth = [0.0152, 0.0031, 1, 1, 0.9999, 1, 1, 1, 0.9998, 1, 1, 1, 0.0109, 0.0143]
  const ending = [1, 0.9999, 0.9984, 0.9936, 0.6962, 0.1696, 0.0375, 0.0153]
  for (const [n, wanted] of tenth.entries()) expect(Math.abs((probabilities[n * 10] ?? 9) - wanted)).toBeLessThan(2e-4)
  for (const [n, wanted] of ending.entries())
    expect(Math.abs((probabilities[112 + n] ?? 9) - wanted)).toBeLessThan(2e-4)
}, 60_000)

it('finds what is said and when, and neither a tone nor noise as loud as it, which loudness finds', async () => {
  const [timer, kitchen] = await Promise.all([samplesOf(sample('en-001.flac')), samplesOf(sample('en-002.flac'))])
  const quiet = noise(1, 0.002)
  const parts = [quiet, timer, quiet, tone(1.5, 1_000, 0.4), quiet, noise(1.2, 0.4), quiet, kitchen, quiet]
  const path = await wav('mixed.wav', parts)
  const starts = parts.map((_, n) => parts.slice(0, n).reduce((sum, part) => sum + part.length / RATE, 0))
  const found = await speechIn(blobs, 'a'.repeat(64) as BlobHash, PATIENCE, path)
  if (found.state !== 'heard') throw new Error('it is still listening')
  // By the recogniser's times of the words: 0.42 to 3.67 s of the first and 0.59 to 3.24 s of the second recording.
  const [first, second] = [starts[1] ?? 0, starts[7] ?? 0]
  const spoken = [
    [first + 0.42, first + 3.67],
    [second + 0.59, second + 3.24],
  ] as const
  for (const [from, to] of spoken) {
    const inside = found.spans.filter(({ start, end }) => start < to && end > from)
    expect(Math.abs((inside[0]?.start ?? 99) - from)).toBeLessThan(0.25)
    expect(Math.abs((inside.at(-1)?.end ?? 99) - to)).toBeLessThan(0.25)
    const covered = inside.reduce((sum, { start, end }) => sum + Math.min(end, to) - Math.max(start, from), 0)
    expect(covered / (to - from)).toBeGreaterThan(0.85)
  }
  for (const { start, end, confidence } of found.spans) {
    expect(spoken.some(([from, to]) => start < to && end > from)).toBe(true)
    expect(confidence).toBeGreaterThan(0.6)
  }
  // Loudness takes the tone (between its two neighbours) and the noise for something.
  const pyramid = createPyramid(RATE, 1)
  pyramid.add([Float32Array.from(parts.flatMap((part) => [...part]))])
  const { shape, parts: file } = pyramid.finish()
  const bytes = Buffer.concat(file)
  const level = peakLevels(shape).at(-1)
  if (!level) throw new Error('no level')
  const levels = Float32Array.from({ length: level.pairs }, (_, pair) => {
    const at = level.offset + pair * 4
    return Math.max(Math.abs(bytes.readInt16LE(at)), Math.abs(bytes.readInt16LE(at + 2))) / 32_767
  })
  const loud = heardSpans({ perSecond: RATE / level.perPair, levels }, shape.samples / RATE)
  const taken = (from: number, to: number) => loud.some(({ start, end }) => start < from + 0.1 && end > to - 0.1)
  expect(taken(starts[3] ?? 0, (starts[3] ?? 0) + 1.5)).toBe(true)
  expect(taken(starts[5] ?? 0, (starts[5] ?? 0) + 1.2)).toBe(true)
}, 120_000)

it('listens once to a recording, and says how far it is to whoever does not wait', async () => {
  const blob = 'b'.repeat(64) as BlobHash
  const path = await wav('silence.wav', [noise(40, 0.002)])
  const asked = await speechIn(blobs, blob, 0, path)
  expect(asked).toMatchObject({ state: 'listening', duration: 40 })
  const [one, other] = await Promise.all([speechIn(blobs, blob, PATIENCE, path), speechIn(blobs, blob, PATIENCE, path)])
  expect(one).toEqual({ state: 'heard', spans: [] })
  expect(other).toEqual(one)
  await rm(path)
  expect(await speechIn(blobs, blob, PATIENCE, path)).toEqual(one)
}, 120_000)

it('AUD7: cannot say of a codec that is not decoded here', async () => {
  await expect(speechIn(blobs, 'c'.repeat(64) as BlobHash, PATIENCE, fixture('tone.m4a'))).rejects.toBeInstanceOf(
    NoPeaks,
  )
})
