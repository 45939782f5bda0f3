// Decodes a recording piece by piece, in bounded memory, by decoders that come inside their packages. For worker threads.
import { createReadStream } from 'node:fs'
import { FLACDecoder } from '@wasm-audio-decoders/flac'
import { OggVorbisDecoder } from '@wasm-audio-decoders/ogg-vorbis'
import { ALL_FORMATS, EncodedPacketSink, FilePathSource, Input, type InputAudioTrack } from 'mediabunny'
import { MPEGDecoder } from 'mpg123-decoder'
import { OpusDecoder } from 'opus-decoder'
import { isMono, readMp3Head } from './mp3-head.ts'
import { headOf, sniff } from './sniff.ts'
import { readWavHead, samplesOf, type WavFormat } from './wav.ts'

export interface Decoded {
  readonly sampleRate: number
  /** An array a channel, −1 to 1. */
  readonly channelData: readonly Float32Array[]
}

/** The codec is one that browsers play and that is not decoded here. */
export class NotDecodedHere extends Error {
  readonly codec: string
  constructor(codec: string) {
    super(`${codec} is not decoded by this server`)
    this.name = 'NotDecodedHere'
    this.codec = codec
  }
}

/** What the stream decoders have in common. */
interface StreamDecoder {
  readonly ready: Promise<void>
  decode(bytes: Uint8Array): Decoded | Promise<Decoded>
  flush?(): Promise<Decoded>
  free(): void
}

const CHUNK = 256 * 1024
/** Of a stream, so little that even silence, of which a few bytes make thousands of samples, does not fill the memory. */
const ENCODED_CHUNK = 16 * 1024
/**
 * Of FLAC and Vorbis, of whose frames the smallest make the most: by its form one of 34 bytes of FLAC holds 65,535
 * samples of each of eight channels, 2 MB. So much makes some 120 MB at most, and costs no time.
 */
const DENSE_CHUNK = 2 * 1024
const PACKETS = 64

/**
 * All samples of a recording in order, as a browser plays them.
 * @throws NotDecodedHere, or Error with a sentence where the bytes make no sense
 */
export async function* decodeAudio(path: string): AsyncGenerator<Decoded> {
  const head = await headOf(path)
  const { mime } = sniff(head)
  if (mime === 'audio/wav') yield* decodeWav(path, head)
  else if (mime === 'audio/mpeg') yield* decodeMp3(path)
  else if (mime === 'audio/flac') yield* streamed(path, new FLACDecoder(), DENSE_CHUNK)
  else if (mime === 'audio/ogg' && includes(head, 'vorbis')) yield* streamed(path, new OggVorbisDecoder(), DENSE_CHUNK)
  else if (mime === 'audio/ogg' && includes(head, 'FLAC')) yield* streamed(path, new FLACDecoder(), DENSE_CHUNK)
  else yield* decodePackets(path)
}

function includes(head: Uint8Array, word: string): boolean {
  return Buffer.from(head.buffer, head.byteOffset, Math.min(head.length, 128)).includes(word)
}

async function* decodeWav(path: string, head: Uint8Array): AsyncGenerator<Decoded> {
  const format = await wavFormat(path, head)
  if (!format) throw new NotDecodedHere('this WAV')
  const frame = format.width * format.channels
  const end = format.offset + format.bytes - 1
  let rest: Uint8Array = new Uint8Array(0)
  const file = createReadStream(path, { start: format.offset, end, highWaterMark: CHUNK })
  for await (const chunk of file) {
    const bytes: Uint8Array = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk
    const whole = bytes.length - (bytes.length % frame)
    yield { sampleRate: format.sampleRate, channelData: samplesOf(bytes.subarray(0, whole), format) }
    rest = bytes.subarray(whole)
  }
}

/** The format of a WAV file, whose first bytes are `head`; null where it is none that is read here. */
export async function wavFormat(path: string, head: Uint8Array): Promise<WavFormat | null> {
  return readWavHead(head) ?? readWavHead(await longHead(path))
}

/** The first megabyte: studio recorders write long descriptions before the sound. */
async function longHead(path: string): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  for await (const chunk of createReadStream(path, { end: 1024 * 1024 - 1 })) chunks.push(chunk)
  return Buffer.concat(chunks)
}

