// From submission to consensus, review, agreement, pay and export, through HTTP and on both databases.
import type { Answers } from '@etabli/schema'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Database } from '../src/db/dialect.ts'
import { eachDialect } from '../src/db/testing/each-dialect.ts'
import { submitIn } from '../src/flow/annotations/index.ts'
import { claim, grantTask } from '../src/flow/queue/index.ts'
import { insertTasks, recount } from '../src/flow/tasks/index.ts'
import { type Runner, startRunner } from '../src/jobs/runner.ts'
import { answerTask, project as makeProject, person, type TestPerson } from './flow-people.ts'
import { type Harness, startHarness } from './harness.ts'
import { unzipText } from './unzip.ts'

const label = (id: string) => ({ id, name: id, colour: 0, key: null })
const mood = {
  id: 'mood',
  kind: 'single',
  title: 'Mood',
  help: '',
  required: true,
  labels: [label('good'), label('bad')],
  options: {},
}
const says = (id: string): Answers =>
  [{ id: 'm', question: 'mood', kind: 'single', label: id, value: null, source: 'person', confidence: null }] as never

eachDialect((dialect) => {
  let database: Database
  let harness: Harness
  let runner: Runner
  let project: string
  let [manager, rev, other, ann, bob]: TestPerson[] = []

  beforeEach(async () => {
    database = await dialect.open()
    harness = await startHarness({ database })
    const { deps } = harness
    project = await makeProject(deps, {
      questions: [mood],
      overlap: 2,
      pay: { per: 'task', minor: 50, currency: 'EUR' },
    })
    manager = await person(deps, 'Mo', 'manager', project)
    rev = await person(deps, 'Rev', 'reviewer', project)
    other = await person(deps, 'Other', 'reviewer', project)
    ann = await person(deps, 'Ann', 'annotator', project)
    bob = await person(deps, 'Bob', 'annotator', project)
    const tasks = ['a', 'b', 'c', 'd'].map((name) => ({
      id: deps.ids.next() as never,
      name,
      media: { type: 'text' as const, text: `text ${name}` },
      fields: {},
      prefill: [],
    }))
    await deps.transact((tx) => insertTasks(tx, { id: project as never, overlap: 2 }, tasks))
    runner = startRunner(deps)
  })
  afterEach(async () => {
    await runner.stop()
    await harness.close()
    await database.close()
  })

  async function taskId(name: string): Promise<string> {
    const row = await harness.deps.db.selectFrom('task').select('id').where('name', '=', name).executeTakeFirstOrThrow()
    return row.id
  }
  /** The person answers the task; gives back the annotation's id. */
  async function answer(who: TestPerson | undefined, name: string, choice: string): Promise<string> {
    const { deps } = harness
    const task = await taskId(name)
    harness.clock.advance(1_000)
    return answerTask(deps, { project, task, who: who!, answers: says(choice), activeMs: 60_000 })
  }
  async function post(who: TestPerson | undefined, url: string, payload: object) {
    harness.clock.advance(1_000)
    return (await harness.app.inject({ method: 'POST', url, payload, headers: who!.headers })).json()
  }
  const get = async (who: TestPerson | undefined, url: string) =>
    (await harness.app.inject({ url, headers: who!.headers })).json()
  const review = async (who: TestPerson | undefined, name: string, seen: string[], body: object) =>
    post(who, `/api/tasks/${await taskId(name)}/reviews`, { seen, review: body })
  const task = async (name: string) =>
    harness.deps.db.selectFrom('task').selectAll().where('name', '=', name).executeTakeFirstOrThrow()
  const consensus = async (name: string) => {
    const row = await harness.deps.db
      .selectFrom('consensus')
      .select('body')
      .where('task', '=', await taskId(name))
      .executeTakeFirst()
    return row && JSON.parse(row.body)
  }

  describe('consensus', () => {
    it('follows each submission, and knows where all agree', async () => {
      await answer(ann, 'a', 'good')
      await runner.idle()
      expect(await consensus('a')).toMatchObject({ similarity: null, unanimous: false, inputs: { length: 1 } })
      await answer(bob, 'a', 'good')
      await answer(ann, 'b', 'good')
      await answer(bob, 'b', 'bad')
      await runner.idle()
      expect(await consensus('a')).toMatchObject({ similarity: 1, unanimous: true })
      expect(await task('a')).toMatchObject({ state: 'done', similarity: 1 })
      expect((await task('a')).unanimous_at).not.toBeNull()
      const torn = await consensus('b')
      expect(torn).toMatchObject({ similarity: 0, unanimous: false })
      expect(torn.questions[0].support).toEqual([{ mark: 'mood:0', votes: 1, of: 2, contested: true }])
      expect(await harness.deps.db.selectFrom('event').select('id').execute()).toEqual([])
    })
  })

  describe('removal', () => {
    it('gives the tasks of a person who was removed back to the queue, and lets them take no more', async () => {
      const { deps, app } = harness
      const held = await taskId('a')
      await deps.transact((tx) => grantTask(tx, deps, { project, person: ann!.id, task: held }))
      expect((await task('a')).open_slots).toBe(1)
      const remove = (who: TestPerson | undefined) =>
        app.inject({
          method: 'PUT',
          url: `/api/projects/${project}/members/${ann!.id}`,
          payload: { role: null },
          headers: who!.headers,
        })
      expect((await remove(rev)).statusCode).toBe(403)
      expect((await task('a')).open_slots).toBe(1)
      expect((await remove(manager)).statusCode).toBe(200)
      await runner.idle()
      expect((await task('a')).open_slots).toBe(2)
      const leases = await deps.db.selectFrom('lease').select('state').where('person', '=', ann!.id).execute()
      // Ended, not given back by the person: to the lease it is as if its time had run out.
      expect(leases).toEqual([{ state: 'expired' }])
      const refused = await app.inject({ url: `/api/projects/${project}`, headers: ann!.headers })
      expect(refused.statusCode).toBe(404)
    })
  })

  describe('reviews', () => {
    it('accept settles the task, which is then read-only', async () => {
      const seen = [await answer(ann, 'a', 'good'), await answer(bob, 'a', 'good')]
      const accepted = await review(rev, 'a', seen, { verdict: 'accept', answers: says('good') })
      expect(accepted).toMatchObject({ verdict: 'accept', reviewer: rev!.id })
      expect(await task('a')).toMatchObject({ state: 'settled' })
      const again = { verdict: 'correct', answers: says('bad') }
      expect(await review(rev, 'a', seen, again)).toMatchObject({ code: 'task.closed' })
      const back = { verdict: 'return', annotation: seen[0], category: 'other', reason: 'Look again.' }
      expect(await review(rev, 'a', seen, back)).toMatchObject({ code: 'task.closed' })
    })

    it('refuses what was not looked at, one’s own work, and answers that cannot be', async () => {
      const first = await answer(ann, 'a', 'good')
      const second = await answer(bob, 'a', 'bad')
      const body = { verdict: 'accept', answers: says('good') }
      expect(await review(rev, 'a', [first], body)).toMatchObject({ code: 'review.stale' })
      expect(await review(rev, 'a', [first, second, first.replace(/.$/, '0')], body)).toMatchObject({
        code: 'review.stale',
      })
      const wrong = { verdict: 'correct', answers: says('ugly') }
      expect(await review(rev, 'a', [first, second], wrong)).toMatchObject({ code: 'annotation.invalid' })
      expect(await review(rev, 'a', [first, second], { ...body, answers: [] })).toMatchObject({
        code: 'annotation.invalid',
      })
      const own = [await answer(rev, 'b', 'good'), await answer(bob, 'b', 'good')]
      expect(await review(rev, 'b', own, body)).toMatchObject({ code: 'review.own' })
      expect(await review(ann, 'a', [first, second], body)).toMatchObject({ code: 'not-allowed' })
      expect(await task('a')).toMatchObject({ state: 'done' })
    })

    it('QLT6: sending back needs a reason, comes to the author first, keeps both versions, returns to its reviewer', async () => {
      const first = await answer(ann, 'a', 'bad')
      const second = await answer(bob, 'a', 'good')
      const back = { verdict: 'return', annotation: first, category: 'wrong-label', reason: 'Read the end.' }
      expect(await review(rev, 'a', [first, second], { ...back, reason: ' ' })).toMatchObject({
        code: 'request.invalid',
      })
      expect(await review(rev, 'a', [first, second], back)).toMatchObject({ verdict: 'return', annotation: first })
      expect(await task('a')).toMatchObject({ state: 'open', returned: 1, annotations: 2 })
      const settleNow = { verdict: 'accept', answers: says('good') }
      expect(await review(rev, 'a', [first, second], settleNow)).toMatchObject({ code: 'review.stale' })
      // The author's next claim is the rework, with the reason and their own answers.
      const { deps } = harness
      const claimed = await deps.transact((tx) => claim(tx, deps, { project, person: ann!.id, count: 1 }))
      expect(claimed).toMatchObject({
        leases: [
          {
            lease: { purpose: 'rework' },
            task: { name: 'a' },
            previous: { annotation: first },
            returned: { reason: 'Read the end.' },
          },
        ],
      })
      const lease = 'leases' in claimed ? claimed.leases[0]!.lease.id : ('' as never)
      const third = deps.ids.next()
      const draft = { id: third as never, answers: says('good'), activeMs: 5_000, version: 1 }
      await deps.transact((tx) => submitIn(tx, deps, { caller: { id: ann!.id, admin: false }, lease, draft }))
      await runner.idle()
      expect(await task('a')).toMatchObject({ state: 'done', returned: 0, annotations: 2, similarity: 1 })
      const kept = await deps.db
        .selectFrom('annotation')
        .select(['id', 'answers'])
        .where('task', '=', await taskId('a'))
        .execute()
      expect(kept.map(({ id }) => id).toSorted()).toEqual([first, second, third].toSorted())
      const seen = [second, third]
      expect(await review(other, 'a', seen, settleNow)).toMatchObject({ code: 'not-allowed' })
      expect(await review(rev, 'a', seen, settleNow)).toMatchObject({ verdict: 'accept' })
      const work = await get(ann, '/api/work')
      expect(work.rows).toMatchObject([
        { annotation: third, verdict: 'accept', open: false, pay: { minor: 50 } },
        { annotation: first, verdict: 'return', category: 'wrong-label', reason: 'Read the end.', pay: { minor: 0 } },
      ])
    })

    it('QLT7: accepts where all agree without a click each, and counts first', async () => {
      await answer(ann, 'a', 'good')
      await answer(bob, 'a', 'good')
      await answer(ann, 'b', 'good')
      await answer(bob, 'b', 'bad')
      await answer(ann, 'c', 'bad')
      await answer(rev, 'd', 'bad')
      await answer(bob, 'd', 'bad')
      await runner.idle()
      const url = `/api/projects/${project}/accept-unanimous`
      expect(await post(rev, url, { dryRun: true })).toEqual({ settled: 1 })
      expect(await task('a')).toMatchObject({ state: 'done' })
      expect(await post(rev, url, {})).toEqual({ settled: 1 })
      const states = await harness.deps.db.selectFrom('task').select(['name', 'state']).orderBy('position').execute()
      expect(states.map(({ state }) => state)).toEqual(['settled', 'done', 'open', 'done'])
      expect(await post(other, url, {})).toEqual({ settled: 1 })
      expect(await post(ann, url, {})).toMatchObject({ code: 'not-allowed' })
    })

    it('QLT1: the counts of the project equal a recount after all of it', async () => {
      const seen = [await answer(ann, 'a', 'good'), await answer(bob, 'a', 'bad')]
      await review(rev, 'a', seen, { verdict: 'return', annotation: seen[1], category: 'other', reason: 'No.' })
      const settled = [await answer(ann, 'b', 'good'), await answer(bob, 'b', 'good')]
      await review(rev, 'b', settled, { verdict: 'correct', answers: says('bad'), reason: 'Irony.' })
      const kept = await harness.deps.db
        .selectFrom('tally')
        .selectAll()
        .where('project', '=', project)
        .executeTakeFirstOrThrow()
      expect(kept).toMatchObject(await harness.deps.transact((tx) => recount(tx.db, project)))
      expect(kept).toMatchObject({ tasks: 4, open: 3, settled: 1, annotations: 4 })
    })
  })

  describe('agreement', () => {
    /** The report once it tells of everything. */
    async function fresh(url: string) {
      for (;;) {
        const report = await get(rev, url)
        if (!report.stale) return report
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
    }

    it('QLT2, QLT3: says why there is nothing, then n, raters and formula; and that it is stale', async () => {
      const url = `/api/projects/${project}/agreement`
      expect(await get(rev, url)).toMatchObject({ shared: 0, stale: false, people: [] })
      await answer(ann, 'a', 'good')
      await runner.idle()
      const alone = await fresh(url)
      expect(alone.figures.every((f: { value: null; why: string }) => f.value === null && f.why !== null)).toBe(true)
      await answer(bob, 'a', 'good')
      await answer(ann, 'b', 'good')
      await answer(bob, 'b', 'bad')
      await runner.idle()
      expect(await get(rev, url)).toMatchObject({ stale: true })
      const report = await fresh(url)
      expect(report.shared).toBe(2)
      const percent = report.figures.find((f: { measure: string }) => f.measure === 'percent')
      expect(percent).toMatchObject({ question: 'mood', value: 0.5, n: 2, raters: 2 })
      expect(percent.formula.length).toBeGreaterThan(3)
      expect(report.people).toMatchObject([{ annotations: 2, activeMs: 120_000 }, { annotations: 2 }])
      expect(await get(ann, url)).toMatchObject({ code: 'not-allowed' })
    })
  })

  describe('work', () => {
    it('sums up what one did and earned, pages through it, and gives it as a file; nobody else’s', async () => {
      for (const name of ['a', 'b', 'c']) await answer(ann, name, 'good')
      await answer(bob, 'a', 'good')
      expect(await get(ann, '/api/work/summary')).toMatchObject({
        annotations: 3,
        activeMs: 180_000,
        returned: 0,
        reviewed: 0,
        pay: [{ currency: 'EUR', minor: 150 }],
        days: [{ day: '2025-01-01', annotations: 3, activeMs: 180_000 }],
        projects: [{ project, annotations: 3, pay: { per: 'task', minor: 50, currency: 'EUR' } }],
      })
      const page = await get(ann, '/api/work?count=2')
      expect(page.rows.map((row: { taskName: string }) => row.taskName)).toEqual(['c', 'b'])
      const rest = await get(ann, `/api/work?count=2&cursor=${page.next}`)
      expect(rest).toMatchObject({ rows: [{ taskName: 'a', open: true, verdict: null }], next: null })
      const file = await harness.app.inject({ url: '/api/work/file', headers: ann!.headers })
      expect(file.headers['content-disposition']).toContain('my-work.csv')
      expect(file.body.trim().split('\r\n')).toHaveLength(4)
      expect(file.body).toContain('2025-01-01T00:00:03.000Z,Trial,c,')
      expect((await get(bob, '/api/work')).rows).toHaveLength(1)
    })
  })

  describe('exports', () => {
    async function download(id: string): Promise<Record<string, string>> {
      const reply = await harness.app.inject({ url: `/api/exports/${id}/file`, headers: manager!.headers })
      expect(reply.headers['content-disposition']).toContain('trial-')
      return unzipText(reply.rawPayload)
    }
    const url = () => `/api/projects/${project}/exports`

    it('IMG4, DAT1, DAT2, invariant 8: gives a job at once, then a zip whose tally adds up, twice the same bytes', async () => {
      await answer(ann, 'a', 'good')
      await answer(bob, 'a', 'good')
      await answer(ann, 'b', 'good')
      await answer(bob, 'b', 'bad')
      await answer(ann, 'c', 'good')
      const job = await post(manager, url(), { format: 'jsonl' })
      expect(job).toMatchObject({ state: 'waiting', total: 4, sha256: null })
      const again = await post(manager, url(), { format: 'jsonl' })
      await runner.idle()
      const ready = await get(manager, `/api/exports/${job.id}`)
      expect(ready).toMatchObject({ state: 'ready', written: 4, total: 4, problem: null })
      expect(ready.tally).toMatchObject({ exported: 1, contested: 1, 'not-finished': 1, 'not-labelled': 1 })
      expect((await get(manager, `/api/exports/${again.id}`)).sha256).toBe(ready.sha256)
      const files = await download(job.id)
      expect(Object.keys(files)).toContain('manifest.json')
      expect(JSON.parse(files['manifest.json']!)).toMatchObject({ tasks: 4, tally: ready.tally })
      expect((await get(manager, url())).rows.map((row: { id: string }) => row.id)).toEqual([again.id, job.id])
    })

    it('carries everything in the raw export, under pseudonyms', async () => {
      const seen = [await answer(ann, 'a', 'good'), await answer(bob, 'a', 'bad')]
      await review(rev, 'a', seen, { verdict: 'correct', answers: says('good'), reason: 'Clear.' })
      const { id } = await post(manager, url(), { format: 'raw', answers: 'all' })
      await runner.idle()
      const lines = (await download(id))
        ['raw.jsonl']!.trim()
        .split('\n')
        .map((line) => JSON.parse(line))
      expect(lines).toHaveLength(4)
      expect(lines[0]).toMatchObject({
        task: 'a',
        state: 'settled',
        annotations: [{ annotator: 'annotator-01' }, { annotator: 'annotator-02' }],
        reviews: [{ reviewer: 'reviewer-01', verdict: 'correct', reason: 'Clear.' }],
      })
      for (const { id: secret } of [ann!, bob!, rev!]) expect(JSON.stringify(lines)).not.toContain(secret)
    })

    it('SEC5: bounds how many one person has at work', async () => {
      await runner.stop()
      for (let n = 0; n < 10; n++) await post(manager, url(), { format: 'raw' })
      expect(await post(manager, url(), { format: 'raw' })).toMatchObject({ code: 'server.busy' })
    })

    it('SEC3: is for managers, refuses formats that do not fit, and is not ready before it is', async () => {
      expect(await post(rev, url(), { format: 'jsonl' })).toMatchObject({ code: 'not-allowed' })
      expect(await post(manager, url(), { format: 'coco' })).toMatchObject({ code: 'export.format' })
      for (const who of [ann, bob]) await answer(who, 'a', 'good')
      await runner.stop()
      const { id } = await post(manager, url(), { format: 'jsonl' })
      expect(await get(manager, `/api/exports/${id}/file`)).toMatchObject({ code: 'export.not-ready' })
      // A server that starts later finds it waiting.
      runner = startRunner(harness.deps)
      await runner.idle()
      expect(await get(manager, `/api/exports/${id}`)).toMatchObject({ state: 'ready' })
      expect(await get(rev, `/api/exports/${id}/file`)).toMatchObject({ code: 'not-allowed' })
    })
  })
})
