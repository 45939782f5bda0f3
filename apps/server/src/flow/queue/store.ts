// The only writer of `lease` and `share`.
import type { Lease, LeasePurpose, Millis, ReleaseReason } from '@etabli/schema'
import { type Kysely, type Selectable, sql, type Transaction } from 'kysely'
import type { Dialect } from '../../db/dialect.ts'
import { prepared } from '../../db/prepared.ts'
import type { LeaseTable, ShareTable, Tables } from '../../db/tables.ts'
import type { Tx } from '../../db/transact.ts'

export type LeaseRow = Selectable<LeaseTable>
export type Mark = Pick<Selectable<ShareTable>, 'priority' | 'position'>
type Reader = Kysely<Tables> | Transaction<Tables>

/** Before every task of any priority. */
export const START: Mark = { priority: -2_147_483_648, position: 0 }

/** A row as the lease that is said. */
export function leaseOf(row: LeaseRow): Lease {
  return {
    id: row.id,
    task: row.task,
    person: row.person,
    purpose: row.purpose,
    state: row.state,
    grantedAt: row.granted_at,
    expiresAt: row.expires_at,
    // Rows hold what was branded when it was written.
  } as Lease
}

export interface NewLease {
  readonly id: string
  readonly project: string
  readonly task: string
  readonly person: string
  readonly purpose: LeasePurpose
  readonly expiresAt: Millis
}

/** Grants leases. */
export async function insertLeases(tx: Tx, leases: readonly NewLease[]): Promise<LeaseRow[]> {
  const rows = leases.map(
    (lease): LeaseRow => ({
      id: lease.id,
      project: lease.project,
      task: lease.task,
      person: lease.person,
      purpose: lease.purpose,
      state: 'held',
      reason: null,
      words: '',
      granted_at: tx.now,
      expires_at: lease.expiresAt,
      ended_at: null,
    }),
  )
  for (const row of rows) await insertLease(tx.db, { ...row })
  return rows
}

const insertLease = prepared<{ [C in keyof LeaseRow]: LeaseRow[C] }, never>((db, value) =>
  db.insertInto('lease').values({
    id: value('id'),
    project: value('project'),
    task: value('task'),
    person: value('person'),
    purpose: value('purpose'),
    state: value('state'),
    reason: value('reason'),
    words: value('words'),
    granted_at: value('granted_at'),
    expires_at: value('expires_at'),
    ended_at: value('ended_at'),
  }),
)

/** A lease held until the end of the transaction. */
export async function lockLease(tx: Tx, dialect: Dialect, id: string): Promise<LeaseRow | undefined> {
  const [row] = await leaseById(tx.db, { id }, dialect)
  return row
}

const leaseById = prepared<{ id: string }, LeaseRow>((db, value, locks) =>
  locks.lockRow(db.selectFrom('lease').selectAll().where('id', '=', value('id'))),
)

/** All leases a person holds, oldest first. */
export async function heldBy(db: Reader, person: string): Promise<LeaseRow[]> {
  const rows = await liveLeases(db, { person })
  return rows.sort((a, b) => a.granted_at - b.granted_at || (a.id < b.id ? -1 : 1))
}

const liveLeases = prepared<{ person: string }, LeaseRow>((db, value) =>
  db.selectFrom('lease').selectAll().where('person', '=', value('person')).where(sql<boolean>`state = 'held'`),
)

/** The live lease of a person on a task. */
export function heldOn(db: Reader, person: string, task: string): Promise<LeaseRow | undefined> {
  return db
    .selectFrom('lease')
    .selectAll()
    .where('person', '=', person)
    .where('task', '=', task)
    .where(sql<boolean>`state = 'held'`)
    .executeTakeFirst()
}

/** Leases whose time is over, and that nobody else is ending; by task, so that nothing deadlocks. */
export function lockExpired(tx: Tx, dialect: Dialect, count: number): Promise<LeaseRow[]> {
  const over = tx.db
    .selectFrom('lease')
    .selectAll()
    .where(sql<boolean>`state = 'held'`)
    .where('expires_at', '<=', tx.now)
    .orderBy('expires_at')
    .limit(count)
  return dialect
    .lockForClaim(over)
    .execute()
    .then((rows) => rows.sort((a, b) => (a.task < b.task ? -1 : 1)))
}

/** Ends a lease: it is not held from here on. */
export async function writeEnd(
  tx: Tx,
  id: string,
  end: {
    readonly state: 'submitted' | 'released' | 'expired'
    readonly reason?: ReleaseReason
    readonly words?: string
  },
): Promise<void> {
  await endLease(tx.db, { id, state: end.state, at: tx.now, reason: end.reason ?? null, words: end.words ?? '' })
}

type End = { id: string; state: LeaseRow['state']; at: number; reason: LeaseRow['reason']; words: string }
const endLease = prepared<End, never>((db, value) =>
  db
    .updateTable('lease')
    .set({ state: value('state'), ended_at: value('at'), reason: value('reason'), words: value('words') })
    .where('id', '=', value('id')),
)

export async function writeExpiry(tx: Tx, id: string, expiresAt: number): Promise<void> {
  await tx.db.updateTable('lease').set({ expires_at: expiresAt }).where('id', '=', id).execute()
}

/**
 * How far the person is through the project's queue. Holds the row, so that two claims of one person, whichever server
 * they reach, run one after the other (L1).
 */
export async function lockMark(tx: Tx, dialect: Dialect, project: string, person: string): Promise<Mark> {
  const [known] = await markOf(tx.db, { project, person }, dialect)
  if (known) return known
  await tx.db
    .insertInto('share')
    .values({ project, person, ...START })
    .onConflict((conflict) => conflict.columns(['project', 'person']).doNothing())
    .execute()
  const [made] = await markOf(tx.db, { project, person }, dialect)
  return made ?? START
}

const markOf = prepared<{ project: string; person: string }, Mark>((db, value, locks) =>
  locks.lockRow(
    db
      .selectFrom('share')
      .select(['priority', 'position'])
      .where('project', '=', value('project'))
      .where('person', '=', value('person')),
  ),
)

export async function writeMark(tx: Tx, project: string, person: string, mark: Mark): Promise<void> {
  await tx.db
    .updateTable('share')
    .set({ priority: mark.priority, position: mark.position })
    .where('project', '=', project)
    .where('person', '=', person)
    .execute()
}

export async function readMark(db: Reader, project: string, person: string): Promise<Mark> {
  const row = await db
    .selectFrom('share')
    .select(['priority', 'position'])
    .where('project', '=', project)
    .where('person', '=', person)
    .executeTakeFirst()
  return row ?? START
}
