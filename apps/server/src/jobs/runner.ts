// Takes event rows and calls the stage that each was meant for: after commits, and now and then in case one was missed.
// An event is forgotten when its work is done, so a crash only means that it is done again; all work here is idempotent.
import type { TaskId } from '@etabli/schema'
import type { Deps } from '../deps.ts'
import { markAgreementStale, recomputeConsensus, recomputeRelabelled } from '../flow/consensus/index.ts'
import { finishEvents, giveBackEvents, holdEvents, type StoredEvent, takeEvents } from '../flow/events.ts'
import { failExport, runExport } from '../flow/exports/index.ts'
import { failImport, makeImportTiles, workOnImport } from '../flow/imports/index.ts'
import { roleOf } from '../flow/people/index.ts'
import { makeCopies } from '../flow/personal/index.ts'
import { failRules, runRules } from '../flow/prelabels/index.ts'
import { endHeld } from '../flow/queue/index.ts'
import { applyOverlap } from '../flow/tasks/index.ts'

export interface Runner {
  /** Resolves when no event waits and none is being worked on: for tests, and for loading samples. */
  idle(): Promise<void>
  /** Takes no more events; resolves when those at work are done or given back. */
  stop(): Promise<void>
}

const POLL_MS = 2_000
const REST_MS = 50
const HOLD_MS = 15_000
/** Light work that takes longer is gone on with beside what comes next. */
const LIGHT_MS = 250
const TAKE = 100
const MOST_ATTEMPTS = 5

type Heavy = 'files' | 'tiles'
/** Heavy work, by the queue it stands in: a thousand photographs to be cut must not keep an export waiting. */
const HEAVY = new Map<StoredEvent['kind'], Heavy>([
  ['import.asked', 'files'],
  ['export.asked', 'files'],
  ['prelabels.asked', 'files'],
  ['tiles.asked', 'tiles'],
  ['recording.flagged', 'files'],
])
/** At work at once: more would only slow each other down. */
const AT_ONCE: Readonly<Record<Heavy, number>> = { files: 2, tiles: 1 }

