// Tiles and overviews over HTTP: there when they are wanted, only for people of the project, never of a small image.
import sharp from 'sharp'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { project as makeProject, person, type TestPerson, upload } from '../../test/flow-people.ts'
import { type Harness, startHarness } from '../../test/harness.ts'
import { type Runner, startRunner } from '../jobs/runner.ts'

let harness: Harness
let runner: Runner
let manager: TestPerson
let project: string
const original = new Map<string, Buffer>()

beforeAll(async () => {
  harness = await startHarness()
  runner = startRunner(harness.deps)
  project = await makeProject(harness.deps, { media: 'image' })
  manager = await person(harness.deps, 'Mo', 'manager', project)
  const plain = (width: number, height: number) =>
    sharp({ create: { width, height, channels: 3, background: '#20a040' } })
      .png()
      .toBuffer()
  original.set('img2.png', await plain(5_000, 600))
  original.set('img10.png', await plain(40, 30))
  original.set('img1.png', await plain(30, 40))
  const { payload, headers } = upload(Object.fromEntries(original))
  const url = `/api/projects/${project}/imports?format=images`
  const sent = await harness.app.inject({ method: 'POST', url, payload, headers: { ...headers, ...manager.headers } })
  await runner.idle()
  const land = `/api/imports/${sent.json().id}/land`
  await harness.app.inject({ method: 'POST', url: land, payload: {}, headers: manager.headers })
  await runner.idle()
})
afterAll(async () => {
  await runner.stop()
  await harness.close()
})

const get = (url: string, headers = manager.headers) => harness.app.inject({ url, headers })

async function blobUrl(name: string): Promise<string> {
  const row = await harness.deps.db
    .selectFrom('task')
    .select('media')
    .where('project', '=', project)
    .where('name', '=', name)
    .executeTakeFirstOrThrow()
  return `/api/projects/${project}/blobs/${JSON.parse(row.media).blob}`
}

it('IMG16: lists images in natural order: img2 before img10', async () => {
  const { rows } = (await get(`/api/projects/${project}/tasks`)).json()
  expect(rows.map((row: { task: { name: string } }) => row.task.name)).toEqual(['img1.png', 'img2.png', 'img10.png'])
})

it('IMG17: serves the overview and the tiles of a large image, to be kept for a year', async () => {
  const url = await blobUrl('img2.png')
  const overview = await get(`${url}/overview`)
  // 600 × 2,048 / 5,000 = 245.8.
  expect(await sharp(overview.rawPayload).metadata()).toMatchObject({ format: 'jpeg', width: 2_048, height: 246 })
  // Levels 313, 625, 1,250, 2,500 and 5,000 pixels wide; 5,000 = 9 × 512 + 392 and 600 = 512 + 88.
  const tile = await get(`${url}/tiles/4/9/1`)
  expect(tile.statusCode).toBe(200)
  expect(tile.headers['cache-control']).toBe('private, max-age=31536000, immutable')
  expect(tile.headers['x-content-type-options']).toBe('nosniff')
  expect(await sharp(tile.rawPayload).metadata()).toMatchObject({ format: 'jpeg', width: 392, height: 88 })
  const etag = tile.headers.etag as string
  const again = await harness.app.inject({
    url: `${url}/tiles/4/9/1`,
    headers: { ...manager.headers, 'if-none-match': etag },
  })
  expect(again.statusCode).toBe(304)
  expect((await get(`${url}/tiles/0/0/0`)).statusCode).toBe(200)
  // Asked for by its own name it is the file that was imported, byte for byte.
  expect((await get(url)).rawPayload.equals(original.get('img2.png') as Buffer)).toBe(true)
})

it('has no tile past the edge, and none of an image that is shown whole', async () => {
  const url = await blobUrl('img2.png')
  for (const path of ['tiles/4/10/0', 'tiles/4/0/2', 'tiles/5/0/0']) {
    expect((await get(`${url}/${path}`)).statusCode).toBe(404)
  }
  expect((await get(`${url}/tiles/-1/0/0`)).statusCode).toBe(400)
  const small = await blobUrl('img10.png')
  expect((await get(`${small}/overview`)).statusCode).toBe(404)
  expect((await get(`${small}/tiles/0/0/0`)).statusCode).toBe(404)
  expect((await get(`${small}/thumbnail`)).statusCode).toBe(200)
})

it('SEC1: shows tiles and overviews to people of the project only', async () => {
  const url = await blobUrl('img2.png')
  const other = await makeProject(harness.deps, { media: 'image' })
  const stranger = await person(harness.deps, 'Stra', 'manager', other)
  for (const path of ['overview', 'tiles/4/0/0', 'thumbnail']) {
    expect((await get(`${url}/${path}`, stranger.headers)).statusCode).toBe(404)
    expect((await harness.app.inject({ url: `${url}/${path}` })).statusCode).toBe(401)
    const elsewhere = `${url.replace(project, other)}/${path}`
    expect((await get(elsewhere, stranger.headers)).statusCode).toBe(404)
  }
})
