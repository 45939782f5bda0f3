// Takes: what a person recorded is on this device before anything else, goes to the server by itself, and is there before
// the annotation that names it. It leaves the device once that annotation is acknowledged.
import type { LeasedTask } from '@etabli/protocol'
import type { BlobHash, Clock, LeaseId, TaskId } from '@etabli/schema'
import { RefusedError } from '@etabli/sdk'
import { Dexie } from 'dexie'
import { type Database, type OutboxRow, TakeRow } from './database.ts'
import { mustWait } from './must-wait.ts'

export interface TakesPorts {
  readonly db: Database
  readonly clock: Clock
  /** True while the line stands. */
  readonly ready: () => boolean
  /** Throws `RefusedError`. */
  readonly upload: (lease: LeaseId, file: ArrayBuffer) => Promise<void>
}

export interface Takes {
  /** Puts the file on this device, then begins to send it. Throws where the device refuses. */
  keep(leased: LeasedTask, file: Uint8Array<ArrayBuffer>): Promise<BlobHash>
  read(task: TaskId, blob: BlobHash): Promise<Uint8Array<ArrayBuffer> | null>
  /** Sends what waits, oldest first, until something must be tried later. */
  flush(): Promise<void>
  /** Sends what these answers name and the server lacks. Throws `RefusedError`. */
  bring(row: OutboxRow): Promise<void>
  /** Forgets that it was sent: the server says that it has it no more. */
  bringAgain(row: OutboxRow): Promise<void>
  /** Takes the takes of a finished task off the device; of one put off they stay with its draft. */
  end(row: OutboxRow): Promise<void>
}

/** What was sent and never submitted is kept so long for a draft that may be taken up again. */
const KEPT_MILLIS = 60 * 24 * 3_600_000

export function createTakes({ db, clock, ready, upload }: TakesPorts): Takes {
  /** Under way, so that the annotation waits for a take that goes out already. */
  const sending = new Map<string, Promise<void>>()
  let flushing: Promise<void> | null = null

  const key = ({ task, blob }: Pick<TakeRow, 'task' | 'blob'>): [TaskId, BlobHash] => [task, blob]

  function send(row: TakeRow): Promise<void> {
    const name = key(row).join()
    const running = sending.get(name)
    if (running !== undefined) return running
    const sent = (async () => {
      try {
        await upload(row.lease, row.bytes)
      } catch (fault) {
        if (fault instanceof RefusedError && !mustWait(fault)) {
          await db.takes.update(key(row), { problem: fault.problem })
        }
        throw fault
      }
      await db.takes.update(key(row), { sentAt: clock.now(), problem: null })
    })().finally(() => sending.delete(name))
    sending.set(name, sent)
    return sent
  }

  async function sendAll(): Promise<void> {
    await db.takes
      .where('at')
      .below(clock.now() - KEPT_MILLIS)
      .delete()
    for (const found of await db.takes.orderBy('at').primaryKeys()) {
      if (!ready()) return
      const row = readRow(await db.takes.get(found))
      if (!row || row.sentAt !== null || row.problem !== null) continue
      try {
        await send(row)
      } catch (fault) {
        if (!(fault instanceof RefusedError)) throw fault
        if (mustWait(fault)) return
      }
    }
  }

  const ofTask = (task: TaskId) => db.takes.where('[task+blob]').between([task, Dexie.minKey], [task, Dexie.maxKey])

  /** The takes of this device whose hash is in the answers. What is not here is the server's already. */
  async function named({ task, what }: OutboxRow): Promise<[TaskId, BlobHash][]> {
    if (what.kind !== 'submit') return []
    const found = await ofTask(task).primaryKeys()
    if (found.length === 0) return found
    const said = JSON.stringify(what.annotation.answers)
    return found.filter(([, blob]) => said.includes(blob))
  }

  return {
    async keep({ task, lease }, file) {
      const bytes = file.buffer.slice(file.byteOffset, file.byteOffset + file.byteLength)
      const blob = hexOf(await crypto.subtle.digest('SHA-256', bytes)) as BlobHash
      const row = { task: task.id, blob, lease: lease.id, bytes, at: clock.now(), sentAt: null, problem: null }
      await db.takes.put(row)
      // What cannot be sent now is sent with the next greeting, or with its annotation.
      if (ready()) send(row).catch(() => undefined)
      return blob
    },
    async read(task, blob) {
      const row = readRow(await db.takes.get([task, blob]))
      return row && new Uint8Array(row.bytes)
    },
    async flush() {
      flushing ??= sendAll().finally(() => {
        flushing = null
      })
      return flushing
    },
    async bring(row) {
      for (const take of await named(row)) {
        const found = readRow(await db.takes.get(take))
        if (found && found.sentAt === null) await send(found)
      }
    },
    async bringAgain(row) {
      for (const take of await named(row)) await db.takes.update(take, { sentAt: null, problem: null })
    },
    async end(row) {
      if (row.what.kind === 'release' && row.what.reason === 'later') return
      await ofTask(row.task)
        .and(({ at }) => at <= row.at)
        .delete()
    },
  }
}

function readRow(row: unknown): TakeRow | null {
  const parsed = TakeRow.safeParse(row)
  return parsed.success ? parsed.data : null
}

function hexOf(hash: ArrayBuffer): string {
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
