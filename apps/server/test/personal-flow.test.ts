// Personal data in speech: whoever comes after a flag hears a tone there by every route; lifted, the speech is back.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { writePcmWav } from '@etabli/formats'
import { type Answers, type AudioMedia, type Mark, readPeaksHead } from '@etabli/schema'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { decodeAudio } from '../src/blobs/decode.ts'
import { submitIn } from '../src/flow/annotations/index.ts'
import { exportProject } from '../src/flow/exports/index.ts'
import { importFiles } from '../src/flow/imports/index.ts'
import { grantTask, heldBy, leasedTasks, release, reopen } from '../src/flow/queue/index.ts'
import { startRunner } from '../src/jobs/runner.ts'
import { project as makeProject, person, type TestPerson } from './flow-people.ts'
import { type Harness, startHarness } from './harness.ts'
import { unzip } from './unzip.ts'

const RATE = 8_000
const transcript = { id: 'said', kind: 'transcript', title: 'Said', help: '', required: false, labels: [], options: {} }

/** 440 Hz at half of full scale for three seconds: WAV, 16 bit, mono, 8 kHz. */
function tone(): Buffer {
  const samples = Int16Array.from({ length: 3 * RATE }, (_, n) =>
    Math.round(16_384 * Math.sin((2 * Math.PI * 440 * n) / RATE)),
  )
  return Buffer.from(writePcmWav(samples, RATE))
}

/** The amplitude of one frequency between two seconds of such a WAV: |Σ x·e^(−2πift)| · 2/N, by hand; full scale 1. */
function amplitude(wav: Buffer, hertz: number, from: number, to: number): number {
  let re = 0
  let im = 0
  const [first, last] = [Math.round(from * RATE), Math.round(to * RATE)]
  for (let n = first; n < last; n++) {
    const sample = wav.readInt16LE(44 + n * 2) / 32_768
    re += sample * Math.cos((2 * Math.PI * hertz * n) / RATE)
    im -= sample * Math.sin((2 * Math.PI * hertz * n) / RATE)
  }
  return (2 * Math.hypot(re, im)) / (last - first)
}

function flag(start: number, end: number, id = 'f1'): Mark {
  const mark = { id, question: 'personal--data', kind: 'personal', label: 'phone', value: { start, end } }
  return { ...mark, source: 'person', confidence: null } as unknown as Mark
}

const WORDS = ['call', 'oh-six', 'twelve', 'today'].map((word, index) => ({
  word,
  start: [0.2, 1.1, 1.6, 2.4][index],
  end: [0.8, 1.5, 1.9, 2.8][index],
  confidence: 0.9,
}))
const SAID = {
  id: 'said',
  question: 'said',
  kind: 'transcript',
  label: null,
  value: { text: 'Call oh-six twelve, today.', words: WORDS },
  source: 'import',
  confidence: null,
} as unknown as Mark

let harness: Harness
let project: string
let task: string
let original: string
let ann: TestPerson
let bob: TestPerson
let rita: TestPerson
let mo: TestPerson

beforeAll(async () => {
  harness = await startHarness()
}, 60_000)
afterAll(() => harness.close())

let made = 0
/** A project of its own for each test: one recording, two people to label it, a reviewer and a manager. */
beforeEach(async () => {
  const { deps } = harness
  made += 1
  project = await makeProject(deps, { media: 'audio', questions: [transcript], overlap: 2 })
  const join_ = (name: string, role: 'manager' | 'reviewer' | 'annotator') =>
    person(deps, `${name}${made}`, role, project)
  mo = await join_('Mo', 'manager')
  rita = await join_('Rita', 'reviewer')
  ann = await join_('Ann', 'annotator')
  bob = await join_('Bob', 'annotator')
  const folder = join(harness.data, `set-${made}`)
  mkdirSync(folder)
  writeFileSync(join(folder, 'call.wav'), tone())
  await importFiles(deps, project as never, [folder], { person: mo.id as never })
  const row = await deps.db.selectFrom('task').selectAll().where('project', '=', project).executeTakeFirstOrThrow()
  task = row.id
  original = JSON.parse(row.media).blob
  await deps.db
    .updateTable('task')
    .set({ prefill: JSON.stringify([SAID]) })
    .where('id', '=', task)
    .execute()
}, 60_000)

const get = (who: TestPerson, url: string, headers: Record<string, string> = {}) =>
  harness.app.inject({ url, headers: { ...who.headers, ...headers } })
const post = (who: TestPerson, url: string, payload: object) =>
  harness.app.inject({ method: 'POST', url, payload, headers: who.headers })
const blobUrl = (blob: string, part = '') => `/api/projects/${project}/blobs/${blob}${part}`
const status = async (who: TestPerson, blob: string, part = '') => (await get(who, blobUrl(blob, part))).statusCode

