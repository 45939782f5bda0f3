// Looks into an image: size as displayed, EXIF orientation, whether it is whole; and opens it as people are to see it.
import { limits } from '@etabli/schema'
import sharp, { type Metadata, type Sharp } from 'sharp'
import { isBitmap, readBitmapHead } from './bmp.ts'
import { type Refusal, sentenceOf } from './refusal.ts'
import { headOf } from './sniff.ts'

export interface ImageLook {
  /** Pixels as displayed: the EXIF orientation applied. */
  readonly width: number
  readonly height: number
  /** EXIF orientation of the stored file, 1–8; 1 where it says none. */
  readonly orientation: number
}

// One file at a time in libvips' cache is of no use to a server, and keeps file handles of moved files open.
sharp.cache(false)

const options = { limitInputPixels: limits.imagePixels, failOn: 'error', sequentialRead: true } as const

/** Size and orientation by the header alone. Never throws for what is in the file. */
export async function measureImage(path: string): Promise<ImageLook | Refusal> {
  let look: ImageLook
  const head = await headOf(path)
  if (isBitmap(head)) return measureBitmap(head)
  try {
    const meta = await sharp(path, options).metadata()
    const { width, height } = meta.autoOrient
    look = { width, height, orientation: orientationIn(meta) }
  } catch (error) {
    return { refused: `the image cannot be read: ${sentenceOf(error)}` }
  }
  return within(look, limits.imagePixels)
}

function measureBitmap(head: Uint8Array): ImageLook | Refusal {
  const found = readBitmapHead(head)
  if ('refused' in found) return found
  return within({ width: found.width, height: found.height, orientation: 1 }, limits.bitmapPixels)
}

function within(look: ImageLook, most: number): ImageLook | Refusal {
  const pixels = look.width * look.height
  if (pixels <= most) return look
  return { refused: `${look.width} × ${look.height} is ${pixels} pixels; at most ${most} are taken` }
}

/** Decodes every pixel, so that a torn file is found at the door. @throws Error where one cannot be decoded */
export async function decodeAll(path: string): Promise<void> {
  // JPEGs are shrunk while they are decoded, so this costs little and still reads the file to its end.
  await sharp(path, options).resize(16, 16, { fit: 'fill', kernel: 'nearest' }).raw().toBuffer()
}

/** The refusal of an image whose pixels cannot be decoded. @throws the error where it is the disk's and not the file's */
export function damagedBy(error: unknown): Refusal {
  if (error instanceof Error && 'code' in error) throw error
  return { refused: `the image is damaged: ${sentenceOf(error)}` }
}

/**
 * The image as people are to see it, ready to be written: upright, its first page, 8 bits a channel, sRGB. Colours of
 * CMYK and of embedded profiles are converted; numbers of deeper or other scales are brought to that of a screen.
 */
export async function openPicture(path: string): Promise<Sharp> {
  const meta = await sharp(path, options).metadata()
  // A quarter turn needs the rows out of order: they then go through a file on disk instead of through memory.
  const sequentialRead = orientationIn(meta) <= 2
  const picture = sharp(path, { ...options, sequentialRead }).autoOrient()
  const scale = await scaleOf(path, meta)
  return scale ? picture.linear(scale.times, scale.plus) : picture
}

/** Whether browsers show the stored bytes upright and in their true colours, of the types that they show at all. */
export async function isShownAsIs(path: string, mime: string): Promise<boolean> {
  if (mime === 'image/tiff') return false
  const meta = await sharp(path, options).metadata()
  // All browsers turn JPEGs by EXIF; for other types they differ.
  if (mime !== 'image/jpeg' && orientationIn(meta) !== 1) return false
  return meta.space !== 'cmyk' && (await scaleOf(path, meta)) === null
}

interface Scale {
  readonly times: number
  readonly plus: number
}

/**
 * How pixel values are brought to the screen's scale, or null where they are on it. Sensors of 10 to 14 bits are stored
 * in 16: shown as they are, they are all but black, so the highest bit in use becomes the highest bit shown. Other
 * numbers (signed, 32 bits, floating point) have no scale of their own: their smallest becomes black, their largest white.
 */
async function scaleOf(path: string, { depth, space }: Metadata): Promise<Scale | null> {
  if (depth === 'uchar') return null
  const { channels } = await sharp(path, options).stats()
  const colours = channels.length > 2 ? channels.slice(0, 3) : channels.slice(0, 1)
  const max = Math.max(...colours.map((channel) => channel.max))
  if (depth === 'ushort') {
    if (space === 'lab' || max >= 0x8000 || max === 0) return null
    return { times: 2 ** (16 - Math.floor(Math.log2(max)) - 1), plus: 0 }
  }
  const min = Math.min(...colours.map((channel) => channel.min))
  if (max <= min) return null
  return { times: 255 / (max - min), plus: (-min * 255) / (max - min) }
}

function orientationIn({ orientation }: Metadata): number {
  return orientation !== undefined && orientation >= 1 && orientation <= 8 ? orientation : 1
}
