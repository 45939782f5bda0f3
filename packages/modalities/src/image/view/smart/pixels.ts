// The pixels of a part of a picture: cut from the decoded image, or put together from tiles of a fitting level.
import type { Box, Size } from '@etabli/geometry'
import type { TileAddresses } from '@etabli/modality-kit'
import { tileLevels } from '@etabli/schema'
import { intoPart, type Part } from '../../core/smart.ts'
import { tileBox, tilesWithin } from '../tile-plan.ts'
import type { Picture } from '../use-picture.ts'
import type { Piece } from './messages.ts'

export interface PixelSource {
  /** Pixels of the original, as displayed. */
  readonly image: Size
  readonly picture: Picture
  readonly tiles: TileAddresses | null
}

/** The part's size in its own pixels. */
export function sizeOfPart({ box, scale }: Part): Size {
  return { width: Math.max(1, Math.round(box.width * scale)), height: Math.max(1, Math.round(box.height * scale)) }
}

/** The pieces of which the part is made. Rejects where the picture is not there or a tile cannot be had. */
export async function piecesOf(source: PixelSource, part: Part, signal: AbortSignal): Promise<Piece[]> {
  const { image, picture, tiles } = source
  if (picture.state !== 'ready') throw new Error('the picture is not there')
  const factor = picture.image.width / image.width
  const levels = tiles ? tileLevels(image) : null
  if (!tiles || !levels || factor >= part.scale) return [cut(picture.image, part, factor)]
  const fine = levels.findIndex(({ shrink }) => 1 / shrink >= part.scale)
  const addresses = tilesWithin(levels, fine < 0 ? levels.length - 1 : fine, part.box)
  return Promise.all(
    addresses.map(async (address) => {
      const reply = await fetch(tiles.tile(address.level, address.column, address.row), {
        signal,
        credentials: 'same-origin',
      })
      if (!reply.ok) throw new Error(`tile: ${reply.status}`)
      return { bitmap: await createImageBitmap(await reply.blob()), at: intoPart(part, tileBox(levels, address)) }
    }),
  )
}

/** Drawn as the stage draws it, so that a camera's orientation is the same. */
function cut(image: ImageBitmap, part: Part, factor: number): Piece {
  const { width, height } = sizeOfPart(part)
  const canvas = new OffscreenCanvas(width, height)
  const context = canvas.getContext('2d')
  if (!context) throw new Error('no canvas')
  context.imageSmoothingQuality = 'high'
  const from = scaled(part.box, factor)
  context.drawImage(image, from.x, from.y, from.width, from.height, 0, 0, width, height)
  return { bitmap: canvas.transferToImageBitmap(), at: { x: 0, y: 0, width, height } }
}

function scaled({ x, y, width, height }: Box, by: number): Box {
  return { x: x * by, y: y * by, width: width * by, height: height * by }
}
