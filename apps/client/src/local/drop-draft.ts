// Takes a draft off the device. Apart from what writes drafts, which pages without a workbench do without.
import type { TaskId } from '@etabli/schema'
import { Dexie } from 'dexie'
import type { Database } from './database.ts'

/** The rows of a draft's edits, in order. */
export const editsOf = (db: Database, task: TaskId) =>
  db.edits.where('[task+n]').between([task, Dexie.minKey], [task, Dexie.maxKey])

/** The tables of a draft, for a transaction that ends it. */
export const draftTables = (db: Database) => [db.drafts, db.wholes, db.edits]

/** Takes a draft off the device. */
export async function dropDraft(db: Database, task: TaskId): Promise<void> {
  await db.transaction('rw', draftTables(db), async () => {
    await db.drafts.delete(task)
    await db.wholes.delete(task)
    await editsOf(db, task).delete()
  })
}
