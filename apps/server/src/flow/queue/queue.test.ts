// The queue on both databases: who gets what, what becomes of it, and that the counts always add up.
import type { AnnotationId, LeaseId, ProjectId } from '@etabli/schema'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type Harness, startHarness } from '../../../test/harness.ts'
import { addMember, addPerson, addProject, addTasks, answer, join, type TestPerson } from '../../../test/people.ts'
import type { Database } from '../../db/dialect.ts'
import { eachDialect } from '../../db/testing/each-dialect.ts'
import { submit } from '../annotations/index.ts'
import { recount } from '../tasks/index.ts'
import { type Claimed, claim } from './claim.ts'
import { progressOf } from './empty.ts'
import { release, renew, reopen, sweep } from './leases.ts'

eachDialect((dialect) => {
  let database: Database
  let harness: Harness
  beforeEach(async () => {
    database = await dialect.open()
    harness = await startHarness({ database })
  })
  afterEach(async () => {
    await harness.close()
    await database.close()
  })

  const take = (person: TestPerson, project: ProjectId, count = 1): Promise<Claimed> =>
    harness.deps.grouped((tx) => claim(tx, harness.deps, { person: person.id, project, count }))
  const taken = async (person: TestPerson, project: ProjectId, count = 1) => {
    const claimed = await take(person, project, count)
    if ('empty' in claimed) throw new Error(`nothing: ${claimed.empty.why}`)
    return claimed.leases
  }
  const why = async (person: TestPerson, project: ProjectId) => {
    const claimed = await take(person, project)
    return 'empty' in claimed ? claimed.empty : null
  }
  const hand = (person: TestPerson, lease: LeaseId, id = harness.deps.ids.next()) =>
    submit(harness.deps, {
      caller: { id: person.id, admin: false },
      lease,
      draft: { id: id as AnnotationId, answers: answer(), activeMs: 1_000, version: 1 },
    })
  const letGo = (person: TestPerson, lease: LeaseId, reason: 'later' | 'skip' | 'unusable') =>
    harness.deps.grouped((tx) => release(tx, harness.deps, person.id, lease, reason, 'because'))
  const expectCountsToAddUp = async (project: ProjectId) => {
    const counted = await database.db.transaction().execute((db) => recount(db, project))
    const { setAside, ...rest } = await progressOf(database.db, project)
    expect({ ...rest, set_aside: setAside }).toEqual(counted)
    const rows = await database.db.selectFrom('task').selectAll().where('project', '=', project).execute()
    for (const row of rows) {
      expect(row.open_slots).toBe(Math.max(0, row.overlap - row.annotations - row.leased))
      expect(row.annotations + row.leased).toBeLessThanOrEqual(row.overlap)
    }
  }

  it('L1, QUE4: gives tasks in the order of import, none twice to one person', async () => {
    const { project, tasks } = await addProject(harness, { tasks: 3 })
    const person = await addMember(harness, project.id, 'annotator')
    const first = await taken(person, project.id, 2)
    expect(first.map(({ task }) => task.id)).toEqual(tasks.slice(0, 2))
    const second = await taken(person, project.id, 2)
    expect(second.map(({ task }) => task.id)).toEqual(tasks.slice(2))
    for (const { lease } of [...first, ...second]) await hand(person, lease.id)
    expect(await why(person, project.id)).toEqual({ why: 'your-share-done', open: 3 })
    await expectCountsToAddUp(project.id)
  })

  it('TXT15: what wrote an answer (a hidden field) stays with the manager: no lease carries it', async () => {
    const { project, tasks } = await addProject(harness, { tasks: 1 })
    const person = await addMember(harness, project.id, 'annotator')
    const fields = { prompt: 'Hi?', response_1: 'A', response_2: 'B', 'hidden.models': '["m1","m2"]' }
    await database.db
      .updateTable('task')
      .set({ fields: JSON.stringify(fields) })
      .where('id', '=', tasks[0] ?? '')
      .execute()
    const [leased] = await taken(person, project.id)
    expect(leased?.task.fields).toEqual({ prompt: 'Hi?', response_1: 'A', response_2: 'B' })
  })

  it('L2: holders never exceed the overlap', async () => {
    const { project } = await addProject(harness, { tasks: 1, draft: { overlap: 2 } })
    const people = await Promise.all([1, 2, 3].map(() => addMember(harness, project.id, 'annotator')))
    const claims = await Promise.all(people.map((person) => take(person, project.id)))
    expect(claims.filter((claimed) => 'leases' in claimed)).toHaveLength(2)
    await expectCountsToAddUp(project.id)
  })

  it('L3, L4: only the holder renews, and not after the end', async () => {
    const { project } = await addProject(harness, { tasks: 1 })
    const [one, two] = [await addMember(harness, project.id, 'annotator'), await addPerson(harness)]
    const [leased] = await taken(one, project.id)
    const id = leased!.lease.id
    const by = (person: TestPerson, offline = false) =>
      harness.deps.grouped((tx) => renew(tx, harness.deps, person.id, [id], offline))
    harness.clock.advance(60_000)
    expect(await by(one)).toEqual({ leases: [{ lease: id, until: harness.clock.now() + 15 * 60_000 }], lost: [] })
    expect(await by(two)).toEqual({ leases: [], lost: [id] })
    expect((await by(one, true)).leases[0]?.until).toBe(harness.clock.now() + 24 * 3_600_000)
    harness.clock.advance(24 * 3_600_000)
    expect(await by(one)).toEqual({ leases: [], lost: [id] })
  })

  it('L5: what is let go is open at once; skip keeps it from its skipper, later puts it last', async () => {
    const { project, tasks } = await addProject(harness, { tasks: 2, draft: { overlap: 1 } })
    const one = await addMember(harness, project.id, 'annotator')
    const two = await addMember(harness, project.id, 'annotator')
    const [first] = await taken(one, project.id)
    await letGo(one, first!.lease.id, 'later')
    const [second] = await taken(one, project.id)
    expect(second!.task.id).toBe(tasks[1])
    const [again] = await taken(one, project.id)
    expect(again!.task.id).toBe(tasks[0])
    await letGo(one, again!.lease.id, 'skip')
    expect((await why(one, project.id))?.why).toBe('your-share-done')
    expect((await taken(two, project.id))[0]!.task.id).toBe(tasks[0])
    await expectCountsToAddUp(project.id)
  })

  it('QUE5: words are asked for a skip, none for later', async () => {
    const { project } = await addProject(harness, { tasks: 1 })
    const one = await addMember(harness, project.id, 'annotator')
    const [leased] = await taken(one, project.id)
    const bare = (reason: 'skip' | 'later') =>
      harness.deps.grouped((tx) => release(tx, harness.deps, one.id, leased!.lease.id, reason, ' '))
    await expect(bare('skip')).rejects.toMatchObject({ code: 'request.invalid' })
    await bare('later')
    await bare('later')
  })

  it('QUE5: unusable, said by two, sets the task aside', async () => {
    const { project } = await addProject(harness, { tasks: 1, draft: { overlap: 3 } })
    for (const state of ['open', 'set-aside']) {
      const person = await addMember(harness, project.id, 'annotator')
      const [leased] = await taken(person, project.id)
      await letGo(person, leased!.lease.id, 'unusable')
      const row = await database.db.selectFrom('task').select('state').executeTakeFirstOrThrow()
      expect(row.state).toBe(state)
    }
    const late = await addMember(harness, project.id, 'annotator')
    expect(await why(late, project.id)).toEqual({ why: 'all-done', tasks: 1 })
    await expectCountsToAddUp(project.id)
  })

  it('QUE3: a dead client’s lease is back with the first sweep after its end, before tasks that come later', async () => {
    const { project, tasks } = await addProject(harness, { tasks: 2, draft: { overlap: 1 } })
    const one = await addMember(harness, project.id, 'annotator')
    const two = await addMember(harness, project.id, 'annotator')
    await taken(one, project.id)
    harness.clock.advance(15 * 60_000 - 1)
    expect(await sweep(harness.deps)).toBe(0)
    harness.clock.advance(1)
    expect(await sweep(harness.deps)).toBe(1)
    expect((await taken(two, project.id))[0]!.task.id).toBe(tasks[0])
    await expectCountsToAddUp(project.id)
  })

  it('A2: the same id twice is one annotation and the same answer', async () => {
    const { project } = await addProject(harness, { tasks: 1 })
    const one = await addMember(harness, project.id, 'annotator')
    const [leased] = await taken(one, project.id)
    const id = harness.deps.ids.next()
    const first = await hand(one, leased!.lease.id, id)
    harness.clock.advance(5_000)
    const replays = await Promise.all([1, 2, 3].map(() => hand(one, leased!.lease.id, id)))
    for (const replay of replays) expect(replay).toEqual(first)
    expect(await database.db.selectFrom('annotation').select('id').execute()).toHaveLength(1)
    const two = await addMember(harness, project.id, 'annotator')
    const [other] = await taken(two, project.id)
    await expect(hand(two, other!.lease.id, id)).rejects.toMatchObject({ code: 'annotation.conflict' })
    await expectCountsToAddUp(project.id)
  })

  it('A3: late work takes an open slot, or is surplus where its place was taken', async () => {
    const { project } = await addProject(harness, { tasks: 1, draft: { overlap: 1 } })
    const [one, two, three] = [
      await addMember(harness, project.id, 'annotator'),
      await addMember(harness, project.id, 'annotator'),
      await addMember(harness, project.id, 'annotator'),
    ]
    const [first] = await taken(one, project.id)
    harness.clock.advance(16 * 60_000)
    await sweep(harness.deps)
    const [second] = await taken(two, project.id)
    harness.clock.advance(16 * 60_000)
    await sweep(harness.deps)
    expect((await hand(one, first!.lease.id)).surplus).toBe(false)
    expect((await hand(two, second!.lease.id)).surplus).toBe(true)
    expect(await why(three, project.id)).toEqual({ why: 'all-done', tasks: 1 })
    const progress = await progressOf(database.db, project.id)
    expect(progress).toMatchObject({ done: 1, annotations: 1 })
    await expectCountsToAddUp(project.id)
  })

  it('A3: late work of a person who holds the task again takes the place they hold', async () => {
    const { project } = await addProject(harness, { tasks: 1, draft: { overlap: 2 } })
    const one = await addMember(harness, project.id, 'annotator')
    const [first] = await taken(one, project.id)
    harness.clock.advance(16 * 60_000)
    await sweep(harness.deps)
    const [second] = await taken(one, project.id)
    expect(second!.task.id).toBe(first!.task.id)
    expect((await hand(one, first!.lease.id)).surplus).toBe(false)
    // What the page with the newer lease sends is a correction of it: one annotation counts.
    await hand(one, second!.lease.id)
    expect(await progressOf(database.db, project.id)).toMatchObject({ annotations: 1, leased: 0 })
    await expectCountsToAddUp(project.id)
  })

  it('a correction supersedes while the task is not settled', async () => {
    const { project, tasks } = await addProject(harness, { tasks: 1, draft: { overlap: 1 } })
    const one = await addMember(harness, project.id, 'annotator')
    const [leased] = await taken(one, project.id)
    const before = await hand(one, leased!.lease.id)
    const again = await harness.deps.grouped((tx) => reopen(tx, harness.deps, one.id, tasks[0]!))
    expect(again.previous?.annotation).toBe(before.annotation)
    expect(again.lease.purpose).toBe('correct')
    const after = await hand(one, again.lease.id)
    const rows = await database.db.selectFrom('annotation').selectAll().orderBy('id').execute()
    expect(rows.map((row) => [row.id, row.superseded_at !== null, row.supersedes])).toEqual([
      [before.annotation, true, null],
      [after.annotation, false, before.annotation],
    ])
    await database.db.updateTable('task').set({ state: 'settled' }).execute()
    await expect(hand(one, again.lease.id)).rejects.toMatchObject({ code: 'task.closed' })
    await expect(harness.deps.grouped((tx) => reopen(tx, harness.deps, one.id, tasks[0]!))).rejects.toMatchObject({
      code: 'task.closed',
    })
  })

  it('names each fault of answers that do not fit', async () => {
    const { project } = await addProject(harness, { tasks: 1 })
    const one = await addMember(harness, project.id, 'annotator')
    const [leased] = await taken(one, project.id)
    const send = (answers: ReturnType<typeof answer>) =>
      submit(harness.deps, {
        caller: { id: one.id, admin: false },
        lease: leased!.lease.id,
        draft: { id: harness.deps.ids.next() as AnnotationId, answers, activeMs: 0, version: 1 },
      })
    await expect(send(answer('hail'))).rejects.toMatchObject({
      code: 'annotation.invalid',
      detail: { issues: [{ path: 'topic.m-hail', code: 'label' }] },
    })
    await expect(send([])).rejects.toMatchObject({ detail: { issues: [{ path: 'topic', code: 'required' }] } })
  })

  it('QUE6: says why there is nothing, with the counts', async () => {
    const { project } = await addProject(harness, { tasks: 0, draft: { overlap: 1 } })
    const [one, two] = [
      await addMember(harness, project.id, 'annotator'),
      await addMember(harness, project.id, 'annotator'),
    ]
    expect(await why(one, project.id)).toEqual({ why: 'no-tasks' })
    await addTasks(harness, project, 1)
    const [leased] = await taken(one, project.id)
    expect(await why(two, project.id)).toEqual({
      why: 'all-leased',
      leased: 1,
      nextAt: harness.clock.now() + 15 * 60_000,
    })
    await hand(one, leased!.lease.id)
    expect(await why(two, project.id)).toEqual({ why: 'all-done', tasks: 1 })
    await database.db.updateTable('project').set({ state: 'paused' }).execute()
    expect(await why(two, project.id)).toEqual({ why: 'paused' })
  })

  it('a person holds twelve tasks at most', async () => {
    const { project } = await addProject(harness, { tasks: 20 })
    const one = await addMember(harness, project.id, 'annotator')
    expect(await taken(one, project.id, 10)).toHaveLength(10)
    expect(await taken(one, project.id, 10)).toHaveLength(2)
    await expect(take(one, project.id)).rejects.toMatchObject({ code: 'lease.too-many' })
  })

  it('a person is not walked past all they did; a slot that opens again on a task long passed is found', async () => {
    const { project, tasks } = await addProject(harness, { tasks: 320, draft: { overlap: 2 } })
    const one = await addMember(harness, project.id, 'annotator')
    const two = await addMember(harness, project.id, 'annotator')
    const early = await taken(two, project.id, 1)
    const order: string[] = []
    for (let n = 0; n < 30; n++) {
      const leases = await taken(one, project.id, 10)
      order.push(...leases.map(({ task }) => task.id))
      await Promise.all(leases.map(({ lease }) => hand(one, lease.id)))
    }
    expect(order).toEqual(tasks.slice(0, 300))
    const mark = await database.db
      .selectFrom('share')
      .selectAll()
      .where('person', '=', one.id)
      .executeTakeFirstOrThrow()
    expect(mark.position).toBeGreaterThan(250)
    await letGo(two, early[0]!.lease.id, 'skip')
    const three = await addMember(harness, project.id, 'annotator')
    expect((await taken(three, project.id))[0]!.task.id).toBe(tasks[0])
    // The first passed it while it was full for them: theirs was submitted, so it is not theirs again.
    expect((await taken(one, project.id))[0]!.task.id).toBe(tasks[300])
    await expectCountsToAddUp(project.id)
  })

  it('an outsider of the project is told nothing', async () => {
    const { project } = await addProject(harness, { tasks: 1 })
    const one = await addMember(harness, project.id, 'annotator')
    const [leased] = await taken(one, project.id)
    const stranger = await addPerson(harness)
    await expect(hand(stranger, leased!.lease.id)).rejects.toMatchObject({ code: 'lease.lost' })
    await join(harness, stranger, project.id, 'annotator')
    await expect(hand(stranger, leased!.lease.id)).rejects.toMatchObject({ code: 'lease.lost' })
  })
})
