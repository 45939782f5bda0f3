// From how likely each frame of a recording is speech to the stretches that are. Pure.
import type { SpeechSpan } from '@etabli/schema'

/** Samples a second that the model wants, and of one frame. */
export const SPEECH_RATE = 16_000
export const SPEECH_FRAME = 512

/** Speech begins at this probability, and ends once it stays below the other. */
const BEGINS = 0.5
const GOES_ON = BEGINS - 0.15
/** Seconds: a pause must last so long to part two stretches, a stretch so long to count; and what is left around. */
const LEAST_PAUSE = 0.1
const LEAST_SPEECH = 0.25
const AROUND = 0.03

/**
 * The stretches of speech in seconds, apart from each other, each with the mean probability of its frames. Source: the
 * rules and the usual numbers of Silero's `get_speech_timestamps` (github.com/snakers4/silero-vad, src/silero_vad/utils_vad.py).
 * @param probabilities of frames of 512 samples at 16 kHz, 0 to 1
 * @param duration seconds of the recording
 */
export function speechSpans(probabilities: Float32Array, duration: number): SpeechSpan[] {
  const seconds = SPEECH_FRAME / SPEECH_RATE
  const found: { start: number; end: number; confidence: number }[] = []
  const keep = (first: number, last: number, end: number): void => {
    const start = first * seconds
    if (end - start <= LEAST_SPEECH) return
    found.push({ start, end, confidence: mean(probabilities.subarray(first, last)) })
  }
  let first = -1
  let quietSince = -1
  probabilities.forEach((probability, frame) => {
    if (probability >= BEGINS) {
      quietSince = -1
      if (first < 0) first = frame
    } else if (first >= 0 && probability < GOES_ON) {
      if (quietSince < 0) quietSince = frame
      if ((frame - quietSince) * seconds < LEAST_PAUSE) return
      keep(first, quietSince, quietSince * seconds)
      first = -1
      quietSince = -1
    }
  })
  if (first >= 0) keep(first, probabilities.length, duration)
  return padded(found, duration)
}

/** A little around each; of a shorter pause each side gets half. */
function padded(spans: readonly SpeechSpan[], duration: number): SpeechSpan[] {
  return spans.map(({ start, end, confidence }, index) => {
    const before = spans[index - 1]?.end ?? Number.NEGATIVE_INFINITY
    const after = spans[index + 1]?.start ?? Number.POSITIVE_INFINITY
    return {
      start: Math.max(0, start - Math.min(AROUND, (start - before) / 2)),
      end: Math.min(duration, end + Math.min(AROUND, (after - end) / 2)),
      confidence,
    }
  })
}

function mean(values: Float32Array): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)
}
