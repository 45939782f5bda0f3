// Which tasks a person may be given, in which order: queries only.
//
// The queue's order is (priority, position). A person who did ten thousand tasks whose other slots are still open must
// not walk past them at every claim, so each person has a mark in each project: nothing before it is theirs to do,
// except tasks on which a slot opened again later. Those carry `requeued_at` and are few: they are looked at first.
//
// Conditions on the columns of partial indexes are written out, not bound: a planner can use such an index only where
// it sees its condition, and SQLite plans a statement anew whenever a bound value might decide that.
import { type Kysely, type RawBuilder, sql, type Transaction } from 'kysely'
import type { Tables } from '../../db/tables.ts'
import type { Mark } from './store.ts'

type Reader = Kysely<Tables> | Transaction<Tables>

/** `later` keeps a task theirs, at the end of their queue; everything else that they did with it does not. */
type Without = 'touched' | 'engaged'

/** Not held, done or put away by this person; with `engaged`, what they put off for later is left in. */
function untouched(person: string, without: Without): RawBuilder<boolean> {
  const states =
    without === 'touched'
      ? sql`l.state in ('held', 'submitted', 'released')`
      : sql`(l.state in ('held', 'submitted') or l.reason in ('skip', 'unusable'))`
  return sql<boolean>`not exists (select 1 from lease as l where l.person = ${person} and l.task = task.id and ${states})`
}

const isOpen = sql<boolean>`task.state = 'open' and task.open_slots > 0`

interface Wanted {
  readonly project: string
  readonly person: string
  readonly mark: Mark
  readonly without: Without
  readonly count: number
}

/** Open tasks at or after the mark, in the queue's order. */
export function fromMark(db: Reader, want: Wanted) {
  return db
    .selectFrom('task')
    .where('task.project', '=', want.project)
    .where(isOpen)
    .where(sql<boolean>`(task.priority, task.position) >= (${want.mark.priority}, ${want.mark.position})`)
    .where(untouched(want.person, want.without))
    .orderBy('task.priority')
    .orderBy('task.position')
    .limit(want.count)
}

/** Open tasks before the mark on which a slot opened again. */
export function requeued(db: Reader, want: Wanted) {
  return db
    .selectFrom('task')
    .where('task.project', '=', want.project)
    .where(isOpen)
    .where(sql<boolean>`task.requeued_at is not null`)
    .where(sql<boolean>`(task.priority, task.position) < (${want.mark.priority}, ${want.mark.position})`)
    .where(untouched(want.person, want.without))
    .orderBy('task.priority')
    .orderBy('task.position')
    .limit(want.count)
}

/** Open tasks that the person put off, the longest ago first. */
export function putOff(db: Reader, want: Wanted) {
  return (
    db
      .selectFrom('lease as put')
      .innerJoin('task', 'task.id', 'put.task')
      .where('put.person', '=', want.person)
      .where('put.project', '=', want.project)
      .where(sql<boolean>`put.reason = 'later'`)
      .where(isOpen)
      .where(untouched(want.person, 'engaged'))
      // Put off twice, it is the last time that counts.
      .where(
        sql<boolean>`not exists (select 1 from lease as again where again.person = put.person and again.task = put.task
        and again.reason = 'later' and again.id > put.id)`,
      )
      .orderBy('put.ended_at')
      .limit(want.count)
  )
}

/**
 * Annotations of the person that were sent back and wait for them, oldest first. Those whose rework they let go of
 * come after everything else (`later`), or not by themselves (`skip`, `unusable`).
 */
export function sentBack(
  db: Reader,
  want: Pick<Wanted, 'project' | 'person' | 'count'> & { readonly putOff: boolean },
) {
  const since = sql`select 1 from lease as l where l.person = annotation.person and l.task = annotation.task
    and l.purpose = 'rework' and l.granted_at >= annotation.returned_at`
  return db
    .selectFrom('annotation')
    .innerJoin('task', 'task.id', 'annotation.task')
    .where('annotation.person', '=', want.person)
    .where('annotation.project', '=', want.project)
    .where(sql<boolean>`annotation.returned_at is not null and annotation.superseded_at is null`)
    .where(sql<boolean>`task.state = 'open'`)
    .where(
      sql<boolean>`not exists (select 1 from lease as l where l.person = annotation.person and l.task = annotation.task
        and l.state = 'held')`,
    )
    .where(
      want.putOff
        ? sql<boolean>`exists (${since} and l.reason = 'later') and not exists (${since} and l.reason in ('skip', 'unusable'))`
        : sql<boolean>`not exists (${since} and l.reason is not null)`,
    )
    .orderBy('annotation.returned_at')
    .limit(want.count)
}

/** How many tasks the person may still be given, counted up to `want.count`. */
export async function countFor(db: Reader, want: Omit<Wanted, 'without'>): Promise<number> {
  const count = async (rows: ReturnType<typeof fromMark>) => (await rows.select('task.id').execute()).length
  const ahead = await count(fromMark(db, { ...want, without: 'engaged' }))
  if (ahead >= want.count) return want.count
  const again = await count(requeued(db, { ...want, without: 'engaged', count: want.count - ahead }))
  return ahead + again
}
