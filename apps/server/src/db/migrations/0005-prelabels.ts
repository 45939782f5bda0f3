// 0005: rules that propose spans.
import type { Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('prelabel')
    .addColumn('project', 'text', (column) => column.primaryKey())
    .addColumn('rules', 'text', (column) => column.notNull())
    .addColumn('run', 'text')
    .addColumn('edited_by', 'text', (column) => column.notNull())
    .addColumn('edited_at', 'bigint', (column) => column.notNull())
    .execute()
}