async function work(): Promise<void> {
  const runner = startRunner(harness.deps)
  await runner.idle()
  await runner.stop()
}

/** What the person is told of the task they hold. */
async function held(who: TestPerson) {
  const [leased] = await harness.deps.transact(async (tx) => leasedTasks(tx.db, await heldBy(tx.db, who.id)))
  if (!leased) throw new Error('nothing is held')
  return { lease: leased.lease.id, prefill: leased.task.prefill, media: leased.task.media as AudioMedia }
}

async function grant(who: TestPerson) {
  await harness.deps.transact((tx) => grantTask(tx, harness.deps, { project, person: who.id, task }))
  return held(who)
}

async function hand(who: TestPerson, lease: string, answers: Answers): Promise<void> {
  const draft = { id: harness.deps.ids.next() as never, answers, activeMs: 1_000, version: 1 }
  const caller = { id: who.id, admin: false }
  await harness.deps.transact((tx) => submitIn(tx, harness.deps, { caller, lease: lease as never, draft }))
  await work()
}

/** Ann flags from 1 to 2 s. */
async function flagged(): Promise<void> {
  const { lease } = await grant(ann)
  await hand(ann, lease, [SAID, flag(1, 2)])
  harness.clock.advance(1_000)
}

it('whoever gets the recording next hears a tone there and all else as it was, by every route', async () => {
  await flagged()
  const { media, prefill } = await grant(bob)
  expect(media.blob).not.toBe(original)
  // 0.1 s of padding on either side.
  expect(media.beeped).toEqual([{ start: 0.9, end: 2.1 }])
  expect(prefill[0]?.value).toMatchObject({ text: 'Call [personal] today.' })
  expect(JSON.stringify(prefill)).not.toMatch(/oh-six|twelve/)

  const reply = await get(bob, blobUrl(media.blob))
  expect(reply.headers).toMatchObject({
    'content-type': 'audio/wav',
    'cache-control': expect.stringMatching(/immutable/),
  })
  const [heard, before] = [reply.rawPayload, tone()]
  expect(heard.length).toBe(before.length)
  const [start, end] = [44 + 0.9 * RATE * 2, 44 + 2.1 * RATE * 2]
  expect(heard.subarray(0, start).equals(before.subarray(0, start))).toBe(true)
  expect(heard.subarray(end).equals(before.subarray(end))).toBe(true)
  expect(amplitude(before, 440, 0.9, 2.1)).toBeCloseTo(0.5, 2)
  expect(amplitude(heard, 440, 0.9, 2.1)).toBeLessThan(0.001)
  // −20 dB of full scale, less the 5 ms in which it comes and goes.
  expect(amplitude(heard, 1_000, 0.9, 2.1)).toBeCloseTo(0.1, 2)

  // A range is the same bytes, also in the middle of the stretch.
  const part = await get(bob, blobUrl(media.blob), { range: `bytes=${start + 2_000}-${start + 3_999}` })
  expect(part.statusCode).toBe(206)
  expect(part.rawPayload.equals(heard.subarray(start + 2_000, start + 4_000))).toBe(true)

  // The waveform: the finest level has 125 pairs a second (64 samples each); half of full scale outside, a tenth inside.
  const peaks = (await get(bob, blobUrl(media.blob, '/peaks'))).rawPayload
  expect(readPeaksHead(peaks)).toEqual({ sampleRate: RATE, channels: 1, samples: 3 * RATE })
  const highest = (seconds: number) => peaks.readInt16LE(peaks.length - (375 - Math.round(seconds * 125)) * 4 + 2)
  expect(highest(0.5) / 32_767).toBeCloseTo(0.5, 1)
  expect(highest(1.5) / 32_767).toBeCloseTo(0.1, 1)
  expect(highest(2.5) / 32_767).toBeCloseTo(0.5, 1)

  // The spectrogram: 64 columns a second at level 12, 128 rows each by mel(f) = 2595 log10(1 + f / 700), mel(4000) = 2146:
  // 440 Hz (550 mel) lies in row 32.8, 1000 Hz (1000 mel) in row 59.6.
  const columns = (await get(bob, blobUrl(media.blob, '/spectrum/12/0'))).rawPayload
  const loudestRow = (seconds: number) => {
    const column = columns.subarray(seconds * 64 * 128, (seconds * 64 + 1) * 128)
    return column.indexOf(Math.max(...column))
  }
  for (const [seconds, row] of [
    [0.5, 32.8],
    [1.5, 59.6],
    [2.5, 32.8],
  ] as const)
    expect(Math.abs(loudestRow(seconds) - row)).toBeLessThan(2)
})

