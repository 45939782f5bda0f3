// The outbox: what is finished waits here, in order, until the server has acknowledged it. Shared by all tabs.
import type { ProblemBody } from '@etabli/protocol'
import type { LeaseId, TaskId } from '@etabli/schema'
import { RefusedError, type Stream } from '@etabli/sdk'
import { liveQuery } from 'dexie'
import { createStore, type StoreApi } from 'zustand/vanilla'
import { type Database, OutboxRow } from './database.ts'
import { draftTables, dropDraft } from './drop-draft.ts'
import { mustWait } from './must-wait.ts'

export interface OutboxState {
  readonly loaded: boolean
  /** Not yet acknowledged, in order; refused ones stay until the person decides. */
  readonly rows: readonly OutboxRow[]
  /** Leases whose end is being written to this device at this moment. */
  readonly writing: readonly LeaseId[]
}

export interface OutboxPorts {
  readonly db: Database
  readonly ask: Stream['ask']
  /** True while the line stands. */
  readonly ready: () => boolean
  /** Runs alone among all tabs. */
  readonly alone: (run: () => Promise<void>) => Promise<void>
  /** Brings to the server what a row's answers name, before the row itself. Throws `RefusedError`. */
  readonly bring?: (row: OutboxRow) => Promise<void>
  /** The server has lost what was brought: it is to be brought again. */
  readonly bringAgain?: (row: OutboxRow) => Promise<void>
  readonly onAccepted?: (row: OutboxRow) => void
  readonly onRefused?: (row: OutboxRow, problem: ProblemBody) => void
  /** Where the device itself refuses to store. */
  readonly onFault?: (fault: unknown) => void
}

export interface Outbox {
  readonly store: StoreApi<OutboxState>
  /** Waits until what was left from earlier visits is known. */
  loaded(): Promise<void>
  /**
   * Puts something finished in, taking the draft and the held task out, in one transaction; then sends.
   * @param after what must be written before; from the call on the row counts as waiting
   */
  add(
    row: Omit<OutboxRow, 'seq' | 'state' | 'problem'>,
    options?: { readonly keepDraft?: boolean; readonly after?: Promise<unknown> },
  ): Promise<void>
  /** Sends what waits, in order, until something must be tried later. Safe to call at any time. */
  flush(): Promise<void>
  /** Takes a row out again, to be worked on; null where it is gone. */
  takeBack(seq: number): Promise<OutboxRow | null>
  /** Lets a refused row be tried again. */
  retry(seq: number): Promise<void>
  /** True where that lease ends here: something of it waits, or was seen to and is sent. Who held it then holds it no more. */
  has(lease: LeaseId): boolean
  waitingFor(task: TaskId): OutboxRow | undefined
  close(): void
}

export function createOutbox(ports: OutboxPorts): Outbox {
  const { db } = ports
  const store = createStore<OutboxState>(() => ({ loaded: false, rows: [], writing: [] }))
  /** Leases of all rows seen. A greeting from before the server took one still counts its lease among those held. */
  const ended = new Set<LeaseId>()
  let flushing: Promise<void> | null = null
  let again = false
  let closed = false

  const read = async (): Promise<OutboxRow[]> =>
    (await db.outbox.orderBy('seq').toArray()).flatMap((row) => {
      const parsed = OutboxRow.safeParse(row)
      return parsed.success ? [parsed.data] : []
    })
  function seen(rows: readonly OutboxRow[]): void {
    for (const { lease } of rows) ended.add(lease)
    store.setState({ rows, loaded: true })
  }
  const refresh = async (): Promise<void> => {
    if (closed) return
    try {
      seen(await read())
    } catch (fault) {
      // Closed in the middle: whoever opens it next reads it again.
      if (!closed) throw fault
    }
  }
  // Other tabs change the outbox too; what they do is seen here.
  const watching = liveQuery(read).subscribe({
    next: seen,
    error: (fault: unknown) => ports.onFault?.(fault),
  })
  const first = refresh()

  async function sendAll(): Promise<void> {
    for (const row of await read()) {
      if (closed || !ports.ready()) return
      if (row.state !== 'waiting') continue
      if (!(await sendOne(row))) return
    }
  }

  /** False where the rest must wait. */
  async function sendOne(row: OutboxRow, tries = 0): Promise<boolean> {
    try {
      await ports.bring?.(row)
      await tell(ports.ask, row)
    } catch (fault) {
      if (!(fault instanceof RefusedError)) throw fault
      if (mustWait(fault)) return false
      if (tries === 0 && ports.bringAgain && lacksTake(fault)) {
        await ports.bringAgain(row)
        return sendOne(row, 1)
      }
      if (row.what.kind === 'submit') {
        await db.outbox.update(row.seq, { state: 'refused', problem: fault.problem })
        await refresh()
        ports.onRefused?.(row, fault.problem)
        return true
      }
    }
    await db.outbox.delete(row.seq)
    await refresh()
    ports.onAccepted?.(row)
    return true
  }

  const outbox: Outbox = {
    store,
    loaded: () => first,
    async add(row, { keepDraft = false, after } = {}) {
      store.setState(({ writing }) => ({ writing: [...writing, row.lease] }))
      try {
        await after
        await db.transaction('rw', [db.outbox, db.held, ...draftTables(db)], async () => {
          // The database gives the number.
          await db.outbox.add({ ...row, state: 'waiting', problem: null } as OutboxRow)
          await db.held.delete(row.lease)
          if (!keepDraft) await dropDraft(db, row.task)
        })
      } catch (fault) {
        ports.onFault?.(fault)
        throw fault
      } finally {
        await refresh()
        store.setState(({ writing }) => ({ writing: writing.filter((lease) => lease !== row.lease) }))
      }
      void outbox.flush()
    },
    async flush() {
      if (closed) return
      if (flushing !== null) {
        again = true
        return flushing
      }
      flushing = (async () => {
        do {
          again = false
          await ports.alone(sendAll)
        } while (again && !closed && ports.ready())
      })()
      try {
        await flushing
      } finally {
        flushing = null
      }
    },
    async takeBack(seq) {
      let taken: OutboxRow | null = null
      await ports.alone(async () => {
        const parsed = OutboxRow.safeParse(await db.outbox.get(seq))
        if (!parsed.success) return
        await db.outbox.delete(seq)
        taken = parsed.data
      })
      await refresh()
      if (taken) ended.delete((taken as OutboxRow).lease)
      return taken
    },
    async retry(seq) {
      await db.outbox.update(seq, { state: 'waiting', problem: null })
      await refresh()
      await outbox.flush()
    },
    has: (lease) => ended.has(lease),
    waitingFor: (task) => store.getState().rows.find((row) => row.task === task && row.state === 'waiting'),
    close() {
      closed = true
      watching.unsubscribe()
    },
  }
  return outbox
}

async function tell(ask: Stream['ask'], row: OutboxRow): Promise<void> {
  if (row.what.kind === 'submit') {
    await ask<'annotation.submit'>({ type: 'annotation.submit', lease: row.lease, annotation: row.what.annotation })
  } else {
    await ask<'lease.release'>({
      type: 'lease.release',
      lease: row.lease,
      reason: row.what.reason,
      words: row.what.words,
    })
  }
}

/** True where the answers name a recording that the server does not have. */
function lacksTake({ problem }: RefusedError): boolean {
  return problem.issues?.some(({ code }) => code === 'take') ?? false
}
