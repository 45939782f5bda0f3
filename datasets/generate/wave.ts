// Reads and writes the plain WAV files that pass between the speech programs: 16-bit PCM, one channel.
import { readFileSync, writeFileSync } from 'node:fs'
import { writePcmWav } from '@etabli/formats'

export interface Wave {
  readonly rate: number
  /** Samples in [-1, 1]. */
  readonly samples: Float64Array
}

/** The n-th number of a numeric array; outside of it zero. */
export const at = (values: ArrayLike<number>, index: number): number => values[index] ?? 0

/** Reads a mono 16-bit WAV; throws on any other kind. */
export function readWave(path: string): Wave {
  const bytes = readFileSync(path)
  let rate = 0
  for (let offset = 12; offset + 8 <= bytes.length; ) {
    const id = bytes.toString('latin1', offset, offset + 4)
    const size = bytes.readUInt32LE(offset + 4)
    if (id === 'fmt ') {
      if (bytes.readUInt16LE(offset + 10) !== 1 || bytes.readUInt16LE(offset + 22) !== 16)
        throw new Error(`${path} is not mono 16-bit`)
      rate = bytes.readUInt32LE(offset + 12)
    }
    if (id === 'data') {
      const count = Math.floor(Math.min(size, bytes.length - offset - 8) / 2)
      const samples = new Float64Array(count)
      for (let i = 0; i < count; i++) samples[i] = bytes.readInt16LE(offset + 8 + 2 * i) / 32768
      return { rate, samples }
    }
    offset += 8 + size + (size % 2)
  }
  throw new Error(`${path} has no samples`)
}

/** Writes a mono 16-bit WAV, clipping at full scale. */
export function writeWave(path: string, { rate, samples }: Wave): void {
  const whole = Int16Array.from(samples, (sample) => Math.max(-32768, Math.min(32767, Math.round(sample * 32767))))
  writeFileSync(path, writePcmWav(whole, rate))
}
