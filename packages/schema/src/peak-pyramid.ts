// Peaks of a recording as it is decoded: pure, one pass, memory for the finest level only.
import { finestPeaks, PEAK_PAIR, PEAKS_STEP, type PeaksShape, peakLevels, writePeaksHead } from './peaks.ts'

export interface Pyramid {
  /** The next samples: an array a channel, all of the same length. */
  add(channels: readonly Float32Array[]): void
  /** The file's parts in order; empty where no sample came. */
  finish(): { readonly shape: PeaksShape; readonly parts: readonly Uint8Array[] }
}

const FIRST_ROOM = 1 << 16

/** Collects the peaks of a recording of so many channels. */
export function createPyramid(sampleRate: number, channels: number): Pyramid {
  const perPair = finestPeaks(sampleRate)
  const width = channels * 2
  let peaks = new Int16Array(FIRST_ROOM)
  let samples = 0
  const low = new Float32Array(channels)
  const high = new Float32Array(channels)
  const restart = (): void => {
    low.fill(Number.POSITIVE_INFINITY)
    high.fill(Number.NEGATIVE_INFINITY)
  }
  restart()

  function write(pair: number): void {
    if ((pair + 1) * width > peaks.length) {
      const larger = new Int16Array(peaks.length * 2)
      larger.set(peaks)
      peaks = larger
    }
    for (let channel = 0; channel < channels; channel++) {
      // Where nothing was a number, the lowest is above the highest still.
      const silent = (low[channel] ?? 0) > (high[channel] ?? 0)
      peaks[pair * width + channel * 2] = silent ? 0 : scaled(low[channel] ?? 0)
      peaks[pair * width + channel * 2 + 1] = silent ? 0 : scaled(high[channel] ?? 0)
    }
    restart()
  }

  return {
    add(data) {
      const length = data[0]?.length ?? 0
      for (let at = 0; at < length; ) {
        const until = Math.min(length, at + perPair - (samples % perPair))
        for (let channel = 0; channel < channels; channel++) widen(data[channel] ?? data[0], channel, at, until)
        samples += until - at
        if (samples % perPair === 0) write(samples / perPair - 1)
        at = until
      }
    },
    finish() {
      if (samples % perPair !== 0) write(Math.floor(samples / perPair))
      const shape = { sampleRate, channels, samples }
      const pairs = Math.ceil(samples / perPair)
      const levels = [peaks.subarray(0, pairs * width)]
      for (const _ of peakLevels(shape).slice(1)) levels.unshift(coarser(levels[0] ?? peaks, channels))
      return { shape, parts: samples === 0 ? [] : [writePeaksHead(shape), ...levels.map(littleEndian)] }
    },
  }

  function widen(data: Float32Array | undefined, channel: number, from: number, until: number): void {
    if (!data) return
    let least = low[channel] ?? 0
    let most = high[channel] ?? 0
    for (let at = from; at < until; at++) {
      const value = data[at] ?? 0
      if (value < least) least = value
      if (value > most) most = value
    }
    low[channel] = least
    high[channel] = most
  }
}

/** The next coarser level: of `PEAKS_STEP` pairs in a row, the lowest and the highest. */
export function coarser(level: Int16Array, channels: number): Int16Array<ArrayBuffer> {
  const width = channels * 2
  const pairs = level.length / width
  const next = new Int16Array(Math.ceil(pairs / PEAKS_STEP) * width)
  for (let pair = 0; pair < pairs; pair++) {
    const to = Math.floor(pair / PEAKS_STEP) * width
    const first = pair % PEAKS_STEP === 0
    for (let at = 0; at < width; at += 2) {
      const least = level[pair * width + at] ?? 0
      const most = level[pair * width + at + 1] ?? 0
      next[to + at] = first ? least : Math.min(next[to + at] ?? 0, least)
      next[to + at + 1] = first ? most : Math.max(next[to + at + 1] ?? 0, most)
    }
  }
  return next
}

/** Full scale is 32,767; what is louder is clipped. */
function scaled(value: number): number {
  return Math.round(Math.max(-1, Math.min(1, value)) * 32_767)
}

function littleEndian(level: Int16Array): Uint8Array {
  const bytes = new Uint8Array(level.buffer, level.byteOffset, level.byteLength)
  if (new Uint8Array(new Uint16Array([1]).buffer)[0] === 1) return bytes
  const swapped = Uint8Array.from(bytes)
  for (let at = 0; at + 1 < swapped.length; at += PEAK_PAIR / 2) {
    const [first = 0, second = 0] = swapped.subarray(at, at + 2)
    swapped[at] = second
    swapped[at + 1] = first
  }
  return swapped
}