it('SEC1: the original and its waveform are nowhere to be had: not by ranges, by a role, or by whoever flagged and left', async () => {
  await flagged()
  await grant(bob)
  for (const who of [bob, ann, rita, mo]) {
    for (const part of ['', '/peaks', '/spectrum/9/0', '/spectrum/12/0', '/thumbnail'])
      expect(await status(who, original, part)).toBe(404)
    const ranged = await get(who, blobUrl(original), { range: 'bytes=16044-16143' })
    expect([ranged.statusCode, ranged.json().code]).toEqual([404, 'not-found'])
  }
  // A reviewer's page is given the copy too.
  const seen = (await get(rita, `/api/tasks/${task}`)).json()
  expect(seen.task.media.blob).not.toBe(original)
  expect(await status(rita, seen.task.media.blob)).toBe(200)
  // Nor is the copy for strangers.
  const stranger = await person(harness.deps, `Stra${made}`, 'manager', await makeProject(harness.deps, {}))
  expect(await status(stranger, seen.task.media.blob)).toBe(404)
})

it('who was at work when it was flagged goes on as they were; their next lease has the tone', async () => {
  const first = await grant(bob)
  harness.clock.advance(1_000)
  await flagged()
  expect((await held(bob)).media.blob).toBe(original)
  const reply = await get(bob, blobUrl(original))
  expect([reply.statusCode, reply.headers['cache-control']]).toEqual([200, 'private, no-store'])
  for (const part of ['/peaks', '/spectrum/9/0']) {
    const drawn = await get(bob, blobUrl(original, part))
    expect([drawn.statusCode, drawn.headers['cache-control']]).toEqual([200, 'private, no-store'])
  }
  await harness.deps.transact((tx) =>
    release(tx, harness.deps, bob.id, first.lease as never, 'later' as never, '' as never),
  )
  expect(await status(bob, original)).toBe(404)
  const row = await harness.deps.transact((tx) => tx.db.deleteFrom('lease').where('id', '=', first.lease).execute())
  expect(row).toHaveLength(1)
  expect((await grant(bob)).media.beeped).toHaveLength(1)
})

it('who flagged hears their own stretches while they correct them, and a tone in those of others', async () => {
  await flagged()
  const second = await grant(bob)
  await hand(bob, second.lease, [SAID, flag(2.4, 2.6, 'f2')])
  harness.clock.advance(1_000)
  // The copy with one tone no longer covers what holds.
  expect(await status(mo, second.media.blob)).toBe(404)
  await harness.deps.transact((tx) => reopen(tx, harness.deps, ann.id, task as never))
  const { media, lease } = await held(ann)
  expect(media.beeped).toEqual([{ start: 2.3, end: 2.7 }])
  const reply = await get(ann, blobUrl(media.blob))
  expect(reply.headers['cache-control']).toBe('private, no-store')
  expect(amplitude(reply.rawPayload, 440, 1, 2)).toBeCloseTo(0.5, 2)
  expect(amplitude(reply.rawPayload, 440, 2.3, 2.7)).toBeLessThan(0.001)
  for (const who of [bob, rita, mo]) expect(await status(who, media.blob)).toBe(404)
  expect(await status(ann, original)).toBe(404)

  // Moved, it is another flag; taken out, it is over.
  await hand(ann, lease, [SAID, flag(0.2, 0.4)])
  expect((await get(rita, `/api/tasks/${task}`)).json().task.media.beeped).toEqual([
    { start: 0.1, end: 0.5 },
    { start: 2.3, end: 2.7 },
  ])
  const { flags } = (await get(rita, `/api/tasks/${task}/personal`)).json()
  expect(flags.map((one: { start: number; ended: number | null }) => [one.start, one.ended !== null])).toEqual([
    [0.2, false],
    [1, true],
    [2.4, false],
  ])
})

it('a reviewer hears the original for a quarter of an hour after asking to, on record', async () => {
  await flagged()
  for (const who of [ann, bob]) expect((await post(who, `/api/tasks/${task}/personal/hear`, {})).statusCode).toBe(403)
  const asked = await post(rita, `/api/tasks/${task}/personal/hear`, {})
  expect(asked.json().media.blob).toBe(original)
  const reply = await get(rita, blobUrl(original))
  expect([reply.statusCode, reply.headers['cache-control']]).toEqual([200, 'private, no-store'])
  expect(reply.rawPayload.equals(tone())).toBe(true)
  // Theirs alone, and not for ever.
  for (const who of [ann, bob, mo]) expect(await status(who, original)).toBe(404)
  const told = (await get(mo, `/api/tasks/${task}/personal`)).json()
  expect(told.hearings).toEqual([{ at: harness.clock.now(), name: `Rita${made}` }])
  harness.clock.advance(15 * 60_000)
  expect(await status(rita, original)).toBe(404)
})

