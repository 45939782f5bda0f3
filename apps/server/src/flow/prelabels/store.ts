// The only writer of `prelabel`: a project's rules, and how far their last run has come.
import type { PrelabelRun, PrelabelState } from '@etabli/protocol'
import type { PersonId, PrelabelRules, ProjectId } from '@etabli/schema'
import type { Kysely, Transaction } from 'kysely'
import { fromJson, toJson } from '../../db/json.ts'
import type { Tables } from '../../db/tables.ts'
import type { Tx } from '../../db/transact.ts'

type Reader = Kysely<Tables> | Transaction<Tables>

export async function findRules(db: Reader, project: ProjectId): Promise<PrelabelState> {
  const row = await db.selectFrom('prelabel').select(['rules', 'run']).where('project', '=', project).executeTakeFirst()
  if (!row) return { rules: [], run: null }
  return { rules: fromJson<PrelabelRules>(row.rules), run: row.run === null ? null : fromJson<PrelabelRun>(row.run) }
}

export async function saveRules(tx: Tx, project: ProjectId, rules: PrelabelRules, by: PersonId): Promise<void> {
  const row = { rules: toJson(rules), edited_by: by, edited_at: tx.now }
  await tx.db
    .insertInto('prelabel')
    .values({ project, run: null, ...row })
    .onConflict((conflict) => conflict.column('project').doUpdateSet(row))
    .execute()
}

export async function saveRun(tx: Tx, project: ProjectId, run: PrelabelRun): Promise<void> {
  await tx.db
    .updateTable('prelabel')
    .set({ run: toJson(run) })
    .where('project', '=', project)
    .execute()
}
