// Submission: idempotent, never thrown away, counted once.
//
// A1: the id is the client's. A2: the same id twice is one annotation and the same answer. A3: what comes after its
// lease ended is stored; it takes an open slot where there is one, else it is surplus: paid, kept for the quality
// model, outside the overlap. A correction (or rework) supersedes the person's own earlier annotation and takes its
// place, while the task is not settled.
import { faultsOf } from '@etabli/modality-kit'
import type { ProblemIssue, ServerMessage } from '@etabli/protocol'
import type { AnnotationDraft, AnnotationId, LeaseId, Media, Millis, PersonId, ProjectId, TaskId } from '@etabli/schema'
import { fromJson } from '../../db/json.ts'
import type { Tx } from '../../db/transact.ts'
import type { Deps } from '../../deps.ts'
import { roleIn } from '../../plugins/access.ts'
import { Problem } from '../../problem.ts'
import { appendEvent } from '../events.ts'
import { recordFlags } from '../personal/index.ts'
import { questionsAt } from '../projects/index.ts'
import { endBySubmission, heldOn, type LeaseRow, lockLease } from '../queue/index.ts'
import { nameTakes, unbroughtFaults } from '../takes/index.ts'
import { changeTask, lockTask, type TaskChange, type TaskCounts } from '../tasks/index.ts'
import { retiredFaults } from './retired.ts'
import { type AnnotationRow, annotationById, answersText, currentOf, insertAnnotation, supersede } from './store.ts'

export type Accepted = Omit<Extract<ServerMessage, { type: 'annotation.accepted' }>, 'type' | 're'>

export interface Submission {
  readonly caller: { readonly id: string; readonly admin: boolean }
  readonly lease: LeaseId
  readonly draft: AnnotationDraft
}

/** Where a submission goes: which annotation it replaces, whether it counts, what it does to the task. */
interface Place {
  readonly supersedes: AnnotationRow | null
  readonly surplus: boolean
  readonly change: TaskChange
  /** The other lease of the same person whose slot it takes. */
  readonly instead: LeaseRow | null
}

/**
 * Stores a submission, in the group of the moment; resolves after the commit.
 * @throws Problem `lease.lost` for a lease that never was the person's, `annotation.invalid` naming each fault,
 * `annotation.conflict`, `task.closed` for a correction that comes too late, `not-found`/`not-allowed` without a role
 */
export async function submit(deps: Deps, submission: Submission): Promise<Accepted> {
  try {
    return await deps.grouped((tx) => submitIn(tx, deps, submission))
  } catch (error) {
    // The same id at the same instant on another server: the second look finds it.
    if (!deps.dialect.isDuplicate(error)) throw error
    return deps.grouped((tx) => submitIn(tx, deps, submission))
  }
}

/** `submit` inside a transaction of the caller's. */
export async function submitIn(tx: Tx, deps: Deps, { caller, lease, draft }: Submission): Promise<Accepted> {
  const known = await annotationById(tx.db, draft.id)
  if (known) {
    if (known.person !== caller.id || known.lease !== lease) throw new Problem('annotation.conflict')
    return acceptedOf(known)
  }
  const held = await lockLease(tx, deps.dialect, lease)
  if (!held || held.person !== caller.id) throw new Problem('lease.lost')
  await roleIn({ db: tx.db }, caller, 'label', held.project)
  const task = await lockTask(tx, deps.dialect, held.task)
  if (!task) throw new Problem('lease.lost')
  await refuseFaults(tx, deps, task, held, draft)
  const place = await placeOf(tx, held, task)
  if (place.supersedes) await supersede(tx, place.supersedes.id)
  const row = rowOf(tx, held, draft, place)
  await insertAnnotation(tx, row, draft.answers)
  await recordFlags(tx, deps, flaggerOf(row, task), draft.answers)
  await nameTakes(tx, deps, held, draft.answers)
  await endBySubmission(tx, held)
  if (place.instead) await endBySubmission(tx, place.instead)
  await changeTask(tx, task, place.change)
  await announce(tx, deps, row)
  return acceptedOf(row)
}

