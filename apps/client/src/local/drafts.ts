// Drafts: what was done to each task, written after every edit, so that a killed tab loses nothing finished.
import { type Document, type Edit, edited } from '@etabli/modality-kit'
import type { LeasedTask } from '@etabli/protocol'
import type { LeaseId, TaskId } from '@etabli/schema'
import { type Database, DraftRow, EditRow, WholeRow } from './database.ts'
import { draftTables, dropDraft, editsOf } from './drop-draft.ts'

/** What a draft says beside its document. */
export type DraftHead = Omit<DraftRow, 'task'>

export interface LoadedDraft {
  readonly document: Document
  readonly activeMs: number
  /** The version of the questions that the document follows. */
  readonly version: number
}

export interface Drafts {
  /**
   * The draft of that lease's task, or null. A draft of a first labelling outlives its lease; one of a correction does
   * not, since it started from answers that may have changed.
   * @param first the document that the task begins with
   */
  load(leased: LeasedTask, first: Document): Promise<LoadedDraft | null>
  /** Writes an edit soon, or all of the document where the edit was made to another one than is on the device. */
  add(task: TaskId, edit: Edit, made: { readonly from: Document; readonly to: Document }, head: DraftHead): void
  /** Writes the document whole: it came to be otherwise than by edits. */
  put(task: TaskId, document: Document, head: DraftHead): void
  /** Writes what changed beside the document, where there is a draft. */
  touch(task: TaskId, head: DraftHead): void
  /** Its draft ends with its lease: nothing of it is waited for any more. */
  forget(task: TaskId): void
  /** Waits until everything is written. */
  settled(): Promise<void>
}

/** So many patches are written one by one before the draft is written whole, or as many as it has marks. */
const FEW = 500
/** Copying so many marks for the device may take longer than a frame: it waits until what the person did is painted. */
const MANY = 1_000
/** A page out of sight paints nothing: it waits no longer than so many milliseconds. */
const PAINTED_MILLIS = 100

/** What is on the device of a draft: whose, from when, the number of its last edit, and how many patches since it was whole. */
interface Written {
  readonly lease: LeaseId
  readonly updatedAt: number
  readonly n: number
  readonly patches: number
}

interface Waiting {
  readonly head: DraftHead
  readonly edits: readonly Edit[]
  /** The newest document; null where only the head changed. */
  readonly document: Document | null
  readonly whole: boolean
}

/** A write that takes longer than this is told; shorter ones would only flicker. */
const SLOW_MILLIS = 100

/**
 * @param onFault told where the device refuses to store (full, or private browsing): the person must know
 * @param onKept told whether all drafts are on the device: false before the first write of a task, and where one is slow
 */
