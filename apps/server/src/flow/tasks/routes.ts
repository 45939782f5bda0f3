// The list of tasks: filters and orders by listed columns only, in keyset pages.
import type { HttpParsed, TaskRow as TaskTold } from '@etabli/protocol'
import { type LabelId, labelNow, type Question, type QuestionId } from '@etabli/schema'
import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { pageOf, readCursor } from '../../db/pages.ts'
import type { Deps } from '../../deps.ts'
import { route } from '../../plugins/contracts.ts'
import { Problem } from '../../problem.ts'
import { findProject } from '../projects/index.ts'
import { fold } from './fold.ts'
import { type TaskRow, taskOf } from './store.ts'

/** Registers the routes of tasks. */
export function taskRoutes(app: FastifyInstance, deps: Deps): void {
  route(app, deps, 'tasks.list', async ({ project, query }) => {
    const questions = query.label === undefined ? [] : ((await findProject(deps.db, project))?.questions ?? [])
    const rows = await listTasks(deps, project, query, questions)
    const page = pageOf(rows, query.count, (row) =>
      query.order === 'worst' ? [row.similarity ?? 0, row.position] : [row.position],
    )
    return { rows: page.rows.map(told), next: page.next }
  })
}

function listTasks(
  deps: Deps,
  project: string,
  query: HttpParsed<'tasks.list', 'query'>,
  questions: readonly Question[],
): Promise<TaskRow[]> {
  const after = cursorOf(query)
  let rows = deps.db.selectFrom('task').selectAll().where('task.project', '=', project)
  if (query.state !== undefined) rows = rows.where('task.state', '=', query.state)
  if (query.search !== undefined && query.search.trim() !== '') {
    rows = rows.where(sql<boolean>`task.search like ${pattern(query.search)} escape '\\'`)
  }
  if (query.minSimilarity !== undefined) rows = rows.where('task.similarity', '>=', query.minSimilarity)
  if (query.maxSimilarity !== undefined) rows = rows.where('task.similarity', '<=', query.maxSimilarity)
  if (query.undecided !== undefined) {
    rows = query.undecided
      ? rows.where('task.state', '=', 'done').where('task.unanimous_at', 'is', null)
      : rows.where((where) => where.or([where('task.state', '<>', 'done'), where('task.unanimous_at', 'is not', null)]))
  }
  const { label, person } = query
  if (label !== undefined) {
    const counted = countedAs(label, questions)
    if (counted.length === 0) return Promise.resolve([])
    rows = rows.where('task.id', 'in', (from) =>
      from
        .selectFrom('label_use')
        .select('task')
        .where('project', '=', project)
        .where((where) =>
          where.or(
            counted.map(({ question, labels }) =>
              where.and([where('question', '=', question), where('label', 'in', labels)]),
            ),
          ),
        ),
    )
  }
  if (person !== undefined) {
    rows = rows.where('task.id', 'in', (from) =>
      from
        .selectFrom('annotation')
        .select('task')
        .where('project', '=', project)
        .where('person', '=', person)
        .where('superseded_at', 'is', null),
    )
  }
  if (query.order === 'worst') {
    // Tasks without a figure have nothing to be worse by: they are not in this order.
    rows = rows.where('task.similarity', 'is not', null).orderBy('task.similarity').orderBy('task.position')
    if (after) rows = rows.where(sql<boolean>`(task.similarity, task.position) > (${after[0]}, ${after[1]})`)
  } else {
    rows = rows.orderBy('task.position')
    if (after) rows = rows.where('task.position', '>', Number(after[0]))
  }
  return rows.limit(query.count + 1).execute()
}

/** By question, the class and all those merged into it: their marks are kept as they were submitted. */
function countedAs(
  label: LabelId,
  questions: readonly Question[],
): { readonly question: QuestionId; readonly labels: readonly LabelId[] }[] {
  return questions.flatMap((question) => {
    if (labelNow(question, label) !== label) return []
    const merged = (question.removed ?? []).flatMap(({ label: { id } }) =>
      labelNow(question, id) === label ? [id] : [],
    )
    return [{ question: question.id, labels: [label, ...merged] }]
  })
}

function cursorOf({ cursor, order }: HttpParsed<'tasks.list', 'query'>): (string | number)[] | null {
  const key = readCursor(cursor, order === 'worst' ? ['number', 'number'] : ['number'])
  if (cursor === undefined || key) return key
  const issue = { path: 'cursor', code: 'cursor', message: 'This cursor belongs to another list.' }
  throw new Problem('request.invalid', { issues: [issue] })
}

/** The words anywhere in the folded text; what is special in LIKE stands for itself. */
function pattern(search: string): string {
  return `%${fold(search.trim()).replaceAll(/[\\%_]/g, '\\$&')}%`
}

function told(row: TaskRow): TaskTold {
  const { prefill: _, ...task } = taskOf(row)
  return {
    task,
    annotations: row.annotations,
    leased: row.leased,
    similarity: row.similarity,
    unanimous: row.unanimous_at !== null,
    prefilled: row.prefilled,
  }
}
