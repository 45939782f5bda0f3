// The only writer of `task` and `tally`: every change of a task's slots goes through `change`, which keeps
// open_slots = overlap − annotations − leased, derives the state, and counts for the project.
import type { Answers, Fields, ImportId, Media, Project, ProjectId, Task, TaskId, TaskState } from '@etabli/schema'
import { assert, taskTransitions } from '@etabli/schema'
import { type Selectable, sql, type Transaction } from 'kysely'
import type { Dialect } from '../../db/dialect.ts'
import { fromJson, toJson } from '../../db/json.ts'
import { batches } from '../../db/pages.ts'
import { prepared } from '../../db/prepared.ts'
import type { Tables, TaskTable } from '../../db/tables.ts'
import type { TallyDelta, Tx } from '../../db/transact.ts'
import { fold } from './fold.ts'

export type TaskRow = Selectable<TaskTable>

/** A task about to be added. Names that the project has already are left out and counted. */
export interface NewTask {
  readonly id: TaskId
  readonly name: string
  readonly media: Media
  readonly fields: Fields
  readonly prefill: Answers
  /** Smaller comes sooner; 0 is usual. */
  readonly priority?: number
}

/** What the queue and the annotations may do to a task's counts. */
export interface TaskChange {
  readonly annotations?: number
  readonly leased?: number
  readonly returned?: number
  readonly unusable?: number
  /** A new overlap. */
  readonly overlap?: number
  /** A verdict that decides the state by itself; without it the state follows the counts. */
  readonly state?: Exclude<TaskState, 'done'>
}

/**
 * Adds tasks at the end of the project's queue, in order. In one transaction; call it in batches of some hundred.
 * @returns how many were added, and how many the project had already by name
 */
export async function insertTasks(
  tx: Tx,
  project: Pick<Project, 'id' | 'overlap'>,
  tasks: readonly NewTask[],
  from: ImportId | null = null,
): Promise<{ added: number; known: number }> {
  let added = 0
  for (const batch of batches(tasks)) added += await insertBatch(tx, project, batch, from)
  if (added > 0) tx.tell({ topic: 'work', project: project.id, person: null })
  return { added, known: tasks.length - added }
}

async function insertBatch(
  tx: Tx,
  project: Pick<Project, 'id' | 'overlap'>,
  batch: readonly NewTask[],
  from: ImportId | null,
): Promise<number> {
  const first = await takePositions(tx, project.id, batch.length)
  const passed = await passedPriority(tx, project.id)
  const inserted = await tx.db
    .insertInto('task')
    .values(batch.map((task, index) => rowOf(tx, project, task, first + index, from, passed)))
    .onConflict((conflict) => conflict.columns(['project', 'name']).doNothing())
    .returning('id')
    .execute()
  const added = inserted.length
  tx.count(project.id, { tasks: added, open: added, wanted: added * project.overlap })
  return added
}

/** Reserves positions at the end. Gaps, where names were known already, do no harm. */
async function takePositions(tx: Tx, project: ProjectId, count: number): Promise<number> {
  const row = await tx.db
    .insertInto('tally')
    .values({ project, next_position: count })
    .onConflict((conflict) =>
      conflict.column('project').doUpdateSet((set) => ({ next_position: set('tally.next_position', '+', count) })),
    )
    .returning('next_position')
    .executeTakeFirstOrThrow()
  return row.next_position - count
}

/** The last priority that anyone's mark has reached. */
async function passedPriority(tx: Tx, project: ProjectId): Promise<number> {
  const row = await tx.db
    .selectFrom('share')
    .select((of) => of.fn.max('priority').as('priority'))
    .where('project', '=', project)
    .executeTakeFirst()
  return row?.priority ?? Number.NEGATIVE_INFINITY
}

