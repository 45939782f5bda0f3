// Waveforms over HTTP: in ranges, to be kept, and only for people of the project.
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type BlobHash, PEAKS_HEAD, readPeaksHead } from '@etabli/schema'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { project as makeProject, person, type TestPerson, upload } from '../../test/flow-people.ts'
import { type Harness, startHarness } from '../../test/harness.ts'
import { type Runner, startRunner } from '../jobs/runner.ts'

let harness: Harness
let runner: Runner
let manager: TestPerson
let project: string

beforeAll(async () => {
  harness = await startHarness()
  runner = startRunner(harness.deps)
  project = await makeProject(harness.deps, { media: 'audio' })
  manager = await person(harness.deps, 'Mo', 'manager', project)
  const names = ['tone.flac', 'tone.m4a', 'tone.mp3']
  const files = await Promise.all(
    names.map(async (name) => [name, await readFile(join(import.meta.dirname, 'fixtures', name))] as const),
  )
  const { payload, headers } = upload(Object.fromEntries(files))
  const url = `/api/projects/${project}/imports`
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

const get = (url: string, headers: Record<string, string> = manager.headers) => harness.app.inject({ url, headers })

async function blobUrl(name: string): Promise<string> {
  const row = await harness.deps.db
    .selectFrom('task')
    .select('media')
    .where('project', '=', project)
    .where('name', '=', name)
    .executeTakeFirstOrThrow()
  return `/api/projects/${project}/blobs/${JSON.parse(row.media).blob}`
}

it('AUD2: sends the waveform of a recording in ranges, to be kept for a year', async () => {
  const url = `${await blobUrl('tone.flac')}/peaks`
  const head = await get(url, { ...manager.headers, range: `bytes=0-${PEAKS_HEAD - 1}` })
  expect(head.statusCode).toBe(206)
  expect(readPeaksHead(head.rawPayload)).toEqual({ sampleRate: 8_000, channels: 1, samples: 12_000 })
  expect(head.headers['cache-control']).toBe('private, max-age=31536000, immutable')
  // 12,000 samples / 64 = 187.5, so 188 pairs of four bytes after the head.
  expect((await get(url)).rawPayload.length).toBe(PEAKS_HEAD + 188 * 4)
})

it('AUD7: has no waveform of a codec that only browsers decode', async () => {
  const url = await blobUrl('tone.m4a')
  expect((await get(`${url}/peaks`)).statusCode).toBe(404)
  expect((await get(url)).statusCode).toBe(200)
})

it('AUD1: sends an MP3 as its copy with an index, in ranges under a tag of its own, and keeps the file as it came', async () => {
  const original = await readFile(join(import.meta.dirname, 'fixtures/tone.mp3'))
  const hash = createHash('sha256').update(original).digest('hex') as BlobHash
  const url = await blobUrl('tone.mp3')
  expect(url.endsWith(hash)).toBe(true)
  expect((await readFile(harness.deps.blobs.localPath(hash))).equals(original)).toBe(true)
  const whole = await get(url)
  expect(whole.headers).toMatchObject({ 'content-type': 'audio/mp4', etag: `"${hash}-indexed"` })
  const { length } = whole.rawPayload
  const part = await get(url, { ...manager.headers, range: 'bytes=4-7' })
  expect(part.statusCode).toBe(206)
  expect(part.payload).toBe('ftyp')
  expect(part.headers['content-range']).toBe(`bytes 4-7/${length}`)
  // Whoever has the beginning of the file itself is sent all of the copy, never the rest of it.
  const mixed = await get(url, { ...manager.headers, range: 'bytes=4-7', 'if-range': `"${hash}"` })
  expect([mixed.statusCode, mixed.rawPayload.length]).toEqual([200, length])
})

it('SEC1: shows a waveform to people of the project only', async () => {
  const url = `${await blobUrl('tone.flac')}/peaks`
  const other = await makeProject(harness.deps, { media: 'audio' })
  const stranger = await person(harness.deps, 'Stra', 'manager', other)
  expect((await get(url, stranger.headers)).statusCode).toBe(404)
  expect((await harness.app.inject({ url })).statusCode).toBe(401)
  expect((await get(url.replace(project, other), stranger.headers)).statusCode).toBe(404)
})

it('AUD2: sends tiles of a spectrogram to be kept for a year; none past the end, of a level that is not, or of AAC', async () => {
  const url = `${await blobUrl('tone.flac')}/spectrum`
  const tile = await get(`${url}/9/0`)
  // 1.5 s of eight columns of 128 rows.
  expect([tile.statusCode, tile.rawPayload.length]).toEqual([200, 12 * 128])
  expect(tile.headers).toMatchObject({
    'cache-control': 'private, max-age=31536000, immutable',
    'content-security-policy': "default-src 'none'; sandbox",
    'x-content-type-options': 'nosniff',
  })
  const again = await get(`${url}/9/0`, { ...manager.headers, 'if-none-match': String(tile.headers.etag) })
  expect([again.statusCode, again.rawPayload.length]).toEqual([304, 0])
  expect((await get(`${url}/9/1`)).statusCode).toBe(404)
  expect((await get(`${url}/16/0`)).statusCode).toBe(400)
  expect((await get(`${url}/9/-1`)).statusCode).toBe(400)
  expect((await get(`${await blobUrl('tone.m4a')}/spectrum/9/0`)).statusCode).toBe(404)
})

it('SEC1: shows a spectrogram to people of the project only', async () => {
  const url = `${await blobUrl('tone.flac')}/spectrum/9/0`
  const other = await makeProject(harness.deps, { media: 'audio' })
  const stranger = await person(harness.deps, 'Straw', 'manager', other)
  expect((await get(url, stranger.headers)).statusCode).toBe(404)
  expect((await harness.app.inject({ url })).statusCode).toBe(401)
  expect((await get(url.replace(project, other), stranger.headers)).statusCode).toBe(404)
})

it('says where a recording is speech: nowhere in a tone; not of AAC; and only to people of the project', async () => {
  const url = `${await blobUrl('tone.flac')}/speech`
  await expect
    .poll(async () => (await get(url)).json(), { timeout: 60_000, interval: 200 })
    .toEqual({ state: 'heard', spans: [] })
  expect((await get(`${await blobUrl('tone.m4a')}/speech`)).statusCode).toBe(404)
  const other = await makeProject(harness.deps, { media: 'audio' })
  const stranger = await person(harness.deps, 'Stray', 'manager', other)
  expect((await get(url, stranger.headers)).statusCode).toBe(404)
  expect((await harness.app.inject({ url })).statusCode).toBe(401)
  expect((await get(url.replace(project, other), stranger.headers)).statusCode).toBe(404)
}, 90_000)
