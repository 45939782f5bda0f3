// A storm of simulated annotators on one queue, over the SDK's stream; and what must hold whatever they do.
import type { AnnotationId } from '@etabli/schema'
import { RefusedError } from '@etabli/sdk'
import { expect } from 'vitest'
import { progressOf } from '../src/flow/queue/index.ts'
import { recount } from '../src/flow/tasks/index.ts'
import type { Harness } from './harness.ts'
import { connect } from './line.ts'
import { addMember, answer, type TestPerson, type TestProject } from './people.ts'

/** A small seeded generator (mulberry32), so that a storm can be had again. */
export function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

export interface StormOptions {
  readonly people: number
  /** Share of claims that are let go instead of answered. */
  readonly letGo: number
  /** Share of submissions sent twice. */
  readonly twice: number
  readonly seed: number
}

export interface StormResult {
  readonly acknowledged: ReadonlySet<string>
  readonly claims: number
  /** Refusals that a good client should never see. */
  readonly faults: string[]
}

/** Lets them label until the queue has nothing for anyone. */
export async function storm(harness: Harness, { project }: TestProject, options: StormOptions): Promise<StormResult> {
  const people = []
  for (let n = 0; n < options.people; n++) people.push(await addMember(harness, project.id, 'annotator'))
  const acknowledged = new Set<string>()
  const faults: string[] = []
  let claims = 0

  async function run(person: TestPerson, seed: number): Promise<void> {
    const random = seeded(seed)
    const line = await connect(harness, person)
    const seen = new Set<string>()
    for (;;) {
      const reply = await line.ask<'lease.claim'>({
        type: 'lease.claim',
        project: project.id,
        count: 1 + Math.floor(random() * 3),
      })
      claims += 1
      if (reply.type === 'lease.none') {
        if (reply.reason.why !== 'all-leased') break
        await new Promise((resolve) => setTimeout(resolve, 25))
        continue
      }
      for (const { lease, task } of reply.leases) {
        if (random() < options.letGo) {
          await line.ask<'lease.release'>({ type: 'lease.release', lease: lease.id, reason: 'later', words: '' })
          continue
        }
        expect(seen.has(task.id), 'nobody is given a task twice').toBe(false)
        seen.add(task.id)
        const annotation = { id: harness.deps.ids.next() as AnnotationId, answers: answer(), activeMs: 1, version: 1 }
        const send = () => line.ask<'annotation.submit'>({ type: 'annotation.submit', lease: lease.id, annotation })
        const replies = await Promise.all(random() < options.twice ? [send(), send()] : [send()])
        for (const accepted of replies) acknowledged.add(accepted.annotation)
      }
    }
    line.close()
  }

  const results = await Promise.allSettled(people.map((person, n) => run(person, options.seed + n)))
  for (const result of results) {
    if (result.status === 'fulfilled') continue
    const { reason } = result
    faults.push(reason instanceof RefusedError ? reason.code : String(reason))
  }
  return { acknowledged, claims, faults }
}

/** Invariants 2 to 4 of the design, and that stored counts equal a recount (QLT1). */
export async function expectInvariants(harness: Harness, { project }: TestProject): Promise<void> {
  const { db } = harness.deps
  const tasks = await db.selectFrom('task').selectAll().where('project', '=', project.id).execute()
  const annotations = await db.selectFrom('annotation').selectAll().where('project', '=', project.id).execute()
  const leases = await db.selectFrom('lease').selectAll().where('project', '=', project.id).execute()
  const counted = annotations.filter((row) => row.surplus_at === null && row.superseded_at === null)
  const of = <T extends { task: string }>(rows: readonly T[]) => Map.groupBy(rows, (row) => row.task)
  const [byTask, held] = [of(counted), of(leases.filter((row) => row.state === 'held' && row.purpose === 'label'))]
  for (const task of tasks) {
    const own = byTask.get(task.id) ?? []
    const live = held.get(task.id) ?? []
    expect([task.annotations, task.leased]).toEqual([own.length, live.length])
    expect(own.length + live.length).toBeLessThanOrEqual(task.overlap)
    expect(task.open_slots).toBe(task.overlap - own.length - live.length)
    expect(new Set(own.map((row) => row.person)).size).toBe(own.length)
    const back = own.filter((row) => row.returned_at !== null).length
    expect(task.returned).toBe(back)
    if (task.state === 'open' || task.state === 'done') {
      expect(task.state).toBe(own.length < task.overlap || back > 0 ? 'open' : 'done')
    }
  }
  const again = await db.transaction().execute((inside) => recount(inside, project.id))
  const { setAside, ...progress } = await progressOf(db, project.id)
  expect({ ...progress, set_aside: setAside }).toEqual(again)
}