function rowOf(
  tx: Tx,
  project: Pick<Project, 'id' | 'overlap'>,
  task: NewTask,
  position: number,
  from: ImportId | null,
  passed: number,
): TaskRow {
  const priority = task.priority ?? 0
  return {
    id: task.id,
    project: project.id,
    position,
    priority,
    name: task.name,
    search: fold([task.name, ...Object.values(task.fields)].join('\n')).slice(0, 2_000),
    media: toJson(task.media),
    fields: toJson(task.fields),
    prefill: toJson(task.prefill),
    prefilled: task.prefill.length,
    overlap: project.overlap,
    state: 'open',
    open_slots: project.overlap,
    annotations: 0,
    leased: 0,
    returned: 0,
    unusable: 0,
    // Whose mark is past this priority would never see it.
    requeued_at: priority < passed ? tx.now : null,
    similarity: null,
    unanimous_at: null,
    import: from,
    created_at: tx.now,
  }
}

/** Counts of a task, what they make of it, and its medium, which answers are held against. */
export type TaskCounts = Pick<TaskRow, (typeof COUNTS)[number]>

const COUNTS = [
  'id',
  'project',
  'state',
  'media',
  'overlap',
  'open_slots',
  'annotations',
  'leased',
  'returned',
  'unusable',
  'requeued_at',
] as const

/** Reads a task's counts and holds its row until the end of the transaction; undefined where there is none. */
export async function lockTask(tx: Tx, dialect: Dialect, task: string): Promise<TaskCounts | undefined> {
  const [row] = await countsOf(tx.db, { id: task }, dialect)
  return row
}

const countsOf = prepared<{ id: string }, TaskCounts>((db, value, locks) =>
  locks.lockRow(db.selectFrom('task').select(COUNTS).where('id', '=', value('id'))),
)

/**
 * Changes a locked task's counts.
 * @returns the counts after
 */
export async function changeTask(tx: Tx, task: TaskCounts, change: TaskChange): Promise<TaskCounts> {
  const overlap = change.overlap ?? task.overlap
  const annotations = task.annotations + (change.annotations ?? 0)
  const leased = task.leased + (change.leased ?? 0)
  const returned = task.returned + (change.returned ?? 0)
  const unusable = task.unusable + (change.unusable ?? 0)
  assert(annotations >= 0 && leased >= 0 && returned >= 0, `counts of task ${task.id} below 0`)
  const open_slots = Math.max(0, overlap - annotations - leased)
  const state = stateAfter(task, change, { overlap, annotations, returned })
  assert(
    state === task.state || taskTransitions[task.state as TaskState].includes(state),
    `task ${task.id} cannot become ${state} from ${task.state}`,
  )
  const opened = state === 'open' && open_slots > 0 && (open_slots > task.open_slots || task.state !== 'open')
  const requeued_at = opened ? tx.now : task.requeued_at
  const counts = { overlap, annotations, leased, returned, unusable, open_slots, state, requeued_at }
  await writeCounts(tx.db, { id: task.id, ...counts })
  tx.count(task.project, {
    annotations: annotations - task.annotations,
    leased: leased - task.leased,
    wanted: overlap - task.overlap,
    ...(state === task.state ? {} : stateDelta(task.state as TaskState, state)),
  })
  return { ...task, ...counts }
}

const writeCounts = prepared<Omit<TaskCounts, 'project' | 'media'>, never>((db, value) =>
  db
    .updateTable('task')
    .set({
      overlap: value('overlap'),
      annotations: value('annotations'),
      leased: value('leased'),
      returned: value('returned'),
      unusable: value('unusable'),
      open_slots: value('open_slots'),
      state: value('state'),
      requeued_at: value('requeued_at'),
    })
    .where('id', '=', value('id')),
)

function stateAfter(
  task: TaskCounts,
  change: TaskChange,
  after: { overlap: number; annotations: number; returned: number },
): TaskState {
  const open = after.returned > 0 || after.annotations < after.overlap
  if (change.state === 'open') return open ? 'open' : 'done'
  if (change.state !== undefined) return change.state
  if (task.state === 'settled' || task.state === 'set-aside') return task.state
  return open ? 'open' : 'done'
}

function stateDelta(before: TaskState, after: TaskState): TallyDelta {
  return { [COLUMN[before]]: -1, [COLUMN[after]]: 1 }
}

const COLUMN: Readonly<Record<TaskState, keyof TallyDelta>> = {
  open: 'open',
  done: 'done',
  settled: 'settled',
  'set-aside': 'set_aside',
}

