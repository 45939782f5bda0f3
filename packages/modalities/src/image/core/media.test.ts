// Sizes read from the first bytes of files: headers written by hand after each format's specification.
import { describe, expect, it } from 'vitest'
import { isImagePath, probeSize } from './media.ts'
import { pngHead } from './testing-shapes.ts'

const bytes = (...parts: (string | number)[]) =>
  Uint8Array.from(parts.flatMap((part) => (typeof part === 'string' ? [...part].map((c) => c.charCodeAt(0)) : [part])))

/** SOI, an EXIF segment with that orientation (big endian), then SOF0 of 480 × 640 (height × width). */
const jpeg = (orientation: number) =>
  bytes(
    ...[0xff, 0xd8, 0xff, 0xe1, 0, 34, 'Exif', 0, 0, 'MM', 0, 42, 0, 0, 0, 8],
    ...[0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0],
    ...[0xff, 0xc0, 0, 17, 8, 480 >> 8, 480 & 255, 640 >> 8, 640 & 255, 3],
  )

describe('probeSize', () => {
  it('IMG5: a JPEG has its size as displayed, for all 8 orientations', () => {
    for (const upright of [1, 2, 3, 4]) expect(probeSize(jpeg(upright))).toEqual({ width: 640, height: 480 })
    for (const turned of [5, 6, 7, 8]) expect(probeSize(jpeg(turned))).toEqual({ width: 480, height: 640 })
  })
  it('reads PNG, GIF, BMP and the three kinds of WebP', () => {
    expect(probeSize(pngHead(1280, 960))).toEqual({ width: 1280, height: 960 })
    expect(probeSize(bytes('GIF89a', 0x40, 0x01, 0xf0, 0x00))).toEqual({ width: 320, height: 240 })
    const bmp = new Uint8Array(30)
    bmp.set(bytes('BM'))
    new DataView(bmp.buffer).setInt32(18, 33, true)
    new DataView(bmp.buffer).setInt32(22, -44, true)
    expect(probeSize(bmp)).toEqual({ width: 33, height: 44 })
    const lossy = bytes('RIFF', 0, 0, 0, 0, 'WEBPVP8 ', 0, 0, 0, 0, 0, 0, 0, 0x9d, 0x01, 0x2a, 0x20, 0x03, 0x58, 0x02)
    expect(probeSize(lossy)).toEqual({ width: 800, height: 600 })
    // 14 bits of width − 1, then of height − 1: 799 and 599.
    const lossless = bytes('RIFF', 0, 0, 0, 0, 'WEBPVP8L', 0, 0, 0, 0, 0x2f, 0x1f, 0xc3, 0x95, 0x00)
    expect(probeSize(lossless)).toEqual({ width: 800, height: 600 })
    const extended = bytes('RIFF', 0, 0, 0, 0, 'WEBPVP8X', 10, 0, 0, 0, 0, 0, 0, 0, 0x1f, 3, 0, 0x57, 2, 0)
    expect(probeSize(extended)).toEqual({ width: 800, height: 600 })
  })
  it('gives null for what is cut short or no image', () => {
    expect(probeSize(jpeg(1).subarray(0, 30))).toBeNull()
    expect(probeSize(new Uint8Array(0))).toBeNull()
    expect(probeSize(bytes('hello, world, this is a text'))).toBeNull()
  })
  it('knows images by their extension', () => {
    expect(['a/b.JPG', 'x.webp', 'jpg', 'a.txt', 'c.jpeg.zip'].map(isImagePath)).toEqual([
      true,
      true,
      false,
      false,
      false,
    ])
  })
})
