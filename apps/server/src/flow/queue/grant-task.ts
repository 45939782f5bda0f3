// Grants one named task: for work that is not asked for by a person at a page, such as that of simulated annotators.
import { assert, type LeaseId, leaseExpiry } from '@etabli/schema'
import type { Tx } from '../../db/transact.ts'
import type { Deps } from '../../deps.ts'
import { lockTask, takeSlots } from '../tasks/index.ts'
import { insertLeases } from './store.ts'

/** Leases the task to the person, who must not hold or have done it, and takes one of its open slots. */
export async function grantTask(
  tx: Tx,
  deps: Pick<Deps, 'ids' | 'dialect'>,
  { project, person, task }: { readonly project: string; readonly person: string; readonly task: string },
): Promise<LeaseId> {
  const row = await lockTask(tx, deps.dialect, task)
  assert(row && row.project === project && row.open_slots > 0, `task ${task} has no open slot`)
  await takeSlots(tx, project, [task])
  const id = deps.ids.next()
  await insertLeases(tx, [{ id, project, task, person, purpose: 'label', expiresAt: leaseExpiry(tx.now) }])
  return id as LeaseId
}