it('a false flag is lifted by a reviewer with a reason, and the recording is heard again', async () => {
  await flagged()
  const { media } = await grant(bob)
  const listed = await get(rita, `/api/tasks/${task}/personal`)
  const [{ id, label, name }] = listed.json().flags
  expect([label, name]).toEqual(['phone', `Ann${made}`])
  const url = `/api/tasks/${task}/personal/${id}/lift`
  expect((await post(ann, url, { reason: 'mine' })).statusCode).toBe(403)
  expect((await post(bob, url, { reason: 'I want to hear it' })).statusCode).toBe(403)
  expect((await post(rita, url, { reason: ' ' })).statusCode).toBe(400)
  expect((await post(rita, `/api/tasks/${task}/personal/nothing/lift`, { reason: 'x' })).statusCode).toBe(404)
  expect((await get(ann, `/api/tasks/${task}/personal`)).statusCode).toBe(403)
  const lifted = await post(rita, url, { reason: 'It is a test tone.' })
  expect(lifted.json().flags[0].lifted).toMatchObject({ name: `Rita${made}`, reason: 'It is a test tone.' })
  const reply = await get(bob, blobUrl(original))
  expect([reply.statusCode, reply.rawPayload.equals(tone())]).toEqual([200, true])
  expect((await held(bob)).media.blob).toBe(original)
  // A page that still has the copy goes on with it.
  expect(await status(bob, media.blob)).toBe(200)

  // Handed in again as it was, it stays lifted: the claim was judged.
  await harness.deps.transact((tx) => reopen(tx, harness.deps, ann.id, task as never))
  await hand(ann, (await held(ann)).lease, [SAID, flag(1, 2)])
  expect(await status(bob, original)).toBe(200)
  // Lifting twice changes nothing of what is on record.
  await post(rita, url, { reason: 'Again.' })
  expect((await get(rita, `/api/tasks/${task}/personal`)).json().flags[0].lifted.reason).toBe('It is a test tone.')
})

describe('exports', () => {
  it('carry the recording with the tone, mask the words timed there, and say how many seconds', async () => {
    await flagged()
    const { media, lease } = await grant(bob)
    await hand(bob, lease, [{ ...SAID, source: 'person' }])
    for (const format of ['kaldi', 'raw'] as const) {
      const to = join(harness.data, `${format}-${made}.zip`)
      const request = { format, answers: 'consensus', split: null, seed: 1, media: true, categoryBase: 1 } as const
      const written = await exportProject(harness.deps, project as never, request, to)
      const files = await unzip(to)
      const heard = (await get(bob, blobUrl(media.blob))).rawPayload
      expect(files['audio/call.wav']?.equals(heard)).toBe(true)
      const said = files[format === 'raw' ? 'raw.jsonl' : 'data/text']?.toString() ?? ''
      expect(said).toContain('Call [personal] today.')
      expect(said).not.toMatch(/oh-six|twelve/)
      expect(written.warnings.join(' ')).toContain('1 stretch (1.2 s) in 1 recording')
      expect(files['README.md']?.toString()).toContain('1 stretch (1.2 s) in 1 recording')
      const manifest = JSON.parse(files['manifest.json']?.toString() ?? '')
      expect(manifest.personal_data).toMatchObject({ recordings: 1, stretches: 1, withheld: 0 })
      expect(manifest.personal_data.seconds).toBeCloseTo(1.2, 6)
      if (format === 'raw') {
        expect(said).not.toContain(original)
        expect(JSON.parse(said).media).toMatchObject({ beeped: [{ start: 0.9, end: 2.1 }], mime: 'audio/wav' })
      }
    }
  }, 60_000)
})

it('AUD7: an MP3 is heard as a WAV with the tone; its own bytes and the copy with an index are not to be had', async () => {
  const { deps } = harness
  const folder = join(harness.data, `mp3-${made}`)
  mkdirSync(folder)
  const fixture = new URL('../src/blobs/fixtures/tone.mp3', import.meta.url)
  writeFileSync(join(folder, 'tone.mp3'), readFileSync(fixture))
  await importFiles(deps, project as never, [folder], { person: mo.id as never })
  const row = await deps.db
    .selectFrom('task')
    .selectAll()
    .where('project', '=', project)
    .where('name', 'like', '%tone.mp3')
    .executeTakeFirstOrThrow()
  task = row.id
  original = JSON.parse(row.media).blob
  const { lease } = await grant(ann)
  await hand(ann, lease, [flag(0.5, 0.8)])
  const { media } = await grant(bob)
  const reply = await get(bob, blobUrl(media.blob))
  expect(reply.headers['content-type']).toBe('audio/wav')
  expect(reply.rawPayload.length).toBe(media.bytes)
  expect(await status(bob, original)).toBe(404)
  let samples = 0
  for await (const { channelData } of decodeAudio(fixture.pathname)) samples += channelData[0]?.length ?? 0
  expect(readPeaksHead((await get(bob, blobUrl(media.blob, '/peaks'))).rawPayload)?.samples).toBe(samples)
})
