// What can be measured of a take, and what that says of it: clipped, too quiet, nothing spoken, too short or long.
import type { RecordingValue, TakeCheck } from './recording-value.ts'

export type TakeMeasures = Pick<RecordingValue, 'seconds' | 'peak' | 'level' | 'clipped' | 'spoken'>

/** Of a 16-bit sample. */
const FULL_SCALE = 32_768
/** A sample so near to full scale was cut there. */
const CUT = 32_766
/** dBFS of digital silence: below the last bit. */
const FLOOR = -96.3
const FRAME_SECONDS = 0.02
/** Frames so many dB below the loudest are pauses, as are those below this dBFS. */
const PAUSE_BELOW = 25
const PAUSE_LEVEL = -60

/** dBFS: where the loudest 20 ms are quieter than this, nothing was spoken. */
export const SILENT_BELOW = -50
/** dBFS: speech whose level is lower drowns in the noise of the microphone. */
export const QUIET_BELOW = -38
/** Share of samples at full scale from which a take is called clipped: 10 of a second at 48 kHz. */
export const CLIPPED_FROM = 0.0002
/** Letters and digits a second: faster than anybody reads aloud, slower than anybody does. */
const FASTEST = 30
const SLOWEST = 2
/** Seconds that a slow reader may take besides. */
const SLOW_START = 3

/** Decibels below full scale of an amplitude in samples. */
export function decibels(amplitude: number): number {
  return amplitude <= 0 ? FLOOR : Math.max(FLOOR, Math.min(0, 20 * Math.log10(amplitude / FULL_SCALE)))
}

/** What the samples say, in seconds and dBFS. */
export function measureTake(samples: Int16Array, sampleRate: number): TakeMeasures {
  let peak = 0
  let cut = 0
  for (const sample of samples) {
    const size = Math.abs(sample)
    if (size > peak) peak = size
    if (size >= CUT) cut += 1
  }
  const { level, spoken } = loudStretches(framePowers(samples, sampleRate))
  return {
    seconds: rounded(samples.length / sampleRate, 4),
    peak: rounded(decibels(peak), 2),
    level: rounded(level, 2),
    clipped: samples.length === 0 ? 0 : rounded(cut / samples.length, 6),
    spoken: rounded(Math.min(spoken, samples.length / sampleRate), 3),
  }
}

/** Mean square of each 20 ms; a last part of a frame is left out. */
function framePowers(samples: Int16Array, sampleRate: number): number[] {
  const length = Math.max(1, Math.round(sampleRate * FRAME_SECONDS))
  return Array.from({ length: Math.floor(samples.length / length) }, (_, frame) => {
    let sum = 0
    for (let n = frame * length; n < (frame + 1) * length; n++) sum += (samples[n] ?? 0) ** 2
    return sum / length
  })
}

function loudStretches(powers: readonly number[]): { level: number; spoken: number } {
  const levels = powers.map((power) => decibels(Math.sqrt(power)))
  const loudest = levels.reduce((most, level) => Math.max(most, level), FLOOR)
  if (loudest < SILENT_BELOW) return { level: loudest, spoken: 0 }
  const floor = Math.max(loudest - PAUSE_BELOW, PAUSE_LEVEL)
  const isLoud = (level: number): boolean => level >= floor
  const loud = powers.filter((_, index) => isLoud(levels[index] ?? FLOOR))
  const mean = loud.reduce((sum, power) => sum + power, 0) / loud.length
  const frames = levels.findLastIndex(isLoud) + 1 - levels.findIndex(isLoud)
  return { level: decibels(Math.sqrt(mean)), spoken: frames * FRAME_SECONDS }
}

/**
 * What is wrong with a take of this sentence, the worst first. Where nothing was spoken, nothing else is said.
 * Short and long are told from letters and digits a second, widely enough for syllabaries and alphabets alike.
 */
export function checksOf(measures: TakeMeasures, sentence: string): TakeCheck[] {
  if (measures.spoken === 0) return ['silent']
  const letters = sentence.match(/[\p{L}\p{N}]/gu)?.length ?? 0
  const checks: TakeCheck[] = []
  if (measures.clipped >= CLIPPED_FROM) checks.push('clipped')
  if (measures.level < QUIET_BELOW) checks.push('quiet')
  if (measures.spoken < letters / FASTEST) checks.push('short')
  if (measures.spoken > SLOW_START + letters / SLOWEST) checks.push('long')
  return checks
}

function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits))
}
