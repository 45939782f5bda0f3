// Looks into a recording: how long, how many samples a second, how many channels; names a codec browsers cannot play.
import { type IAudioMetadata, parseFile } from 'music-metadata'
import { type Refusal, sentenceOf } from './refusal.ts'

export interface AudioLook {
  /** Seconds. */
  readonly duration: number
  readonly sampleRate: number
  readonly channels: number
  readonly codec: string
}

/** What every current browser plays, as `music-metadata` names codecs. */
const PLAYED = [
  /^PCM$/,
  /^IEEE_FLOAT$/,
  /^(MULAW|ALAW)$/,
  /^non-PCM \(65534\)$/, // WAVE_FORMAT_EXTENSIBLE: PCM or float with a channel mask
  /^MPEG [12](\.5)? Layer 3$/i,
  /^MPEGLAYER3$/,
  /^FLAC/i,
  /^Vorbis/i,
  /^Opus/i,
  /AAC/i,
]

/** Duration, rate and channels of a recording. Never throws for what is in the file. */
export async function lookAtAudio(path: string): Promise<AudioLook | Refusal> {
  let meta: IAudioMetadata
  try {
    meta = await parseFile(path, { duration: true, skipCovers: true })
  } catch (error) {
    return { refused: `the recording cannot be read: ${sentenceOf(error)}` }
  }
  const { codec, duration, sampleRate, numberOfChannels } = meta.format
  if (meta.format.trackInfo.some((track) => track.video !== undefined)) {
    return { refused: 'it holds a video, not only a recording' }
  }
  if (!codec) return { refused: 'no audio was found in it' }
  if (!PLAYED.some((pattern) => pattern.test(codec))) {
    return { refused: `its codec "${codec}" is not played by browsers; use WAV (PCM), MP3, FLAC, Ogg, Opus or AAC` }
  }
  if (!duration || !Number.isFinite(duration) || duration <= 0) return { refused: 'it has no length' }
  return {
    duration,
    // Opus always decodes to 48 kHz (RFC 7845 §5.1), and some containers do not repeat it.
    sampleRate: Math.round(sampleRate ?? 48_000),
    channels: numberOfChannels ?? 1,
    codec,
  }
}
