// Windows bitmaps, written byte by byte from Microsoft's description, read back pixel by pixel.
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Blobs } from './blobs.ts'
import { readBitmap, readBitmapHead } from './bmp.ts'
import { diskBlobs } from './disk.ts'
import { shownFile, thumbnailFile } from './pictures.ts'
import { probe } from './probe.ts'

interface Parts {
  readonly width: number
  readonly height: number
  readonly bits: number
  readonly compression?: number
  readonly palette?: readonly number[]
  readonly masks?: readonly number[]
  /** Rows as they lie in the file, each padded to four bytes. */
  readonly rows: readonly (readonly number[])[]
}

function bitmap({ width, height, bits, compression = 0, palette = [], masks = [], rows }: Parts): Buffer {
  const pixels = Buffer.concat(
    rows.map((row) => Buffer.concat([Buffer.from(row), Buffer.alloc((4 - (row.length % 4)) % 4)])),
  )
  const head = Buffer.alloc(54)
  head.write('BM', 0)
  const offset = 54 + masks.length * 4 + palette.length
  head.writeUInt32LE(offset + pixels.length, 2)
  head.writeUInt32LE(offset, 10)
  head.writeUInt32LE(40, 14)
  head.writeInt32LE(width, 18)
  head.writeInt32LE(height, 22)
  head.writeUInt16LE(1, 26)
  head.writeUInt16LE(bits, 28)
  head.writeUInt32LE(compression, 30)
  head.writeUInt32LE(palette.length / 4, 46)
  const fields = Buffer.alloc(masks.length * 4)
  for (const [i, mask] of masks.entries()) fields.writeUInt32LE(mask, i * 4)
  return Buffer.concat([head, fields, Buffer.from(palette), pixels, Buffer.alloc(16)])
}

function pixelsOf(file: Buffer): number[] {
  const head = readBitmapHead(file)
  if ('refused' in head) throw new Error(head.refused)
  return [...readBitmap(file, head).rgb]
}

const RED = [255, 0, 0]
const GREEN = [0, 255, 0]
const BLUE = [0, 0, 255]
const WHITE = [255, 255, 255]

describe('readBitmap', () => {
  // The picture everywhere: red and green above blue and white.
  const picture = [RED, GREEN, BLUE, WHITE].flat()
  const below = [255, 0, 0, 255, 255, 255]
  const above = [0, 0, 255, 0, 255, 0]

  it('24 bits, rows from the bottom, or from the top where the height is negative', () => {
    expect(pixelsOf(bitmap({ width: 2, height: 2, bits: 24, rows: [below, above] }))).toEqual(picture)
    expect(pixelsOf(bitmap({ width: 2, height: -2, bits: 24, rows: [above, below] }))).toEqual(picture)
  })

  it('1, 4 and 8 bits with a palette', () => {
    const palette = [0, 0, 255, 0, 0, 255, 0, 0, 255, 0, 0, 0, 255, 255, 255, 0]
    const four = { width: 2, height: 2, palette }
    expect(pixelsOf(bitmap({ ...four, bits: 4, rows: [[0x23], [0x01]] }))).toEqual(picture)
    expect(
      pixelsOf(
        bitmap({
          ...four,
          bits: 8,
          rows: [
            [2, 3],
            [0, 1],
          ],
        }),
      ),
    ).toEqual(picture)
    const two = bitmap({ width: 3, height: 1, bits: 1, palette: palette.slice(0, 8), rows: [[0b01000000]] })
    expect(pixelsOf(two)).toEqual([RED, GREEN, RED].flat())
  })

  it('16 bits as 5-5-5 and by masks as 5-6-5; 32 bits', () => {
    // Red 0x7c00, green 0x03e0; blue 0x001f, white 0x7fff.
    const five = [
      [0x1f, 0x00, 0xff, 0x7f],
      [0x00, 0x7c, 0xe0, 0x03],
    ]
    expect(pixelsOf(bitmap({ width: 2, height: 2, bits: 16, rows: five }))).toEqual(picture)
    const six = [
      [0x1f, 0x00, 0xff, 0xff],
      [0x00, 0xf8, 0xe0, 0x07],
    ]
    const masks = [0xf800, 0x07e0, 0x001f]
    expect(pixelsOf(bitmap({ width: 2, height: 2, bits: 16, compression: 3, masks, rows: six }))).toEqual(picture)
    const whole = [
      [255, 0, 0, 0, 255, 255, 255, 0],
      [0, 0, 255, 0, 0, 255, 0, 0],
    ]
    expect(pixelsOf(bitmap({ width: 2, height: 2, bits: 32, rows: whole }))).toEqual(picture)
  })

  it('names run-length compression, nonsense and a torn file', () => {
    const rows = [below, above]
    expect(readBitmapHead(bitmap({ width: 2, height: 2, bits: 8, compression: 1, rows }))).toMatchObject({
      refused: expect.stringContaining('RLE'),
    })
    expect(readBitmapHead(bitmap({ width: 0, height: 2, bits: 24, rows }))).toHaveProperty('refused')
    expect(() => pixelsOf(bitmap({ width: 2, height: 2_000, bits: 24, rows }))).toThrow(/ends before/)
  })
})

describe('a BMP as a task', () => {
  let folder: string
  let blobs: Blobs
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'etabli-bmp-'))
    blobs = await diskBlobs(join(folder, 'store'))
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  it('is measured, shown as it is, and thumbed', async () => {
    const row = Array.from({ length: 30 }, () => [0, 0, 255]).flat()
    const file = bitmap({ width: 30, height: 20, bits: 24, rows: Array.from({ length: 20 }, () => row) })
    const path = join(folder, 'red.bmp')
    await writeFile(path, file)
    expect(await probe(path, 'image', blobs)).toMatchObject({
      mime: 'image/bmp',
      width: 30,
      height: 20,
      orientation: 1,
    })
    const { hash } = await blobs.put([file])
    expect((await shownFile(blobs, hash, 'image/bmp')).path).toBe(blobs.localPath(hash))
    const { data, info } = await sharp((await thumbnailFile(blobs, hash)).path)
      .raw()
      .toBuffer({ resolveWithObject: true })
    expect([info.width, info.height]).toEqual([30, 20])
    expect(data[0]).toBeGreaterThan(245)
    expect(data[1]).toBeLessThan(10)
    await writeFile(path, file.subarray(0, 500))
    expect(await probe(path, 'image', blobs)).toMatchObject({ refused: expect.stringMatching(/damaged/) })
  })
})
