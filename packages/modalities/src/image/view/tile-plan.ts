// Which tiles a camera needs, and where each lies in the image. Pure: sizes in, addresses out.
import type { Box, Camera, Size } from '@etabli/geometry'
import { boxCentre, visibleBox } from '@etabli/geometry'
import { type TileLevels, tiling } from '@etabli/schema'

export interface TileAddress {
  readonly level: number
  readonly column: number
  readonly row: number
}

/** Tiles may be drawn this much larger than they are before the next finer level is asked for. */
const STRETCH = 1.25

/**
 * The coarsest level that is sharp at this camera, or null where the overview is sharp enough.
 * @param density device pixels a CSS pixel
 */
export function levelFor(levels: TileLevels, image: Size, camera: Camera, density: number): number | null {
  const wanted = camera.scale * density
  const overview = Math.min(1, tiling.overviewSide / Math.max(image.width, image.height))
  if (wanted <= overview * STRETCH) return null
  const found = levels.findIndex(({ shrink }) => wanted <= STRETCH / shrink)
  return found < 0 ? levels.length - 1 : found
}

/** The tiles of a level in view, nearest to the middle of the view first. */
export function tilesInView(levels: TileLevels, level: number, camera: Camera, viewport: Size): TileAddress[] {
  const view = visibleBox(camera, viewport)
  const found = tilesWithin(levels, level, view)
  const side = tiling.tileSide * (levels[level]?.shrink ?? 1)
  const centre = boxCentre(view)
  const distance = ({ column, row }: TileAddress) =>
    Math.hypot((column + 0.5) * side - centre.x, (row + 0.5) * side - centre.y)
  return found.sort((a, b) => distance(a) - distance(b))
}

/** The tiles of a level that show something of a box of the image, row by row. */
export function tilesWithin(levels: TileLevels, level: number, box: Box): TileAddress[] {
  const { shrink = 1, columns = 0, rows = 0 } = levels[level] ?? {}
  const side = tiling.tileSide * shrink
  const [left, right] = span(box.x, box.width, side, columns)
  const [top, bottom] = span(box.y, box.height, side, rows)
  const found: TileAddress[] = []
  for (let row = top; row < bottom; row++) {
    for (let column = left; column < right; column++) found.push({ level, column, row })
  }
  return found
}

/** What a tile shows, in image pixels. At the right and bottom edge it may reach past the image by less than `shrink`. */
export function tileBox(levels: TileLevels, { level, column, row }: TileAddress): Box {
  const { shrink = 1, width = 0, height = 0 } = levels[level] ?? {}
  const { tileSide } = tiling
  return {
    x: column * tileSide * shrink,
    y: row * tileSide * shrink,
    width: Math.min(tileSide, width - column * tileSide) * shrink,
    height: Math.min(tileSide, height - row * tileSide) * shrink,
  }
}

/** First and one past the last tile that a stretch of the image touches. */
function span(from: number, length: number, side: number, count: number): [number, number] {
  return [Math.max(0, Math.floor(from / side)), Math.min(count, Math.ceil((from + length) / side))]
}
