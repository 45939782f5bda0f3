// Takes on both databases: brought by whoever holds the task, heard by few, named by their author alone, not kept in vain.
import { writePcmWav } from '@etabli/formats'
import { recordSentences } from '@etabli/modalities'
import type { Answers, LeaseId, MarkId, ProjectId } from '@etabli/schema'
import { limits } from '@etabli/schema'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { upload } from '../../../test/flow-people.ts'
import { type Harness, startHarness } from '../../../test/harness.ts'
import { addMember, addProject, ask, codeOf, type TestPerson, type TestProject } from '../../../test/people.ts'
import type { Database } from '../../db/dialect.ts'
import { eachDialect } from '../../db/testing/each-dialect.ts'
import { submit } from '../annotations/index.ts'
import { claim, reopen } from '../queue/index.ts'
import { sweepTakes } from './sweep.ts'

const RATE = 8_000

/** One second of a tone of so many hertz. */
function tone(hertz: number, seconds = 1): Buffer {
  const samples = Int16Array.from(
    { length: seconds * RATE },
    (_, n) => 9_000 * Math.sin((2 * Math.PI * hertz * n) / RATE),
  )
  return Buffer.from(writePcmWav(samples, RATE))
}

eachDialect((dialect) => {
  let database: Database
  let harness: Harness
  let ours: TestProject
  let ana: TestPerson
  let ben: TestPerson
  let lease: LeaseId
  beforeEach(async () => {
    database = await dialect.open()
    harness = await startHarness({ database })
    ours = await addProject(harness, { tasks: 2, draft: { questions: recordSentences.questions('en') } })
    ana = await addMember(harness, ours.project.id, 'annotator')
    ben = await addMember(harness, ours.project.id, 'annotator')
    lease = await held(ana, ours.project.id)
  })
  afterEach(async () => {
    await harness.close()
    await database.close()
  })

  async function held(person: TestPerson, project: ProjectId): Promise<LeaseId> {
    const claimed = await harness.deps.grouped((tx) =>
      claim(tx, harness.deps, { person: person.id, project, count: 1 }),
    )
    if ('empty' in claimed) throw new Error(`nothing: ${claimed.empty.why}`)
    return claimed.leases[0]!.lease.id
  }

  function bring(who: TestPerson | null, bytes: Buffer, to = lease) {
    const { payload, headers } = upload({ 'take.wav': bytes })
    return harness.app.inject({
      method: 'POST',
      url: `/api/leases/${to}/takes`,
      payload,
      headers: { ...headers, ...(who ? { authorization: `Bearer ${who.token}` } : {}) },
    })
  }

  async function brought(who: TestPerson, bytes: Buffer, to = lease) {
    const reply = await bring(who, bytes, to)
    expect([reply.statusCode, reply.body]).toEqual([200, expect.anything()])
    return reply.json() as { blob: string; bytes: number; seconds: number; sampleRate: number }
  }

  const answersOf = (take: object): Answers => [
    {
      id: 'm' as MarkId,
      question: ours.project.questions[0]!.id,
      kind: 'recording',
      label: null,
      value: { peak: -11, level: -14, clipped: 0, spoken: 1, checks: [], ...take },
      source: 'person',
      confidence: null,
    },
  ]

  const hand = (who: TestPerson, take: object, to = lease) =>
    submit(harness.deps, {
      caller: { id: who.id, admin: false },
      lease: to,
      draft: {
        id: harness.deps.ids.next() as never,
        answers: answersOf(take),
        activeMs: 1,
        version: ours.project.version,
      },
    })

  const hears = async (who: TestPerson | null, blob: string) => {
    const params = { project: ours.project.id, blob: blob as never }
    return (await ask(harness, who, 'blobs.get', { params })).statusCode
  }

  it('keeps what the holder of the lease recorded, once however often it is sent', async () => {
    const take = await brought(ana, tone(440))
    expect(take).toMatchObject({ bytes: 16_044, seconds: 1, sampleRate: RATE })
    expect(await brought(ana, tone(440))).toEqual(take)
    expect(await database.db.selectFrom('take').selectAll().execute()).toHaveLength(1)
    await hand(ana, take)
    const reply = await ask(harness, ana, 'blobs.get', {
      params: { project: ours.project.id, blob: take.blob as never },
    })
    expect(reply.headers['content-type']).toBe('audio/wav')
    expect(reply.rawPayload.equals(tone(440))).toBe(true)
  })

  it('SEC3: takes nothing from whoever does not hold the task, whatever their role', async () => {
    const reviewer = await addMember(harness, ours.project.id, 'reviewer')
    const other = await addProject(harness)
    const codes = []
    for (const who of [ben, reviewer, ours.manager, other.manager, null])
      codes.push(codeOf(await bring(who, tone(440))))
    expect(codes).toEqual(['lease.lost', 'lease.lost', 'lease.lost', 'not-found', 'session.missing'])
    expect(await database.db.selectFrom('take').selectAll().execute()).toEqual([])
  })

  it('SEC3: is heard by its author, reviewers and managers, and by no other annotator or stranger', async () => {
    const take = await brought(ana, tone(440))
    const reviewer = await addMember(harness, ours.project.id, 'reviewer')
    const other = await addProject(harness)
    const heard = []
    for (const who of [ana, reviewer, ours.manager, ben, other.manager, null]) heard.push(await hears(who, take.blob))
    expect(heard).toEqual([200, 200, 200, 404, 404, 401])
    for (const name of ['blobs.peaks', 'blobs.thumbnail'] as const) {
      const params = { project: ours.project.id, blob: take.blob as never }
      expect((await ask(harness, ben, name, { params })).statusCode).toBe(404)
    }
  })

  it('refuses bytes that are no take, naming why, and keeps nothing of them', async () => {
    const whole = tone(440)
    const stereo = Buffer.from(whole)
    stereo.writeUInt16LE(2, 22)
    const slow = Buffer.from(writePcmWav(new Int16Array(RATE), 100))
    const cases: [Buffer, RegExp][] = [
      [Buffer.from('<script>alert(1)</script>'.repeat(10)), /no WAV file/],
      [Buffer.alloc(0), /too short/],
      [whole.subarray(0, 30), /too short/],
      [whole.subarray(0, 9_000), /cut off/],
      [Buffer.concat([whole, Buffer.from('PK\u0003\u0004')]), /longer than its head/],
      [stereo, /one channel/],
      [slow, /100 samples a second/],
      [tone(440, 0.1), /0\.10 s long/],
      [tone(440, limits.takeSeconds + 1), /121\.00 s long/],
    ]
    for (const [bytes, why] of cases) {
      const reply = await bring(ana, bytes)
      expect([reply.statusCode, codeOf(reply)]).toEqual([400, 'request.invalid'])
      expect((reply.json() as { message: string }).message).toMatch(why)
    }
    const large = await bring(ana, Buffer.concat([whole, Buffer.alloc(limits.takeBytes)]))
    expect([400, 413]).toContain(large.statusCode)
    expect(await database.db.selectFrom('take').selectAll().execute()).toEqual([])
    const form = await ask(harness, ana, 'takes.bring', { params: { lease } })
    expect(codeOf(form)).toBe('request.invalid')
  })

  it('A7: refuses an annotation that names a take that did not come, another’s, or one of another task', async () => {
    const message = { detail: { issues: [{ code: 'take' }] } }
    const made = { blob: 'f'.repeat(64), bytes: 16_044, seconds: 1, sampleRate: RATE }
    await expect(hand(ana, made)).rejects.toMatchObject({ code: 'annotation.invalid', ...message })
    const bens = await held(ben, ours.project.id)
    const take = await brought(ben, tone(500), bens)
    await expect(hand(ana, take)).rejects.toMatchObject({ code: 'annotation.invalid', ...message })
    const own = await brought(ana, tone(440))
    const second = await held(ana, ours.project.id)
    await expect(hand(ana, own, second)).rejects.toMatchObject({ code: 'annotation.invalid', ...message })
    // Nor may it say of its own what is not so.
    await expect(hand(ana, { ...own, seconds: 7 })).rejects.toMatchObject({ code: 'annotation.invalid', ...message })
    await hand(ana, own)
  })

  it('a take that comes after its lease ended is kept: work done is not thrown away', async () => {
    harness.clock.advance(limits.leaseMillis * 2)
    const take = await brought(ana, tone(440))
    expect(await hand(ana, take)).toMatchObject({ lease })
  })

  it('a correction may keep the take that it had, or bring another', async () => {
    const take = await brought(ana, tone(440))
    await hand(ana, take)
    const again = await harness.deps.grouped((tx) => reopen(tx, harness.deps, ana.id, ours.tasks[0]!))
    await hand(ana, take, again.lease.id)
    const third = await harness.deps.grouped((tx) => reopen(tx, harness.deps, ana.id, ours.tasks[0]!))
    await hand(ana, await brought(ana, tone(600), third.lease.id), third.lease.id)
  })

  it('forgets takes that were redone once the task is submitted, their bytes too, and nothing that is named or new', async () => {
    const first = await brought(ana, tone(440))
    const second = await brought(ana, tone(500))
    harness.clock.advance(1_000)
    expect(await sweepTakes(harness.deps)).toBe(0)
    await hand(ana, second)
    const bens = await held(ben, ours.project.id)
    const waiting = await brought(ben, tone(600), bens)
    expect(await sweepTakes(harness.deps)).toBe(1)
    expect(await harness.deps.blobs.stat(first.blob as never)).toBeNull()
    expect(await harness.deps.blobs.stat(second.blob as never)).not.toBeNull()
    expect(await hears(ben, waiting.blob)).toBe(200)
    harness.clock.advance(31 * 24 * 3_600_000)
    expect(await sweepTakes(harness.deps)).toBe(1)
    expect(await hears(ana, second.blob)).toBe(200)
  })

  it('never removes bytes that are somebody’s medium or another’s take as well', async () => {
    const first = await brought(ana, tone(440))
    await brought(ben, tone(440), await held(ben, ours.project.id))
    await hand(ana, await brought(ana, tone(500)))
    expect(await sweepTakes(harness.deps)).toBe(1)
    expect(await harness.deps.blobs.stat(first.blob as never)).not.toBeNull()
  })

  it('SEC5: no more takes of one sentence than there may be', async () => {
    for (let n = 0; n < limits.takesPerTask; n++) await brought(ana, tone(300 + n, 0.25))
    const over = await bring(ana, tone(200, 0.25))
    expect([over.statusCode, codeOf(over)]).toEqual([413, 'request.too-large'])
    // What came already may be sent again.
    await brought(ana, tone(300, 0.25))
  })
})