/**
 * Takes one slot of each of these open tasks, which the caller has locked: the claim's half of the bargain.
 */
export async function takeSlots(tx: Tx, project: string, tasks: readonly string[]): Promise<void> {
  if (tasks.length === 0) return
  for (const id of tasks) {
    const taken = await takeSlot(tx.db, { id })
    assert(taken.length === 1, `claimed task ${id} had no open slot`)
  }
  tx.count(project, { leased: tasks.length })
}

const takeSlot = prepared<{ id: string }, { id: string }>((db, value) =>
  db
    .updateTable('task')
    .set((set) => ({ open_slots: set('open_slots', '-', 1), leased: set('leased', '+', 1) }))
    .where('id', '=', value('id'))
    .where(sql<boolean>`open_slots > 0`)
    .returning('id'),
)

/** Keeps what consensus found of a task, for filters and orders. */
export async function setAgreement(
  tx: Tx,
  task: TaskId,
  found: { readonly similarity: number | null; readonly unanimous: boolean },
): Promise<void> {
  await tx.db
    .updateTable('task')
    .set({ similarity: found.similarity, unanimous_at: found.unanimous ? tx.now : null })
    .where('id', '=', task)
    .execute()
}

/** Adds to the counts of projects at the end of a transaction. */
export async function writeTally(
  db: Transaction<Tables>,
  deltas: readonly (readonly [string, TallyDelta])[],
): Promise<void> {
  for (const [project, delta] of deltas) {
    await db
      .insertInto('tally')
      .values({ project, ...delta })
      .onConflict((conflict) =>
        conflict
          .column('project')
          .doUpdateSet((set) =>
            Object.fromEntries(
              (Object.entries(delta) as [keyof TallyDelta, number][]).map(([name, value]) => [
                name,
                set(`tally.${name}`, '+', value),
              ]),
            ),
          ),
      )
      .execute()
  }
}

/** The counts as they should be, read from the tasks and leases themselves. */
export async function recount(db: Transaction<Tables>, project: string): Promise<Required<TallyDelta>> {
  const row = await db
    .selectFrom('task')
    .select([
      sql<number>`count(*)`.as('tasks'),
      sql<number>`coalesce(sum(case when state = 'open' then 1 else 0 end), 0)`.as('open'),
      sql<number>`coalesce(sum(case when state = 'done' then 1 else 0 end), 0)`.as('done'),
      sql<number>`coalesce(sum(case when state = 'settled' then 1 else 0 end), 0)`.as('settled'),
      sql<number>`coalesce(sum(case when state = 'set-aside' then 1 else 0 end), 0)`.as('set_aside'),
      sql<number>`coalesce(sum(overlap), 0)`.as('wanted'),
    ])
    .where('project', '=', project)
    .executeTakeFirstOrThrow()
  const annotations = await db
    .selectFrom('annotation')
    .select(sql<number>`count(*)`.as('n'))
    .where('project', '=', project)
    .where('surplus_at', 'is', null)
    .where('superseded_at', 'is', null)
    .executeTakeFirstOrThrow()
  const leased = await db
    .selectFrom('lease')
    .select(sql<number>`count(*)`.as('n'))
    .where('project', '=', project)
    .where('state', '=', 'held')
    .where('purpose', '=', 'label')
    .executeTakeFirstOrThrow()
  const numbers = { ...row, annotations: annotations.n, leased: leased.n }
  return Object.fromEntries(
    Object.entries(numbers).map(([name, value]) => [name, Number(value)]),
  ) as Required<TallyDelta>
}

/** A row as the task that is said and shown. */
export function taskOf(row: TaskRow): Task {
  return {
    id: row.id,
    project: row.project,
    position: row.position,
    priority: row.priority,
    name: row.name,
    media: fromJson<Media>(row.media),
    fields: fromJson<Fields>(row.fields),
    prefill: fromJson<Answers>(row.prefill),
    overlap: row.overlap,
    state: row.state,
    createdAt: row.created_at,
    // Rows hold what was branded when it was written.
  } as Task
}
