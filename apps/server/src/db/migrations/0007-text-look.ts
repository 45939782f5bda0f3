// 0007: how a project's texts are shown to whoever has chosen nothing else.
import type { Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('project').addColumn('text_look', 'text').execute()
}
