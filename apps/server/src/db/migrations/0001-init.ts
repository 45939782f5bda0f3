// 0001: all tables of the first release.
import { type CreateTableBuilder, type Kysely, sql } from 'kysely'

type Build = (table: CreateTableBuilder<string>) => CreateTableBuilder<string>

/** The letters of a column: `t` text, `i` integer, `b` bigint, `d` double; `?` may be null; `=v` a default. */
function columns(spec: string): Build {
  return (table) =>
    spec
      .trim()
      .split(/\s+/)
      .reduce((built, word) => {
        const [name = '', form = ''] = word.split(':')
        const type = { t: 'text', i: 'integer', b: 'bigint', d: 'double precision' }[form[0] ?? ''] as 'text'
        return built.addColumn(name, type, (column) => {
          const withNull = form.includes('?') ? column : column.notNull()
          const value = /=(-?\d+)/.exec(form)?.[1]
          return value === undefined ? withNull : withNull.defaultTo(Number(value))
        })
      }, table)
}

const TABLES: Readonly<Record<string, { spec: string; key: readonly string[] }>> = {
  person: {
    spec: 'id:t email:t name:t password:t? admin_at:b? simulated_at:b? demo_at:b? removed_at:b? created_at:b',
    key: ['id'],
  },
  session: {
    spec: 'id:t person:t kind:t name:t hash:t created_at:b last_seen_at:b expires_at:b?',
    key: ['id'],
  },
  invitation: {
    spec: 'id:t project:t role:t hash:t created_by:t created_at:b expires_at:b uses:i=0 withdrawn_at:b?',
    key: ['id'],
  },
  membership: { spec: 'project:t person:t role:t created_at:b', key: ['project', 'person'] },
  project: {
    spec: `id:t name:t media:t questions:t brief:t guidelines:t overlap:i visibility:t state:t version:i sample_at:b?
      created_by:t created_at:b`,
    key: ['id'],
  },
  project_version: { spec: 'project:t version:i questions:t created_at:b', key: ['project', 'version'] },
  tally: {
    spec: `project:t tasks:b=0 open:b=0 done:b=0 settled:b=0 set_aside:b=0 annotations:b=0 wanted:b=0 leased:b=0
      next_position:b=0`,
    key: ['project'],
  },
  task: {
    spec: `id:t project:t position:b priority:i=0 name:t search:t media:t fields:t prefill:t prefilled:i=0 overlap:i
      state:t open_slots:i annotations:i=0 leased:i=0 returned:i=0 unusable:i=0 requeued_at:b? similarity:d?
      unanimous_at:b? import:t? created_at:b`,
    key: ['id'],
  },
  import: {
    spec: `id:t project:t person:t state:t format:t read:b=0 total:b? good:b=0 known:b=0 bad:b=0 marks:b=0
      unknown_labels:t sample:t issue_count:b=0 staged:t? landing:t? created_at:b updated_at:b`,
    key: ['id'],
  },
  import_issue: {
    spec: 'import:t number:i file:t? line:b? path:t? code:t message:t row:t?',
    key: ['import', 'number'],
  },
  lease: {
    spec: `id:t project:t task:t person:t purpose:t state:t reason:t? words:t granted_at:b expires_at:b ended_at:b?`,
    key: ['id'],
  },
  share: { spec: 'project:t person:t priority:i position:b', key: ['project', 'person'] },
  annotation: {
    spec: `id:t project:t task:t lease:t person:t answers:t active_ms:b version:i submitted_at:b surplus_at:b?
      supersedes:t? superseded_at:b? returned_at:b?`,
    key: ['id'],
  },
  label_use: {
    spec: 'annotation:t question:t label:t project:t task:t marks:i',
    key: ['annotation', 'question', 'label'],
  },
  consensus: { spec: 'task:t project:t body:t computed_at:b', key: ['task'] },
  agreement: { spec: 'project:t body:t computed_at:b stale_at:b?', key: ['project'] },
  review: {
    spec: `id:t project:t task:t reviewer:t verdict:t annotation:t? answers:t? category:t? reason:t created_at:b`,
    key: ['id'],
  },
  export: {
    spec: `id:t project:t person:t request:t state:t written:b=0 total:b=0 bytes:b? sha256:t? tally:t? warnings:t
      problem:t? file:t? created_at:b finished_at:b?`,
    key: ['id'],
  },
  event: {
    spec: 'id:t kind:t project:t task:t? payload:t created_at:b taken_at:b? attempts:i=0',
    key: ['id'],
  },
  blob: { spec: 'project:t hash:t bytes:b mime:t created_at:b', key: ['project', 'hash'] },
  setting: { spec: 'name:t value:t', key: ['name'] },
}

/** What is looked up often; the partial ones are what keeps a claim among a million tasks as cheap as among a thousand. */
const INDEXES = [
  sql`create unique index person_email on person (email)`,
  sql`create unique index session_hash on session (hash)`,
  sql`create index session_person on session (person)`,
  sql`create unique index invitation_hash on invitation (hash)`,
  sql`create index invitation_project on invitation (project)`,
  sql`create index membership_person on membership (person)`,
  sql`create unique index task_name on task (project, name)`,
  sql`create index task_position on task (project, position)`,
  sql`create index task_state on task (project, state, position)`,
  sql`create index task_worst on task (project, similarity, position) where similarity is not null`,
  sql`create index task_open on task (project, priority, position, id) where state = 'open' and open_slots > 0`,
  sql`create index task_requeued on task (project, priority, position, id)
      where state = 'open' and open_slots > 0 and requeued_at is not null`,
  sql`create index task_import on task (import) where import is not null`,
  sql`create index import_project on import (project, id)`,
  sql`create unique index lease_held on lease (task, person) where state = 'held'`,
  sql`create index lease_person on lease (person, task)`,
  sql`create index lease_live on lease (person, project) where state = 'held'`,
  sql`create index lease_expiry on lease (expires_at) where state = 'held'`,
  sql`create index lease_project on lease (project, expires_at) where state = 'held'`,
  sql`create index lease_words on lease (task) where reason is not null`,
  sql`create index lease_later on lease (person, project, ended_at) where reason = 'later'`,
  sql`create unique index annotation_counted on annotation (task, person)
      where surplus_at is null and superseded_at is null`,
  sql`create index annotation_task on annotation (task, id)`,
  sql`create index annotation_person on annotation (person, submitted_at, id)`,
  sql`create index annotation_project on annotation (project, person)`,
  sql`create index annotation_returned on annotation (person, project, returned_at)
      where returned_at is not null and superseded_at is null`,
  sql`create index label_use_label on label_use (project, question, label, task)`,
  sql`create index consensus_project on consensus (project)`,
  sql`create index review_task on review (task, id)`,
  sql`create index review_annotation on review (annotation) where annotation is not null`,
  sql`create index export_project on export (project, id)`,
  sql`create index event_waiting on event (taken_at, id)`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const [name, { spec, key }] of Object.entries(TABLES)) {
    const table = columns(spec)(db.schema.createTable(name))
    await table.addPrimaryKeyConstraint(`${name}_key`, key as never[]).execute()
  }
  for (const index of INDEXES) await index.execute(db)
}
