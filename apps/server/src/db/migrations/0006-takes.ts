// 0006: recorded takes, which people bring for their answers.
import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('take')
    .addColumn('task', 'text', (column) => column.notNull())
    .addColumn('person', 'text', (column) => column.notNull())
    .addColumn('hash', 'text', (column) => column.notNull())
    .addColumn('project', 'text', (column) => column.notNull())
    .addColumn('bytes', 'bigint', (column) => column.notNull())
    .addColumn('seconds', 'double precision', (column) => column.notNull())
    .addColumn('sample_rate', 'integer', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('named_at', 'bigint')
    .addPrimaryKeyConstraint('take_key', ['task', 'person', 'hash'] as never[])
    .execute()
  await sql`create index take_hash on take (hash, project)`.execute(db)
  await sql`create index take_waiting on take (person, created_at) where named_at is null`.execute(db)
}