/**
 * What the encoder put before the first sample is left out, as it is in what browsers are sent (`writeIndexed`); of one
 * channel the decoder makes two.
 */
async function* decodeMp3(path: string): AsyncGenerator<Decoded> {
  const { delay, channels } = await readMp3Head(path)
  let skip = delay
  for await (const { sampleRate, channelData } of streamed(path, new MPEGDecoder({ enableGapless: false }))) {
    const length = channelData[0]?.length ?? 0
    if (length > skip)
      yield { sampleRate, channelData: channelData.slice(0, channels).map((data) => data.subarray(skip)) }
    skip = Math.max(0, skip - length)
  }
}

async function* streamed(path: string, decoder: StreamDecoder, piece = ENCODED_CHUNK): AsyncGenerator<Decoded> {
  await decoder.ready
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: CHUNK })) {
      for (let at = 0; at < chunk.length; at += piece) {
        const decoded = await decoder.decode(chunk.subarray(at, at + piece))
        // Before the first whole frame nothing is known, its rate neither.
        if ((decoded.channelData[0]?.length ?? 0) > 0) yield decoded
      }
    }
    if (decoder.flush) yield await decoder.flush()
  } finally {
    decoder.free()
  }
}

async function* decodePackets(path: string): AsyncGenerator<Decoded> {
  const input = new Input({ formats: ALL_FORMATS, source: new FilePathSource(path) })
  try {
    const track = await input.getPrimaryAudioTrack()
    if (!track) throw new Error('no audio was found in it')
    const decoder = await packetDecoder(track)
    const isMp3 = (await track.getCodec()) === 'mp3'
    // Of one channel the decoder of MP3 makes two.
    let channels: number | undefined
    const decoded = (packets: Uint8Array[]): Decoded => {
      const { sampleRate, channelData } = decoder.decodeFrames(packets)
      return { sampleRate, channelData: channelData.slice(0, channels) }
    }
    try {
      let batch: Uint8Array[] = []
      for await (const packet of new EncodedPacketSink(track).packets()) {
        if (isMp3) channels ??= isMono(packet.data) ? 1 : 2
        batch.push(packet.data)
        if (batch.length < PACKETS) continue
        yield decoded(batch)
        batch = []
      }
      yield decoded(batch)
    } finally {
      decoder.free()
    }
  } finally {
    input.dispose()
  }
}

interface PacketDecoder {
  decodeFrames(packets: Uint8Array[]): Decoded
  free(): void
}

async function packetDecoder(track: InputAudioTrack): Promise<PacketDecoder> {
  const codec = await track.getCodec()
  const config = await track.getDecoderConfig()
  if (codec === 'opus') {
    const decoder = new OpusDecoder(opusOptions(await track.getNumberOfChannels(), config?.description))
    await decoder.ready
    return decoder
  }
  if (codec === 'mp3') {
    const decoder = new MPEGDecoder({ enableGapless: false })
    await decoder.ready
    return decoder
  }
  throw new NotDecodedHere((codec ?? 'its codec').toUpperCase())
}

/** What the identification header says of streams and their channels (RFC 7845 §5.1). */
export function opusOptions(channels: number, description: AllowSharedBufferSource | undefined) {
  const head = description === undefined ? new Uint8Array(0) : bytesOf(description)
  if (head.length < 19) return { channels }
  const preSkip = (head[10] ?? 0) | ((head[11] ?? 0) << 8)
  if (head[18] === 0 || head.length < 21 + channels) return { channels, preSkip }
  const channelMappingTable = [...head.subarray(21, 21 + channels)]
  return { channels, preSkip, streamCount: head[19] ?? 1, coupledStreamCount: head[20] ?? 0, channelMappingTable }
}

type AllowSharedBufferSource = ArrayBufferLike | ArrayBufferView

function bytesOf(source: AllowSharedBufferSource): Uint8Array {
  return ArrayBuffer.isView(source)
    ? new Uint8Array(source.buffer, source.byteOffset, source.byteLength)
    : new Uint8Array(source)
}
