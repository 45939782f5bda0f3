// Paints the tiles of a spectrogram that are in view, the finest last.
import { SPECTRUM_COLUMNS, SPECTRUM_ROWS, spectrumRate } from '@etabli/schema'
import { freshCanvas } from '../fresh-canvas.ts'
import { pixelsOf, type Scale } from '../scale.ts'
import type { Tile } from './tiles-source.ts'

/** Makes a picture of a tile, once for each. */
export type TilePictures = (tile: Tile) => HTMLCanvasElement

/** @param colours 256 × red, green, blue, alpha */
export function tilePictures(colours: Uint8ClampedArray): TilePictures {
  const made = new WeakMap<Tile, HTMLCanvasElement>()
  return (tile) => {
    const known = made.get(tile)
    if (known) return known
    const picture = pictureOf(tile.columns, colours)
    made.set(tile, picture)
    return picture
  }
}

function pictureOf(columns: Uint8Array, colours: Uint8ClampedArray): HTMLCanvasElement {
  const picture = document.createElement('canvas')
  picture.width = Math.max(1, columns.length / SPECTRUM_ROWS)
  picture.height = SPECTRUM_ROWS
  const context = picture.getContext('2d')
  if (!context) return picture
  const image = context.createImageData(picture.width, SPECTRUM_ROWS)
  const pixels = new Uint32Array(image.data.buffer)
  const palette = new Uint32Array(colours.buffer)
  for (let n = 0; n < columns.length; n++) {
    // A tile goes column by column from the lowest row up, a picture row by row from the top.
    const column = Math.floor(n / SPECTRUM_ROWS)
    const row = SPECTRUM_ROWS - 1 - (n % SPECTRUM_ROWS)
    pixels[row * picture.width + column] = palette[columns[n] ?? 0] ?? 0
  }
  context.putImageData(image, 0, 0)
  return picture
}

/** Paints into a canvas of `scale.width` × `height` CSS pixels. @param pixels device pixels a CSS pixel */
export function drawSpectrum(
  canvas: HTMLCanvasElement,
  tiles: readonly Tile[],
  pictureOfTile: TilePictures,
  scale: Scale,
  height: number,
  pixels: number,
): void {
  const fresh = freshCanvas(canvas, scale.width, height, pixels)
  if (!fresh || scale.perSecond <= 0) return
  const { context, wide, high } = fresh
  for (const tile of tiles) {
    const picture = pictureOfTile(tile)
    const rate = spectrumRate(tile.level)
    const from = pixelsOf(scale, (tile.tile * SPECTRUM_COLUMNS) / rate) * pixels
    const column = (scale.perSecond * pixels) / rate
    // Only the columns in view: what is drawn far outside loses its accuracy.
    const first = Math.max(0, Math.floor(-from / column))
    const last = Math.min(picture.width, Math.ceil((wide - from) / column))
    if (last <= first) continue
    const shown = last - first
    context.drawImage(picture, first, 0, shown, SPECTRUM_ROWS, from + first * column, 0, shown * column, high)
  }
}
