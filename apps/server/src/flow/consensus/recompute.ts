// A task's consensus, computed anew from the annotations that count. Light: it runs on the event loop, task by task.
import { answersCounting, settleTask } from '@etabli/modality-kit'
import type { Answers, Media, ProjectId, TaskId } from '@etabli/schema'
import { fromJson } from '../../db/json.ts'
import type { Tx } from '../../db/transact.ts'
import type { Deps } from '../../deps.ts'
import { findProject } from '../projects/index.ts'
import { setAgreement } from '../tasks/index.ts'
import { reliabilityOf } from './reliability.ts'
import {
  countedAnnotations,
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
export async function recomputeConsensus(deps: Deps, projectId: ProjectId, taskId: TaskId): Promise<void> {
  const project = await findProject(deps.db, projectId)
  const task = await deps.db.selectFrom('task').select(['media', 'prefill']).where('id', '=', taskId).executeTakeFirst()
  if (!project || !task) return
  await deps.grouped(async (tx) => {
    // Read inside the transaction, so that two runners end with the later annotations.
    const counted = await countedAnnotations(tx, taskId)
    const annotations = counted.map((one) => ({
      ...one,
      answers: answersCounting(project.questions, one.answers, deps.kinds),
    }))
    await markAgreementStale(tx, projectId)
    if (annotations.length === 0) {
      await dropConsensus(tx, taskId)
      await setAgreement(tx, taskId, { similarity: null, unanimous: false })
      return
    }
    const media = fromJson<Media>(task.media)
    const reliability = await trustIn(deps, tx, projectId)
    const consensus = settleTask(
      {
        task: taskId,
        media,
        questions: project.questions,
        annotations,
        prefill: fromJson<Answers>(task.prefill),
        ...(reliability ? { reliability } : {}),
      },
      deps.kinds,
      tx.now,
    )
    await saveConsensus(tx, projectId, consensus)
    await setAgreement(tx, taskId, consensus)
  })
}

type Trust = ReturnType<typeof reliabilityOf>

/** What each database's last report says of people, by project: read anew only when there is a newer report. */
const known = new WeakMap<object, Map<ProjectId, { readonly computedAt: number; readonly trust: Trust }>>()

async function trustIn(deps: Deps, tx: Tx, project: ProjectId): Promise<Trust> {
  const computedAt = await reportTime(tx, project)
  if (computedAt === null) return undefined
  const projects = known.get(deps.db) ?? new Map()
  known.set(deps.db, projects)
  const last = projects.get(project)
  if (last?.computedAt === computedAt) return last.trust
  const trust = reliabilityOf((await findReport(tx, project))?.figures ?? null)
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
