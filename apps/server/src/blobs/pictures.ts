// What people are shown of a stored image: the blob itself where browsers can, else a copy made once and kept beside it;
// a thumbnail; and of a large image an overview, made when it comes, and tiles, made soon after or when first asked for.
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { type BlobHash, type TileLevels, tileLevels, tiling } from '@etabli/schema'
import { gate } from '../gate.ts'
import { writeBitmapPixels } from './bitmap-pixels.ts'
import type { Blobs } from './blobs.ts'
import { isBitmap } from './bmp.ts'
import { damagedBy, decodeAll, isShownAsIs, measureImage, openPicture } from './image.ts'
import { Lately } from './lately.ts'
import type { Refusal } from './refusal.ts'
import type { SentFile } from './serve.ts'
import { headOf } from './sniff.ts'

/** Pixels of a thumbnail's longer side. */
export const THUMBNAIL_SIDE = 320
const WHITE = { background: '#ffffff' }

// Sharp works in libuv's threads, never on the event loop; these bounds leave one of the four to everybody else.
const small = gate(2)
const large = gate(1)

/** The store's cache of made things, and where a blob's file is. */
export type PictureStore = Pick<Blobs, 'derived' | 'localPath'>

/** The file a browser is sent: the blob, or an upright 8-bit sRGB copy where it would not show the blob as it is measured. */
export async function shownFile(blobs: PictureStore, blob: BlobHash, mime: string): Promise<SentFile> {
  const path = blobs.localPath(blob)
  const asIs = { path, mime, tag: blob }
  if (!mime.startsWith('image/') || (await knownAsIs(blobs, blob, mime))) return asIs
  const copy = await blobs.derived(blob, 'shown.png', (to) =>
    small(async () => {
      await (await openPicture(path)).png({ compressionLevel: 4 }).toFile(to)
    }),
  )
  return { path: copy, mime: 'image/png', tag: `${blob}-shown` }
}

/** A JPEG of at most `THUMBNAIL_SIDE` pixels a side, upright, transparent parts on white. */
export async function thumbnailFile(blobs: PictureStore, blob: BlobHash): Promise<SentFile> {
  const path = await blobs.derived(blob, 'thumbnail.jpg', async (to) => {
    const from = (await levelsOf(blobs, blob)) ? (await overviewFile(blobs, blob)).path : await sourceOf(blobs, blob)
    await small(() => writeInside(from, THUMBNAIL_SIDE, 78, to))
  })
  return { path, mime: 'image/jpeg', tag: `${blob}-thumbnail` }
}

/**
 * A large image in small: a JPEG of at most `tiling.overviewSide` pixels a side.
 * @param from where the bytes are while the blob is not in the store yet
 */
export async function overviewFile(blobs: PictureStore, blob: BlobHash, from?: string): Promise<SentFile> {
  const path = await blobs.derived(blob, 'overview.jpg', async (to) => {
    const source = await sourceOf(blobs, blob, from)
    await small(() => writeInside(source, tiling.overviewSide, 85, to))
  })
  return { path, mime: 'image/jpeg', tag: `${blob}-overview` }
}

/** The levels of a stored image; null where it is shown whole or cannot be read. */
export async function levelsOf(blobs: PictureStore, blob: BlobHash): Promise<TileLevels | null> {
  const known = levels.get(blob)
  if (known !== undefined) return known
  const look = await small(() => measureImage(blobs.localPath(blob)))
  // Not kept: the disk may be at fault, and may not be next time.
  if ('refused' in look) return null
  const found = tileLevels(look)
  levels.set(blob, found)
  return found
}

/** Null where every pixel of a file can be decoded. Never throws for what is in the file. */
export async function findDamage(blobs: PictureStore, blob: BlobHash, from: string): Promise<Refusal | null> {
  try {
    await decodeAll(await sourceOf(blobs, blob, from))
    return null
  } catch (error) {
    return damagedBy(error)
  }
}

/** Makes all tiles of a large image where they are not made yet. @returns the folder of `<level>/<column>_<row>.jpeg` */
export async function makeTiles(blobs: PictureStore, blob: BlobHash): Promise<string> {
  const folder = await blobs.derived(blob, 'tiles', async (to) => {
    const source = await sourceOf(blobs, blob)
    await mkdir(to, { recursive: true })
    await large(async () => {
      const picture = await openPicture(source)
      await picture
        .flatten(WHITE)
        .jpeg({ quality: 90, chromaSubsampling: '4:4:4' })
        .tile({ size: tiling.tileSide, overlap: 0, depth: 'onetile', layout: 'dz', container: 'fs' })
        .toFile(join(to, 'image.dz'))
    })
  })
  return join(folder, 'image_files')
}

/** One tile out of the folder that `makeTiles` gave. */
export function tileFile(folder: string, blob: BlobHash, level: number, column: number, row: number): SentFile {
  return {
    path: join(folder, String(level), `${column}_${row}.jpeg`),
    mime: 'image/jpeg',
    tag: `${blob}-${level}-${column}-${row}`,
  }
}

/** Where our image library finds the pixels of a blob: the file itself, or for what it cannot open a PNG of the same. */
async function sourceOf(blobs: PictureStore, blob: BlobHash, from = blobs.localPath(blob)): Promise<string> {
  if (!isBitmap(await headOf(from))) return from
  return blobs.derived(blob, 'pixels.png', (to) => small(() => writeBitmapPixels(from, to)))
}

async function writeInside(from: string, side: number, quality: number, to: string): Promise<void> {
  await (await openPicture(from))
    .resize(side, side, { fit: 'inside', withoutEnlargement: true })
    .flatten(WHITE)
    .jpeg({ quality })
    .toFile(to)
}

/** Whether blobs asked for lately are shown as they are: a blob never changes, and looking costs a read of its header. */
const asIs = new Lately<boolean>()
/** The levels of blobs asked for lately, for the same reason: a screen of tiles asks dozens of times. */
const levels = new Lately<TileLevels | null>()

async function knownAsIs(blobs: PictureStore, blob: BlobHash, mime: string): Promise<boolean> {
  const known = asIs.get(blob)
  if (known !== undefined) return known
  // Nobody is shown a large image whole: whoever asks for it wants the original.
  const path = blobs.localPath(blob)
  const found =
    mime === 'image/bmp' || (await levelsOf(blobs, blob)) !== null || (await small(() => isShownAsIs(path, mime)))
  asIs.set(blob, found)
  return found
}
