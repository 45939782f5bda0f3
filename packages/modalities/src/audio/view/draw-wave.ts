// Paints the visible part of a waveform: one bar a pixel, one lane a channel.
import { freshCanvas } from './fresh-canvas.ts'
import type { Peaks } from './peaks-source.ts'
import type { Scale } from './scale.ts'

/** What is silent is a hairline, not nothing. */
const HAIRLINE = 1
/** A whisper is not blown up to full height. */
const LEAST_LOUD = 0.02

/**
 * Paints into a canvas that was sized to `scale.width` × `height` CSS pixels.
 * @param colour CSS
 * @param pixels device pixels a CSS pixel
 */
export function drawWave(
  canvas: HTMLCanvasElement,
  peaks: Peaks,
  scale: Scale,
  height: number,
  colour: string,
  pixels: number,
): void {
  const fresh = freshCanvas(canvas, scale.width, height, pixels)
  if (!fresh || scale.perSecond <= 0) return
  const { context, wide, high } = fresh
  context.fillStyle = colour
  const perSecond = scale.perSecond * pixels
  const { channels } = peaks.shape
  const lane = high / channels
  const half = (lane / 2) * 0.94
  const loud = half / Math.max(LEAST_LOUD, peaks.loudest)
  context.beginPath()
  for (let channel = 0; channel < channels; channel++) {
    const middle = lane * (channel + 0.5)
    for (let x = 0; x < wide; x++) {
      const from = scale.start + x / perSecond
      if (from >= peaks.duration) break
      const extent = peaks.extent(channel, from, from + 1 / perSecond, perSecond)
      if (!extent) continue
      const top = middle - Math.min(half, extent[1] * loud)
      const bottom = middle - Math.max(-half, extent[0] * loud)
      context.rect(x, top - HAIRLINE / 2, 1, Math.max(HAIRLINE, bottom - top))
    }
  }
  context.fill()
}
