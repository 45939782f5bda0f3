// Looks into an image: size as displayed, EXIF orientation, whether it is whole; and makes what browsers are shown.
import { limits } from '@etabli/schema'
import sharp from 'sharp'

/** Pixels of a thumbnail's longer side. */
export const THUMBNAIL_SIDE = 320

export interface ImageLook {
  /** Pixels as displayed: the EXIF orientation applied. */
  readonly width: number
  readonly height: number
  /** EXIF orientation of the stored file, 1–8; 1 where it says none. */
  readonly orientation: number
}

/** A sentence about a file that cannot be taken; no fault of ours, so a value and not an error. */
export interface Refusal {
  readonly refused: string
}

// One file at a time in libvips' cache is of no use to a server, and keeps file handles of moved files open.
sharp.cache(false)

const options = { limitInputPixels: limits.imagePixels, failOn: 'error', sequentialRead: true } as const

/**
 * Size and orientation of an image file, every pixel decoded once so that a torn file is found at the door.
 * Never throws for what is in the file.
 */
export async function lookAtImage(path: string): Promise<ImageLook | Refusal> {
  let look: ImageLook
  try {
    const meta = await sharp(path, options).metadata()
    const { width, height } = meta.autoOrient
    look = { width, height, orientation: inRange(meta.orientation) }
  } catch (error) {
    return { refused: `the image cannot be read: ${sentenceOf(error)}` }
  }
  const pixels = look.width * look.height
  if (pixels > limits.imagePixels) {
    return { refused: `${look.width} × ${look.height} is ${pixels} pixels; at most ${limits.imagePixels} are taken` }
  }
  try {
    // JPEGs are shrunk while they are decoded, so this costs little and still reads the file to its end.
    await sharp(path, options).resize(16, 16, { fit: 'fill', kernel: 'nearest' }).raw().toBuffer()
  } catch (error) {
    return { refused: `the image is damaged: ${sentenceOf(error)}` }
  }
  return look
}

/** Writes a JPEG of at most `THUMBNAIL_SIDE` pixels a side, upright, transparent parts on white. */
export async function makeThumbnail(from: string, to: string): Promise<void> {
  await sharp(from, options)
    .autoOrient()
    .resize(THUMBNAIL_SIDE, THUMBNAIL_SIDE, { fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#ffffff' })
    .jpeg({ quality: 78, mozjpeg: false })
    .toFile(to)
}

/** Writes the image upright as PNG, for formats that browsers do not show or do not turn. */
export async function makeUpright(from: string, to: string): Promise<void> {
  await sharp(from, options).autoOrient().png({ compressionLevel: 4 }).toFile(to)
}

/**
 * Whether browsers show the bytes as `ImageLook` measures them. All of them turn JPEGs by EXIF; for other formats they
 * differ, and none but one shows TIFF.
 */
export function shownAsIs(mime: string, orientation: number): boolean {
  if (mime === 'image/tiff') return false
  return mime === 'image/jpeg' || orientation === 1
}

/** The EXIF orientation alone, without decoding pixels; 1 where it cannot be read. */
export async function orientationOf(path: string): Promise<number> {
  try {
    return inRange((await sharp(path, options).metadata()).orientation)
  } catch {
    return 1
  }
}

function inRange(orientation: number | undefined): number {
  return orientation !== undefined && orientation >= 1 && orientation <= 8 ? orientation : 1
}

/** The first line of a library's complaint, without paths of this machine. */
export function sentenceOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error)
  const line = text.split('\n')[0] ?? ''
  return line.replaceAll(/(?:[A-Za-z]:)?[\\/](?:[\w.@-]+[\\/])+[\w.@-]+/g, 'the file').slice(0, 200)
}
