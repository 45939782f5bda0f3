// What the first frame of an MP3 tells: its channels, and how many samples at the start are the coders' own delay.
import { open } from 'node:fs/promises'

/** Samples by which every decoder of layer III comes late. */
const DECODER_DELAY = 529
const LOOKED_AT = 4_096

export interface Mp3Head {
  readonly channels: 1 | 2
  readonly delay: number
}

/**
 * The channels, and the samples to leave out so that the sound begins where the encoder was given it: 0 where the file does not say.
 * Source: the Xing/Info header and its LAME extension (gabriel.mp3-tech.org/mp3infotag.html), ID3v2.4 §3.1.
 */
export async function readMp3Head(path: string): Promise<Mp3Head> {
  const file = await open(path, 'r')
  try {
    const start = tagLength(await bytesAt(file, 0, 10))
    const frame = await bytesAt(file, start, LOOKED_AT)
    return { channels: isMono(frame) ? 1 : 2, delay: delayIn(frame) }
  } finally {
    await file.close()
  }
}

async function bytesAt(file: Awaited<ReturnType<typeof open>>, at: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, at)
  return buffer.subarray(0, bytesRead)
}

/** Bytes of an ID3v2 tag: its length is written in four bytes of seven bits. */
function tagLength(head: Buffer): number {
  if (head.length < 10 || head.toString('latin1', 0, 3) !== 'ID3') return 0
  return 10 + [6, 7, 8, 9].reduce((sum, at) => sum * 128 + ((head[at] ?? 0) & 127), 0)
}

/** Whether a frame of MP3 has one channel: the mode is in the first two bits of its fourth byte (ISO/IEC 11172-3 §2.4.1.3). */
export function isMono(frame: Uint8Array): boolean {
  const at = frame.findIndex((byte, index) => byte === 0xff && ((frame[index + 1] ?? 0) & 0xe6) === 0xe2)
  return at >= 0 && (frame[at + 3] ?? 0) >> 6 === 3
}

function delayIn(frame: Buffer): number {
  const at = [frame.indexOf('Xing'), frame.indexOf('Info')].find((found) => found >= 0 && found < 200)
  if (at === undefined || at + 8 > frame.length) return 0
  const flags = frame.readUInt32BE(at + 4)
  // Frames, bytes, table of contents, quality: each there where its bit is set.
  const encoder = at + 8 + [4, 4, 100, 4].reduce((sum, size, bit) => sum + ((flags >> bit) & 1 ? size : 0), 0)
  if (encoder + 24 > frame.length || !/^L(AME|avf|avc)/.test(frame.toString('latin1', encoder, encoder + 4))) return 0
  const delay = frame.readUInt16BE(encoder + 21) >> 4
  return delay === 0 ? 0 : delay + DECODER_DELAY
}
