// Units of work: one transaction for what must happen together, and one commit for what arrives together.
// Work may run again after a transient failure, so it touches nothing but its transaction.
import type { Millis } from '@etabli/schema'
import { sql, type Transaction } from 'kysely'
import type { Database } from './dialect.ts'
import type { Tables, TallyTable } from './tables.ts'
import type { WakeNote } from './wake.ts'

/** Changes of a project's counts; see `TallyTable`. */
export type TallyDelta = Partial<Record<Exclude<keyof TallyTable, 'project' | 'next_position'>, number>>

export interface Tx {
  readonly db: Transaction<Tables>
  /** The time of the unit of work. */
  readonly now: Millis
  /** Said after the commit; not at all where the work is rolled back. */
  tell(note: WakeNote): void
  /** Adds to a project's counts, once for all work of the commit. */
  count(project: string, delta: TallyDelta): void
}

export type Work<T> = (tx: Tx) => Promise<T>

export interface Transactor {
  /** Runs the work in a transaction of its own. Throws what the work throws; nothing is kept then. */
  transact<T>(work: Work<T>): Promise<T>
  /**
   * Runs the work in the next group: all that arrives in one turn of the event loop, or while the last group commits,
   * shares one transaction. One that throws takes nobody along: all are run again, each in a savepoint. Resolves after
   * the commit.
   */
  grouped<T>(work: Work<T>): Promise<T>
  /** Work done and groups committed so far, for the metrics. */
  readonly counts: { works: number; groups: number }
  /** Resolves when nothing waits or runs. */
  idle(): Promise<void>
}

export interface TransactorOptions {
  readonly database: Database
  readonly now: () => Millis
  /** Writes the added-up counts at the end of a transaction, in the order given (sorted, so that nothing deadlocks). */
  readonly writeTally: (db: Transaction<Tables>, deltas: readonly (readonly [string, TallyDelta])[]) => Promise<void>
}

const MOST_TRIES = 6
/** Longer groups would keep the first of them waiting. */
const GROUP_SIZE = 256

interface Job {
  readonly work: Work<unknown>
  readonly resolve: (value: unknown) => void
  readonly reject: (error: unknown) => void
}

type Outcome = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly error: unknown }

/** Makes the transactor of a database. */
export function createTransactor(options: TransactorOptions): Transactor {
  const { database } = options
  const counts = { works: 0, groups: 0 }
  let waiting: Job[] = []
  let running: Promise<void> | null = null

  async function transact<T>(work: Work<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await once(work)
      } catch (error) {
        if (attempt >= MOST_TRIES || !database.dialect.isTransient(error)) throw error
      }
    }
  }

  async function once<T>(work: Work<T>): Promise<T> {
    const ledger = new Ledger()
    const value = await database.db.transaction().execute(async (db) => {
      const result = await work(ledger.tx(db, options.now()))
      await ledger.write(options, db)
      return result
    })
    counts.works += 1
    counts.groups += 1
    ledger.send(database)
    return value
  }

  function grouped<T>(work: Work<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      waiting.push({ work, resolve: resolve as (value: unknown) => void, reject })
      running ??= nextTurn().then(drain)
    })
  }

  async function drain(): Promise<void> {
    while (waiting.length > 0) {
      const group = waiting.slice(0, GROUP_SIZE)
      waiting = waiting.slice(GROUP_SIZE)
      await runGroup(group)
      if (waiting.length === 0) await nextTurn()
    }
    running = null
  }

  async function runGroup(group: readonly Job[]): Promise<void> {
    if (group.length === 1 && group[0]) return runAlone(group[0])
    // Refusals are rare, and savepoints cost as much as the work: they are made only where one was refused.
    if ((await tryGroup(group, plainly)) || (await tryGroup(group, inSavepoint))) return
    // The transaction itself fell (a deadlock, a lost connection): each tries for itself and hears its own reason.
    for (const job of group) await runAlone(job)
  }

  async function tryGroup(group: readonly Job[], run: typeof inSavepoint): Promise<boolean> {
    const ledger = new Ledger()
    const outcomes: Outcome[] = []
    try {
      await database.db.transaction().execute(async (db) => {
        for (const job of group) outcomes.push(await run(db, job.work, ledger))
        await ledger.write(options, db)
      })
    } catch {
      return false
    }
    counts.works += group.length
    counts.groups += 1
    group.forEach((job, index) => {
      const outcome = outcomes[index]
      if (outcome?.ok) job.resolve(outcome.value)
      else job.reject(outcome?.error)
    })
    ledger.send(database)
    return true
  }

  async function plainly(db: Transaction<Tables>, work: Work<unknown>, group: Ledger): Promise<Outcome> {
    return { ok: true, value: await work(group.tx(db, options.now())) }
  }

  async function runAlone(job: Job): Promise<void> {
    try {
      job.resolve(await transact(job.work))
    } catch (error) {
      job.reject(error)
    }
  }

  async function inSavepoint(db: Transaction<Tables>, work: Work<unknown>, group: Ledger): Promise<Outcome> {
    const ledger = new Ledger()
    await sql`savepoint work`.execute(db)
    try {
      const value = await work(ledger.tx(db, options.now()))
      await sql`release savepoint work`.execute(db)
      group.add(ledger)
      return { ok: true, value }
    } catch (error) {
      if (database.dialect.isTransient(error)) throw error
      await sql`rollback to savepoint work`.execute(db)
      await sql`release savepoint work`.execute(db)
      return { ok: false, error }
    }
  }

  return {
    transact,
    grouped,
    counts,
    async idle() {
      while (running !== null) await running
    },
  }
}

/** What a unit of work leaves for the end of its transaction and for after it. */
class Ledger {
  private readonly notes = new Map<string, WakeNote>()
  private readonly deltas = new Map<string, TallyDelta>()

  tx(db: Transaction<Tables>, now: Millis): Tx {
    return {
      db,
      now,
      tell: (note) => this.notes.set(JSON.stringify(note), note),
      count: (project, delta) => this.count(project, delta),
    }
  }

  add(other: Ledger): void {
    for (const [key, note] of other.notes) this.notes.set(key, note)
    for (const [project, delta] of other.deltas) this.count(project, delta)
  }

  async write(options: TransactorOptions, db: Transaction<Tables>): Promise<void> {
    const changed = [...this.deltas].filter(([, delta]) => Object.values(delta).some((value) => value !== 0))
    if (changed.length > 0)
      await options.writeTally(
        db,
        changed.sort(([a], [b]) => (a < b ? -1 : 1)),
      )
  }

  send(database: Database): void {
    for (const note of this.notes.values()) database.dialect.wake.send(note)
  }

  private count(project: string, delta: TallyDelta): void {
    const sum = this.deltas.get(project) ?? {}
    for (const [name, value] of Object.entries(delta) as [keyof TallyDelta, number][]) {
      sum[name] = (sum[name] ?? 0) + value
    }
    this.deltas.set(project, sum)
    if (Object.keys(delta).length > 0) this.notes.set(`progress ${project}`, { topic: 'progress', project })
  }
}

/** The rest of this turn of the event loop: whatever it brings joins the group. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
