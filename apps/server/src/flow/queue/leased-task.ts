// A lease with all that labelling needs: the task, one's own earlier answers, and why it came back.
import type { LeasedTask } from '@etabli/protocol'
import { type AnnotationId, type Answers, shownFields, type Task } from '@etabli/schema'
import type { Kysely, Transaction } from 'kysely'
import { fromJson } from '../../db/json.ts'
import type { Tables } from '../../db/tables.ts'
import { forListener } from '../personal/index.ts'
import { type TaskRow, taskOf } from '../tasks/index.ts'
import { type LeaseRow, leaseOf } from './store.ts'

type Reader = Kysely<Tables> | Transaction<Tables>

/**
 * Leased tasks in the order of the leases.
 * @param known task rows read already
 */
export async function leasedTasks(
  db: Reader,
  leases: readonly LeaseRow[],
  known: readonly TaskRow[] = [],
): Promise<LeasedTask[]> {
  const tasks = new Map(known.map((row) => [row.id, row]))
  const missing = leases.filter((lease) => !tasks.has(lease.task)).map((lease) => lease.task)
  if (missing.length > 0) {
    const rows = await db.selectFrom('task').selectAll().where('id', 'in', missing).execute()
    for (const row of rows) tasks.set(row.id, row)
  }
  const told: LeasedTask[] = []
  const there = leases.flatMap((lease) => {
    const row = tasks.get(lease.task)
    return row ? [{ lease, task: taskOf(row), listener: { person: lease.person, since: lease.granted_at } }] : []
  })
  const shown = await forListener(db, there)
  for (const [index, { lease, task }] of there.entries()) {
    const previous = lease.purpose === 'label' ? null : await previousOf(db, lease)
    told.push({
      lease: leaseOf(lease),
      task: forLabelling(shown[index] ?? task),
      previous: previous && { annotation: previous.id as AnnotationId, answers: fromJson<Answers>(previous.answers) },
      returned: lease.purpose === 'rework' && previous ? await returnOf(db, previous.id) : null,
    })
  }
  return told
}

/** The task without what its manager keeps from those who label it. */
function forLabelling(task: Task): Task {
  return { ...task, fields: shownFields(task.fields) }
}

/** The person's current annotation of the lease's task: the counted one before a surplus one. */
async function previousOf(db: Reader, lease: LeaseRow) {
  const rows = await db
    .selectFrom('annotation')
    .select(['id', 'answers', 'surplus_at', 'returned_at'])
    .where('person', '=', lease.person)
    .where('task', '=', lease.task)
    .where('superseded_at', 'is', null)
    .orderBy('submitted_at', 'desc')
    .execute()
  return rows.find((row) => row.surplus_at === null) ?? rows[0] ?? null
}

async function returnOf(db: Reader, annotation: string): Promise<LeasedTask['returned']> {
  const row = await db
    .selectFrom('review')
    .select(['category', 'reason', 'created_at'])
    .where('annotation', '=', annotation)
    .where('verdict', '=', 'return')
    .orderBy('id', 'desc')
    .executeTakeFirst()
  if (!row) return null
  return {
    category: row.category ?? 'other',
    reason: row.reason,
    at: row.created_at,
    // Rows hold what was branded when it was written.
  } as LeasedTask['returned']
}