async function refuseFaults(
  tx: Tx,
  deps: Deps,
  task: TaskCounts,
  held: LeaseRow,
  draft: AnnotationDraft,
): Promise<void> {
  const questions = await questionsAt(deps.db, tx.db, task.project, draft.version)
  if (!questions) {
    const message = 'These questions are not known here. Reload the task.'
    throw new Problem('annotation.invalid', { issues: [{ path: 'version', code: 'version', message }] })
  }
  const faults = [
    ...faultsOf(draft.answers, questions, fromJson<Media>(task.media), deps.kinds),
    ...(await retiredFaults(tx, held, questions, draft.answers)),
    ...(await unbroughtFaults(tx, deps, { task: held.task, person: held.person }, draft.answers)),
  ]
  if (faults.length === 0) return
  const issues = faults.slice(0, 20).map(
    (fault): ProblemIssue => ({
      path: fault.mark === null ? fault.question : `${fault.question}.${fault.mark}`,
      code: fault.code,
      message: fault.message,
    }),
  )
  throw new Problem('annotation.invalid', { issues })
}

async function placeOf(tx: Tx, lease: LeaseRow, task: TaskCounts): Promise<Place> {
  if (lease.purpose === 'label' && lease.state === 'held') {
    return { supersedes: null, surplus: false, change: { annotations: 1, leased: -1 }, instead: null }
  }
  const own = await currentOf(tx.db, lease.person, lease.task)
  const isCorrection = lease.purpose !== 'label' || lease.state === 'submitted'
  const replaced = isCorrection ? (own.counted ?? own.surplus) : null
  if (replaced) {
    if (task.state !== 'open' && task.state !== 'done') throw new Problem('task.closed')
    const wasReturned = replaced.returned_at !== null && replaced.surplus_at === null
    return {
      supersedes: replaced,
      surplus: replaced.surplus_at !== null,
      change: wasReturned ? { returned: -1 } : {},
      instead: null,
    }
  }
  return latePlace(tx, lease, task, own.counted !== null)
}

async function latePlace(tx: Tx, lease: LeaseRow, task: TaskCounts, hasCounted: boolean): Promise<Place> {
  const surplus: Place = { supersedes: null, surplus: true, change: {}, instead: null }
  if (hasCounted) return surplus
  const again = await heldOn(tx.db, lease.person, lease.task)
  if (again?.purpose === 'label') {
    return { ...surplus, surplus: false, change: { annotations: 1, leased: -1 }, instead: again }
  }
  if (task.state !== 'open' || task.open_slots === 0) return surplus
  return { ...surplus, surplus: false, change: { annotations: 1 } }
}

function rowOf(tx: Tx, lease: LeaseRow, draft: AnnotationDraft, place: Place): AnnotationRow {
  return {
    id: draft.id,
    project: lease.project,
    task: lease.task,
    lease: lease.id,
    person: lease.person,
    answers: answersText(draft.answers),
    active_ms: draft.activeMs,
    version: draft.version,
    submitted_at: tx.now,
    surplus_at: place.surplus ? tx.now : null,
    supersedes: place.supersedes?.id ?? null,
    superseded_at: null,
    returned_at: null,
  }
}

function flaggerOf({ id, project, task, person, supersedes }: AnnotationRow, { media }: TaskCounts) {
  return { project, task, media, person, source: id, instead: supersedes }
}

async function announce(tx: Tx, deps: Pick<Deps, 'ids'>, row: AnnotationRow): Promise<void> {
  const place = { project: row.project as ProjectId, task: row.task as TaskId }
  const payload = { annotation: row.id as AnnotationId, person: row.person as PersonId }
  if (row.surplus_at !== null) {
    return appendEvent(tx, deps.ids.next(), { kind: 'annotation.surplus', ...place, payload })
  }
  const supersedes = row.supersedes as AnnotationId | null
  return appendEvent(tx, deps.ids.next(), {
    kind: 'annotation.accepted',
    ...place,
    payload: { ...payload, supersedes },
  })
}

function acceptedOf(row: AnnotationRow): Accepted {
  return {
    annotation: row.id as AnnotationId,
    lease: row.lease as LeaseId,
    task: row.task as TaskId,
    submittedAt: row.submitted_at as Millis,
    surplus: row.surplus_at !== null,
  }
}
