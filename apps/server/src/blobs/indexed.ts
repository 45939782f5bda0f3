// Puts the packets of an MP3 or a bare AAC stream, as they are, into an MP4 file, whose index says where each second is.
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
import { readMp3Head } from './mp3-head.ts'

/**
 * A stream of frames of different lengths has no index: browsers guess where a second is, and are off by seconds. The
 * file written here holds the same frames, with the encoder's delay before second 0.
 */
export async function writeIndexed(from: string, to: string): Promise<void> {
  const input = new Input({ formats: ALL_FORMATS, source: new FilePathSource(from) })
  try {
    const track = await input.getPrimaryAudioTrack()
    const codec = await track?.getCodec()
    const decoderConfig = await track?.getDecoderConfig()
    if (!track || !codec || !decoderConfig) throw new Error('no audio was found in it')
    const delay = codec === 'mp3' ? (await readMp3Head(from)).delay / decoderConfig.sampleRate : 0
    const output = new Output({ format: new Mp4OutputFormat({ fastStart: false }), target: new FilePathTarget(to) })
    const source = new EncodedAudioPacketSource(codec)
    output.addAudioTrack(source)
    await output.start()
    for await (const packet of new EncodedPacketSink(track).packets()) {
      await source.add(packet.clone({ timestamp: packet.timestamp - delay }), { decoderConfig })
    }
    await output.finalize()
  } finally {
    input.dispose()
  }
}
