// Verdicts. A reviewer accepts the consensus, corrects it, or sends an annotation back to its author; never on their own
// work, never on a task that changed under their eyes, and nothing that was settled is touched again.
import { faultsOf } from '@etabli/modality-kit'
import {
  type Answers,
  type Media,
  may,
  type PersonId,
  type ProjectId,
  type Review,
  type ReviewDraft,
  ReviewId,
  type TaskId,
} from '@etabli/schema'
import { fromJson } from '../../db/json.ts'
import type { Tx } from '../../db/transact.ts'
import type { Deps } from '../../deps.ts'
import { roleIn } from '../../plugins/access.ts'
import { Problem } from '../../problem.ts'
import { giveBack } from '../annotations/index.ts'
import { findConsensus } from '../consensus/index.ts'
import { appendEvent } from '../events.ts'
import { recordFlags } from '../personal/index.ts'
import { getProject } from '../projects/index.ts'
import { unbroughtFaults } from '../takes/index.ts'
import { changeTask, lockTask, type TaskCounts } from '../tasks/index.ts'
import { type CurrentAnnotation, currentAnnotations, insertReview, lastReview, unanimousTasks } from './store.ts'

export interface Reviewer {
  readonly id: PersonId
  readonly admin: boolean
}

/**
 * Stores a verdict and what it does to the task, in one transaction.
 * @param seen the annotations that the reviewer looked at
 * @throws Problem `review.stale` where they are not the task's any more, `review.own`, `task.closed` where it is settled,
 * `annotation.invalid` for answers that cannot be, `not-allowed` while another reviewer waits for rework they asked for
 */
export async function review(
  deps: Deps,
  reviewer: Reviewer,
  task: TaskId,
  seen: readonly string[],
  draft: ReviewDraft,
): Promise<Review> {
  return deps.transact(async (tx) => {
    const counts = await lockTask(tx, deps.dialect, task)
    if (!counts) throw new Problem('not-found')
    if (counts.state === 'settled' || counts.state === 'set-aside') throw new Problem('task.closed')
    const current = await currentAnnotations(tx, task)
    refuseOwn(current, reviewer)
    refuseStale(current, seen)
    await refuseOthersRework(tx, reviewer, task, counts)
    return draft.verdict === 'return'
      ? sendBack(tx, deps, reviewer, task, current, draft)
      : settle(tx, deps, reviewer, counts, draft)
  })
}

function refuseOwn(current: readonly CurrentAnnotation[], reviewer: Reviewer): void {
  if (current.some(({ person }) => person === reviewer.id)) throw new Problem('review.own')
}

/** Everything that counts was looked at, and nothing that is gone. */
function refuseStale(current: readonly CurrentAnnotation[], seen: readonly string[]): void {
  const looked = new Set(seen)
  const there = new Set(current.map(({ id }) => id))
  const missed = current.some(({ id, counts }) => counts && !looked.has(id))
  if (missed || seen.some((id) => !there.has(id))) throw new Problem('review.stale')
}

/** Rework comes back to the reviewer who asked for it; managers may step in. */
async function refuseOthersRework(tx: Tx, reviewer: Reviewer, task: TaskId, { project }: TaskCounts): Promise<void> {
  const last = await lastReview(tx, task)
  if (last?.verdict !== 'return' || last.reviewer === reviewer.id) return
  const own = await roleIn(tx, reviewer, 'review', project)
  if (may({ role: own.role, admin: reviewer.admin }, 'edit')) return
  const other = await tx.db
    .selectFrom('membership')
    .select('role')
    .where('project', '=', project)
    .where('person', '=', last.reviewer)
    .executeTakeFirst()
  if (!other || other.role === 'annotator') return
  throw new Problem('not-allowed', {
    message: 'Another reviewer sent this back and looks at it again.',
    details: { why: 'rework-of-another' },
  })
}

