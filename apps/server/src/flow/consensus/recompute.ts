// A task's consensus, computed anew from the annotations that count: on the event loop, task by task, but those of
// thousands of marks in a thread.
import type { Figure, ProjectId, TaskId } from '@etabli/schema'
import type { Tx } from '../../db/transact.ts'
import type { Deps } from '../../deps.ts'
import { findProject } from '../projects/index.ts'
import { setAgreement } from '../tasks/index.ts'
import { isLong, settleInThread } from './in-thread.ts'
import { type SettledRow, type SettleRows, settleRows } from './settle-rows.ts'
import {
  countedRows,
  dropConsensus,
  findReport,
  markAgreementStale,
  reportTime,
  saveConsensus,
  tasksWith,
} from './store.ts'

/**
 * Computes and keeps the consensus of a task. Idempotent: the same annotations and the same report on how far people
 * agree give the same consensus, whatever events asked for it and how often.
 */
export async function recomputeConsensus(deps: Deps, project: ProjectId, task: TaskId): Promise<void> {
  let long = await deps.grouped((tx) => settleNow(tx, deps, project, task, null))
  while (long) {
    const found = { rows: long, settled: await settleInThread(long) }
    long = await deps.grouped((tx) => settleNow(tx, deps, project, task, found))
  }
}

interface Found {
  readonly rows: SettleRows
  readonly settled: SettledRow
}

/**
 * Settles the task by its rows as they are in this transaction, so that two runners end with the later annotations.
 * @param found by a thread, of these rows
 * @returns the rows where they are long and nothing is found of just these: then nothing is kept
 */
async function settleNow(
  tx: Tx,
  deps: Deps,
  projectId: ProjectId,
  taskId: TaskId,
  found: Found | null,
): Promise<SettleRows | null> {
  const project = await findProject(tx.db, projectId)
  const task = await tx.db.selectFrom('task').select(['media', 'prefill']).where('id', '=', taskId).executeTakeFirst()
  if (!project || !task) return null
  const annotations = await countedRows(tx, taskId)
  if (annotations.length === 0) {
    await markAgreementStale(tx, projectId)
    await dropConsensus(tx, taskId)
    await setAgreement(tx, taskId, { similarity: null, unanimous: false })
    return null
  }
  const rows: SettleRows = {
    task: taskId,
    questions: project.questions,
    ...task,
    annotations,
    trust: await trustIn(deps, tx, projectId),
    now: tx.now,
  }
  const isFound = found !== null && isOfSame(found.rows, rows)
  if (!isFound && isLong(rows)) return rows
  const settled = isFound ? found.settled : settleRows(rows, deps.kinds)
  await markAgreementStale(tx, projectId)
  await saveConsensus(tx, projectId, taskId, settled.body, isFound ? found.rows.now : rows.now)
  await setAgreement(tx, taskId, settled)
  return null
}

/** True where both say the same. Annotations are never changed; trust is read anew only when there is a newer report. */
function isOfSame(a: SettleRows, b: SettleRows): boolean {
  return (
    a.trust === b.trust &&
    a.media === b.media &&
    a.prefill === b.prefill &&
    a.annotations.map(({ id }) => id).join() === b.annotations.map(({ id }) => id).join() &&
    JSON.stringify(a.questions) === JSON.stringify(b.questions)
  )
}

/** What each database's last report says of people, by project: read anew only when there is a newer report. */
const known = new WeakMap<object, Map<ProjectId, { readonly computedAt: number; readonly trust: readonly Figure[] }>>()

async function trustIn(deps: Deps, tx: Tx, project: ProjectId): Promise<readonly Figure[] | null> {
  const computedAt = await reportTime(tx, project)
  if (computedAt === null) return null
  const projects = known.get(deps.db) ?? new Map()
  known.set(deps.db, projects)
  const last = projects.get(project)
  if (last?.computedAt === computedAt) return last.trust
  const trust = (await findReport(tx, project))?.figures.perAnnotator ?? []
  projects.set(project, { computedAt, trust })
  return trust
}

/** Computes anew the consensus of every task with annotations that use these labels. */
export async function recomputeRelabelled(
  deps: Deps,
  project: ProjectId,
  labels: readonly { readonly question: string; readonly label: string }[],
): Promise<void> {
  for (const { question, label } of labels) {
    let after = ''
    for (;;) {
      const rows = await tasksWith(deps, project, question, label, after)
      const last = rows.at(-1)
      if (last === undefined) break
      // Side by side, so that they share commits.
      await Promise.all(rows.map((task) => recomputeConsensus(deps, project, task)))
      after = last
    }
  }
}
