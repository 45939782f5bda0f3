// Images as they come: all eight EXIF orientations, every format taken, torn files and bombs.
import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { lookAtImage, makeThumbnail, makeUpright } from './image.ts'
import { probe } from './probe.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'etabli-image-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

type Colour = 'red' | 'green' | 'blue' | 'white'
const RGB: Record<Colour, [number, number, number]> = {
  red: [230, 20, 20],
  green: [20, 200, 20],
  blue: [20, 20, 230],
  white: [250, 250, 250],
}

/** A picture of 60 × 40 stored pixels whose four corners are marked in four colours, in rows from the top left. */
async function marked(orientation: number, format: 'jpeg' | 'png' | 'webp' | 'tiff'): Promise<string> {
  const raw = Buffer.alloc(60 * 40 * 3)
  const corners: Colour[] = ['red', 'green', 'blue', 'white']
  for (let y = 0; y < 40; y++) {
    for (let x = 0; x < 60; x++) raw.set(RGB[corners[(y < 20 ? 0 : 2) + (x < 30 ? 0 : 1)]!], (y * 60 + x) * 3)
  }
  const path = join(folder, `${orientation}.${format}`)
  await sharp(raw, { raw: { width: 60, height: 40, channels: 3 } })
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

describe('lookAtImage', () => {
  for (const orientation of [1, 2, 3, 4, 5, 6, 7, 8]) {
    it(`IMG5: orientation ${orientation}: size, thumbnail and upright copy agree with what is displayed`, async () => {
      const turned = orientation >= 5
      const size = { width: turned ? 40 : 60, height: turned ? 60 : 40 }
      for (const format of ['jpeg', 'png', 'webp', 'tiff'] as const) {
        const path = await marked(orientation, format)
        expect(await lookAtImage(path)).toEqual({ ...size, orientation })
        await makeThumbnail(path, `${path}.thumbnail`)
        expect(await cornersOf(`${path}.thumbnail`)).toEqual({ ...size, corners: SHOWN[orientation] })
        await makeUpright(path, `${path}.upright`)
        expect(await cornersOf(`${path}.upright`)).toEqual({ ...size, corners: SHOWN[orientation] })
      }
    })
  }

  it('takes JPEG, PNG, WebP, AVIF, TIFF and GIF by their bytes, whatever their names say', async () => {
    const plain = sharp({ create: { width: 20, height: 10, channels: 3, background: 'teal' } })
    for (const format of ['jpeg', 'png', 'webp', 'avif', 'tiff', 'gif'] as const) {
      const path = join(folder, `${format}.txt`)
      await plain.clone().toFormat(format).toFile(path)
      expect(await probe(path, 'image')).toMatchObject({
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
    expect(await probe(path, 'image')).toMatchObject({ refused: expect.stringMatching(/^the image is damaged/) })
    await writeFile(path, '')
    expect(await probe(path, 'image')).toEqual({ refused: 'the file is empty' })
    await writeFile(path, Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]))
    expect(await probe(path, 'image')).toMatchObject({ refused: expect.stringMatching(/cannot be read/) })
  })

  it('SEC2: takes no SVG and no page for an image', async () => {
    const path = join(folder, 'evil.png')
    await writeFile(path, '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')
    expect(await probe(path, 'image')).toEqual({ refused: 'an image is needed, and this is: SVG drawing' })
    await writeFile(path, '<!DOCTYPE html><script>alert(1)</script>')
    expect(await probe(path, 'image')).toEqual({ refused: 'an image is needed, and this is: HTML page' })
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
    expect(await probe(path, 'image')).toHaveProperty('refused')
  })
})
