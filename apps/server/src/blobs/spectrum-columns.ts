// Columns of a spectrogram from samples: windows, their transform, and the level of each row in a byte. Pure.
import { hertzOf, melOf, SPECTRUM_FLOOR, SPECTRUM_KEPT, SPECTRUM_ROWS, spectrumRate } from '@etabli/schema'
import FFT from 'fft.js'

/** Seconds of a window, by how wide a column is: narrow bands where a column is long, sharp times where it is short. */
const WINDOWS = [
  { upTo: SPECTRUM_KEPT, seconds: 0.046 },
  { upTo: 14, seconds: 0.025 },
  { upTo: Number.POSITIVE_INFINITY, seconds: 0.0125 },
] as const

/** Samples of a window at a level: the power of two that is nearest to its seconds. */
export function windowOf(level: number, sampleRate: number): number {
  const { seconds } = WINDOWS.find(({ upTo }) => level <= upTo) ?? WINDOWS[0]
  return Math.max(16, 2 ** Math.round(Math.log2(sampleRate * seconds)))
}

export interface ColumnMaker {
  /**
   * Writes the rows of one column, the lowest first.
   * @param samples a stretch of the recording; what lies outside of it counts as silence
   * @param origin the sample of the recording with which the stretch begins
   */
  write(samples: Float32Array, origin: number, column: number, to: Uint8Array): void
  /** The samples that a column looks at, half-open; may lie outside the recording. */
  reach(column: number): readonly [from: number, to: number]
}

/**
 * Makes columns of a level: over each, as many Hann windows as it takes to leave no gap, evenly placed; a row is the loudest
 * of them and of the frequencies that it stands for. A sine that fills the scale is 0 dB.
 */
export function columnMaker(level: number, sampleRate: number): ColumnMaker {
  const size = windowOf(level, sampleRate)
  const perColumn = sampleRate / spectrumRate(level)
  const windows = Math.max(1, Math.ceil(perColumn / size))
  const fft = new FFT(size)
  const input = new Float64Array(size)
  const output = new Float64Array(size * 2)
  const hann = Float64Array.from({ length: size }, (_, n) => 0.5 - 0.5 * Math.cos((2 * Math.PI * n) / size))
  const rows = rowBins(size, sampleRate)
  // Of a sine that fills the scale, half of the samples' number times the window's mean is in its bin.
  const full = (size / 4) ** 2
  const powers = new Float64Array(size / 2 + 1)
  const first = (column: number, window: number) =>
    Math.round((column + (window + 0.5) / windows) * perColumn - size / 2)

  function transform(samples: Float32Array, at: number): void {
    for (let n = 0; n < size; n++) input[n] = (samples[at + n] ?? 0) * (hann[n] ?? 0)
    fft.realTransform(output, input)
    for (let bin = 0; bin <= size / 2; bin++) {
      const real = output[2 * bin] ?? 0
      const imaginary = output[2 * bin + 1] ?? 0
      powers[bin] = Math.max(powers[bin] ?? 0, real * real + imaginary * imaginary)
    }
  }

  return {
    reach: (column) => [first(column, 0), first(column, windows - 1) + size],
    write(samples, origin, column, to) {
      powers.fill(0)
      for (let window = 0; window < windows; window++) transform(samples, first(column, window) - origin)
      for (let row = 0; row < SPECTRUM_ROWS; row++) to[row] = byteOf(rows.power(powers, row) / full)
    },
  }
}

/** Which bins a row stands for; where it lies between two, what lies between them. */
function rowBins(size: number, sampleRate: number) {
  const top = melOf(sampleRate / 2)
  const binAt = (row: number) => (hertzOf((row / SPECTRUM_ROWS) * top) * size) / sampleRate
  const bins = Array.from({ length: SPECTRUM_ROWS }, (_, row) => ({
    from: Math.ceil(binAt(row)),
    to: Math.ceil(binAt(row + 1)) - 1,
    middle: binAt(row + 0.5),
  }))
  return {
    power(powers: Float64Array, row: number): number {
      const { from = 0, to = 0, middle = 0 } = bins[row] ?? {}
      if (from > to) {
        const below = Math.floor(middle)
        const share = middle - below
        return (powers[below] ?? 0) * (1 - share) + (powers[below + 1] ?? 0) * share
      }
      let most = 0
      for (let bin = from; bin <= to; bin++) most = Math.max(most, powers[bin] ?? 0)
      return most
    },
  }
}

/** A power, 1 for full scale, as a byte: evenly in decibels. */
function byteOf(power: number): number {
  const decibels = 10 * Math.log10(power + 1e-30)
  return Math.max(0, Math.min(255, Math.round((1 - decibels / SPECTRUM_FLOOR) * 255)))
}
