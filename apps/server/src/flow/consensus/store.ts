// The only writer of `consensus` and `agreement`, and what both are computed from.
import type { Consensus, Millis, PersonId, ProjectId, TaskId } from '@etabli/schema'
import { type Kysely, sql } from 'kysely'
import { fromJson, toJson } from '../../db/json.ts'
import type { Tables } from '../../db/tables.ts'
import type { Tx } from '../../db/transact.ts'
import type { ReportFigures } from './report.ts'
import type { CountedRow } from './settle-rows.ts'

type Reader = { readonly db: Kysely<Tables> }

/** The annotations that count for a task: of each person the last, surplus ones aside. */
export async function countedRows({ db }: Reader, task: TaskId): Promise<CountedRow[]> {
  const rows = await db
    .selectFrom('annotation')
    .select(['id', 'person', 'answers'])
    .where('task', '=', task)
    .where('surplus_at', 'is', null)
    .where('superseded_at', 'is', null)
    .orderBy('person')
    .execute()
  return rows as CountedRow[]
}

/** The next tasks, by id, with annotations that use the label. */
export async function tasksWith(
  { db }: Reader,
  project: ProjectId,
  question: string,
  label: string,
  after: string,
): Promise<TaskId[]> {
  const rows = await db
    .selectFrom('label_use')
    .select('task')
    .distinct()
    .where('project', '=', project)
    .where('question', '=', question)
    .where('label', '=', label)
    .where('task', '>', after)
    .orderBy('task')
    .limit(200)
    .execute()
  return rows.map(({ task }) => task as TaskId)
}

/** @param body the consensus, JSON */
export async function saveConsensus(
  tx: Tx,
  project: ProjectId,
  task: TaskId,
  body: string,
  computed_at: Millis,
): Promise<void> {
  await tx.db
    .insertInto('consensus')
    .values({ task, project, body, computed_at })
    .onConflict((conflict) => conflict.column('task').doUpdateSet({ body, computed_at }))
    .execute()
}

/** Forgets a task's consensus: nobody's answers count any more. */
export async function dropConsensus(tx: Tx, task: TaskId): Promise<void> {
  await tx.db.deleteFrom('consensus').where('task', '=', task).execute()
}

export async function findConsensus({ db }: Reader, task: TaskId): Promise<Consensus | null> {
  const row = await db.selectFrom('consensus').select('body').where('task', '=', task).executeTakeFirst()
  return row ? fromJson<Consensus>(row.body) : null
}

/** Says that the report no longer tells of all annotations. Nothing where there is none yet. */
export async function markAgreementStale(tx: Tx, project: ProjectId): Promise<void> {
  await tx.db.updateTable('agreement').set({ stale_at: tx.now }).where('project', '=', project).execute()
}

export interface StoredReport {
  readonly figures: ReportFigures
  readonly computedAt: number
  readonly stale: boolean
}

export async function findReport({ db }: Reader, project: ProjectId): Promise<StoredReport | null> {
  const row = await db.selectFrom('agreement').selectAll().where('project', '=', project).executeTakeFirst()
  if (!row) return null
  return { figures: fromJson(row.body), computedAt: row.computed_at, stale: row.stale_at !== null }
}

/** When the project's report was computed; null where there is none. */
export async function reportTime({ db }: Reader, project: ProjectId): Promise<number | null> {
  const row = await db.selectFrom('agreement').select('computed_at').where('project', '=', project).executeTakeFirst()
  return row?.computed_at ?? null
}

/** @param since when its reading began: what came in after that leaves the report stale */
export async function saveReport(tx: Tx, project: ProjectId, figures: ReportFigures, since: number): Promise<void> {
  const body = toJson(figures)
  await tx.db
    .insertInto('agreement')
    .values({ project, body, computed_at: since, stale_at: null })
    .onConflict((conflict) =>
      conflict.column('project').doUpdateSet((set) => ({
        body,
        computed_at: since,
        stale_at: set
          .case()
          .when('agreement.stale_at', '>', since)
          .then(set.ref('agreement.stale_at'))
          .else(null)
          .end(),
      })),
    )
    .execute()
}

/** A task and its current annotations, JSON as it lies in the database. Surplus ones feed the quality model too. */
export interface ReportRow {
  readonly id: string
  readonly media: string
  readonly annotations: readonly { readonly person: string; readonly answers: string; readonly submittedAt: number }[]
}

/** Annotated tasks in order of import, in pages. */
export async function* reportRows({ db }: Reader, project: ProjectId, count = 200): AsyncGenerator<ReportRow[]> {
  let after = -1
  for (;;) {
    const tasks = await db
      .selectFrom('task')
      .select(['id', 'position', 'media'])
      .where('project', '=', project)
      .where('position', '>', after)
      .where((where) =>
        where.exists(
          where.selectFrom('annotation').select('annotation.id').whereRef('annotation.task', '=', 'task.id'),
        ),
      )
      .orderBy('position')
      .limit(count)
      .execute()
    const last = tasks.at(-1)
    if (!last) return
    const annotations = await db
      .selectFrom('annotation')
      .select(['task', 'person', 'answers', 'submitted_at'])
      .where(
        'task',
        'in',
        tasks.map(({ id }) => id),
      )
      .where('superseded_at', 'is', null)
      .orderBy('id')
      .execute()
    const byTask = Map.groupBy(annotations, ({ task }) => task)
    yield tasks.map(({ id, media }) => ({
      id,
      media,
      annotations: (byTask.get(id) ?? []).map((row) => ({
        person: row.person,
        answers: row.answers,
        submittedAt: row.submitted_at,
      })),
    }))
    after = last.position
  }
}

/** Who annotated, how much and how long, most first. */
export async function annotatorsOf({ db }: Reader, project: ProjectId) {
  const rows = await db
    .selectFrom('annotation')
    .innerJoin('person', 'person.id', 'annotation.person')
    .select([
      'person.id as person',
      'person.name',
      'person.simulated_at',
      sql<number>`count(*)`.as('annotations'),
      sql<number>`sum(annotation.active_ms)`.as('active_ms'),
    ])
    .where('annotation.project', '=', project)
    .where('annotation.superseded_at', 'is', null)
    .groupBy(['person.id', 'person.name', 'person.simulated_at'])
    .execute()
  return rows
    .map((row) => ({
      person: row.person as PersonId,
      name: row.name,
      annotations: Number(row.annotations),
      activeMs: Number(row.active_ms),
      simulated: row.simulated_at !== null,
    }))
    .toSorted((a, b) => b.annotations - a.annotations || (a.person < b.person ? -1 : 1))
}
