// Sending back: the annotation's author gets the task on top of their queue; until the new one comes, the old one counts.
import type { AnnotationId } from '@etabli/schema'
import type { Tx } from '../../db/transact.ts'
import type { Deps } from '../../deps.ts'
import { Problem } from '../../problem.ts'
import { changeTask, lockTask, type TaskCounts } from '../tasks/index.ts'
import { annotationById, markReturned } from './store.ts'

/**
 * Opens the task for its author's rework. The review that says why is the caller's to store, in the same transaction.
 * @returns the task's counts after
 * @throws Problem `review.stale` where the annotation was superseded meanwhile, does not count, or is back already
 */
export async function giveBack(tx: Tx, deps: Pick<Deps, 'dialect'>, annotation: AnnotationId): Promise<TaskCounts> {
  const before = await annotationById(tx.db, annotation)
  const task = before && (await lockTask(tx, deps.dialect, before.task))
  // Read again under the task's lock: its author may have corrected it at this instant.
  const row = task && (await annotationById(tx.db, annotation))
  if (!row || row.superseded_at !== null || row.surplus_at !== null || row.returned_at !== null) {
    throw new Problem('review.stale')
  }
  await markReturned(tx, annotation)
  const after = await changeTask(tx, task, { returned: 1, state: 'open' })
  tx.tell({ topic: 'work', project: row.project, person: row.person })
  return after
}
