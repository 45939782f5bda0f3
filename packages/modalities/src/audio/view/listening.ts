// How a person listens, kept from one recording to the next on this device: speed, loop, rewind on resume, loudness, and
// whether frequencies are seen.

import { keptOnDevice } from '@etabli/modality-kit'

export const SPEEDS = [0.5, 0.75, 1, 1.25, 1.5, 1.75, 2, 2.5, 3] as const
export type Speed = (typeof SPEEDS)[number]

/** How much louder, in decibels. */
export const GAINS = [0, 6, 12, 18, 24] as const

export interface Listening {
  readonly speed: Speed
  readonly loop: boolean
  /** Goes back a little when playing is resumed. */
  readonly rewind: boolean
  readonly gain: (typeof GAINS)[number]
  /** Shows the spectrogram below the waveform. */
  readonly spectrum: boolean
}

export const usualListening: Listening = { speed: 1, loop: false, rewind: false, gain: 0, spectrum: false }

/** Seconds that a resumed recording goes back where that is wanted. */
export const REWIND_SECONDS = 1

export const listening = keptOnDevice('etabli.listening', listeningFrom)

/** The next speed up or down; the same at either end. */
export function stepSpeed(now: Speed, step: -1 | 1): Speed {
  return SPEEDS[SPEEDS.indexOf(now) + step] ?? now
}

/** What was kept on this device; as usual where nothing or nonsense was. */
export function listeningFrom(text: string | null): Listening {
  const kept = parsed(text)
  return {
    speed: SPEEDS.find((known) => known === kept['speed']) ?? usualListening.speed,
    loop: kept['loop'] === true,
    rewind: kept['rewind'] === true,
    gain: GAINS.find((known) => known === kept['gain']) ?? usualListening.gain,
    spectrum: kept['spectrum'] === true,
  }
}

function parsed(text: string | null): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text ?? '{}')
    return typeof value === 'object' && value !== null ? { ...value } : {}
  } catch {
    return {}
  }
}
