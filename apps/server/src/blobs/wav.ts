// Reads and writes the samples of a WAV file as they stream by: PCM of 8 to 32 bits, float of 32 and 64, µ-law and A-law.

export interface WavFormat {
  readonly channels: number
  readonly sampleRate: number
  /** Bytes of a sample of one channel. */
  readonly width: number
  /** One sample, −1 to 1, at an offset of a view. */
  readonly read: (view: DataView, at: number) => number
  /** The other way round; what is louder than full scale is cut. */
  readonly write: (view: DataView, at: number, sample: number) => void
  /** Where the samples begin. */
  readonly offset: number
  /** Bytes of samples that the header promises; infinite where it does not tell: then all that follows is sound. */
  readonly bytes: number
}

const PCM = 1
const FLOAT = 3
const A_LAW = 6
const MU_LAW = 7
const EXTENSIBLE = 0xfffe
/** Lengths that a recorder leaves which was cut off, or which streams. */
const UNTOLD = new Set([0, 0xffff_ffff])

/**
 * The format from a WAV file's first bytes; null where they name none that is read here.
 * Source: Multimedia Programming Interface 1.0 (RIFF), Microsoft WAVEFORMATEXTENSIBLE.
 */
export function readWavHead(head: Uint8Array): WavFormat | null {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength)
  let format: Omit<WavFormat, 'offset' | 'bytes'> | null = null
  for (let at = 12; at + 8 <= head.length; ) {
    const name = String.fromCharCode(...head.subarray(at, at + 4))
    const size = view.getUint32(at + 4, true)
    const body = at + 8
    if (name === 'data')
      return format && { ...format, offset: body, bytes: UNTOLD.has(size) ? Number.POSITIVE_INFINITY : size }
    if (name === 'fmt ') format = body + 16 <= head.length ? formatAt(view, body, size) : null
    at = body + size + (size % 2)
  }
  return null
}

function formatAt(view: DataView, at: number, size: number): Omit<WavFormat, 'offset' | 'bytes'> | null {
  const named = view.getUint16(at, true)
  // The true format is the first word of the extension's GUID.
  const tag = named === EXTENSIBLE && size >= 40 && at + 26 <= view.byteLength ? view.getUint16(at + 24, true) : named
  const channels = view.getUint16(at + 2, true)
  const sampleRate = view.getUint32(at + 4, true)
  const width = channels > 0 ? view.getUint16(at + 12, true) / channels : 0
  const read = READERS[`${tag}/${width}`]
  const write = WRITERS[`${tag}/${width}`]
  return read && write && channels > 0 && sampleRate > 0 ? { channels, sampleRate, width, read, write } : null
}

const READERS: Readonly<Record<string, WavFormat['read']>> = {
  [`${PCM}/1`]: (view, at) => (view.getUint8(at) - 128) / 128,
  [`${PCM}/2`]: (view, at) => view.getInt16(at, true) / 0x8000,
  [`${PCM}/3`]: (view, at) => ((view.getInt8(at + 2) << 16) | view.getUint16(at, true)) / 0x80_0000,
  [`${PCM}/4`]: (view, at) => view.getInt32(at, true) / 0x8000_0000,
  [`${FLOAT}/4`]: (view, at) => view.getFloat32(at, true),
  [`${FLOAT}/8`]: (view, at) => view.getFloat64(at, true),
  [`${MU_LAW}/1`]: (view, at) => muLaw(view.getUint8(at)),
  [`${A_LAW}/1`]: (view, at) => aLaw(view.getUint8(at)),
}

/** A sample as a whole number of so many steps on either side of 0. */
function steps(sample: number, full: number): number {
  return Math.max(-full, Math.min(full - 1, Math.round(sample * full)))
}

const writePcm16: WavFormat['write'] = (view, at, sample) => view.setInt16(at, steps(sample, 0x8000), true)
const writePcm24: WavFormat['write'] = (view, at, sample) => {
  const whole = steps(sample, 0x80_0000)
  view.setUint16(at, whole & 0xffff, true)
  view.setInt8(at + 2, whole >> 16)
}

const WRITERS: Readonly<Record<string, WavFormat['write']>> = {
  [`${PCM}/1`]: (view, at, sample) => view.setUint8(at, steps(sample, 128) + 128),
  [`${PCM}/2`]: writePcm16,
  [`${PCM}/3`]: writePcm24,
  [`${PCM}/4`]: (view, at, sample) => view.setInt32(at, steps(sample, 0x8000_0000), true),
  [`${FLOAT}/4`]: (view, at, sample) => view.setFloat32(at, sample, true),
  [`${FLOAT}/8`]: (view, at, sample) => view.setFloat64(at, sample, true),
  [`${MU_LAW}/1`]: (view, at, sample) => view.setUint8(at, nearestCode(sample, muLaw)),
  [`${A_LAW}/1`]: (view, at, sample) => view.setUint8(at, nearestCode(sample, aLaw)),
}

/** The code of a law whose sample is nearest. */
function nearestCode(sample: number, law: (code: number) => number): number {
  let best = 0
  for (let code = 1; code < 256; code++) if (Math.abs(law(code) - sample) < Math.abs(law(best) - sample)) best = code
  return best
}

/** ITU-T G.711, µ-law: sign, three bits of exponent, four of mantissa, all inverted. */
function muLaw(code: number): number {
  const bits = ~code & 0xff
  const size = ((((bits & 15) << 3) + 0x84) << ((bits >> 4) & 7)) - 0x84
  return (bits & 0x80 ? -size : size) / 0x8000
}

/** ITU-T G.711, A-law: every second bit inverted. */
function aLaw(code: number): number {
  const bits = code ^ 0x55
  const exponent = (bits >> 4) & 7
  const mantissa = ((bits & 15) << 4) + 8
  const size = exponent === 0 ? mantissa : (mantissa + 0x100) << (exponent - 1)
  return (bits & 0x80 ? size : -size) / 0x8000
}

/** The samples of bytes that begin at a whole frame; bytes of a last frame that is not whole are left out. */
export function samplesOf(bytes: Uint8Array, { channels, width, read }: WavFormat): Float32Array[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const frame = width * channels
  const frames = Math.floor(bytes.length / frame)
  return Array.from({ length: channels }, (_, channel) => {
    const data = new Float32Array(frames)
    for (let n = 0, at = channel * width; n < frames; n++, at += frame) data[n] = read(view, at)
    return data
  })
}

/** How samples of whole-number PCM of 16 or 24 bits are written. */
export function pcmWriter(width: 2 | 3): WavFormat['write'] {
  return width === 2 ? writePcm16 : writePcm24
}
