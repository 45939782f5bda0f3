// Writes a copy of an AAC recording whose frames over some stretches are silence. AAC is not decoded here, so no tone can be put in.
import type { SampleRange } from '@etabli/modalities'
import {
  ALL_FORMATS,
  EncodedAudioPacketSource,
  EncodedPacketSink,
  FilePathSource,
  FilePathTarget,
  Input,
  Mp4OutputFormat,
  Output,
} from 'mediabunny'
import { NotDecodedHere } from './decode.ts'

/** Samples of a frame; each is heard over two of them, since frames overlap by half (ISO/IEC 14496-3 §4.6.11). */
const FRAME = 1_024

/**
 * The same frames in an MP4, those heard within the ranges replaced by silence.
 * @throws NotDecodedHere for anything but AAC-LC of one or two channels, whose silence is known
 */
export async function writeSilenced(from: string, to: string, ranges: readonly SampleRange[]): Promise<void> {
  const input = new Input({ formats: ALL_FORMATS, source: new FilePathSource(from) })
  try {
    const track = await input.getPrimaryAudioTrack()
    const decoderConfig = await track?.getDecoderConfig()
    if (!track || !decoderConfig) throw new Error('no audio was found in it')
    const { codec, sampleRate, numberOfChannels } = decoderConfig
    const silence = SILENCE[numberOfChannels]
    if (codec !== 'mp4a.40.2' || !silence) throw new NotDecodedHere(`${codec} of ${numberOfChannels} channels`)
    const output = new Output({ format: new Mp4OutputFormat({ fastStart: false }), target: new FilePathTarget(to) })
    const source = new EncodedAudioPacketSource('aac')
    output.addAudioTrack(source)
    await output.start()
    for await (const packet of new EncodedPacketSink(track).packets()) {
      const first = Math.round(packet.timestamp * sampleRate)
      const isHeard = ranges.some(([start, end]) => first < end && first + 2 * FRAME > start)
      await source.add(isHeard ? packet.clone({ data: silence }) : packet, { decoderConfig })
    }
    await output.finalize()
  } finally {
    input.dispose()
  }
}

/**
 * Frames in which nothing is heard, by channels, bit by bit (ISO/IEC 14496-3 §4.4.2): one long window without a single band,
 * so that there are no sections, scale factors or spectrum.
 */
const SILENCE: Readonly<Record<number, Uint8Array>> = {
  // Single channel element 0, tag; gain; window; no pulses, no noise shaping, no gain control; end.
  1: packed('000 0000 00000000', '0 00 0 000000 0', '0 0 0', '111'),
  // Channel pair element 1, tag, common window; window; no middle and side; each channel's gain and no tools; end.
  2: packed('001 0000 1', '0 00 0 000000 0', '00', '00000000 0 0 0', '00000000 0 0 0', '111'),
}

function packed(...fields: readonly string[]): Uint8Array {
  const bits = fields.join('').replaceAll(' ', '')
  const padded = bits.padEnd(Math.ceil(bits.length / 8) * 8, '0')
  return Uint8Array.from(padded.match(/.{8}/g) ?? [], (byte) => Number.parseInt(byte, 2))
}