/** Starts taking events. */
export function startRunner(deps: Deps): Runner {
  const held = new Set<string>()
  const heavy: Record<Heavy, StoredEvent[]> = { files: [], tiles: [] }
  const working: Record<Heavy, Set<Promise<void>>> = { files: new Set(), tiles: new Set() }
  const light = new Set<Promise<void>>()
  const stopping = new AbortController()
  let stopped = false
  let round: Promise<void> | null = null
  let again = false

  function wake(): void {
    if (stopped) return
    again = true
    round ??= takeAll().finally(() => {
      round = null
      if (again) wake()
    })
  }

  async function takeAll(): Promise<void> {
    while (again && !stopped) {
      // Under load each round finds many events, and the annotations of one task among them are computed once.
      await rest(REST_MS)
      again = false
      try {
        const events = await takeEvents(deps, TAKE)
        if (events.length === TAKE) again = true
        for (const event of events) held.add(event.id)
        for (const event of events) {
          const queue = HEAVY.get(event.kind)
          if (queue) heavy[queue].push(event)
        }
        await Promise.race([workOnLight(events.filter((event) => !HEAVY.has(event.kind))), rest(LIGHT_MS)])
        startHeavy('files')
        startHeavy('tiles')
      } catch (error) {
        // The database is away or busy: the next poll tries again.
        deps.log.error({ event: 'jobs.failed', err: error }, 'events could not be taken')
      }
    }
  }

  /** Events of one task ask for the same: its consensus is computed once for all of them. */
  async function workOnLight(events: readonly StoredEvent[]): Promise<void> {
    const groups = Map.groupBy(events, (event) => event.task ?? event.id)
    // Side by side, so that what they write shares a commit with each other and with what people send meanwhile.
    await Promise.all(
      [...groups.values()].map((group) => {
        const work = attempt(group, () => lightWork(deps, group)).finally(() => light.delete(work))
        light.add(work)
        return work
      }),
    )
  }

  function startHeavy(queue: Heavy): void {
    while (working[queue].size < AT_ONCE[queue] && !stopped) {
      const event = heavy[queue].shift()
      if (!event) return
      const work = attempt([event], () => heavyWork(deps, event, stopping.signal)).finally(() => {
        working[queue].delete(work)
        startHeavy(queue)
      })
      working[queue].add(work)
    }
  }

  async function attempt(events: readonly StoredEvent[], work: () => Promise<void>): Promise<void> {
    const ids = events.map(({ id }) => id)
    try {
      await work()
      await deps.grouped((tx) => finishEvents(tx, ids))
    } catch (error) {
      if (error === stopping.signal.reason) {
        await deps.transact((tx) => giveBackEvents(tx, ids))
        return
      }
      deps.log.error(
        { event: 'job.failed', kind: events[0]?.kind, project: events[0]?.project, err: error },
        'a job failed',
      )
      await afterFailure(events)
    } finally {
      for (const id of ids) held.delete(id)
    }
  }

  /** Failed work is tried again at the next poll; after some tries it is given up, and its row says so. */
  async function afterFailure(events: readonly StoredEvent[]): Promise<void> {
    const over = events.filter((event) => event.attempts >= MOST_ATTEMPTS || HEAVY.has(event.kind))
    const ids = new Set(over.map(({ id }) => id))
    try {
      for (const event of over) await giveUp(deps, event)
      await deps.transact(async (tx) => {
        await finishEvents(tx, [...ids])
        await giveBackEvents(
          tx,
          events.filter(({ id }) => !ids.has(id)).map(({ id }) => id),
        )
      })
    } catch (error) {
      // Its rows stay taken and come back by themselves.
      deps.log.error({ event: 'jobs.failed', err: error }, 'a failed job could not be put back')
    }
  }

  const ears = deps.wake.listen((note) => {
    if (note.topic === 'events') wake()
  })
  const poll = setInterval(wake, POLL_MS)
  const hold = setInterval(() => {
    const ids = [...held]
    if (ids.length === 0) return
    deps
      .transact((tx) => holdEvents(tx, ids))
      .catch((error: unknown) => deps.log.error({ event: 'jobs.failed', err: error }, 'events could not be held'))
  }, HOLD_MS)
  poll.unref()
  hold.unref()
  wake()

  async function settled(): Promise<void> {
    for (;;) {
      if (round !== null) await round
      else if (light.size > 0) await Promise.race(light)
      else if (working.files.size + working.tiles.size > 0) await Promise.race([...working.files, ...working.tiles])
      else return
    }
  }

  return {
    async idle() {
      wake()
      for (;;) {
        await settled()
        const waiting = await deps.db.selectFrom('event').select('id').where('taken_at', 'is', null).executeTakeFirst()
        if (!waiting) return
        wake()
      }
    },
    async stop() {
      stopped = true
      stopping.abort()
      ears()
      clearInterval(poll)
      clearInterval(hold)
      await settled()
      const left = [...heavy.files.splice(0), ...heavy.tiles.splice(0)].map(({ id }) => id)
      if (left.length > 0) await deps.transact((tx) => giveBackEvents(tx, left))
    },
  }
}

async function lightWork(deps: Deps, group: readonly StoredEvent[]): Promise<void> {
  const [first] = group
  if (!first) return
  if (first.task !== null) await recomputeConsensus(deps, first.project, first.task as TaskId)
  else if (first.kind === 'person.removed') await leave(deps, first.project, first.payload.person)
  else if (first.kind === 'project.edited') {
    if (first.payload.overlap) await applyOverlap(deps, first.project)
    if (first.payload.relabelled) await recomputeRelabelled(deps, first.project, first.payload.relabelled)
    await deps.transact((tx) => markAgreementStale(tx, first.project))
  }
}

/** Unless they were let in again meanwhile. */
async function leave(deps: Deps, project: string, person: string): Promise<void> {
  await deps.transact(async (tx) => {
    if ((await roleOf(tx.db, project, person)) === null) await endHeld(tx, deps, project, person)
  })
}

async function heavyWork(deps: Deps, event: StoredEvent, signal: AbortSignal): Promise<void> {
  if (event.kind === 'import.asked') await workOnImport(deps, event.payload.import)
  if (event.kind === 'export.asked') await runExport(deps, event.payload.export)
  if (event.kind === 'recording.flagged') await makeCopies(deps, event.project, event.payload.blob)
  if (event.kind === 'prelabels.asked') await runRules(deps, event.project, event.payload.what)
  if (event.kind === 'tiles.asked') await makeImportTiles(deps, event.payload.import, signal)
}

async function giveUp(deps: Deps, event: StoredEvent): Promise<void> {
  if (event.kind === 'import.asked') await failImport(deps, event.payload.import)
  if (event.kind === 'export.asked') await failExport(deps, event.payload.export)
  if (event.kind === 'prelabels.asked') await failRules(deps, event.project)
}

function rest(millis: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, millis))
}
