// The waveform of a recording as a file: its lowest and highest sample of each short stretch, at several levels, for each
// channel, with a head that says where what is. Written by the server once, read by pages in ranges.

/** What the head says; all else follows from it. */
export interface PeaksShape {
  /** Samples a second and channel. */
  readonly sampleRate: number
  readonly channels: number
  /** Samples of one channel: the length of the recording as it was decoded. */
  readonly samples: number
}

export interface PeakLevel {
  /** Samples that a pair of peaks stands for; the last pair of a level may stand for fewer. */
  readonly perPair: number
  /** Pairs a channel. */
  readonly pairs: number
  /** Where the level begins in the file, in bytes. */
  readonly offset: number
}

/** Bytes of the head. */
export const PEAKS_HEAD = 20
/** Bytes of a pair: two signed 16-bit numbers, little-endian, lowest then highest; 32,767 is full scale. */
export const PEAK_PAIR = 4
/** How much coarser each level is than the next finer one. */
export const PEAKS_STEP = 4

/** "EPK1", read as a little-endian number. */
const MAGIC = 0x31_4b_50_45
/** A level of no more pairs than this is the coarsest. */
const FEWEST = 2_048
/** Bytes that hold the head and the coarsest level of any recording of up to eight channels. */
export const PEAKS_FIRST = 65_536 + PEAKS_HEAD

/** Samples that a pair of the finest level stands for: the power of two that makes 100 to 200 pairs a second. */
export function finestPeaks(sampleRate: number): number {
  return 2 ** Math.max(0, Math.ceil(Math.log2(sampleRate / 200)))
}

/**
 * The levels in the order of the file, from the coarsest, which fits the first `PEAKS_FIRST` bytes. Within a level the
 * pairs of all channels of one stretch stand together, so that a stretch of time is a range of bytes.
 */
export function peakLevels({ sampleRate, channels, samples }: PeaksShape): readonly PeakLevel[] {
  const sizes: { perPair: number; pairs: number }[] = []
  for (let perPair = finestPeaks(sampleRate); ; perPair *= PEAKS_STEP) {
    const pairs = Math.ceil(samples / perPair)
    sizes.unshift({ perPair, pairs })
    if (pairs <= FEWEST) break
  }
  let offset = PEAKS_HEAD
  return sizes.map((size) => {
    const level = { ...size, offset }
    offset += size.pairs * channels * PEAK_PAIR
    return level
  })
}

export function writePeaksHead({ sampleRate, channels, samples }: PeaksShape): Uint8Array<ArrayBuffer> {
  const head = new Uint8Array(PEAKS_HEAD)
  const view = new DataView(head.buffer)
  view.setUint32(0, MAGIC, true)
  view.setUint32(4, sampleRate, true)
  view.setUint32(8, channels, true)
  view.setFloat64(12, samples, true)
  return head
}

/** What a file of peaks is of; null where the bytes are not the beginning of one. */
export function readPeaksHead(bytes: Uint8Array): PeaksShape | null {
  if (bytes.length < PEAKS_HEAD) return null
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (view.getUint32(0, true) !== MAGIC) return null
  const shape = {
    sampleRate: view.getUint32(4, true),
    channels: view.getUint32(8, true),
    samples: view.getFloat64(12, true),
  }
  const fits = shape.sampleRate > 0 && shape.channels > 0 && Number.isSafeInteger(shape.samples) && shape.samples > 0
  return fits ? shape : null
}
