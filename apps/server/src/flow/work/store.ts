// Reads one person's work: their annotations with what reviewers said. Writes nothing.
import type { WorkRow } from '@etabli/protocol'
import type { Brief, PersonId, ProjectId } from '@etabli/schema'
import { type Kysely, sql } from 'kysely'
import { fromJson } from '../../db/json.ts'
import { type Page, pageOf, readCursor } from '../../db/pages.ts'
import type { Tables } from '../../db/tables.ts'
import { payDue } from './pay.ts'

type Reader = { readonly db: Kysely<Tables> }
const DAY = 86_400_000

export interface WorkFilter {
  readonly cursor?: string | undefined
  readonly count: number
  readonly project?: ProjectId | undefined
  /** Only what was sent back and waits for rework. */
  readonly returned?: boolean | undefined
}

/** A page of the person's annotations, newest first. */
export async function workPage({ db }: Reader, person: PersonId, filter: WorkFilter): Promise<Page<WorkRow>> {
  let query = db
    .selectFrom('annotation')
    .innerJoin('task', 'task.id', 'annotation.task')
    .innerJoin('project', 'project.id', 'annotation.project')
    .select([
      'annotation.id',
      'annotation.task',
      'annotation.project',
      'annotation.submitted_at',
      'annotation.active_ms',
      'annotation.surplus_at',
      'annotation.superseded_at',
      'task.name as task_name',
      'task.state as task_state',
      'project.name as project_name',
      'project.brief',
    ])
    .where('annotation.person', '=', person)
    .orderBy('annotation.submitted_at', 'desc')
    .orderBy('annotation.id', 'desc')
    .limit(filter.count + 1)
  if (filter.project !== undefined) query = query.where('annotation.project', '=', filter.project)
  if (filter.returned === true) {
    query = query.where('annotation.returned_at', 'is not', null).where('annotation.superseded_at', 'is', null)
  }
  const key = readCursor(filter.cursor, ['number', 'string'])
  if (key) {
    const [at, id] = key as [number, string]
    query = query.where((where) =>
      where.or([
        where('annotation.submitted_at', '<', at),
        where.and([where('annotation.submitted_at', '=', at), where('annotation.id', '<', id)]),
      ]),
    )
  }
  const found = await query.execute()
  const page = pageOf(found, filter.count, (row) => [row.submitted_at, row.id])
  const verdicts = await verdictsOf({ db }, page.rows)
  const rows = page.rows.map((row) => {
    const verdict = verdicts.get(row.id)
    const { pay } = fromJson<Brief>(row.brief)
    return {
      annotation: row.id,
      task: row.task,
      taskName: row.task_name,
      project: row.project,
      projectName: row.project_name,
      submittedAt: row.submitted_at,
      activeMs: row.active_ms,
      surplus: row.surplus_at !== null,
      verdict: verdict?.verdict ?? null,
      category: verdict?.category ?? null,
      reason: verdict?.reason ?? '',
      verdictAt: verdict?.created_at ?? null,
      pay: payDue(pay, row.superseded_at === null ? 1 : 0, row.active_ms),
      open: row.superseded_at === null && (row.task_state === 'open' || row.task_state === 'done'),
      // Rows hold what was branded when it was written.
    } as WorkRow
  })
  return { rows, next: page.next }
}

interface Judged {
  readonly id: string
  readonly task: string
  readonly submitted_at: number
  readonly superseded_at: number | null
}

/** The last verdict on each: one that names it, or one that settled its task while it stood. */
async function verdictsOf({ db }: Reader, annotations: readonly Judged[]) {
  if (annotations.length === 0) return new Map<string, never>()
  const reviews = await db
    .selectFrom('review')
    .select(['task', 'annotation', 'verdict', 'category', 'reason', 'created_at'])
    .where('task', 'in', [...new Set(annotations.map(({ task }) => task))])
    .orderBy('created_at')
    .orderBy('id')
    .execute()
  return new Map(
    annotations.flatMap((row) => {
      const last = reviews.findLast((review) =>
        review.verdict === 'return'
          ? review.annotation === row.id
          : review.task === row.task && stood(row, review.created_at),
      )
      return last ? [[row.id, last] as const] : []
    }),
  )
}

function stood(row: Judged, at: number): boolean {
  return row.submitted_at <= at && (row.superseded_at === null || row.superseded_at > at)
}

const JUDGED = sql<number>`case when exists (
    select 1 from review where review.annotation = annotation.id or (review.task = annotation.task
      and review.verdict <> 'return' and review.created_at >= annotation.submitted_at
      and (annotation.superseded_at is null or annotation.superseded_at > review.created_at))
  ) then 1 else 0 end`

/** The person's work by project. */
export async function workByProject({ db }: Reader, person: PersonId) {
  const rows = await db
    .selectFrom('annotation')
    .innerJoin('project', 'project.id', 'annotation.project')
    .select([
      'project.id as project',
      'project.name',
      'project.brief',
      sql<number>`sum(case when annotation.superseded_at is null then 1 else 0 end)`.as('annotations'),
      sql<number>`sum(annotation.active_ms)`.as('active_ms'),
      sql<number>`sum(case when annotation.returned_at is not null and annotation.superseded_at is null then 1 else 0 end)`.as(
        'returned',
      ),
      sql<number>`sum(${JUDGED})`.as('reviewed'),
    ])
    .where('annotation.person', '=', person)
    .groupBy(['project.id', 'project.name', 'project.brief'])
    .orderBy('project.id')
    .execute()
  return rows.map((row) => ({
    project: row.project as ProjectId,
    name: row.name,
    pay: fromJson<Brief>(row.brief).pay,
    annotations: Number(row.annotations),
    activeMs: Number(row.active_ms),
    returned: Number(row.returned),
    reviewed: Number(row.reviewed),
  }))
}

/** The person's work by day (UTC), oldest first. */
export async function workByDay({ db }: Reader, person: PersonId) {
  const day = sql<number>`annotation.submitted_at / ${sql.lit(DAY)}`
  const rows = await db
    .selectFrom('annotation')
    .select([
      day.as('day'),
      sql<number>`sum(case when annotation.superseded_at is null then 1 else 0 end)`.as('annotations'),
      sql<number>`sum(annotation.active_ms)`.as('active_ms'),
    ])
    .where('annotation.person', '=', person)
    .groupBy(day)
    .orderBy(day)
    .execute()
  return rows.map((row) => ({
    day: new Date(Number(row.day) * DAY).toISOString().slice(0, 10),
    annotations: Number(row.annotations),
    activeMs: Number(row.active_ms),
  }))
}
