// The waveform of a recording as the page has it: fetched in ranges, the coarsest first, finer ones where one looks.

import { PEAK_PAIR, PEAKS_FIRST, type PeakLevel, type PeaksShape, peakLevels, readPeaksHead } from '@etabli/schema'
import type { Loudness } from '../core/segments/speech.ts'

/** Fetches the bytes from `start` up to and not including `end`; fewer where the file ends before. */
export type FetchBytes = (start: number, end: number) => Promise<Uint8Array>

/** Lowest and highest of a stretch, full scale 1. */
export type Extent = readonly [low: number, high: number]

export interface Peaks {
  readonly shape: PeaksShape
  /** Seconds, as decoded. */
  readonly duration: number
  /** Asks for what is wanted to show these seconds so large; `onChange` is called as it comes. */
  want(from: number, to: number, perSecond: number): void
  /** The extent of a channel between two seconds, from the finest level that is there and not finer than wanted; null where nothing is. */
  extent(channel: number, from: number, to: number, perSecond: number): Extent | null
  /** The loudest sample of all. */
  readonly loudest: number
  /** The loudest sample of each stretch of the whole recording, all channels together; at least so many a second, where there are. */
  loudness(perSecond: number): Promise<Loudness>
  close(): void
}

/** Pairs fetched at once. */
const CHUNK = 4_096
/** Chunks kept: of two channels, 64 × 32 kB. */
const MOST_CHUNKS = 64

/** Opens the peaks; null where the bytes are not peaks. */
export async function openPeaks(fetchBytes: FetchBytes, onChange: () => void): Promise<Peaks | null> {
  const first = await fetchBytes(0, PEAKS_FIRST)
  const head = readPeaksHead(first)
  if (!head) return null
  const shape: PeaksShape = head
  const levels = peakLevels(shape)
  const width = shape.channels * PEAK_PAIR
  const chunks = new Map<string, DataView | 'asked'>()
  let closed = false
  const coarsest = levels[0]
  if (!coarsest) return null
  const whole = viewOf(first.subarray(coarsest.offset, coarsest.offset + coarsest.pairs * width))

  /** The coarsest level that still has a pair for each pixel; the finest where none has. */
  const wanted = (perSecond: number): number => {
    const at = levels.findIndex(({ perPair }) => perPair * perSecond <= shape.sampleRate)
    return at < 0 ? levels.length - 1 : at
  }

  function ask(level: PeakLevel, index: number, chunk: number): void {
    const key = `${index}/${chunk}`
    if (chunks.has(key)) return
    chunks.set(key, 'asked')
    const start = level.offset + chunk * CHUNK * width
    const end = level.offset + Math.min(level.pairs, (chunk + 1) * CHUNK) * width
    fetchBytes(start, end).then(
      (bytes) => {
        chunks.delete(key)
        if (closed) return
        chunks.set(key, viewOf(bytes))
        for (const old of [...chunks.keys()].slice(0, Math.max(0, chunks.size - MOST_CHUNKS))) chunks.delete(old)
        onChange()
      },
      // The coarser level stays on screen, and looking here again asks again.
      () => chunks.delete(key),
    )
  }

  /** The bytes of a pair at a level, or null where they are not here. */
  function at(index: number, pair: number): readonly [DataView, number] | null {
    if (index === 0) return [whole, pair * width]
    const chunk = chunks.get(`${index}/${Math.floor(pair / CHUNK)}`)
    return chunk === undefined || chunk === 'asked' ? null : [chunk, (pair % CHUNK) * width]
  }

  function extentAt(index: number, channel: number, from: number, to: number): Extent | null {
    const level = levels[index]
    if (!level) return null
    const perSecond = shape.sampleRate / level.perPair
    const first = Math.max(0, Math.floor(from * perSecond))
    const last = Math.min(level.pairs - 1, Math.max(first, Math.ceil(to * perSecond) - 1))
    let low = Number.POSITIVE_INFINITY
    let high = Number.NEGATIVE_INFINITY
    for (let pair = first; pair <= last; pair++) {
      const found = at(index, pair)
      const place = found && found[1] + channel * PEAK_PAIR
      if (!found || place === null || place + PEAK_PAIR > found[0].byteLength) return null
      low = Math.min(low, found[0].getInt16(place, true))
      high = Math.max(high, found[0].getInt16(place + 2, true))
    }
    return low > high ? null : [low / 32_767, high / 32_767]
  }

  let loudest = 0
  for (let at = 0; at + 1 < whole.byteLength; at += 2) loudest = Math.max(loudest, Math.abs(whole.getInt16(at, true)))

  return {
    shape,
    duration: shape.samples / shape.sampleRate,
    loudest: loudest / 32_767,
    want(from, to, perSecond) {
      const index = wanted(perSecond)
      const level = levels[index]
      if (!level || index === 0) return
      const pairs = shape.sampleRate / level.perPair
      const last = Math.floor((Math.min(level.pairs, Math.ceil(to * pairs)) - 1) / CHUNK)
      for (let chunk = Math.floor(Math.max(0, from * pairs) / CHUNK); chunk <= last; chunk++) ask(level, index, chunk)
    },
    extent(channel, from, to, perSecond) {
      for (let index = wanted(perSecond); index >= 0; index--) {
        const found = extentAt(index, channel, from, to)
        if (found) return found
      }
      return null
    },
    async loudness(perSecond) {
      const index = wanted(perSecond)
      const level = levels[index] ?? coarsest
      const levelsOfAll = new Float32Array(level.pairs)
      for (let from = 0; from < level.pairs; from += AT_ONCE) {
        const to = Math.min(level.pairs, from + AT_ONCE)
        const start = level.offset + from * width
        const bytes = level === coarsest ? whole : viewOf(await fetchBytes(start, level.offset + to * width))
        for (let pair = from; pair < to; pair += 1) levelsOfAll[pair] = loudestOf(bytes, (pair - from) * width, width)
      }
      return { perSecond: shape.sampleRate / level.perPair, levels: levelsOfAll }
    },
    close() {
      closed = true
      chunks.clear()
    },
  }
}

/** Pairs fetched at once where all are wanted. */
const AT_ONCE = 262_144

/** The greatest distance from nothing in these bytes, full scale 1. */
function loudestOf(view: DataView, from: number, bytes: number): number {
  let most = 0
  for (let at = from; at + 1 < Math.min(view.byteLength, from + bytes); at += 2)
    most = Math.max(most, Math.abs(view.getInt16(at, true)))
  return Math.min(1, most / 32_767)
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
