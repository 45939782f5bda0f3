// Tiles of a large image: which images have them, their levels, and what each tile covers. Known from the size alone.

/**
 * An image with a longer side or more pixels than these is shown in tiles, never whole: what a browser can decode at
 * once and a graphics card hold (4,096 is the smallest texture that WebGL 2 hardware commonly promises).
 */
export const tiling = {
  /** Pixels of the longer side up to which an image is shown whole. */
  wholeSide: 4_096,
  /** Pixels up to which an image is shown whole. */
  wholePixels: 16_000_000,
  /** Pixels of a tile's side; tiles at the right and bottom edge are smaller. */
  tileSide: 512,
  /** Pixels of the longer side of the picture that is seen first. */
  overviewSide: 2_048,
} as const

export interface TileLevel {
  /** Pixels of the image at this level. */
  readonly width: number
  readonly height: number
  readonly columns: number
  readonly rows: number
  /** Image pixels a pixel of this level stands for, along each axis: a power of two. */
  readonly shrink: number
}

/** Levels from the coarsest, which fits one tile, to the image itself, each twice as fine as the one before. */
export type TileLevels = readonly TileLevel[]

/**
 * The levels of an image of that size as displayed, or null where it is shown whole. Sizes halve and round up, as in
 * the Deep Zoom format, but end with the first level that fits one tile.
 */
export function tileLevels(size: { readonly width: number; readonly height: number }): TileLevels | null {
  const { wholeSide, wholePixels, tileSide } = tiling
  if (Math.max(size.width, size.height) <= wholeSide && size.width * size.height <= wholePixels) return null
  const levels: TileLevel[] = []
  let { width, height } = size
  for (let shrink = 1; ; shrink *= 2) {
    levels.unshift({
      width,
      height,
      columns: Math.ceil(width / tileSide),
      rows: Math.ceil(height / tileSide),
      shrink,
    })
    if (width <= tileSide && height <= tileSide) return levels
    width = Math.ceil(width / 2)
    height = Math.ceil(height / 2)
  }
}
