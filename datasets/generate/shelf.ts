// Makes the shelf set: ray-traced shop scenes with the boxes of everything that can be seen in them, as COCO.
// Run: node --conditions=@etabli/source datasets/generate/shelf.ts [first last folder]
// With numbers only those scenes are made, into the folder, to look at. All of them take half an hour or more; pictures
// that are there already are kept, so delete shelf/images to make them anew.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import { inSets, writeJson } from './files.ts'
import { seeded } from './random.ts'
import { develop } from './scene/lens.ts'
import { type Category, categories } from './scene/products.ts'
import { aimer, render, type Survey, survey } from './scene/render.ts'
import type { Hit, Ray } from './scene/solids.ts'
import { Space } from './scene/space.ts'
import { compose, type Stage } from './scene/stage.ts'

const SCENES = 64
const SIZE = { width: 1280, height: 960 }
/** Pixels traced across; the picture is then enlarged, as a phone's own processing softens it. */
const TRACED = { width: 832, height: 624 }
const SAMPLES = 4
const MOST_BYTES = 150_000

interface Box {
  readonly category: Category
  /** Pixels of the JPEG: left, top, width, height. */
  readonly bbox: readonly [number, number, number, number]
  /** Visible pixels. */
  readonly area: number
  /** Share of the object inside the picture that nothing hides, 0 to 1. */
  readonly visible: number
}

interface Made {
  readonly scene: number
  readonly file: string
  readonly boxes: readonly Box[]
}

/** Boxes of the visible extent; slivers (under a tenth visible, or tiny) are left out, as the guidelines say. */
function boxesOf(stage: Stage, picture: Survey): Box[] {
  const scale = SIZE.width / picture.width
  return stage.objects.flatMap(({ object, category }) => {
    let [left, top, right, bottom, count] = [1e9, 1e9, -1, -1, 0]
    for (let i = 0; i < picture.object.length; i++) {
      if (picture.object[i] !== object) continue
      const x = i % picture.width
      const y = Math.floor(i / picture.width)
      left = Math.min(left, x)
      right = Math.max(right, x + 1)
      top = Math.min(top, y)
      bottom = Math.max(bottom, y + 1)
      count++
    }
    const whole = Math.max(count, silhouette(stage, object, picture))
    const area = Math.round(count * scale * scale)
    const [width, height] = [(right - left) * scale, (bottom - top) * scale]
    if (area < 1200 || Math.min(width, height) < 24 || count / whole < 0.1) return []
    return [
      {
        category,
        bbox: [left * scale, top * scale, width, height] as const,
        area,
        visible: Math.round((100 * count) / whole) / 100,
      },
    ]
  })
}

/** Pixels that the object would cover alone. */
function silhouette(stage: Stage, object: number, picture: Survey): number {
  const step = 4
  const space = new Space(stage.scene.solids.filter((solid) => solid.object === object))
  const ray: Ray = { ox: 0, oy: 0, oz: 0, dx: 0, dy: 0, dz: 0, skip: -1 }
  const hit: Hit = { t: 0, nx: 0, ny: 0, nz: 0, u: 0, v: 0, face: 0, lx: 0, ly: 0, lz: 0, solid: null }
  const aim = aimer(stage.scene.camera)
  let count = 0
  for (let y = step / 2; y < picture.height; y += step) {
    for (let x = step / 2; x < picture.width; x += step) {
      aim((x / picture.width) * 2 - 1, ((y / picture.height) * 2 - 1) * (picture.height / picture.width), ray)
      space.closest(ray, hit)
      if (hit.solid) count += step * step
    }
  }
  return count
}

async function makeScene(scene: number, folder: string): Promise<Made> {
  for (let attempt = 0; attempt < 20; attempt++) {
    const random = seeded(`shelf/${scene}/${attempt}`)
    const stage = await compose(random)
    const sketch = boxesOf(stage, survey(stage.scene, 256, 192)).length
    if (sketch < 3 || sketch > 25) continue
    const seen = survey(stage.scene, TRACED.width, TRACED.height)
    const boxes = boxesOf(stage, seen)
    if (boxes.length < 3 || boxes.length > 25) continue
    const file = `images/shelf-${String(scene).padStart(3, '0')}.jpg`
    if (existsSync(join(folder, file))) return { scene, file, boxes }
    const picture = render(stage.scene, seen, SAMPLES, random)
    writeFileSync(join(folder, file), await develop(picture, stage.lens, random, SIZE, MOST_BYTES))
    return { scene, file, boxes }
  }
  throw new Error(`scene ${scene} never came out`)
}

/** Scenes in two threads, so that a machine stays usable. */
function makeAll(first: number, last: number, folder: string): Promise<Made[]> {
  const numbers = Array.from({ length: last - first + 1 }, (_, i) => first + i)
  const made: Made[] = []
  const hands = [0, 1].map(
    () =>
      new Promise<void>((resolve, reject) => {
        const worker = new Worker(new URL(import.meta.url), { workerData: { folder } })
        const give = () => worker.postMessage(numbers.shift() ?? null)
        worker.on('message', (scene: Made) => {
          made.push(scene)
          console.log(`scene ${scene.scene}: ${scene.boxes.length} boxes`)
          give()
        })
        worker.on('error', reject)
        worker.on('exit', () => resolve())
        give()
      }),
  )
  return Promise.all(hands).then(() => made.sort((a, b) => a.scene - b.scene))
}

function coco(made: readonly Made[]) {
  let id = 0
  const round = (x: number) => Math.round(x * 100) / 100
  return {
    info: {
      description: 'Rendered shelf scenes with the boxes of what can be seen',
      version: '1',
      contributor: 'Etabli',
      url: '',
    },
    licenses: [{ id: 1, name: 'CC0-1.0', url: 'https://creativecommons.org/publicdomain/zero/1.0/' }],
    images: made.map(({ scene, file }) => ({ id: scene, file_name: file, ...SIZE, license: 1 })),
    annotations: made.flatMap(({ scene, boxes }) =>
      boxes.map(({ category, bbox, area, visible }) => ({
        id: ++id,
        image_id: scene,
        category_id: categories.indexOf(category) + 1,
        bbox: bbox.map(round),
        area,
        iscrowd: 0,
        segmentation: [],
        attributes: { visible },
      })),
    ),
    categories: categories.map((name, i) => ({ id: i + 1, name, supercategory: 'goods' })),
  }
}

async function main(): Promise<void> {
  const [first, last, folder] = process.argv.slice(2)
  const target = folder ?? inSets('shelf')
  mkdirSync(join(target, 'images'), { recursive: true })
  const made = await makeAll(Number(first ?? 1), Number(last ?? SCENES), target)
  writeJson(join(target, 'annotations.json'), coco(made))
}

if (!isMainThread && parentPort) {
  const port = parentPort
  const { folder } = workerData as { folder: string }
  port.on('message', (scene: number | null) => {
    if (scene === null) port.close()
    else void makeScene(scene, folder).then((made) => port.postMessage(made))
  })
} else if (import.meta.main) await main()
