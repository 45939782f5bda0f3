// A recording's spectrogram as tiles: which stretch of time and which frequencies a column and a row stand for.

/** Rows of a column, evenly spaced on the mel scale from 0 Hz to half of the sample rate; the first is the lowest. */
export const SPECTRUM_ROWS = 128
/** Columns of a tile; the last one of a recording has fewer. */
export const SPECTRUM_COLUMNS = 512
/** The finest level. */
export const SPECTRUM_FINEST = 15
/** This level is kept beside the recording, coarser ones are made of it; finer ones are computed from the sound. */
export const SPECTRUM_KEPT = 10
/** Decibels that a value of 0 stands for; 255 is 0, the level of a sine that fills the scale. */
export const SPECTRUM_FLOOR = -120

/** Columns a second: level 0 has one a minute and a bit, each next twice as many, the kept one sixteen, the finest 512. */
export function spectrumRate(level: number): number {
  return 2 ** (level - 6)
}

/** Columns of a whole recording of so many seconds. */
export function spectrumColumns(level: number, seconds: number): number {
  return Math.ceil(seconds * spectrumRate(level) - 1e-9)
}

/** Mel of Hz. Source: D. O'Shaughnessy, Speech Communication: Human and Machine, 1987, p. 150. */
export function melOf(hertz: number): number {
  return 2_595 * Math.log10(1 + hertz / 700)
}

/** Hz of mel, the inverse of `melOf`. */
export function hertzOf(mel: number): number {
  return 700 * (10 ** (mel / 2_595) - 1)
}

/** Where a frequency lies between the lowest row's lower edge (0) and the highest row's upper edge (1). */
export function heightOf(hertz: number, sampleRate: number): number {
  return melOf(hertz) / melOf(sampleRate / 2)
}
