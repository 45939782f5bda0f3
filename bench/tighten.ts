// How much closer smart help draws a rough box: overlap with the truth of the shelf sample, before and after.
import { readFile } from 'node:fs/promises'
import { type Box, boxIou, planesOfRgba, type Raster, snapToEdges } from '@etabli/geometry'
import sharp from 'sharp'
import { below, type Figure } from './figure.ts'

const shelf = new URL('../datasets/shelf/', import.meta.url)
/** Each side is drawn off by up to this share of the object's length, evenly. */
const JITTER = 0.08
/** As the page asks. */
const REACH = 0.125

interface Coco {
  readonly images: readonly { readonly id: number; readonly file_name: string }[]
  readonly annotations: readonly {
    readonly image_id: number
    readonly category_id: number
    readonly bbox: readonly [number, number, number, number]
    readonly attributes: { readonly visible: number }
  }[]
  readonly categories: readonly { readonly id: number; readonly name: string }[]
}

interface Seen {
  readonly name: string
  readonly half: 'fitted' | 'held out'
  readonly before: number
  readonly after: number
}

/** Mean IoU of seeded rough boxes with the truth, before (the baseline) and after tightening: all, by half, by class. */
export async function* tighten(): AsyncGenerator<Figure> {
  const coco = JSON.parse(await readFile(new URL('annotations.json', shelf), 'utf8')) as Coco
  const seen: Seen[] = []
  let spent = 0
  const chance = seeded(7)
  for (const { id, file_name } of coco.images) {
    const objects = coco.annotations.filter(({ image_id }) => image_id === id)
    const { data, info } = await sharp(await readFile(new URL(file_name, shelf)))
      .ensureAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true })
    for (const { bbox, attributes, category_id } of objects) {
      const [x, y, width, height] = bbox
      const truth = { x, y, width, height }
      if (attributes.visible < 0.95 || !isInside(truth, info)) continue
      const rough = drawnOff(truth, info, chance)
      const { planes, at } = around(data, info, rough)
      const began = performance.now()
      const tight = snapToEdges(planes, { ...rough, x: rough.x - at.x, y: rough.y - at.y }, { reach: REACH })
      spent += performance.now() - began
      seen.push({
        name: coco.categories.find((category) => category.id === category_id)?.name ?? '',
        half: id % 2 === 1 ? 'fitted' : 'held out',
        before: boxIou(rough, truth),
        after: boxIou({ ...tight, x: tight.x + at.x, y: tight.y + at.y }, truth),
      })
    }
  }
  yield figureOf('all', seen)
  for (const half of ['fitted', 'held out'] as const) {
    yield figureOf(
      half,
      seen.filter((one) => one.half === half),
    )
  }
  for (const name of new Set(seen.map((one) => one.name))) {
    yield figureOf(
      name,
      seen.filter((one) => one.name === name),
    )
  }
  yield below('tighten', 'a box', spent / seen.length, 'ms', null)
}

function figureOf(name: string, seen: readonly Seen[]): Figure {
  const [value, baseline] = [mean(seen.map(({ after }) => after)), mean(seen.map(({ before }) => before))]
  const named = `${name} (${seen.length} boxes)`
  return { bench: 'tighten', case: named, value, unit: 'IoU', baseline, ratio: value / baseline, goal: null, ok: null }
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

function isInside({ x, y, width, height }: Box, image: { readonly width: number; readonly height: number }): boolean {
  return x >= 1 && y >= 1 && x + width <= image.width - 1 && y + height <= image.height - 1
}

function drawnOff(truth: Box, image: { readonly width: number; readonly height: number }, chance: () => number): Box {
  const off = (length: number) => (chance() * 2 - 1) * JITTER * length
  const left = Math.max(0, truth.x + off(truth.width))
  const top = Math.max(0, truth.y + off(truth.height))
  const right = Math.min(image.width, truth.x + truth.width + off(truth.width))
  const bottom = Math.min(image.height, truth.y + truth.height + off(truth.height))
  return { x: left, y: top, width: right - left, height: bottom - top }
}

/** The pixels about a box, as the page cuts them: three tenths of its sides beyond it, at least twelve. */
function around(
  data: Uint8Array,
  image: { readonly width: number; readonly height: number },
  box: Box,
): { planes: Raster[]; at: { x: number; y: number } } {
  const [dx, dy] = [Math.max(12, box.width * 0.3), Math.max(12, box.height * 0.3)]
  const at = { x: Math.max(0, Math.floor(box.x - dx)), y: Math.max(0, Math.floor(box.y - dy)) }
  const width = Math.min(image.width, Math.ceil(box.x + box.width + dx)) - at.x
  const height = Math.min(image.height, Math.ceil(box.y + box.height + dy)) - at.y
  const rgba = new Uint8Array(width * height * 4)
  for (let row = 0; row < height; row += 1) {
    const from = ((at.y + row) * image.width + at.x) * 4
    rgba.set(data.subarray(from, from + width * 4), row * width * 4)
  }
  return { planes: planesOfRgba(rgba, width, height), at }
}

/** Numbers in [0, 1) that are the same in each run (a linear congruential generator). */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}
