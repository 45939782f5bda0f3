// A project's new overlap, brought to its tasks: in batches, because there may be a million.
import type { ProjectId } from '@etabli/schema'
import type { Deps } from '../../deps.ts'
import { changeTask, lockTask } from './store.ts'

const BATCH = 200

/**
 * Gives every task that is not settled or set aside the project's present overlap. May be run again at any time.
 * @returns how many tasks changed
 */
export async function applyOverlap(deps: Pick<Deps, 'transact' | 'dialect'>, project: ProjectId): Promise<number> {
  let changed = 0
  for (let after = ''; ; ) {
    const ids = await deps.transact(async (tx) => {
      const row = await tx.db.selectFrom('project').select('overlap').where('id', '=', project).executeTakeFirst()
      if (!row) return []
      const tasks = await tx.db
        .selectFrom('task')
        .select('id')
        .where('project', '=', project)
        .where('id', '>', after)
        .where('overlap', '<>', row.overlap)
        .where('state', 'in', ['open', 'done'])
        .orderBy('id')
        .limit(BATCH)
        .execute()
      for (const { id } of tasks) {
        const task = await lockTask(tx, deps.dialect, id)
        if (task) await changeTask(tx, task, { overlap: row.overlap })
      }
      tx.tell({ topic: 'work', project, person: null })
      return tasks.map((task) => task.id)
    })
    changed += ids.length
    after = ids.at(-1) ?? after
    if (ids.length < BATCH) return changed
  }
}
