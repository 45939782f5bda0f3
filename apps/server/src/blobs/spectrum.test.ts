// Spectrograms against sounds whose frequencies are known by hand.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { writePcmWav } from '@etabli/formats'
import {
  type BlobHash,
  hertzOf,
  melOf,
  SPECTRUM_COLUMNS,
  SPECTRUM_KEPT,
  SPECTRUM_ROWS,
  spectrumRate,
} from '@etabli/schema'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Blobs } from './blobs.ts'
import { diskBlobs } from './disk.ts'
import { peaksFile } from './peaks.ts'
import { spectrumTile } from './spectrum.ts'

const RATE = 16_000
const fixture = (name: string) => join(import.meta.dirname, 'fixtures', name)
let folder: string
let blobs: Blobs
let hashes = 0
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'etabli-spectrum-'))
  blobs = await diskBlobs(join(folder, 'store'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const newHash = () => `${hashes++}`.padStart(64, '0') as BlobHash
/** Row of a frequency, by the formula of mel: 1 kHz is 1,000 mel of the 2,840 of 8 kHz, so row 45 of 128. */
const rowOf = (hertz: number) => Math.floor((melOf(hertz) / melOf(RATE / 2)) * SPECTRUM_ROWS)

/** 16 bits, 16 kHz, mono. */
async function wav(seconds: number, at: (seconds: number) => number): Promise<string> {
  const samples = Int16Array.from({ length: seconds * RATE }, (_, n) => Math.round(at(n / RATE) * 32_767))
  const path = join(folder, `${hashes}.wav`)
  await writeFile(path, writePcmWav(samples, RATE))
  return path
}

async function columnsOf(path: string, level: number, tile = 0, mime = 'audio/wav', blob = newHash()) {
  const bytes = await spectrumTile(blobs, blob, mime, { level, tile }, () => true, path)
  if (!bytes) throw new Error('no tile')
  return Array.from({ length: bytes.length / SPECTRUM_ROWS }, (_, n) =>
    bytes.subarray(n * SPECTRUM_ROWS, (n + 1) * SPECTRUM_ROWS),
  )
}

const loudestRow = (column: Uint8Array) => column.indexOf(Math.max(...column))
const loudness = (column: Uint8Array) =>
  column.reduce((sum, value) => sum + 10 ** (((value / 255) * 120 - 120) / 10), 0)
const inDecibels = (value: number) => (value / 255) * 120 - 120

it.each([7, SPECTRUM_KEPT, 11, 13, 15])(
  'AUD2: a tone of 1 kHz at half of full scale is −6 dB in the row of 1 kHz, and far less elsewhere, at level %i',
  async (level) => {
    expect(rowOf(1_000)).toBe(45)
    const path = await wav(4, (seconds) => 0.5 * Math.sin(2 * Math.PI * 1_000 * seconds))
    const columns = await columnsOf(path, level)
    expect(columns).toHaveLength(Math.min(SPECTRUM_COLUMNS, 4 * spectrumRate(level)))
    const middle = columns[Math.floor(columns.length / 2)] ?? new Uint8Array(SPECTRUM_ROWS)
    expect(loudestRow(middle)).toBe(45)
    // 20 log10 0.5 = −6.0; the window's scallop takes at most 1.4 dB of it, a byte is 0.47 dB.
    expect(inDecibels(middle[45] ?? 0)).toBeGreaterThan(-7.8)
    expect(inDecibels(middle[45] ?? 0)).toBeLessThan(-5.7)
    // Hann's side lobes are 31 dB down and falling.
    expect(inDecibels(middle[rowOf(3_000)] ?? 0)).toBeLessThan(-50)
  },
)

it('AUD2: the ridge of a chirp from 500 to 4,500 Hz in 8 s is where its frequency is, column by column', async () => {
  // f(t) = 500 + 500 t, so the phase is 2π (500 t + 250 t²).
  const path = await wav(8, (seconds) => 0.5 * Math.sin(2 * Math.PI * (500 * seconds + 250 * seconds ** 2)))
  for (const level of [SPECTRUM_KEPT, 12]) {
    const columns = await columnsOf(path, level)
    expect(columns).toHaveLength(8 * spectrumRate(level))
    for (const [n, column] of columns.entries()) {
      const seconds = (n + 0.5) / spectrumRate(level)
      // Half of a column and of a window (64 ms at most) the frequency goes on; and one row.
      const slack = 500 * (0.5 / spectrumRate(level) + 0.032)
      const row = loudestRow(column)
      expect(row).toBeGreaterThanOrEqual(rowOf(500 + 500 * seconds - slack) - 1)
      expect(row).toBeLessThanOrEqual(rowOf(500 + 500 * seconds + slack) + 1)
    }
  }
})

it('AUD2: clicks of a VBR MP3, every three seconds, are within one column at every level', async () => {
  const path = fixture('clicks-vbr.mp3')
  const blob = newHash()
  for (const level of [SPECTRUM_KEPT, 11, 12, 14, 15]) {
    const perSecond = spectrumRate(level)
    for (const click of [3, 30, 57]) {
      const at = Math.floor(click * perSecond)
      const tile = Math.floor(at / SPECTRUM_COLUMNS)
      const columns = await columnsOf(path, level, tile, 'audio/mpeg', blob)
      const near = columns.map(loudness)
      // Only around the click: other clicks are in the same tile.
      const reach = Math.ceil(perSecond)
      const here = at - tile * SPECTRUM_COLUMNS
      const window = near.slice(Math.max(0, here - reach), here + reach)
      const loudest = Math.max(0, here - reach) + window.indexOf(Math.max(...window))
      // The clicks are drawn by the peaks within a pair, 8 ms, of their second: at 512 columns that is four.
      const slack = Math.max(1, Math.ceil(0.008 * perSecond))
      expect(Math.abs(loudest - here), `${click} s at level ${level}`).toBeLessThanOrEqual(slack)
    }
  }
})

it('AUD2: a click that fills one sample is in the column of its second at every level', async () => {
  const path = await wav(4, (seconds) => (Math.round(seconds * RATE) === 2.31 * RATE ? 0.9 : 0))
  const blob = newHash()
  for (const level of [5, SPECTRUM_KEPT, 11, 12, 14, 15]) {
    const at = Math.floor(2.31 * spectrumRate(level))
    const tile = Math.floor(at / SPECTRUM_COLUMNS)
    const near = (await columnsOf(path, level, tile, 'audio/wav', blob)).map(loudness)
    expect(Math.abs(near.indexOf(Math.max(...near)) - (at - tile * SPECTRUM_COLUMNS))).toBeLessThanOrEqual(1)
  }
})

it('AUD2: the level that is made with the waveform is the level that is made alone; the tile after the last is none', async () => {
  const [together, alone] = [newHash(), newHash()]
  const path = fixture('tone.ogg')
  await peaksFile(blobs, together, path)
  const kept = await readFile(
    await blobs.derived(together, 'spectrum.bin', () => Promise.reject(new Error('not made'))),
  )
  // 1.5 s of 16 columns a second.
  expect(kept.length / SPECTRUM_ROWS).toBe(24)
  await peaksFile(blobs, alone, path)
  await rm(await blobs.derived(alone, 'spectrum.bin', () => Promise.reject(new Error('not made'))))
  await columnsOf(path, SPECTRUM_KEPT, 0, 'audio/ogg', alone)
  const again = await readFile(await blobs.derived(alone, 'spectrum.bin', () => Promise.reject(new Error('not made'))))
  expect(again.equals(kept)).toBe(true)
  expect(await spectrumTile(blobs, together, 'audio/ogg', { level: 9, tile: 1 }, () => true, path)).toBeNull()
  // Vorbis cannot be entered in the middle: finer than it is kept it is not.
  const fine = await columnsOf(path, 11, 0, 'audio/ogg', together)
  expect(fine).toHaveLength(48)
  expect(fine[5]).toEqual(Uint8Array.from(kept.subarray(2 * SPECTRUM_ROWS, 3 * SPECTRUM_ROWS)))
})

it('AUD2: what nobody waits for any more is not computed', async () => {
  const path = await wav(1, () => 0)
  await expect(spectrumTile(blobs, newHash(), 'audio/wav', { level: 12, tile: 0 }, () => false, path)).rejects.toThrow(
    'nobody waits',
  )
})

it('mel and back: 1,000 mel is 1 kHz, and each is the inverse of the other', () => {
  // 2,595 × log10(1 + 1,000 / 700) = 999.99.
  expect(melOf(1_000)).toBeCloseTo(999.99, 1)
  for (const hertz of [0, 50, 440, 8_000, 22_050]) expect(hertzOf(melOf(hertz))).toBeCloseTo(hertz, 6)
})
