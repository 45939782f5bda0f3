// The database on this device: drafts, takes, the outbox, the tasks held, and a few things kept for a reload without a line.
import { LeasedTask, ProblemBody } from '@etabli/protocol'
import {
  AnnotationDraft,
  Answers,
  BlobHash,
  LeaseId,
  Mark,
  MarkId,
  ProjectId,
  ReleaseReason,
  TaskId,
} from '@etabli/schema'
import { Dexie, type EntityTable, type Table } from 'dexie'
import * as z from 'zod/mini'

const Patch = z.object({
  id: MarkId,
  before: z.nullable(Mark),
  after: z.nullable(Mark),
  at: z.optional(z.int()),
})

const Steps = z.array(z.array(Patch))

/** Work on one task that was not submitted yet: whose, how long, and under which questions. What was done is beside it. */
export const DraftRow = z.object({
  task: TaskId,
  lease: LeaseId,
  /** The project's version that the answers follow. */
  version: z.int(),
  /** Milliseconds worked so far. */
  activeMs: z.number(),
  updatedAt: z.number(),
})
export type DraftRow = z.infer<typeof DraftRow>

/** A draft whole, undo and redo included; absent as long as what the task began with and its edits say it all. */
export const WholeRow = z.object({
  task: TaskId,
  /** The number of the last edit in it. */
  upTo: z.int(),
  answers: Answers,
  history: z.object({ past: Steps, future: Steps, burst: z.optional(z.string()) }),
})
export type WholeRow = z.infer<typeof WholeRow>

/** One edit since: a draft of ten thousand marks costs what was done to it, not what it holds. */
export const EditRow = z.object({
  task: TaskId,
  n: z.int(),
  edit: z.discriminatedUnion('do', [
    z.object({ do: z.literal('commit'), patches: z.array(Patch), burst: z.optional(z.string()) }),
    z.object({ do: z.literal('undo') }),
    z.object({ do: z.literal('redo') }),
  ]),
})
export type EditRow = z.infer<typeof EditRow>

/** Something finished that the server has not acknowledged. */
export const OutboxRow = z.object({
  /** Order in which it was finished; given by the database. */
  seq: z.int(),
  project: ProjectId,
  lease: LeaseId,
  task: TaskId,
  /** The task's name, so that a refusal can name it. */
  name: z.string(),
  /** The task itself, so that it can be opened again without a line. */
  leased: LeasedTask,
  what: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('submit'), annotation: AnnotationDraft }),
    z.object({ kind: z.literal('release'), reason: ReleaseReason, words: z.string() }),
  ]),
  state: z.enum(['waiting', 'refused']),
  problem: z.nullable(ProblemBody),
  at: z.number(),
})
export type OutboxRow = z.infer<typeof OutboxRow>

/** A take that was recorded here: its bytes are on this device before anything else is done with them. */
export const TakeRow = z.object({
  task: TaskId,
  /** SHA-256 of the bytes. */
  blob: BlobHash,
  lease: LeaseId,
  bytes: z.instanceof(ArrayBuffer),
  at: z.number(),
  /** When the server said that it has it; null while it does not. */
  sentAt: z.nullable(z.number()),
  /** Why the server would not take it; it is tried again with the annotation that names it. */
  problem: z.nullable(ProblemBody),
})
export type TakeRow = z.infer<typeof TakeRow>

/** A task held, kept so that a reload without a line can go on. */
export const HeldRow = z.object({ lease: LeaseId, project: ProjectId, order: z.number(), leased: LeasedTask })
export type HeldRow = z.infer<typeof HeldRow>

interface Kept {
  readonly key: string
  readonly value: unknown
}

export type Database = Dexie & {
  readonly drafts: EntityTable<DraftRow, 'task'>
  readonly wholes: EntityTable<WholeRow, 'task'>
  readonly edits: Table<EditRow, [task: TaskId, n: number]>
  readonly outbox: EntityTable<OutboxRow, 'seq'>
  readonly held: EntityTable<HeldRow, 'lease'>
  readonly takes: Table<TakeRow, [task: TaskId, blob: BlobHash]>
  readonly kept: EntityTable<Kept, 'key'>
}

/** As drafts were kept at first: whole at each edit. */
const OldDraft = z.object({
  task: TaskId,
  lease: LeaseId,
  answers: Answers,
  history: WholeRow.shape.history,
  activeMs: z.number(),
  updatedAt: z.number(),
})

/** Opens the database of one person at this device; nobody else's work is in it. */
export function openDatabase(person: string): Database {
  // Dexie makes the tables of the schema at run time; the type says which.
  const db = new Dexie(`etabli-${person}`) as Database
  db.version(1).stores({ drafts: 'task', outbox: '++seq, task', held: 'lease, project', kept: 'key' })
  db.version(2)
    .stores({ wholes: 'task', edits: '[task+n]' })
    .upgrade(async (change) => {
      const rows: unknown[] = await change.table('drafts').toArray()
      const old = rows.flatMap((row) => OldDraft.safeParse(row).data ?? [])
      await change
        .table('wholes')
        .bulkPut(old.map(({ task, answers, history }) => ({ task, upTo: 0, answers, history })))
      await change.table('drafts').clear()
      await change
        .table('drafts')
        .bulkPut(old.map(({ task, lease, activeMs, updatedAt }) => ({ task, lease, version: 0, activeMs, updatedAt })))
    })
  db.version(3).stores({ takes: '[task+blob], at' })
  return db
}

/** Keeps a value for a reload without a line. */
export async function keep(db: Database, key: string, value: unknown): Promise<void> {
  await db.kept.put({ key, value })
}

/** What was kept under the key, or null where there is nothing of that form. */
export async function kept<T>(db: Database, key: string, form: z.ZodMiniType<T>): Promise<T | null> {
  const parsed = form.safeParse((await db.kept.get(key))?.value)
  return parsed.success ? parsed.data : null
}
