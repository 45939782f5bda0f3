// The colours of a spectrogram: one scale of evenly growing brightness, from the page's background to its ink.
import { SPECTRUM_FLOOR } from '@etabli/schema'

/** Decibels that are shown: whatever is so much below the recording's loudest sample, or more, is background. */
export const SHOWN_DECIBELS = 70

/** Shape of the helix: where its hue starts, how often it turns, how strong it is. */
const START = 0.5
const TURNS = -1.5
const HUE = 1

/**
 * Red, green and blue, 0 to 1, of a share of full brightness. Source: D. A. Green, A colour scheme for the display of
 * astronomical intensity images, Bull. Astr. Soc. India 39 (2011), 289–295, eq. 2, with γ = 1: perceived brightness grows
 * evenly, whatever eyes or paper make of the hues.
 */
export function cubehelix(share: number): readonly [red: number, green: number, blue: number] {
  const angle = 2 * Math.PI * (START / 3 + 1 + TURNS * share)
  const strength = (HUE * share * (1 - share)) / 2
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)]
  return [
    share + strength * (-0.14861 * cos + 1.78277 * sin),
    share + strength * (-0.29227 * cos - 0.90649 * sin),
    share + strength * (1.97294 * cos),
  ]
}

/**
 * The colour of each value of a tile as a pixel: silence is dark in the dark theme and light in the light one.
 * @param loudest the loudest sample of the recording, full scale 1
 * @returns 256 × red, green, blue, alpha
 */
export function palette(theme: string, loudest: number): Uint8ClampedArray {
  const top = 20 * Math.log10(Math.max(loudest, 1e-4))
  const pixels = new Uint8ClampedArray(256 * 4)
  for (let value = 0; value < 256; value++) {
    const decibels = SPECTRUM_FLOOR * (1 - value / 255)
    const share = Math.max(0, Math.min(1, 1 + (decibels - top) / SHOWN_DECIBELS))
    const colour = cubehelix(theme === 'dark' ? share : 1 - share)
    pixels.set([...colour.map((part) => part * 255), 255], value * 4)
  }
  return pixels
}
