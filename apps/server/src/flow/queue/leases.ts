// Leases after the claim: renewed, let go, reopened, ended by time.
//
// How a person lets go, and what it does:
//   later     the slot opens for others at once; the task stays theirs, after everything else they could do
//   skip      the slot opens for others; this person is not given the task again; words required
//   unusable  as skip; once two people say so (one, where one is all the task wants) the task is set aside and leaves
//             the queue; what was annotated stays
// Rework that is let go stays its author's: `later` puts it last, `skip` and `unusable` leave it to "My work". None of
// the three changes progress, but for a task that is set aside.
import type { LeasedTask } from '@etabli/protocol'
import { type LeaseId, leaseExpiry, limits, type Millis, type ReleaseReason, type TaskId } from '@etabli/schema'
import type { Tx } from '../../db/transact.ts'
import type { Deps } from '../../deps.ts'
import { Problem } from '../../problem.ts'
import { changeTask, lockTask } from '../tasks/index.ts'
import { leasedTasks } from './leased-task.ts'
import {
  heldBy,
  heldOn,
  insertLeases,
  type LeaseRow,
  lockExpired,
  lockLease,
  lockMark,
  writeEnd,
  writeExpiry,
} from './store.ts'

/** People who must call a task unusable before it is set aside. */
const UNUSABLE_VOICES = 2
const SWEPT_AT_ONCE = 200

export interface Renewed {
  readonly leases: { readonly lease: LeaseId; readonly until: Millis }[]
  readonly lost: LeaseId[]
}

/** L3, L4: lengthens the leases that the person still holds and names those that are lost. */
export async function renew(
  tx: Tx,
  deps: Pick<Deps, 'dialect'>,
  person: string,
  leases: readonly LeaseId[],
  offline: boolean,
): Promise<Renewed> {
  const result: Renewed = { leases: [], lost: [] }
  for (const lease of [...new Set(leases)].sort()) {
    const row = await lockLease(tx, deps.dialect, lease)
    if (!row || row.person !== person || row.state !== 'held' || row.expires_at <= tx.now) {
      result.lost.push(lease)
      continue
    }
    const until = Math.max(row.expires_at, leaseExpiry(tx.now, offline)) as Millis
    if (until > row.expires_at) await writeExpiry(tx, lease, until)
    result.leases.push({ lease, until })
  }
  return result
}

/**
 * L5: lets go of a lease; the slot opens at once. Sent twice, it is done once.
 * @throws Problem `lease.lost` where it is not the person's to let go, `request.invalid` where words are missing
 */
export async function release(
  tx: Tx,
  deps: Pick<Deps, 'dialect'>,
  person: string,
  lease: LeaseId,
  reason: ReleaseReason,
  words: string,
): Promise<void> {
  if (reason !== 'later' && words.trim() === '') {
    const message = 'Say why, so that somebody can do something about it.'
    throw new Problem('request.invalid', { issues: [{ path: 'words', code: 'required', message }] })
  }
  const row = await lockLease(tx, deps.dialect, lease)
  if (!row || row.person !== person) throw new Problem('lease.lost')
  if (row.state === 'released' && row.reason === reason) return
  if (row.state !== 'held') throw new Problem('lease.lost')
  await writeEnd(tx, lease, { state: 'released', reason, words: words.trim() })
  if (row.purpose === 'label') await giveSlot(tx, deps, row, reason === 'unusable' ? 1 : 0)
}

async function giveSlot(tx: Tx, deps: Pick<Deps, 'dialect'>, lease: LeaseRow, unusable: number): Promise<void> {
  const task = await lockTask(tx, deps.dialect, lease.task)
  if (!task) return
  const voices = task.unusable + unusable
  const aside = unusable > 0 && task.state === 'open' && voices >= Math.min(UNUSABLE_VOICES, task.overlap)
  await changeTask(tx, task, { leased: -1, unusable, ...(aside ? { state: 'set-aside' as const } : {}) })
  if (!aside) tx.tell({ topic: 'work', project: lease.project, person: null })
}

/** Ends a lease by its annotation. Its slot is the annotation's now: the caller changes the task's counts. */
export async function endBySubmission(tx: Tx, lease: LeaseRow): Promise<void> {
  if (lease.state !== 'submitted') await writeEnd(tx, lease.id, { state: 'submitted' })
}

/**
 * A lease to correct one's own last answer, or to rework it where it was sent back; the live one, where there is one.
 * Takes no slot: the new annotation takes the old one's place.
 * @throws Problem `not-found` where the person has no answer, `task.closed` where the task takes no corrections,
 * `lease.too-many`
 */
export async function reopen(
  tx: Tx,
  deps: Pick<Deps, 'dialect' | 'ids'>,
  person: string,
  task: TaskId,
): Promise<LeasedTask> {
  const row = await tx.db.selectFrom('task').select(['project', 'state']).where('id', '=', task).executeTakeFirst()
  const own = await tx.db
    .selectFrom('annotation')
    .select(['id', 'returned_at'])
    .where('task', '=', task)
    .where('person', '=', person)
    .where('superseded_at', 'is', null)
    .orderBy('submitted_at', 'desc')
    .executeTakeFirst()
  if (!row || !own) throw new Problem('not-found')
  if (row.state !== 'open' && row.state !== 'done') throw new Problem('task.closed')
  await lockMark(tx, deps.dialect, row.project, person)
  const held = await heldOn(tx.db, person, task)
  const leases = held ? [held] : await grantAgain(tx, deps, person, task, row.project, own.returned_at !== null)
  const [leased] = await leasedTasks(tx.db, leases)
  if (!leased) throw new Problem('not-found')
  return leased
}

async function grantAgain(
  tx: Tx,
  deps: Pick<Deps, 'ids'>,
  person: string,
  task: TaskId,
  project: string,
  returned: boolean,
): Promise<LeaseRow[]> {
  if ((await heldBy(tx.db, person)).length >= limits.leasesPerPerson) throw new Problem('lease.too-many')
  const purpose = returned ? 'rework' : 'correct'
  return insertLeases(tx, [{ id: deps.ids.next(), project, task, person, purpose, expiresAt: leaseExpiry(tx.now) }])
}

/**
 * Ends the leases whose time is over and opens their slots (QUE3). Called every few seconds.
 * @returns how many ended
 */
export async function sweep(deps: Pick<Deps, 'transact' | 'dialect'>): Promise<number> {
  for (let swept = 0; ; ) {
    const ended = await deps.transact(async (tx) => {
      const rows = await lockExpired(tx, deps.dialect, SWEPT_AT_ONCE)
      for (const row of rows) await expire(tx, deps, row)
      return rows.length
    })
    swept += ended
    if (ended < SWEPT_AT_ONCE) return swept
  }
}

/** Ends what a person still holds in a project that they left; what they finished meanwhile stays theirs to send. */
export async function endHeld(tx: Tx, deps: Pick<Deps, 'dialect'>, project: string, person: string): Promise<void> {
  const held = (await heldBy(tx.db, person)).filter((row) => row.project === project)
  for (const { id } of held.toSorted((a, b) => (a.task < b.task ? -1 : 1))) {
    const row = await lockLease(tx, deps.dialect, id)
    if (row?.state === 'held') await expire(tx, deps, row)
  }
}

async function expire(tx: Tx, deps: Pick<Deps, 'dialect'>, row: LeaseRow): Promise<void> {
  await writeEnd(tx, row.id, { state: 'expired' })
  if (row.purpose === 'label') await giveSlot(tx, deps, row, 0)
  tx.tell({ topic: 'lost', lease: row.id, task: row.task, person: row.person })
}
