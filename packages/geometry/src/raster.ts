// Brightness and colours of a picture as numbers, for the little that is measured in pixels: edges and look-alikes.
import type { Box } from './box.ts'

/** Brightness by rows, 0 (black) to 255 (white); one number a pixel. */
export interface Raster {
  readonly width: number
  readonly height: number
  readonly data: Float32Array
}

/**
 * Brightness of RGBA pixels as a canvas gives them (ITU-R BT.601 luma).
 * @param rgba four bytes a pixel, by rows
 */
export function rasterOfRgba(rgba: Uint8ClampedArray | Uint8Array, width: number, height: number): Raster {
  const data = new Float32Array(width * height)
  for (let i = 0; i < data.length; i += 1) {
    const at = i * 4
    data[i] = 0.299 * (rgba[at] ?? 0) + 0.587 * (rgba[at + 1] ?? 0) + 0.114 * (rgba[at + 2] ?? 0)
  }
  return { width, height, data }
}

/**
 * Brightness and two opponent colours (red against green, yellow against blue) of RGBA pixels, so that what differs in
 * colour alone has an edge too; scaled so that all three span about as much.
 * @param rgba four bytes a pixel, by rows
 */
export function planesOfRgba(rgba: Uint8ClampedArray | Uint8Array, width: number, height: number): Raster[] {
  const redGreen = new Float32Array(width * height)
  const yellowBlue = new Float32Array(width * height)
  for (let i = 0; i < redGreen.length; i += 1) {
    const [red = 0, green = 0, blue = 0] = [rgba[i * 4], rgba[i * 4 + 1], rgba[i * 4 + 2]]
    redGreen[i] = 0.8 * (red - green)
    yellowBlue[i] = 0.6 * ((red + green) / 2 - blue)
  }
  return [rasterOfRgba(rgba, width, height), { width, height, data: redGreen }, { width, height, data: yellowBlue }]
}

/** Brightness at a pixel; outside the picture that of the nearest pixel inside. */
export function brightnessAt({ width, height, data }: Raster, x: number, y: number): number {
  const column = Math.min(Math.max(x, 0), width - 1)
  const row = Math.min(Math.max(y, 0), height - 1)
  return data[row * width + column] ?? 0
}

/** A part of a picture, made smaller or larger by averaging the pixels under each new one. */
export function resample(raster: Raster, part: Box, width: number, height: number): Raster {
  const data = new Float32Array(width * height)
  const [stepX, stepY] = [part.width / width, part.height / height]
  for (let row = 0; row < height; row += 1) {
    const top = part.y + row * stepY
    for (let column = 0; column < width; column += 1) {
      data[row * width + column] = meanOf(raster, part.x + column * stepX, top, stepX, stepY)
    }
  }
  return { width, height, data }
}

/** Mean brightness of the pixels whose middles lie in a small box; of the nearest pixel where there is none. */
function meanOf(raster: Raster, left: number, top: number, width: number, height: number): number {
  const fromX = Math.ceil(left - 0.5)
  const fromY = Math.ceil(top - 0.5)
  const toX = Math.ceil(left + width - 0.5)
  const toY = Math.ceil(top + height - 0.5)
  let sum = 0
  let count = 0
  for (let y = fromY; y < toY; y += 1) {
    for (let x = fromX; x < toX; x += 1) {
      sum += brightnessAt(raster, x, y)
      count += 1
    }
  }
  return count > 0 ? sum / count : brightnessAt(raster, Math.floor(left + width / 2), Math.floor(top + height / 2))
}
