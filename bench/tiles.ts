// Large images: what is seen first after an import, when the tiles are there, and what a screen of them costs.
import { readFile } from 'node:fs/promises'
import { type Task, tileLevels } from '@etabli/schema'
import sharp from 'sharp'
import { below, type Figure, quantile } from './figure.ts'
import { type Rig, startRig } from './rig.ts'
import { imageProject } from './rig-files.ts'

const SIZES = [
  { name: '108 megapixels', width: 12_000, height: 9_000 },
  { name: '20,000 × 20,000', width: 20_000, height: 20_000 },
] as const
/** A window of 1440 × 900 at 1:1 shows at most four columns and three rows of 512 pixels. */
const SCREEN = { columns: 4, rows: 3 }
const SCREENS = 10

export async function* tiles(): AsyncGenerator<Figure> {
  const rig = await startRig()
  try {
    for (const size of SIZES) yield* figuresOf(rig, size)
  } finally {
    await rig.close()
  }
}

async function* figuresOf(rig: Rig, size: (typeof SIZES)[number]): AsyncGenerator<Figure> {
  const photo = await readFile(new URL('../datasets/shelf/images/shelf-001.jpg', import.meta.url))
  const { width, height } = size
  const image = await sharp({ create: { width, height, channels: 3, background: 'white' }, limitInputPixels: false })
    .composite([{ input: photo, tile: true }])
    .jpeg({ quality: 88 })
    .toBuffer()
  const project = await imageProject(rig, `Tiles ${size.name}`, { 'large.jpg': new Uint8Array(image) })
  const landed = performance.now()
  const { rows } = await rig.manager.api.call('tasks.list', { params: { project: project.id }, query: {} })
  const task = rows[0]?.task
  const levels = tileLevels(size)
  if (!task || !levels) throw new Error('the image has no task or no tiles')
  const first = await timed(rig, addresses(rig, task).overview)
  yield figure(
    `${size.name}: first sight after the import (overview, ${kilobytes(first.bytes)} kB)`,
    first.millis,
    1_000,
  )
  const { tile } = addresses(rig, task)
  const finest = levels.length - 1
  while ((await timed(rig, tile(finest, 0, 0))).status === 503) await pause(100)
  yield figure(`${size.name}: all tiles there after the import`, performance.now() - landed, null)
  const millis: number[] = []
  for (let n = 0; n < SCREENS; n++) millis.push(await screenOf(rig, (column, row) => tile(finest, column + n, row + n)))
  yield figure(
    `${size.name}: a screen of ${SCREEN.columns * SCREEN.rows} tiles at true pixels (p95)`,
    quantile(millis, 0.95),
    2_000,
  )
}

function addresses(rig: Rig, { project, media }: Pick<Task, 'project' | 'media'>) {
  if (media.type !== 'image') throw new Error('the task has no image')
  const { api } = rig.manager
  return {
    overview: api.url('blobs.overview', { project, blob: media.blob }),
    tile: (level: number, column: number, row: number) =>
      api.url('blobs.tile', { project, blob: media.blob, level, column, row }),
  }
}

/** Four at a time, as the stage loads them. */
async function screenOf(rig: Rig, address: (column: number, row: number) => string): Promise<number> {
  const start = performance.now()
  const left = Array.from({ length: SCREEN.columns * SCREEN.rows }, (_, i) =>
    address(i % SCREEN.columns, Math.floor(i / SCREEN.columns)),
  )
  const work = async () => {
    for (let url = left.shift(); url !== undefined; url = left.shift()) {
      const { status } = await timed(rig, url)
      if (status !== 200) throw new Error(`a tile was answered with ${status}`)
    }
  }
  await Promise.all(Array.from({ length: 4 }, work))
  return performance.now() - start
}

async function timed(rig: Rig, url: string) {
  const start = performance.now()
  const reply = await fetch(url, { headers: { cookie: rig.manager.cookie() } })
  const body = await reply.arrayBuffer()
  return { status: reply.status, bytes: body.byteLength, millis: performance.now() - start }
}

function figure(name: string, value: number, most: number | null): Figure {
  return below('tiles', name, value, 'ms', most)
}

function kilobytes(bytes: number): number {
  return Math.round(bytes / 1_000)
}

function pause(millis: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, millis))
}
