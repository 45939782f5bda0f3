// The only writer of `review`. Reviews are append-only.
import type { Answers, PersonId, ProjectId, Review, TaskId } from '@etabli/schema'
import type { Kysely, Selectable } from 'kysely'
import { fromJson, toJson } from '../../db/json.ts'
import type { ReviewTable, Tables } from '../../db/tables.ts'
import type { Tx } from '../../db/transact.ts'

type Reader = { readonly db: Kysely<Tables> }
export type ReviewRow = Selectable<ReviewTable>

/** A row as the review that is said and shown. */
export function reviewOf(row: ReviewRow): Review {
  return {
    id: row.id,
    task: row.task,
    reviewer: row.reviewer,
    verdict: row.verdict,
    annotation: row.annotation,
    answers: row.answers === null ? null : fromJson<Answers>(row.answers),
    category: row.category,
    reason: row.reason,
    at: row.created_at,
    // Rows hold what was branded when it was written.
  } as Review
}

/** Adds a review of a task. */
export async function insertReview(tx: Tx, project: ProjectId, review: Omit<Review, 'at'>): Promise<Review> {
  const row: ReviewRow = {
    id: review.id,
    project,
    task: review.task,
    reviewer: review.reviewer,
    verdict: review.verdict,
    annotation: review.annotation,
    answers: review.answers === null ? null : toJson(review.answers),
    category: review.category,
    reason: review.reason,
    created_at: tx.now,
  }
  await tx.db.insertInto('review').values(row).execute()
  return reviewOf(row)
}

/** The last review of a task, or null. */
export async function lastReview({ db }: Reader, task: TaskId): Promise<Review | null> {
  const row = await db
    .selectFrom('review')
    .selectAll()
    .where('task', '=', task)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .executeTakeFirst()
  return row ? reviewOf(row) : null
}

export interface CurrentAnnotation {
  readonly id: string
  readonly person: PersonId
  /** It counts towards the overlap. */
  readonly counts: boolean
}

/** The annotations of a task that nothing replaced. */
export async function currentAnnotations({ db }: Reader, task: TaskId): Promise<CurrentAnnotation[]> {
  const rows = await db
    .selectFrom('annotation')
    .select(['id', 'person', 'surplus_at'])
    .where('task', '=', task)
    .where('superseded_at', 'is', null)
    .execute()
  return rows.map((row) => ({ id: row.id, person: row.person as PersonId, counts: row.surplus_at === null }))
}

/** Done tasks on which all annotators gave the same answers, this person not among them, in order of id after that one. */
export async function unanimousTasks(
  { db }: Reader,
  project: ProjectId,
  reviewer: PersonId,
  after: string,
  count: number,
): Promise<TaskId[]> {
  const rows = await db
    .selectFrom('task')
    .select('id')
    .where('project', '=', project)
    .where('state', '=', 'done')
    .where('unanimous_at', 'is not', null)
    .where('id', '>', after)
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom('annotation')
            .select('annotation.id')
            .whereRef('annotation.task', '=', 'task.id')
            .where('annotation.person', '=', reviewer),
        ),
      ),
    )
    .orderBy('id')
    .limit(count)
    .execute()
  return rows.map(({ id }) => id as TaskId)
}
