// Writes a copy of a recording with a tone over stretches of it, every other sample as it was. For the worker thread.
import { constants } from 'node:fs'
import { copyFile, type FileHandle, open } from 'node:fs/promises'
import { PCM_WAV_HEAD, pcmWavHead } from '@etabli/formats'
import type { SampleRange } from '@etabli/modalities'
import { type Decoded, decodeAudio, NotDecodedHere, wavFormat } from './decode.ts'
import { writeSilenced } from './silenced-copy.ts'
import { headOf, sniff } from './sniff.ts'
import { pcmWriter, type WavFormat } from './wav.ts'

const TONE_HZ = 1_000
/** Of full scale: −20 dB, no louder than quiet speech. */
const TONE_LEVEL = 0.1
/** Seconds in which the tone comes and goes, so that it does not click. */
const FADE = 0.005
/** Frames written at once. */
const BLOCK = 65_536
/** A WAV file counts its bytes in 32 bits. */
const MOST_BYTES = 0xffff_ffff - PCM_WAV_HEAD

/**
 * A WAV is copied byte for byte but for the tone; what else is decoded here becomes a WAV of 16 bits, or 24 where a FLAC has
 * more than 16; AAC, which is not decoded here, stays AAC with silence in place of a tone. The seconds are those of the
 * original.
 * @throws NotDecodedHere where it is neither
 */
export async function writeBeeped(from: string, to: string, ranges: readonly SampleRange[]): Promise<void> {
  const head = await headOf(from)
  const { mime } = sniff(head)
  const wav = mime === 'audio/wav' ? await wavFormat(from, head) : null
  if (wav) return overwrite(from, to, wav, ranges)
  try {
    await writeDecoded(from, to, pcmFor(mime, head), ranges)
  } catch (error) {
    if (!(error instanceof NotDecodedHere) || error.codec !== 'AAC') throw error
    await writeSilenced(from, to, ranges)
  }
}

/** The tone at a sample of a range. */
function toneAt(sample: number, [from, to]: SampleRange, sampleRate: number): number {
  const nearestEdge = Math.min(sample - from, to - 1 - sample) / sampleRate
  return TONE_LEVEL * Math.min(1, nearestEdge / FADE) * Math.sin((2 * Math.PI * TONE_HZ * (sample - from)) / sampleRate)
}

async function overwrite(from: string, to: string, wav: WavFormat, ranges: readonly SampleRange[]): Promise<void> {
  await copyFile(from, to, constants.COPYFILE_EXCL)
  const file = await open(to, 'r+')
  try {
    const frame = wav.width * wav.channels
    const { size } = await file.stat()
    const frames = Math.floor(Math.min(wav.bytes, size - wav.offset) / frame)
    for (const range of ranges) {
      for (let at = range[0]; at < Math.min(range[1], frames); at += BLOCK) {
        const count = Math.min(BLOCK, range[1] - at, frames - at)
        const bytes = Buffer.alloc(count * frame)
        const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
        for (let n = 0; n < count * wav.channels; n++) {
          wav.write(view, n * wav.width, toneAt(at + Math.floor(n / wav.channels), range, wav.sampleRate))
        }
        await file.write(bytes, 0, bytes.length, wav.offset + at * frame)
      }
    }
  } finally {
    await file.close()
  }
}

interface Pcm {
  /** Bytes of a sample. */
  readonly width: 2 | 3
  /** What a decoded sample is multiplied by, so that whole numbers come out as they went in. */
  readonly scale: number
}

async function writeDecoded(from: string, to: string, pcm: Pcm, ranges: readonly SampleRange[]): Promise<void> {
  const { width } = pcm
  const file = await open(to, 'wx', 0o600)
  try {
    let shape: { readonly channels: number; readonly sampleRate: number; readonly width: number } | null = null
    let frames = 0
    let bytes = 0
    for await (const piece of decodeAudio(from)) {
      const length = piece.channelData[0]?.length ?? 0
      if (length === 0) continue
      shape ??= { channels: piece.channelData.length, sampleRate: piece.sampleRate, width }
      bytes += length * shape.channels * width
      if (bytes > MOST_BYTES) throw new NotDecodedHere('a recording of this length')
      const at = PCM_WAV_HEAD + frames * shape.channels * width
      await writePiece(file, piece, { ...shape, ...pcm, first: frames, at, ranges })
      frames += length
    }
    if (!shape) throw new Error('no sound could be decoded')
    await file.write(pcmWavHead(shape, bytes), 0, PCM_WAV_HEAD, 0)
  } finally {
    await file.close()
  }
}

interface Place extends Pcm {
  readonly channels: number
  readonly sampleRate: number
  /** Which sample of the recording the piece begins with, and where that goes in the file. */
  readonly first: number
  readonly at: number
  readonly ranges: readonly SampleRange[]
}

async function writePiece(file: FileHandle, { channelData }: Decoded, place: Place): Promise<void> {
  const { channels, sampleRate, width, scale, first } = place
  const length = channelData[0]?.length ?? 0
  const ranges = place.ranges.filter(([from, to]) => from < first + length && first < to)
  const write = pcmWriter(width)
  const bytes = Buffer.alloc(length * channels * width)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  for (let n = 0, at = 0; n < length; n++) {
    const range = ranges.find(([from, to]) => from <= first + n && first + n < to)
    for (let channel = 0; channel < channels; channel++, at += width) {
      write(view, at, range ? toneAt(first + n, range, sampleRate) : (channelData[channel]?.[n] ?? 0) * scale)
    }
  }
  await file.write(bytes, 0, bytes.length, place.at)
}

/**
 * How a decoded recording is written. The decoder of FLAC gives its greatest whole number as 1, all others divide by one
 * more. Bits of a sample as the stream's first block says them (RFC 9639 §8.2); 16 where FLAC lies within Ogg.
 */
function pcmFor(mime: string, head: Uint8Array): Pcm {
  const isBare = mime === 'audio/flac' && head.length >= 22
  const isFlac = isBare || (mime === 'audio/ogg' && Buffer.from(head.subarray(0, 128)).includes('FLAC'))
  if (!isFlac) return { width: 2, scale: 1 }
  const bits = isBare ? ((((head[20] ?? 0) & 1) << 4) | ((head[21] ?? 0) >> 4)) + 1 : 16
  return { width: bits > 16 ? 3 : 2, scale: 1 - 2 ** (1 - bits) }
}