export function createDrafts(
  db: Database,
  onFault: (fault: unknown) => void,
  onKept: (kept: boolean) => void = () => undefined,
): Drafts {
  let slow: ReturnType<typeof setTimeout> | undefined
  const written = new Map<TaskId, Written>()
  const waiting = new Map<TaskId, Waiting>()
  /** The document that the device holds once nothing waits: what is there can be added to by edits of this one only. */
  const newest = new Map<TaskId, Document>()
  /** Documents that could not be written: the next write holds everything. */
  const broken = new Map<TaskId, Document>()
  let running: Promise<void> | null = null

  function wait(task: TaskId, next: Waiting): void {
    const before = waiting.get(task)
    waiting.set(task, {
      head: next.head,
      edits: [...(before?.edits ?? []), ...next.edits],
      document: next.document ?? before?.document ?? null,
      whole: next.whole || (before?.whole ?? false),
    })
    if (next.document) newest.set(task, next.document)
    if (!written.has(task) || broken.has(task)) onKept(false)
    slow ??= setTimeout(() => onKept(false), SLOW_MILLIS)
    running ??= run()
  }

  async function run(): Promise<void> {
    for (let [task] = waiting.keys(); task !== undefined; [task] = waiting.keys()) {
      if (isLarge(wholeOf(task))) await painted()
      const next = waiting.get(task)
      const whole = wholeOf(task)
      waiting.delete(task)
      try {
        if (next) await write(task, next, whole)
      } catch (fault) {
        if (next?.document) broken.set(task, next.document)
        onFault(fault)
      }
    }
    clearTimeout(slow)
    slow = undefined
    running = null
    onKept(broken.size === 0)
  }

  /** The document, where it is to be written whole. */
  function wholeOf(task: TaskId): Document | null {
    const next = waiting.get(task)
    const document = next?.document ?? broken.get(task)
    if (!next || !document) return null
    const since = (written.get(task)?.patches ?? 0) + patchesIn(next.edits)
    const due = next.whole || broken.has(task) || since > Math.max(FEW, document.answers.length)
    return due ? document : null
  }

  async function write(task: TaskId, next: Waiting, due: Document | null): Promise<void> {
    const before = written.get(task)
    const from = before?.n ?? 0
    const upTo = from + next.edits.length
    const { lease, updatedAt } = next.head
    const after = await db.transaction('rw', draftTables(db), async (): Promise<Written | null> => {
      // What is there of another lease's draft does not go with this one.
      if (!before) await dropDraft(db, task)
      // Another tab has worked on it, or it was submitted: there is nothing that an edit could follow.
      const isOther = before !== undefined && !isAsWritten(await db.drafts.get(task), before)
      const whole = due ?? (isOther ? next.document : null)
      if (isOther && !whole) return null
      await db.drafts.put({ task, ...next.head })
      if (whole) {
        await editsOf(db, task).delete()
        await db.wholes.put({ task, upTo, ...copied(whole) })
      } else {
        await db.edits.bulkPut(next.edits.map((edit, index) => ({ task, n: from + index + 1, edit: copiedEdit(edit) })))
      }
      return { lease, updatedAt, n: upTo, patches: whole ? 0 : (before?.patches ?? 0) + patchesIn(next.edits) }
    })
    broken.delete(task)
    if (after) written.set(task, after)
  }

  async function settled(): Promise<void> {
    while (running !== null) await running
  }

  return {
    async load({ task, lease }, first) {
      await settled()
      const before = newest.get(task.id)
      const [head, whole, rows] = await db.transaction('r', draftTables(db), () =>
        Promise.all([db.drafts.get(task.id), db.wholes.get(task.id), editsOf(db, task.id).toArray()]),
      )
      const draft = readDraft(head, whole, rows)
      const isOurs = draft !== null && (lease.purpose === 'label' || draft.lease === lease.id)
      const document = isOurs ? draft.edits.reduce(edited, draft.base ?? first) : first
      // Where the task is worked on meanwhile under its last lease, what is on the device goes with that.
      if (newest.get(task.id) === before) {
        broken.delete(task.id)
        newest.set(task.id, document)
        written.delete(task.id)
        if (isOurs) {
          const { updatedAt, n, edits } = draft
          written.set(task.id, { lease: draft.lease, updatedAt, n, patches: patchesIn(edits) })
        }
      }
      return isOurs ? { document, activeMs: draft.activeMs, version: draft.version } : null
    },
    add: (task, edit, { from, to }, head) =>
      wait(task, { head, edits: [edit], document: to, whole: newest.get(task) !== from }),
    put: (task, document, head) => wait(task, { head, edits: [], document, whole: true }),
    touch(task, head) {
      if (written.has(task) || waiting.has(task) || broken.has(task))
        wait(task, { head, edits: [], document: null, whole: false })
    },
    forget(task) {
      broken.delete(task)
      newest.delete(task)
    },
    settled,
  }
}

function painted(): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, PAINTED_MILLIS)
    globalThis.requestAnimationFrame?.(() => {
      setTimeout(() => {
        clearTimeout(timer)
        resolve()
      }, 0)
    })
  })
}

const isLarge = (document: Document | null): boolean => (document?.answers.length ?? 0) >= MANY

const isAsWritten = (row: DraftRow | undefined, { lease, updatedAt }: Written): boolean =>
  row?.lease === lease && row.updatedAt === updatedAt

const patchesIn = (edits: readonly Edit[]): number =>
  edits.reduce((sum, edit) => sum + (edit.do === 'commit' ? edit.patches.length : 1), 0)

function copied({ answers, history }: Document): Pick<WholeRow, 'answers' | 'history'> {
  const { past, future, burst } = history
  return {
    answers,
    history: {
      past: past.map((patches) => [...patches]),
      future: future.map((patches) => [...patches]),
      ...(burst === undefined ? {} : { burst }),
    },
  }
}

function copiedEdit(edit: Edit): EditRow['edit'] {
  return edit.do === 'commit' ? { ...edit, patches: [...edit.patches] } : edit
}

interface ReadDraft extends DraftHead {
  readonly base: Document | null
  readonly edits: readonly Edit[]
  readonly n: number
}

/** What the rows say; null where there is no draft, or its rows are not of their form or not all there. */
function readDraft(head: unknown, whole: unknown, rows: readonly unknown[]): ReadDraft | null {
  const said = DraftRow.safeParse(head)
  const base = WholeRow.safeParse(whole)
  const edits = rows.map((row) => EditRow.safeParse(row))
  if (!said.success || (whole !== undefined && !base.success)) return null
  const from = base.data?.upTo ?? 0
  if (!edits.every(({ data }, index) => data?.n === from + index + 1)) return null
  return {
    ...said.data,
    // The stored form says `undefined` where ours says absent; nothing else differs.
    base: base.data ? ({ answers: base.data.answers, history: base.data.history } as Document) : null,
    edits: edits.flatMap(({ data }) => (data ? [data.edit as Edit] : [])),
    n: from + edits.length,
  }
}
