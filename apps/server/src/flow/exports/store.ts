// The only writer of `export`, and the rows that an export is made of.
import type { ExportJob, ExportRequest } from '@etabli/protocol'
import type { ExportId, PersonId, ProjectId } from '@etabli/schema'
import { type Kysely, sql } from 'kysely'
import { fromJson, toJson } from '../../db/json.ts'
import type { ExportTable, Tables } from '../../db/tables.ts'
import type { Tx } from '../../db/transact.ts'
import type { ExportPerson, RawRecord } from './records.ts'
import type { WrittenExport } from './write.ts'

type Reader = { readonly db: Kysely<Tables> }

const LISTED = 200

export async function insertExport(
  tx: Tx,
  row: { id: ExportId; project: ProjectId; person: PersonId; request: ExportRequest; total: number },
): Promise<void> {
  await tx.db
    .insertInto('export')
    .values({
      ...row,
      request: toJson(row.request),
      state: 'waiting',
      written: 0,
      bytes: null,
      sha256: null,
      tally: null,
      warnings: '[]',
      problem: null,
      file: null,
      created_at: tx.now,
      finished_at: null,
    })
    .execute()
}

/** Says that it is being written, from the start; false where it no longer waits for that. */
export async function beginExport(tx: Tx, id: string): Promise<boolean> {
  const result = await tx.db
    .updateTable('export')
    .set({ state: 'writing', written: 0 })
    .where('id', '=', id)
    .where('state', 'in', ['waiting', 'writing'])
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

export async function saveProgress(tx: Tx, id: string, written: number): Promise<void> {
  await tx.db.updateTable('export').set({ written }).where('id', '=', id).where('state', '=', 'writing').execute()
}

export async function finishExport(tx: Tx, id: string, written: WrittenExport, file: string): Promise<void> {
  const { bytes, sha256, tally, warnings } = written
  const total = Object.values(tally).reduce((sum, count) => sum + count, 0)
  await tx.db
    .updateTable('export')
    .set({
      state: 'ready',
      written: total,
      total,
      bytes,
      sha256,
      tally: toJson(tally),
      warnings: toJson(warnings),
      file,
      finished_at: tx.now,
    })
    .where('id', '=', id)
    .execute()
}

export async function saveFailure(tx: Tx, id: string, problem: string): Promise<void> {
  await tx.db
    .updateTable('export')
    .set({ state: 'failed', problem, finished_at: tx.now })
    .where('id', '=', id)
    .where('state', 'in', ['waiting', 'writing'])
    .execute()
}

export async function findExport({ db }: Reader, id: string) {
  return db.selectFrom('export').selectAll().where('id', '=', id).executeTakeFirst()
}

export async function listExports({ db }: Reader, project: ProjectId): Promise<ExportJob[]> {
  const rows = await db
    .selectFrom('export')
    .selectAll()
    .where('project', '=', project)
    .orderBy('id', 'desc')
    .limit(LISTED)
    .execute()
  return rows.map(jobOf)
}

/** The row as people are shown it. */
export function jobOf(row: ExportTable): ExportJob {
  return {
    id: row.id,
    project: row.project,
    request: fromJson<ExportRequest>(row.request),
    state: row.state,
    written: Math.min(row.written, row.total),
    total: row.total,
    bytes: row.bytes,
    sha256: row.sha256,
    tally: row.tally === null ? null : fromJson<Record<string, number>>(row.tally),
    warnings: fromJson<string[]>(row.warnings),
    problem: row.problem,
    createdAt: row.created_at,
    // Rows hold what was branded when it was written.
  } as ExportJob
}

/** Exports of the person that wait or are being written. */
export async function countAtWork({ db }: Reader, person: PersonId): Promise<number> {
  const row = await db
    .selectFrom('export')
    .select(sql<number>`count(*)`.as('n'))
    .where('person', '=', person)
    .where('state', 'in', ['waiting', 'writing'])
    .executeTakeFirstOrThrow()
  return Number(row.n)
}

export async function countTasks({ db }: Reader, project: ProjectId): Promise<number> {
  const row = await db.selectFrom('tally').select('tasks').where('project', '=', project).executeTakeFirst()
  return Number(row?.tasks ?? 0)
}

/** Whether the project has tasks, of these some with all their answers, some settled, and any annotation that counts. */
export async function whatIsThere({ db }: Reader, project: ProjectId) {
  const task = (state?: 'done' | 'settled') => {
    const rows = db.selectFrom('task').select('id').where('project', '=', project)
    return (state === undefined ? rows : rows.where('state', '=', state)).limit(1).executeTakeFirst()
  }
  const annotation = db
    .selectFrom('annotation')
    .select('id')
    .where('project', '=', project)
    .where('superseded_at', 'is', null)
    .limit(1)
  const [tasks, finished, settled, annotated] = [
    await task(),
    await task('done'),
    await task('settled'),
    await annotation.executeTakeFirst(),
  ]
  return { tasks: !!tasks, finished: !!finished, settled: !!settled, annotated: !!annotated }
}

/** Everyone who annotated, in the order of their first annotation: pseudonyms never change when others join. */
export async function annotatorsOf({ db }: Reader, project: ProjectId): Promise<ExportPerson[]> {
  const rows = await db
    .selectFrom('annotation')
    .innerJoin('person', 'person.id', 'annotation.person')
    .select([
      'person.id',
      'person.simulated_at',
      sql<number>`min(annotation.submitted_at)`.as('first'),
      sql<number>`sum(case when annotation.superseded_at is null then 1 else 0 end)`.as('annotations'),
      sql<number>`sum(annotation.active_ms)`.as('active_ms'),
    ])
    .where('annotation.project', '=', project)
    .groupBy(['person.id', 'person.simulated_at'])
    .execute()
  return inOrder(rows)
}

/** Everyone who reviewed, in the order of their first review. */
export async function reviewersOf({ db }: Reader, project: ProjectId): Promise<ExportPerson[]> {
  const rows = await db
    .selectFrom('review')
    .innerJoin('person', 'person.id', 'review.reviewer')
    .select(['person.id', 'person.simulated_at', sql<number>`min(review.created_at)`.as('first')])
    .where('review.project', '=', project)
    .groupBy(['person.id', 'person.simulated_at'])
    .execute()
  return inOrder(rows.map((row) => ({ ...row, annotations: 0, active_ms: 0 })))
}

function inOrder(
  rows: readonly { id: string; simulated_at: number | null; first: number; annotations: number; active_ms: number }[],
): ExportPerson[] {
  return rows
    .toSorted((a, b) => Number(a.first) - Number(b.first) || (a.id < b.id ? -1 : 1))
    .map((row) => ({
      id: row.id as PersonId,
      simulated: row.simulated_at !== null,
      annotations: Number(row.annotations),
      activeMs: Number(row.active_ms),
    }))
}

/** The next records after that position, in order of import. */
export async function recordPage(
  { db }: Reader,
  project: ProjectId,
  after: number,
  annotator: PersonId | null,
  count = 200,
): Promise<RawRecord[]> {
  let query = db
    .selectFrom('task')
    .select([
      'id',
      'project',
      'position',
      'priority',
      'name',
      'media',
      'fields',
      'prefill',
      'overlap',
      'state',
      'created_at',
    ])
    .where('project', '=', project)
    .where('position', '>', after)
    .orderBy('position')
    .limit(count)
  if (annotator !== null) {
    query = query.where((where) =>
      where.exists(
        where
          .selectFrom('annotation')
          .select('annotation.id')
          .whereRef('annotation.task', '=', 'task.id')
          .where('annotation.person', '=', annotator),
      ),
    )
  }
  const tasks = await query.execute()
  if (tasks.length === 0) return []
  const ids = tasks.map(({ id }) => id)
  const annotations = await db
    .selectFrom('annotation')
    .selectAll()
    .where('task', 'in', ids)
    .orderBy('submitted_at')
    .orderBy('id')
    .execute()
  const reviews = await db
    .selectFrom('review')
    .selectAll()
    .where('task', 'in', ids)
    .orderBy('created_at')
    .orderBy('id')
    .execute()
  const consensus = await db.selectFrom('consensus').select(['task', 'body']).where('task', 'in', ids).execute()
  const annotationsOf = Map.groupBy(annotations, ({ task }) => task)
  const reviewsOf = Map.groupBy(reviews, ({ task }) => task)
  const bodies = new Map(consensus.map(({ task, body }) => [task, body]))
  return tasks.map((task) => ({
    task: { ...task, createdAt: task.created_at },
    annotations: (annotationsOf.get(task.id) ?? []).map((row) => ({
      id: row.id,
      project: row.project,
      task: row.task,
      lease: row.lease,
      person: row.person,
      answers: row.answers,
      activeMs: row.active_ms,
      version: row.version,
      submittedAt: row.submitted_at,
      surplus: row.surplus_at !== null,
      supersedes: row.supersedes,
    })),
    reviews: (reviewsOf.get(task.id) ?? []).map((row) => ({
      id: row.id,
      task: row.task,
      reviewer: row.reviewer,
      verdict: row.verdict,
      annotation: row.annotation,
      answers: row.answers,
      category: row.category,
      reason: row.reason,
      at: row.created_at,
    })),
    consensus: bodies.get(task.id) ?? null,
    // Rows hold what was branded when it was written.
  })) as unknown as RawRecord[]
}
