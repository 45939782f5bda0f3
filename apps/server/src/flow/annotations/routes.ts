// One task with all that is known of it: annotations, consensus, reviews, and who let go of it and why.
import { answersCounting } from '@etabli/modality-kit'
import type { NamedAnnotation, TaskDetail } from '@etabli/protocol'
import type { Answers, Consensus, Review } from '@etabli/schema'
import type { FastifyInstance } from 'fastify'
import { fromJson } from '../../db/json.ts'
import type { Deps } from '../../deps.ts'
import { route } from '../../plugins/contracts.ts'
import { Problem } from '../../problem.ts'
import { forListener } from '../personal/index.ts'
import { findProject } from '../projects/index.ts'
import { taskOf } from '../tasks/index.ts'
import { annotationOf } from './store.ts'

/** Registers the routes of annotations. */
export function annotationRoutes(app: FastifyInstance, deps: Deps): void {
  route(app, deps, 'tasks.get', ({ params, caller }) => detailOf(deps, params.task, caller.id))
}

async function detailOf(deps: Deps, id: string, reader: string): Promise<TaskDetail> {
  const row = await deps.db.selectFrom('task').selectAll().where('id', '=', id).executeTakeFirst()
  if (!row) throw new Problem('not-found')
  const own = await isBlind(deps, row.project, id, reader)
  const project = await findProject(deps.db, row.project)
  const now = (answers: Answers): Answers => answersCounting(project?.questions ?? [], answers, deps.kinds)
  const annotations = (await annotationsOf(deps, id, now)).filter(
    (row) => own === null || row.annotation.person === own,
  )
  const task = taskOf(row)
  const [shown] = await forListener(deps.db, [{ task, listener: { person: reader, since: null } }])
  const superseded = new Set(annotations.flatMap(({ annotation }) => annotation.supersedes ?? []))
  return {
    task: shown ?? task,
    annotations: annotations.filter(({ annotation }) => !superseded.has(annotation.id)),
    history: annotations.filter(({ annotation }) => superseded.has(annotation.id)),
    consensus: own === null ? await consensusOf(deps, id) : null,
    reviews: own === null ? await reviewsOf(deps, id, now) : [],
    skipped: await skippedOf(deps, id),
  }
}

/**
 * QLT5: in a blind project, who is at work on this task and has not answered yet sees nobody else's answers, whatever
 * their role. Gives the person whose own answers they may see, or null for all.
 */
async function isBlind(deps: Deps, project: string, task: string, reader: string): Promise<string | null> {
  const row = await deps.db.selectFrom('project').select('visibility').where('id', '=', project).executeTakeFirst()
  if (row?.visibility !== 'blind') return null
  const lease = await deps.db
    .selectFrom('lease')
    .select('id')
    .where('task', '=', task)
    .where('person', '=', reader)
    .where('state', '=', 'held')
    .where('purpose', '=', 'label')
    .executeTakeFirst()
  return lease ? reader : null
}

/** Answers of older questions are given as they count now, so that every class in them can be named. */
async function annotationsOf(deps: Deps, task: string, now: (answers: Answers) => Answers): Promise<NamedAnnotation[]> {
  const rows = await deps.db
    .selectFrom('annotation')
    .leftJoin('person', 'person.id', 'annotation.person')
    .selectAll('annotation')
    .select(['person.name as personName', 'person.simulated_at as simulatedAt'])
    .where('annotation.task', '=', task)
    .orderBy('annotation.submitted_at')
    .orderBy('annotation.id')
    .execute()
  return rows
    .map((row) => annotationOf(row))
    .map((annotation, at) => ({
      annotation: { ...annotation, answers: now(annotation.answers) },
      name: rows[at]?.personName ?? '',
      simulated: (rows[at]?.simulatedAt ?? null) !== null,
    }))
}

async function consensusOf(deps: Deps, task: string): Promise<Consensus | null> {
  const row = await deps.db.selectFrom('consensus').select('body').where('task', '=', task).executeTakeFirst()
  return row ? fromJson<Consensus>(row.body) : null
}

async function reviewsOf(deps: Deps, task: string, now: (answers: Answers) => Answers): Promise<Review[]> {
  const rows = await deps.db.selectFrom('review').selectAll().where('task', '=', task).orderBy('id').execute()
  return rows.map(
    (row) =>
      ({
        id: row.id,
        task: row.task,
        reviewer: row.reviewer,
        verdict: row.verdict,
        annotation: row.annotation,
        answers: row.answers === null ? null : now(fromJson<Answers>(row.answers)),
        category: row.category,
        reason: row.reason,
        at: row.created_at,
        // Rows hold what was branded when it was written.
      }) as Review,
  )
}

async function skippedOf(deps: Deps, task: string): Promise<TaskDetail['skipped']> {
  const rows = await deps.db
    .selectFrom('lease')
    .leftJoin('person', 'person.id', 'lease.person')
    .select(['person.name', 'lease.reason', 'lease.words', 'lease.ended_at'])
    .where('lease.task', '=', task)
    .where('lease.reason', 'is not', null)
    .orderBy('lease.ended_at')
    .limit(200)
    .execute()
  return rows.map((row) => ({
    name: row.name ?? '',
    reason: row.reason ?? '',
    words: row.words,
    at: (row.ended_at ?? 0) as TaskDetail['skipped'][number]['at'],
  }))
}
