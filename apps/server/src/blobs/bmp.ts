// Reads Windows bitmaps, which our image library does not: uncompressed, 1 to 32 bits a pixel, with palette or masks.

export interface Bitmap {
  readonly width: number
  readonly height: number
  /** Three bytes a pixel, red green blue, rows from the top. */
  readonly rgb: Uint8Array<ArrayBuffer>
}

export interface BitmapHead {
  readonly width: number
  readonly height: number
  readonly topDown: boolean
  readonly bits: number
  /** Where the pixels begin, and where the palette. */
  readonly pixels: number
  readonly palette: number
  readonly colours: number
  /** Bytes of a palette entry: 3 in the oldest form, else 4. */
  readonly entry: number
  /** Red, green and blue of 16 and 32 bits. */
  readonly masks: readonly [number, number, number]
}

/** Bytes from the start that `readBitmapHead` wants to see. */
export const BITMAP_HEAD = 70

const BITS = [1, 4, 8, 16, 24, 32]
const RGB = 0
const BITFIELDS = 3
const ALPHABITFIELDS = 6

/** Whether a file begins as a Windows bitmap does. */
export function isBitmap(head: Uint8Array): boolean {
  return head[0] === 0x42 && head[1] === 0x4d
}

/**
 * The header of a bitmap, or the sentence why it cannot be read.
 * Source: Microsoft, BITMAPFILEHEADER, BITMAPCOREHEADER, BITMAPINFOHEADER and BITMAPV4HEADER.
 */
export function readBitmapHead(head: Uint8Array): BitmapHead | { readonly refused: string } {
  if (head.length < BITMAP_HEAD) return { refused: 'the bitmap ends within its header' }
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength)
  const size = view.getUint32(14, true)
  const old = size === 12
  const width = old ? view.getUint16(18, true) : view.getInt32(18, true)
  const tall = old ? view.getUint16(20, true) : view.getInt32(22, true)
  const bits = view.getUint16(old ? 24 : 28, true)
  const compression = old ? RGB : view.getUint32(30, true)
  const masked = compression === BITFIELDS || compression === ALPHABITFIELDS
  if (width <= 0 || tall === 0 || !BITS.includes(bits)) return { refused: 'the header of the bitmap makes no sense' }
  if (compression !== RGB && !masked) {
    return { refused: 'the bitmap is compressed (RLE), which cannot be read here; save it as PNG' }
  }
  const used = old ? 0 : view.getUint32(46, true)
  const masks: BitmapHead['masks'] = masked
    ? [view.getUint32(54, true), view.getUint32(58, true), view.getUint32(62, true)]
    : bits === 16
      ? [0x7c00, 0x03e0, 0x001f]
      : [0xff0000, 0x00ff00, 0x0000ff]
  return {
    width,
    height: Math.abs(tall),
    topDown: tall < 0,
    bits,
    pixels: view.getUint32(10, true),
    palette: 14 + size,
    colours: bits > 8 ? 0 : Math.min(used || 2 ** bits, 2 ** bits),
    entry: old ? 3 : 4,
    masks,
  }
}

/** The pixels of a whole file. @throws RangeError where the file ends before they do */
export function readBitmap(file: Uint8Array, head: BitmapHead): Bitmap {
  const { width, height, bits, pixels, topDown } = head
  const stride = Math.ceil((width * bits) / 32) * 4
  if (pixels + stride * height > file.length) throw new RangeError('the bitmap ends before its pixels do')
  const rgb = new Uint8Array(width * height * 3)
  const readRow = bits <= 8 ? indexed(file, head) : bits === 24 ? triples(file, width) : masked(file, head)
  for (let y = 0; y < height; y++) {
    readRow(pixels + (topDown ? y : height - 1 - y) * stride, rgb, y * width * 3)
  }
  return { width, height, rgb }
}

/** Reads the row at an offset of the file into the pixels, from an offset of theirs. */
type ReadRow = (from: number, rgb: Uint8Array, to: number) => void

function triples(file: Uint8Array, width: number): ReadRow {
  return (from, rgb, to) => {
    for (let x = 0; x < width * 3; x += 3) {
      rgb[to + x] = file[from + x + 2] ?? 0
      rgb[to + x + 1] = file[from + x + 1] ?? 0
      rgb[to + x + 2] = file[from + x] ?? 0
    }
  }
}

function indexed(file: Uint8Array, { width, bits, palette, colours, entry }: BitmapHead): ReadRow {
  const mask = 2 ** bits - 1
  return (from, rgb, to) => {
    for (let x = 0; x < width; x++) {
      const at = x * bits
      const index = ((file[from + (at >> 3)] ?? 0) >> (8 - bits - (at & 7))) & mask
      // An index past the palette is black, as Windows shows it.
      const colour = index < colours ? palette + index * entry : -1
      for (let channel = 0; channel < 3; channel++) {
        rgb[to + x * 3 + channel] = colour < 0 ? 0 : (file[colour + 2 - channel] ?? 0)
      }
    }
  }
}

function masked(file: Uint8Array, { width, bits, masks }: BitmapHead): ReadRow {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength)
  const channels = masks.map((mask) => {
    const shift = mask === 0 ? 0 : 31 - Math.clz32(mask & -mask)
    return { mask, shift, most: Math.max(1, mask >>> shift) }
  })
  return (from, rgb, to) => {
    for (let x = 0; x < width; x++) {
      const value = bits === 16 ? view.getUint16(from + x * 2, true) : view.getUint32(from + x * 4, true)
      for (const [index, { mask, shift, most }] of channels.entries()) {
        rgb[to + x * 3 + index] = Math.round((((value & mask) >>> shift) * 255) / most)
      }
    }
  }
}
