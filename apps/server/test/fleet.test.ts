// A fleet in virtual time: annotators who submit, skip, vanish, come back late, correct; reviewers who send back;
// a manager who changes the overlap. Seeded chaos, after which the stored counts must equal a recount (QLT1).
import type { AnnotationId, LeaseId, TaskId } from '@etabli/schema'
import { expect, it } from 'vitest'
import { giveBack, submit } from '../src/flow/annotations/index.ts'
import { claim, release, renew, reopen, sweep } from '../src/flow/queue/index.ts'
import { applyOverlap, changeTask, lockTask } from '../src/flow/tasks/index.ts'
import { Problem } from '../src/problem.ts'
import { type Harness, startHarness } from './harness.ts'
import { addMember, addProject, addTasks, answer, type TestPerson, type TestProject } from './people.ts'
import { expectInvariants, seeded } from './storm.ts'

const PEOPLE = 8
const STEPS = 600

it.each([1, 2, 3])('QLT1: after any mix of what people do, counts equal a recount (seed %i)', async (seed) => {
  const harness = await startHarness()
  try {
    await run(harness, seed)
  } finally {
    await harness.close()
  }
})

async function run(harness: Harness, seed: number): Promise<void> {
  const { deps } = harness
  const random = seeded(seed)
  const ours = await addProject(harness, { tasks: 25, draft: { overlap: 2 } })
  const people: TestPerson[] = []
  for (let n = 0; n < PEOPLE; n++) people.push(await addMember(harness, ours.project.id, 'annotator'))
  /** Every lease ever granted, with its holder: some will be used long after their end. */
  const leases: { person: TestPerson; id: LeaseId; task: TaskId }[] = []
  const acknowledged = new Set<string>()
  const pick = <T>(rows: readonly T[]): T | undefined => rows[Math.floor(random() * rows.length)]

  const acts: readonly (() => Promise<unknown>)[] = [
    async () => {
      const person = pick(people)!
      const want = { project: ours.project.id, person: person.id, count: 1 + Math.floor(random() * 3) }
      const claimed = await deps.grouped((tx) => claim(tx, deps, want))
      if ('leases' in claimed) {
        for (const { lease, task } of claimed.leases) leases.push({ person, id: lease.id, task: task.id })
      }
    },
    async () => {
      const lease = pick(leases)
      if (!lease) return
      const draft = { id: deps.ids.next() as AnnotationId, answers: answer(), activeMs: 1, version: 1 }
      const send = () => submit(deps, { caller: { id: lease.person.id, admin: false }, lease: lease.id, draft })
      const accepted = await send()
      acknowledged.add(accepted.annotation)
      if (random() < 0.3) expect(await send()).toEqual(accepted)
    },
    async () => {
      const lease = pick(leases)
      const reason = pick(['later', 'skip', 'unusable'] as const)!
      if (lease) await deps.grouped((tx) => release(tx, deps, lease.person.id, lease.id, reason, 'why'))
    },
    async () => {
      const lease = pick(leases)
      if (lease) await deps.grouped((tx) => renew(tx, deps, lease.person.id, [lease.id], random() < 0.2))
    },
    async () => {
      const lease = pick(leases)
      if (!lease) return
      const leased = await deps.grouped((tx) => reopen(tx, deps, lease.person.id, lease.task))
      leases.push({ person: lease.person, id: leased.lease.id, task: leased.task.id })
    },
    async () => {
      harness.clock.advance(Math.floor(random() * 10 * 60_000))
      await sweep(deps)
    },
    async () => {
      const id = pick([...acknowledged])
      if (id) await deps.transact((tx) => giveBack(tx, deps, id as AnnotationId))
    },
    async () => {
      const id = pick(ours.tasks)!
      await deps.transact(async (tx) => {
        const task = await lockTask(tx, deps.dialect, id)
        if (task && task.state !== 'set-aside') await changeTask(tx, task, { state: 'settled' })
      })
    },
    async () => {
      if (random() > 0.1) return
      // Only upwards: what is there already may stand above a lower overlap.
      await deps.db
        .updateTable('project')
        .set((set) => ({ overlap: set('overlap', '+', 1) }))
        .execute()
      await applyOverlap(deps, ours.project.id)
    },
    async () => {
      if (random() < 0.1) await addTasks(harness, ours.project, 3, `more-${deps.ids.next()}`)
    },
  ]
  // Claims and submissions are most of what happens.
  const weighted = [...acts, acts[0]!, acts[0]!, acts[0]!, acts[1]!, acts[1]!, acts[1]!, acts[1]!]
  for (let n = 0; n < STEPS; n++) {
    await pick(weighted)!().catch((error: unknown) => {
      if (!(error instanceof Problem)) throw error
    })
    if (n % 100 === 99) await expectInvariants(harness, ours)
  }
  await expectNothingLost(harness, ours, acknowledged)
}

async function expectNothingLost(
  harness: Harness,
  ours: TestProject,
  acknowledged: ReadonlySet<string>,
): Promise<void> {
  await expectInvariants(harness, ours)
  const rows = await harness.deps.db.selectFrom('annotation').select('id').execute()
  expect(new Set(rows.map((row) => row.id))).toEqual(acknowledged)
  expect(acknowledged.size).toBeGreaterThan(20)
}
