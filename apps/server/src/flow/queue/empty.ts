// Why there is nothing to do, and how far the project is: the same figures on the socket and over HTTP (QUE6).
import type { EmptyReason, Progress } from '@etabli/protocol'
import type { Millis } from '@etabli/schema'
import { type Kysely, sql, type Transaction } from 'kysely'
import type { Tables } from '../../db/tables.ts'

type Reader = Kysely<Tables> | Transaction<Tables>

const NOTHING: Progress = {
  tasks: 0,
  open: 0,
  done: 0,
  settled: 0,
  setAside: 0,
  annotations: 0,
  wanted: 0,
  leased: 0,
}

/** Live numbers of a project. */
export async function progressOf(db: Reader, project: string): Promise<Progress> {
  const row = await db.selectFrom('tally').selectAll().where('project', '=', project).executeTakeFirst()
  if (!row) return NOTHING
  const { tasks, open, done, settled, set_aside, annotations, wanted, leased } = row
  return { tasks, open, done, settled, setAside: set_aside, annotations, wanted, leased }
}

/** Why a person was given nothing; only asked where they were not. */
export async function emptyReason(
  db: Reader,
  { project, person }: { readonly project: string; readonly person: string },
): Promise<EmptyReason> {
  const progress = await progressOf(db, project)
  if (progress.tasks === 0) return { why: 'no-tasks' }
  if (progress.open === 0) return { why: 'all-done', tasks: progress.tasks }
  const next = await db
    .selectFrom('lease')
    .select('expires_at')
    .where('project', '=', project)
    .where(sql<boolean>`state = 'held'`)
    .where('purpose', '=', 'label')
    .where('person', '<>', person)
    .where(
      sql<boolean>`not exists (select 1 from lease as l where l.person = ${person} and l.task = lease.task
        and (l.state in ('held', 'submitted') or l.reason in ('skip', 'unusable')))`,
    )
    .orderBy('expires_at')
    .limit(1)
    .executeTakeFirst()
  if (next) return { why: 'all-leased', leased: progress.leased, nextAt: next.expires_at as Millis }
  return { why: 'your-share-done', open: progress.open }
}
