// Image media: its size as displayed, and how that is read from the first bytes of a file (JPEG, PNG, GIF, WebP, BMP).
import type { Size } from '@etabli/geometry'
import type { Media } from '@etabli/schema'
import { assert } from '@etabli/schema'

/** Extensions of the files that count as images, in lower case. */
const EXTENSIONS = new Set(['jpg', 'jpeg', 'png', 'webp', 'gif', 'bmp', 'tif', 'tiff', 'avif', 'heic'])

/** Whether a path names an image by its extension. */
export function isImagePath(path: string): boolean {
  const dot = path.lastIndexOf('.')
  return dot >= 0 && EXTENSIONS.has(path.slice(dot + 1).toLowerCase())
}

/** Width and height in pixels as displayed (EXIF orientation applied). The medium must be an image. */
export function sizeOf(media: Media): Size {
  assert(media.type === 'image', 'boxes are drawn on images only')
  return { width: media.width, height: media.height }
}

/**
 * Size as displayed, from the head of a file; null where it is no image we can read, or its header lies further in.
 * Sources: ITU T.81 (JPEG), TIFF 6.0 and EXIF 2.3 (orientation), W3C PNG, RFC 9649 (WebP), GIF89a.
 */
export function probeSize(head: Uint8Array): Size | null {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength)
  try {
    if (view.getUint16(0) === 0xffd8) return jpegSize(view)
    if (view.getUint32(0) === 0x89504e47) return { width: view.getUint32(16), height: view.getUint32(20) }
    if (ascii(view, 0, 4) === 'GIF8') return { width: view.getUint16(6, true), height: view.getUint16(8, true) }
    if (ascii(view, 0, 4) === 'RIFF' && ascii(view, 8, 4) === 'WEBP') return webpSize(view)
    if (ascii(view, 0, 2) === 'BM') {
      return { width: Math.abs(view.getInt32(18, true)), height: Math.abs(view.getInt32(22, true)) }
    }
    return null
  } catch (fault) {
    // The head ended before the size did.
    if (fault instanceof RangeError) return null
    throw fault
  }
}

function ascii(view: DataView, at: number, length: number): string {
  let text = ''
  for (let i = 0; i < length; i++) text += String.fromCharCode(view.getUint8(at + i))
  return text
}

/** Walks the segments to the frame header; an EXIF orientation of 5 to 8 turns the image on its side. */
function jpegSize(view: DataView): Size | null {
  let turned = false
  let at = 2
  for (;;) {
    if (view.getUint8(at) !== 0xff) return null
    const marker = view.getUint8(at + 1)
    if (marker === 0xff) {
      at += 1
      continue
    }
    if (marker === 0xe1 && ascii(view, at + 4, 4) === 'Exif') turned = exifOrientation(view, at + 10) >= 5
    // SOF0 to SOF15 less DHT, JPG and DAC.
    if (marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc) {
      const height = view.getUint16(at + 5)
      const width = view.getUint16(at + 7)
      return turned ? { width: height, height: width } : { width, height }
    }
    at += 2 + view.getUint16(at + 2)
  }
}

/** The orientation in a TIFF header at `start`; 1 where there is none. */
function exifOrientation(view: DataView, start: number): number {
  const little = view.getUint16(start) === 0x4949
  const directory = start + view.getUint32(start + 4, little)
  const count = view.getUint16(directory, little)
  for (let i = 0; i < count; i++) {
    const entry = directory + 2 + i * 12
    if (view.getUint16(entry, little) === 0x0112) return view.getUint16(entry + 8, little)
  }
  return 1
}

function webpSize(view: DataView): Size | null {
  const chunk = ascii(view, 12, 4)
  if (chunk === 'VP8 ') return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff }
  if (chunk === 'VP8L') {
    const bits = view.getUint32(21, true)
    return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 }
  }
  if (chunk === 'VP8X') {
    const triple = (at: number) => view.getUint16(at, true) + (view.getUint8(at + 2) << 16)
    return { width: triple(24) + 1, height: triple(27) + 1 }
  }
  return null
}
