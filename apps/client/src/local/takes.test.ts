// Takes in a real (fake-indexeddb) database: on the device first, at the server before their annotation, gone after it.
import 'fake-indexeddb/auto'
import { createHash } from 'node:crypto'
import { recordSentences } from '@etabli/modalities'
import type { Answers, BlobHash, LeaseId, Millis } from '@etabli/schema'
import { RefusedError } from '@etabli/sdk'
import { describe, expect, it } from 'vitest'
import { leaseOf, taskNumber } from '../stores/testing/fake-server.ts'
import { type OutboxRow, openDatabase } from './database.ts'
import { createOutbox } from './outbox.ts'
import { createTakes } from './takes.ts'

const leased = leaseOf(1, taskNumber(1))
/** Some bytes that stand for a file; the device does not look into them. */
const tone = (hertz: number): Uint8Array<ArrayBuffer> =>
  Uint8Array.from({ length: 16_044 }, (_, n) => (n * hertz) % 256)
const sha = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
const busy = () => new RefusedError({ code: 'server.busy', message: 'The server cannot be reached.' }, 0)

let people = 0

/** A device and a server that knows what came, in the order in which it came. */
function someone() {
  people += 1
  const db = openDatabase(`takes-${people}`)
  const came: string[] = []
  const has = new Set<string>()
  const server = { up: true, came, has, refuse: null as RefusedError | null }
  const takes = createTakes({
    db,
    clock: { now: () => 1_000 as Millis },
    ready: () => server.up,
    async upload(_: LeaseId, file) {
      if (!server.up) throw busy()
      if (server.refuse) throw server.refuse
      has.add(sha(new Uint8Array(file)))
      came.push('take')
    },
  })
  const refused: OutboxRow[] = []
  const outbox = createOutbox({
    db,
    ready: () => server.up,
    alone: (run) => run(),
    bring: takes.bring,
    bringAgain: takes.bringAgain,
    onAccepted: (row) => void takes.end(row),
    onRefused: (row) => refused.push(row),
    async ask(message: { type: string; annotation?: { answers: Answers } }) {
      if (!server.up) throw busy()
      const named = (message.annotation?.answers ?? []).map(({ value }) => (value as { blob: string }).blob)
      if (named.some((blob) => !has.has(blob))) {
        const issues = [{ path: 'recording.m', code: 'take', message: 'not here' }]
        throw new RefusedError({ code: 'annotation.invalid', message: 'no', issues }, 422)
      }
      came.push('annotation')
      return {} as never
    },
  })
  const submit = (blob: BlobHash) => outbox.add(rowOf(blob))
  return { db, server, takes, outbox, refused, submit }
}

function rowOf(blob: BlobHash): Omit<OutboxRow, 'seq' | 'state' | 'problem'> {
  const [question] = recordSentences.questions('en')
  const measured = {
    bytes: 16_044,
    seconds: 1,
    sampleRate: 8_000,
    peak: -11,
    level: -14,
    clipped: 0,
    spoken: 1,
    checks: [],
  }
  const answers = [
    {
      id: 'm',
      question: question!.id,
      kind: 'recording',
      label: null,
      value: { blob, ...measured },
      source: 'person',
      confidence: null,
    },
  ] as unknown as Answers
  return {
    project: leased.task.project,
    lease: leased.lease.id,
    task: leased.task.id,
    name: 'task',
    leased,
    what: { kind: 'submit', annotation: { id: leased.lease.id as never, answers, activeMs: 1, version: 1 } },
    at: 2_000,
  }
}

const settled = (check: () => void | Promise<void>) =>
  expect
    .poll(
      async () => {
        await check()
        return true
      },
      { timeout: 5_000 },
    )
    .toBe(true)

describe('takes', () => {
  it('are on this device, byte for byte and by their hash, whatever the server does', async () => {
    const { db, server, takes } = someone()
    server.up = false
    const file = tone(440)
    const blob = await takes.keep(leased, file)
    expect(blob).toBe(sha(file))
    expect(await takes.read(leased.task.id, blob)).toEqual(file)
    db.close()
    const again = openDatabase(`takes-${people}`)
    expect(new Uint8Array((await again.takes.toArray())[0]!.bytes)).toEqual(file)
    again.close()
  })

  it('go to the server by themselves, before anything is submitted', async () => {
    const { db, server, takes } = someone()
    await takes.keep(leased, tone(440))
    await settled(() => expect(server.came).toEqual(['take']))
    await settled(async () => expect((await db.takes.toArray())[0]!.sentAt).toBe(1_000))
    db.close()
  })

  it('recorded and submitted without a line, follow in order when there is one: the take, then its annotation', async () => {
    const { db, server, takes, outbox, submit } = someone()
    server.up = false
    const blob = await takes.keep(leased, tone(440))
    await submit(blob)
    expect(outbox.store.getState().rows).toHaveLength(1)
    server.up = true
    await outbox.flush()
    expect(server.came).toEqual(['take', 'annotation'])
    await settled(async () => expect(await db.takes.count()).toBe(0))
    outbox.close()
    db.close()
  })

  it('an annotation waits while the server is too busy for its take', async () => {
    const { db, server, takes, outbox, submit, refused } = someone()
    server.refuse = new RefusedError({ code: 'server.busy', message: 'busy' }, 503)
    await submit(await takes.keep(leased, tone(440)))
    await outbox.flush()
    expect([server.came, refused, outbox.store.getState().rows.map(({ state }) => state)]).toEqual([
      [],
      [],
      ['waiting'],
    ])
    server.refuse = null
    await outbox.flush()
    expect(server.came).toEqual(['take', 'annotation'])
    outbox.close()
    db.close()
  })

  it('A7: that the server has lost are sent again, once, and nothing is refused', async () => {
    const { db, server, takes, outbox, submit, refused } = someone()
    const blob = await takes.keep(leased, tone(440))
    await settled(async () => expect((await db.takes.toArray())[0]!.sentAt).toBe(1_000))
    server.has.clear()
    await submit(blob)
    await outbox.flush()
    expect([server.came, refused]).toEqual([['take', 'take', 'annotation'], []])
    outbox.close()
    db.close()
  })

  it('that the server will not take are said with their annotation, and stay here', async () => {
    const { db, server, takes, outbox, submit, refused } = someone()
    server.refuse = new RefusedError({ code: 'request.invalid', message: 'no recording' }, 400)
    await submit(await takes.keep(leased, tone(440)))
    await outbox.flush()
    expect(refused.map(({ task }) => task)).toEqual([leased.task.id])
    expect(await db.takes.count()).toBe(1)
    outbox.close()
    db.close()
  })

  it('of a task put off stay with its draft; of one that is skipped they go', async () => {
    const { db, takes } = someone()
    await takes.keep(leased, tone(440))
    const end = (reason: 'later' | 'skip') =>
      takes.end({
        ...rowOf('0' as BlobHash),
        seq: 1,
        state: 'waiting',
        problem: null,
        what: { kind: 'release', reason, words: '' },
      })
    await end('later')
    expect(await db.takes.count()).toBe(1)
    await end('skip')
    expect(await db.takes.count()).toBe(0)
    db.close()
  })
})
