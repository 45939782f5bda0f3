// WAV of one channel of 16-bit PCM with nothing else in it: written from samples, and its head read strictly.
// Source: Multimedia Programming Interface 1.0 (RIFF), IBM and Microsoft, 1991.

/** Bytes before the first sample. */
export const PCM_WAV_HEAD = 44
const BYTES_A_SAMPLE = 2
const PCM = 1

export interface PcmWavHead {
  /** Samples a second. */
  readonly sampleRate: number
  readonly samples: number
}

/**
 * The head of a WAV file of whole-number PCM; samples follow, those of all channels after each other.
 * @param width bytes of a sample of one channel
 * @param bytes of all samples
 */
export function pcmWavHead(
  { channels, sampleRate, width }: { readonly channels: number; readonly sampleRate: number; readonly width: number },
  bytes: number,
): Uint8Array<ArrayBuffer> {
  const head = new Uint8Array(PCM_WAV_HEAD)
  const view = new DataView(head.buffer)
  const word = (at: number, letters: string) => {
    for (let n = 0; n < letters.length; n++) view.setUint8(at + n, letters.charCodeAt(n))
  }
  word(0, 'RIFF')
  view.setUint32(4, PCM_WAV_HEAD - 8 + bytes, true)
  word(8, 'WAVEfmt ')
  view.setUint32(16, 16, true)
  view.setUint16(20, PCM, true)
  view.setUint16(22, channels, true)
  view.setUint32(24, sampleRate, true)
  view.setUint32(28, sampleRate * channels * width, true)
  view.setUint16(32, channels * width, true)
  view.setUint16(34, 8 * width, true)
  word(36, 'data')
  view.setUint32(40, bytes, true)
  return head
}

/** The file of these samples. */
export function writePcmWav(samples: Int16Array, sampleRate: number): Uint8Array<ArrayBuffer> {
  const bytes = samples.length * BYTES_A_SAMPLE
  const file = new Uint8Array(PCM_WAV_HEAD + bytes)
  file.set(pcmWavHead({ channels: 1, sampleRate, width: BYTES_A_SAMPLE }, bytes))
  const view = new DataView(file.buffer)
  for (let n = 0; n < samples.length; n++) view.setInt16(PCM_WAV_HEAD + n * BYTES_A_SAMPLE, samples[n] ?? 0, true)
  return file
}

/**
 * What the first 44 bytes say, or the sentence why they are no such head. Nothing but the one form is taken: no other
 * chunk, channel or width, and lengths that agree with each other.
 */
export function readPcmWavHead(head: Uint8Array): PcmWavHead | { readonly refused: string } {
  if (head.length < PCM_WAV_HEAD) return { refused: 'it is too short to be a recording' }
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength)
  const word = (at: number) => String.fromCharCode(...head.subarray(at, at + 4))
  if (word(0) !== 'RIFF' || word(8) !== 'WAVE') return { refused: 'it is no WAV file' }
  if (word(12) !== 'fmt ' || view.getUint32(16, true) !== 16 || word(36) !== 'data')
    return { refused: 'it is no plain WAV file: it holds other parts than its format and its samples' }
  const [tag, channels, bits] = [20, 22, 34].map((at) => view.getUint16(at, true))
  if (tag !== PCM || channels !== 1 || bits !== 16) return { refused: 'it is not 16-bit PCM of one channel' }
  const sampleRate = view.getUint32(24, true)
  const bytes = view.getUint32(40, true)
  const agrees =
    view.getUint32(28, true) === sampleRate * BYTES_A_SAMPLE &&
    view.getUint16(32, true) === BYTES_A_SAMPLE &&
    view.getUint32(4, true) === bytes + PCM_WAV_HEAD - 8 &&
    bytes % BYTES_A_SAMPLE === 0
  return agrees ? { sampleRate, samples: bytes / BYTES_A_SAMPLE } : { refused: 'the lengths in its head disagree' }
}

/** The samples of a file that `readPcmWavHead` took. */
export function samplesOfPcmWav(file: Uint8Array): Int16Array {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength)
  const samples = new Int16Array(Math.max(0, Math.floor((file.length - PCM_WAV_HEAD) / BYTES_A_SAMPLE)))
  for (let n = 0; n < samples.length; n++) samples[n] = view.getInt16(PCM_WAV_HEAD + n * BYTES_A_SAMPLE, true)
  return samples
}
