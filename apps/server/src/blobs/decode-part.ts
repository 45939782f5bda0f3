// Decodes a stretch of a recording from the nearest place where that can begin, where its file has such places.
import { open } from 'node:fs/promises'
import { FLACDecoder } from '@wasm-audio-decoders/flac'
import {
  ALL_FORMATS,
  type EncodedPacket,
  EncodedPacketSink,
  FilePathSource,
  Input,
  type InputAudioTrack,
} from 'mediabunny'
import { MPEGDecoder } from 'mpg123-decoder'
import { OpusDecoder } from 'opus-decoder'
import { type Decoded, opusOptions, wavFormat } from './decode.ts'
import { headOf, sniff } from './sniff.ts'
import { samplesOf } from './wav.ts'

export interface DecodedPart extends Decoded {
  /** The sample of the recording with which it begins, as `decodeAudio` counts them; below 0 for an encoder's delay. */
  readonly start: number
}

/** Decoders need what was before to be right: an MP3 of few bits reaches 0.6 s back for its bits, Opus wants 80 ms. */
const AHEAD_SECONDS = 1

/**
 * The samples between two seconds of a recording, and some around them.
 * @param path for an MP3 the copy with an index: in the file itself nobody knows where a second is
 * @returns null where the file cannot be entered in the middle
 */
export async function decodePart(path: string, from: number, to: number): Promise<DecodedPart | null> {
  const head = await headOf(path)
  const { mime } = sniff(head)
  if (mime === 'audio/wav') return wavPart(path, head, from, to)
  const { sink, decoder } = await entered(path, mime)
  return sink && decoder ? packetsPart(sink, decoder, from, to) : null
}

interface Entered {
  readonly path: string
  readonly input: Input
  readonly sink: EncodedPacketSink | null
  readonly decoder: PacketsDecoder | null
}

/** The index of three hours takes a tenth of a second to read, and who looks at one place looks at the next. */
let opened: Entered | null = null

async function entered(path: string, mime: string): Promise<Entered> {
  if (opened?.path === path) return opened
  opened?.input.dispose()
  opened = null
  const input = new Input({ formats: ALL_FORMATS, source: new FilePathSource(path) })
  const track = await input.getPrimaryAudioTrack()
  opened = {
    path,
    input,
    sink: track && new EncodedPacketSink(track),
    decoder: track && (await decoderOf(track, mime)),
  }
  return opened
}

async function wavPart(path: string, head: Uint8Array, from: number, to: number): Promise<DecodedPart | null> {
  const format = await wavFormat(path, head)
  if (!format) return null
  const frame = format.width * format.channels
  const start = Math.max(0, Math.floor(from * format.sampleRate))
  const file = await open(path, 'r')
  try {
    const end = Math.min(Math.ceil(to * format.sampleRate), Math.floor(format.bytes / frame))
    const bytes = Buffer.alloc(Math.max(0, end - start) * frame)
    const { bytesRead } = await file.read(bytes, 0, bytes.length, format.offset + start * frame)
    const whole = bytes.subarray(0, bytesRead - (bytesRead % frame))
    return { start, sampleRate: format.sampleRate, channelData: samplesOf(whole, format) }
  } finally {
    await file.close()
  }
}

interface PacketsDecoder {
  /** Decodes packets that follow each other. */
  readonly decode: (packets: Uint8Array[]) => Promise<Decoded>
  /** Samples that the container's times count and that are not heard. */
  readonly early: number
  /** All packets are as long as each other, and decoded whole, although the container may say less of the last. */
  readonly wholePackets: boolean
}

/** Null for codecs whose packets are nothing without what came before all of them. */
async function decoderOf(track: InputAudioTrack, mime: string): Promise<PacketsDecoder | null> {
  const codec = await track.getCodec()
  if (codec === 'mp3') {
    const channels = await track.getNumberOfChannels()
    const decode = async (packets: Uint8Array[]) => {
      const decoded = await freed(new MPEGDecoder({ enableGapless: false }), (decoder) => decoder.decodeFrames(packets))
      // Of one channel the decoder makes two.
      return { ...decoded, channelData: decoded.channelData.slice(0, channels) }
    }
    return { decode, early: 0, wholePackets: false }
  }
  if (codec === 'opus') {
    const config = await track.getDecoderConfig()
    const options = { preSkip: 0, ...opusOptions(await track.getNumberOfChannels(), config?.description) }
    return {
      decode: (packets) =>
        freed(new OpusDecoder({ ...options, preSkip: 0 }), (decoder) => decoder.decodeFrames(packets)),
      // Ogg counts from the first sample that is heard (RFC 7845 §4.1), Matroska and WebM from the first that is decoded.
      early: mime === 'audio/ogg' ? 0 : options.preSkip,
      wholePackets: true,
    }
  }
  if (codec === 'flac') {
    return {
      decode: (packets) => freed(new FLACDecoder(), (decoder) => decoder.decodeFrames(packets)),
      early: 0,
      wholePackets: false,
    }
  }
  return null
}

async function freed<Decoder extends { readonly ready: Promise<void>; free(): void }>(
  decoder: Decoder,
  decode: (decoder: Decoder) => Decoded | Promise<Decoded>,
): Promise<Decoded> {
  await decoder.ready
  try {
    return await decode(decoder)
  } finally {
    decoder.free()
  }
}

async function packetsPart(
  sink: EncodedPacketSink,
  { decode, early, wholePackets }: PacketsDecoder,
  from: number,
  to: number,
): Promise<DecodedPart | null> {
  const first = (await sink.getPacket(from - AHEAD_SECONDS)) ?? (await sink.getFirstPacket())
  if (!first) return null
  const packets: Uint8Array[] = []
  let last: EncodedPacket = first
  for await (const packet of sink.packets(first)) {
    if (packet.timestamp > to) break
    packets.push(packet.data)
    last = packet
  }
  const { sampleRate, channelData } = await decode(packets)
  const length = channelData[0]?.length ?? 0
  // Counted from the end: what a decoder cannot make yet it leaves out at the beginning.
  const lastLength = wholePackets ? length / packets.length : last.duration * sampleRate
  const end = Math.round(last.timestamp * sampleRate + lastLength) - early
  return { sampleRate, channelData, start: end - length }
}
