// Events: what a stage causes to its right, appended in its own transaction and taken by the job runner.
import type { AnnotationId, BlobHash, PersonId, ProjectId, TaskId } from '@etabli/schema'
import { fromJson, toJson } from '../db/json.ts'
import { prepared } from '../db/prepared.ts'
import type { Tx } from '../db/transact.ts'
import type { Deps } from '../deps.ts'

interface EventOf<K extends string, P> {
  readonly kind: K
  readonly project: ProjectId
  readonly task: TaskId | null
  readonly payload: P
}

/** A label whose marks mean another class now, or none, or their own again. */
export interface RelabelledLabel {
  readonly question: string
  readonly label: string
}

interface ProjectEdited {
  readonly version: number
  readonly overlap: { readonly from: number; readonly to: number } | null
  readonly questions: boolean
  /** Absent where no class was merged, removed or brought back. */
  readonly relabelled?: readonly RelabelledLabel[]
}

export type FlowEvent =
  /** An annotation that counts came in, or a correction superseded one. */
  | EventOf<'annotation.accepted', { annotation: AnnotationId; person: PersonId; supersedes: AnnotationId | null }>
  /** One came late and its place was taken: it feeds the quality model only. */
  | EventOf<'annotation.surplus', { annotation: AnnotationId; person: PersonId }>
  /** A reviewer sent an annotation back to its author. */
  | EventOf<'task.returned', { annotation: AnnotationId; person: PersonId }>
  /** A project changed; `overlap` where its overlap did. */
  | EventOf<'project.edited', ProjectEdited>
  /** An import was asked to land, or to be read. */
  | EventOf<'import.asked', { import: string }>
  /** Tasks of an import landed. */
  | EventOf<'import.landed', { import: string; tasks: number }>
  /** Large images landed: their tiles are to be made. */
  | EventOf<'tiles.asked', { import: string }>
  /** Rules were asked to propose, or to take back what they proposed. */
  | EventOf<'prelabels.asked', { what: 'propose' | 'remove' }>
  /** An export waits to be written. */
  | EventOf<'export.asked', { export: string }>
  /** A person lost their place in the project: what they hold goes back to the queue. */
  | EventOf<'person.removed', { person: PersonId }>
  /** What is beeped in a recording changed: the copies are to be made before they are asked for. */
  | EventOf<'recording.flagged', { blob: BlobHash }>
  /** A reviewer settled a task, or opened it again. */
  | EventOf<'task.settled', { review: string }>

export type StoredEvent = FlowEvent & { readonly id: string; readonly createdAt: number; readonly attempts: number }

/** Taken longer ago than this and not finished: whoever took it is gone. */
const TAKEN_FOR_MS = 60_000

/** Appends an event to the transaction; the runner is woken after its commit. */
export async function appendEvent(tx: Tx, id: string, event: FlowEvent): Promise<void> {
  const { kind, project, task } = event
  await insertEvent(tx.db, { id, kind, project, task, payload: toJson(event.payload), at: tx.now })
  tx.tell({ topic: 'events' })
}

type NewEvent = { id: string; kind: string; project: string; task: string | null; payload: string; at: number }
const insertEvent = prepared<NewEvent, never>((db, value) =>
  db.insertInto('event').values({
    id: value('id'),
    kind: value('kind'),
    project: value('project'),
    task: value('task'),
    payload: value('payload'),
    created_at: value('at'),
    taken_at: null,
    attempts: 0,
  }),
)

/** Takes the oldest waiting events for this runner. Each is `finishEvents`ed, or comes back after a minute without `holdEvents`. */
export async function takeEvents(deps: Deps, count: number): Promise<StoredEvent[]> {
  return deps.transact(async (tx) => {
    const waiting = tx.db
      .selectFrom('event')
      .selectAll()
      .where((where) => where.or([where('taken_at', 'is', null), where('taken_at', '<', tx.now - TAKEN_FOR_MS)]))
      .orderBy('id')
      .limit(count)
    const rows = await deps.dialect.lockForClaim(waiting).execute()
    if (rows.length === 0) return []
    await tx.db
      .updateTable('event')
      .set((set) => ({ taken_at: tx.now, attempts: set('attempts', '+', 1) }))
      .where(
        'id',
        'in',
        rows.map((row) => row.id),
      )
      .execute()
    return rows.map(
      (row) =>
        ({
          id: row.id,
          kind: row.kind,
          project: row.project,
          task: row.task,
          payload: fromJson(row.payload),
          createdAt: row.created_at,
          attempts: row.attempts + 1,
        }) as StoredEvent,
    )
  })
}

/** Says that these are still being worked on, so that no other runner takes them. */
export async function holdEvents(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length > 0) await tx.db.updateTable('event').set({ taken_at: tx.now }).where('id', 'in', ids).execute()
}

/** Forgets events that were dealt with. */
export async function finishEvents(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length > 0) await tx.db.deleteFrom('event').where('id', 'in', ids).execute()
}

/** Gives an event back to be taken again, for example after its work failed. */
export async function giveBackEvents(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length > 0) await tx.db.updateTable('event').set({ taken_at: null }).where('id', 'in', ids).execute()
}
