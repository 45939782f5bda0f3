// Images as they come: all eight EXIF orientations, every format taken, large ones in tiles, torn files and bombs.
import { createReadStream } from 'node:fs'
import { mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Blobs } from './blobs.ts'
import { diskBlobs } from './disk.ts'
import { makeTiles, overviewFile, shownFile, thumbnailFile, tileFile } from './pictures.ts'
import { probe } from './probe.ts'

let folder: string
let blobs: Blobs
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'etabli-image-'))
  blobs = await diskBlobs(join(folder, 'store'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const look = (path: string) => probe(path, 'image', blobs)
const keep = async (path: string) => (await blobs.put(createReadStream(path))).hash

type Colour = 'red' | 'green' | 'blue' | 'white'
const RGB: Record<Colour, [number, number, number]> = {
  red: [230, 20, 20],
  green: [20, 200, 20],
  blue: [20, 20, 230],
  white: [250, 250, 250],
}

/** 60 × 40 stored pixels, so many `times` larger, whose corners are marked in four colours, in rows from the top left. */
async function marked(orientation: number, format: 'jpeg' | 'png' | 'webp' | 'tiff', times = 1): Promise<string> {
  const raw = Buffer.alloc(60 * 40 * 3)
  const corners: Colour[] = ['red', 'green', 'blue', 'white']
  for (let y = 0; y < 40; y++) {
    for (let x = 0; x < 60; x++) raw.set(RGB[corners[(y < 20 ? 0 : 2) + (x < 30 ? 0 : 1)]!], (y * 60 + x) * 3)
  }
  const path = join(folder, `${orientation}-${times}.${format}`)
  await sharp(raw, { raw: { width: 60, height: 40, channels: 3 } })
    .resize(60 * times, 40 * times, { kernel: 'nearest' })
    .withMetadata({ orientation })
    .toFormat(format, { quality: 95 })
    .toFile(path)
  return path
}

/** Where the stored first row and first column are to be shown, by EXIF 2.3 §4.6.4.A: corners from the top left. */
const SHOWN: Record<number, [Colour, Colour, Colour, Colour]> = {
  1: ['red', 'green', 'blue', 'white'],
  2: ['green', 'red', 'white', 'blue'],
  3: ['white', 'blue', 'green', 'red'],
  4: ['blue', 'white', 'red', 'green'],
  5: ['red', 'blue', 'green', 'white'],
  6: ['blue', 'red', 'white', 'green'],
  7: ['white', 'green', 'blue', 'red'],
  8: ['green', 'white', 'red', 'blue'],
}

async function cornersOf(path: string): Promise<{ width: number; height: number; corners: Colour[] }> {
  const { data, info } = await sharp(path).removeAlpha().raw().toBuffer({ resolveWithObject: true })
  const at = (x: number, y: number): Colour => {
    const offset = (y * info.width + x) * info.channels
    const found = Object.entries(RGB).find(([, rgb]) => rgb.every((v, c) => Math.abs(v - data[offset + c]!) < 60))
    return found?.[0] as Colour
  }
  const [right, bottom] = [info.width - 4, info.height - 4]
  return {
    width: info.width,
    height: info.height,
    corners: [at(3, 3), at(right, 3), at(3, bottom), at(right, bottom)],
  }
}

describe('IMG5: an image is measured, shown, cut and thumbed as it is displayed', () => {
  for (const orientation of [1, 2, 3, 4, 5, 6, 7, 8]) {
    const turned = orientation >= 5
    const corners = SHOWN[orientation]

    it(`orientation ${orientation}: size, thumbnail and what browsers are sent agree`, async () => {
      const size = { width: turned ? 40 : 60, height: turned ? 60 : 40 }
      for (const format of ['jpeg', 'png', 'webp', 'tiff'] as const) {
        const path = await marked(orientation, format)
        const media = await look(path)
        expect(media).toMatchObject({ ...size, orientation })
        const blob = await keep(path)
        expect(await cornersOf((await thumbnailFile(blobs, blob)).path)).toEqual({ ...size, corners })
        const shown = await shownFile(blobs, blob, `image/${format}`)
        // A JPEG goes out as it is, and every browser turns it by its EXIF; anything else must be upright itself.
        if (format === 'jpeg') expect(shown.path).toBe(blobs.localPath(blob))
        else expect(await cornersOf(shown.path)).toEqual({ ...size, corners })
      }
    })

    it(`orientation ${orientation}, too large to be shown whole: overview and tiles agree`, async () => {
      // 4,500 × 3,000: levels of 282 × 188, 563 × 375, 1,125 × 750, 2,250 × 1,500 and 4,500 × 3,000 pixels.
      const path = await marked(orientation, 'jpeg', 75)
      const [width, height] = turned ? [3_000, 4_500] : [4_500, 3_000]
      expect(await look(path)).toMatchObject({ width, height, orientation })
      const blob = await keep(path)
      const small = { width: turned ? 1_365 : 2_048, height: turned ? 2_048 : 1_365 }
      expect(await cornersOf((await overviewFile(blobs, blob)).path)).toEqual({ ...small, corners })
      const thumb = { width: turned ? 213 : 320, height: turned ? 320 : 213 }
      expect(await cornersOf((await thumbnailFile(blobs, blob)).path)).toEqual({ ...thumb, corners })
      const tiles = await makeTiles(blobs, blob)
      const coarsest = { width: turned ? 188 : 282, height: turned ? 282 : 188 }
      expect(await cornersOf(tileFile(tiles, blob, 0, 0, 0).path)).toEqual({ ...coarsest, corners })
      // 4,500 = 8 × 512 + 404 and 3,000 = 5 × 512 + 440: nine tiles by six at the finest level.
      expect(await readdir(join(tiles, '4'))).toHaveLength(54)
      const [right, bottom] = turned ? [5, 8] : [8, 5]
      const last = await cornersOf(tileFile(tiles, blob, 4, right, bottom).path)
      expect([last.width, last.height]).toEqual(turned ? [440, 404] : [404, 440])
      expect(last.corners[3]).toBe(corners?.[3])
      expect((await cornersOf(tileFile(tiles, blob, 4, 0, 0).path)).corners[0]).toBe(corners?.[0])
    })
  }
})

/** The first pixel of what browsers are sent of a file, and its type. */
async function shownPixel(path: string, mime: string): Promise<{ mime: string; depth: string; first: number[] }> {
  const shown = await shownFile(blobs, await keep(path), mime)
  const { data, info } = await sharp(shown.path).removeAlpha().raw().toBuffer({ resolveWithObject: true })
  const { depth } = await sharp(shown.path).metadata()
  return { mime: shown.mime, depth, first: [...data.subarray(0, info.channels)] }
}

describe('what browsers cannot show, or show wrongly, is shown as a copy', () => {
  it('16 bits: 12-bit sensor values are brought to the screen, full-range ones go as they are', async () => {
    const grey = async (name: string, low: number, high: number) => {
      const values = Uint16Array.from({ length: 32 * 16 }, (_, i) => (i % 32 < 16 ? low : high))
      const path = join(folder, name)
      await sharp(values, { raw: { width: 32, height: 16, channels: 1 } })
        .toColourspace('grey16')
        .png()
        .toFile(path)
      return path
    }
    // The highest of 4,000 takes 12 bits, so all are worth 16 times as much: 1,000 × 16 / 257 = 62.3.
    const sensor = await shownPixel(await grey('sensor.png', 1_000, 4_000), 'image/png')
    expect(sensor.mime).toBe('image/png')
    expect(sensor.depth).toBe('uchar')
    expect(Math.abs((sensor.first[0] ?? 0) - 62)).toBeLessThanOrEqual(1)
    const full = await grey('full.png', 1_000, 60_000)
    const blob = await keep(full)
    expect((await shownFile(blobs, blob, 'image/png')).path).toBe(blobs.localPath(blob))
  })

  it('CMYK JPEG becomes sRGB, the original stays', async () => {
    const path = join(folder, 'print.jpg')
    await sharp({ create: { width: 40, height: 20, channels: 3, background: '#c03020' } })
      .toColourspace('cmyk')
      .jpeg({ quality: 95 })
      .toFile(path)
    expect(await look(path)).toMatchObject({ mime: 'image/jpeg', width: 40, height: 20 })
    const shown = await shownPixel(path, 'image/jpeg')
    expect(shown.mime).toBe('image/png')
    const [red = 0, green = 0, blue = 0] = shown.first
    expect(red).toBeGreaterThan(150)
    expect(Math.max(green, blue)).toBeLessThan(80)
    expect(await readFile(blobs.localPath(await keep(path)))).toEqual(await readFile(path))
  })

  it('a TIFF of several pages shows the first', async () => {
    const page = (background: string) => sharp({ create: { width: 30, height: 20, channels: 3, background } }).png()
    const pages = await Promise.all([page('#ff0000').toBuffer(), page('#0000ff').toBuffer()])
    const path = join(folder, 'pages.tif')
    await sharp(pages, { join: { animated: true } })
      .tiff({ compression: 'none' })
      .toFile(path)
    expect((await sharp(path).metadata()).pages).toBe(2)
    expect(await look(path)).toMatchObject({ mime: 'image/tiff', width: 30, height: 20 })
    expect((await shownPixel(path, 'image/tiff')).first).toEqual([255, 0, 0])
  })

  it('HEIC is refused at the door, its codec named', async () => {
    const path = join(folder, 'phone.heic')
    await writeFile(
      path,
      Buffer.concat([Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1'), Buffer.alloc(64)]),
    )
    expect(await look(path)).toMatchObject({ refused: expect.stringContaining('HEVC') })
  })
})

describe('probe', () => {
  it('takes JPEG, PNG, WebP, AVIF, TIFF and GIF by their bytes, whatever their names say', async () => {
    const plain = sharp({ create: { width: 20, height: 10, channels: 3, background: 'teal' } })
    for (const format of ['jpeg', 'png', 'webp', 'avif', 'tiff', 'gif'] as const) {
      const path = join(folder, `${format}.txt`)
      await plain.clone().toFormat(format).toFile(path)
      expect(await look(path)).toMatchObject({
        type: 'image',
        mime: `image/${format}`,
        width: 20,
        height: 10,
        orientation: 1,
      })
    }
  })

  it('names a torn, an empty and a false image, and throws for none', async () => {
    const path = join(folder, 'torn.jpg')
    await sharp({ create: { width: 400, height: 300, channels: 3, background: 'teal' } })
      .jpeg()
      .toFile(path)
    await truncate(path, 900)
    expect(await look(path)).toMatchObject({ refused: expect.stringMatching(/^the image is damaged/) })
    await writeFile(path, '')
    expect(await look(path)).toEqual({ refused: 'the file is empty' })
    await writeFile(path, Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]))
    expect(await look(path)).toMatchObject({ refused: expect.stringMatching(/cannot be read/) })
  })

  it('SEC2: takes no SVG and no page for an image', async () => {
    const path = join(folder, 'evil.png')
    await writeFile(path, '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')
    expect(await look(path)).toEqual({ refused: 'an image is needed, and this is: SVG drawing' })
    await writeFile(path, '<!DOCTYPE html><script>alert(1)</script>')
    expect(await look(path)).toEqual({ refused: 'an image is needed, and this is: HTML page' })
  })

  it('refuses more pixels than the bound before it decodes them', async () => {
    const path = join(folder, 'bomb.png')
    // A PNG header that claims 60,000 × 60,000 pixels, and nothing behind it.
    const header = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')
    const size = Buffer.alloc(13)
    size.writeUInt32BE(60_000, 0)
    size.writeUInt32BE(60_000, 4)
    size.set([8, 2, 0, 0, 0], 8)
    await writeFile(path, Buffer.concat([header, size, Buffer.alloc(64)]))
    expect(await look(path)).toHaveProperty('refused')
  })
})