async function sendBack(
  tx: Tx,
  deps: Deps,
  reviewer: Reviewer,
  task: TaskId,
  current: readonly CurrentAnnotation[],
  draft: Extract<ReviewDraft, { verdict: 'return' }>,
): Promise<Review> {
  const annotation = current.find(({ id, counts }) => id === draft.annotation && counts)
  if (!annotation) throw new Problem('review.stale')
  const counts = await giveBack(tx, deps, draft.annotation)
  const project = counts.project as ProjectId
  const { category, reason } = draft
  const stored = await insertReview(tx, project, {
    id: ReviewId.parse(deps.ids.next()),
    task,
    reviewer: reviewer.id,
    verdict: 'return',
    annotation: draft.annotation,
    answers: null,
    category,
    reason,
  })
  const payload = { annotation: draft.annotation, person: annotation.person }
  await appendEvent(tx, deps.ids.next(), { kind: 'task.returned', project, task, payload })
  return stored
}

async function settle(
  tx: Tx,
  deps: Deps,
  reviewer: Reviewer,
  counts: TaskCounts,
  draft: Exclude<ReviewDraft, { verdict: 'return' }>,
): Promise<Review> {
  if (counts.returned > 0) {
    const message = 'An annotation is with its author for rework. Wait for it to come back.'
    throw new Problem('review.stale', { message, details: { why: 'rework-awaited' } })
  }
  const project = await getProject(tx.db, counts.project)
  const faults = [
    ...faultsOf(draft.answers, project.questions, fromJson<Media>(counts.media), deps.kinds),
    // A reviewer chooses among the takes of others.
    ...(await unbroughtFaults(tx, deps, { task: counts.id, person: null }, draft.answers)),
  ]
  if (faults.length > 0) {
    const issues = faults.slice(0, 20).map(({ question, mark, code, message }) => ({
      path: mark === null ? question : `${question}.${mark}`,
      code,
      message,
    }))
    throw new Problem('annotation.invalid', { issues })
  }
  const reason = draft.verdict === 'correct' ? draft.reason : ''
  return decide(tx, deps, reviewer.id, counts, { verdict: draft.verdict, answers: draft.answers, reason })
}

async function decide(
  tx: Tx,
  deps: Pick<Deps, 'ids'>,
  reviewer: PersonId,
  counts: TaskCounts,
  verdict: { readonly verdict: 'accept' | 'correct'; readonly answers: Answers; readonly reason: string },
): Promise<Review> {
  const id = ReviewId.parse(deps.ids.next())
  const project = counts.project as ProjectId
  const task = counts.id as TaskId
  const stored = await insertReview(tx, project, { id, task, reviewer, annotation: null, category: null, ...verdict })
  const flagger = { project, task, media: counts.media, person: reviewer, source: id, instead: null }
  await recordFlags(tx, deps, flagger, verdict.answers)
  await changeTask(tx, counts, { state: 'settled' })
  await appendEvent(tx, deps.ids.next(), { kind: 'task.settled', project, task, payload: { review: id } })
  return stored
}

const AT_ONCE = 100

/**
 * QLT7: settles every done task on which all annotators gave the same answers, the reviewer's own aside.
 * @param dryRun counts them, and settles nothing
 * @returns how many were, or would be, settled
 */
export async function acceptUnanimous(
  deps: Deps,
  reviewer: Reviewer,
  project: ProjectId,
  dryRun: boolean,
): Promise<number> {
  let settled = 0
  for (let after = ''; ; ) {
    const tasks = await unanimousTasks(deps, project, reviewer.id, after, AT_ONCE)
    const last = tasks.at(-1)
    if (last === undefined) return settled
    settled += await deps.transact(async (tx) => {
      let count = 0
      for (const task of tasks) if (await acceptOne(tx, deps, reviewer, task, dryRun)) count += 1
      return count
    })
    after = last
  }
}

/** Under the task's lock: what is not done, or not of these annotations any more, is left for a person to see. */
async function acceptOne(tx: Tx, deps: Deps, reviewer: Reviewer, task: TaskId, dryRun: boolean): Promise<boolean> {
  const counts = await lockTask(tx, deps.dialect, task)
  if (counts?.state !== 'done' || counts.returned > 0) return false
  const consensus = await findConsensus(tx, task)
  if (!consensus?.unanimous) return false
  const inputs = new Set<string>(consensus.inputs)
  const counted = (await currentAnnotations(tx, task)).filter((annotation) => annotation.counts)
  if (counted.length !== inputs.size || counted.some(({ id }) => !inputs.has(id))) return false
  if (dryRun) return true
  const answers = consensus.questions.flatMap((question) => question.marks)
  await decide(tx, deps, reviewer.id, counts, { verdict: 'accept', answers, reason: '' })
  return true
}
