// Labelling one project: claim ahead, open, edit, submit, skip, go back. Joins queue, editor, drafts and outbox.

import { type Fault, faultsOf, type Kind, type Patch } from '@etabli/modality-kit'
import type { LeasedTask } from '@etabli/protocol'
import {
  type AnnotationId,
  type Clock,
  type IdSource,
  type LeaseId,
  limits,
  type MarkId,
  type Project,
  type Question,
  type ReleaseReason,
  type TaskId,
} from '@etabli/schema'
import { RefusedError, type Timers } from '@etabli/sdk'
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Database, OutboxRow } from '../local/database.ts'
import { HeldRow } from '../local/database.ts'
import { createDrafts, type DraftHead } from '../local/drafts.ts'
import type { Outbox } from '../local/outbox.ts'
import type { Line } from '../transport/line.ts'
import { type ActiveTime, createActiveTime } from './active-time.ts'
import { type Document, emptyHistory } from './document.ts'
import * as editing from './editor.ts'
import { type Carry, createFlow, type Flow } from './flow.ts'
import { createQueue, holds, inHand, inOrder, type QueueStore } from './queue.ts'

/** Tasks held beside the one at hand. */
export const AHEAD = 2
const RENEW_MILLIS = limits.leaseMillis / 3
const SAVE_TIME_MILLIS = 5_000
/** A reload waits so long for the greeting before it goes on with what is kept. */
const GREETING_MILLIS = 1_500
const SOONEST_RETRY_MILLIS = 5_000

export interface LabellingPorts {
  readonly project: Pick<Project, 'id' | 'version' | 'questions'>
  readonly db: Database
  readonly line: Line
  readonly outbox: Outbox
  readonly kinds: ReadonlyMap<string, Kind>
  readonly clock: Clock
  readonly timers: Timers
  readonly ids: IdSource
  /** Fetches and decodes a task's medium ahead of its turn. */
  readonly prefetch: (leased: LeasedTask) => void
  /** False where another tab works on that lease. */
  readonly lock: (lease: LeaseId) => Promise<boolean>
  readonly unlock: (lease: LeaseId) => void
  /** Brings a mark's value from one task's medium into another's; absent where marks are not copied between tasks. */
  readonly carry?: Carry
  /** Where the device refuses to store, or a command is refused: the person must know. */
  readonly onFault: (fault: unknown) => void
}

export interface Labelling {
  readonly queue: QueueStore
  readonly editor: editing.EditorStore
  readonly time: ActiveTime
  /** Whether the draft of the task at hand is on the device as it is now. */
  readonly kept: StoreApi<boolean>
  /** Goes on under changed questions: what is open and what is ahead follow them. */
  follow(project: LabellingPorts['project']): void
  /** The task submitted last, whose marks can be copied here, and whether each task begins with them. */
  readonly flow: Flow
  /** Takes up what is held and claims the rest. */
  start(): Promise<void>
  /** How many of the patches were applied: locked marks are left as they are. */
  commit(patches: readonly Patch[], burst?: string): number
  undo(): void
  redo(): void
  newId(): MarkId
  /** Puts the answers in the outbox and opens the next task at once. The faults where it may not be submitted. */
  submit(): readonly Fault[]
  skip(reason: ReleaseReason, words: string): void
  /** Opens the task submitted last, to correct it. */
  back(): Promise<void>
  /** Opens one's own answer to that task again, to correct it. */
  backTo(task: TaskId): Promise<void>
  /** Opens a refused submission again, with its answers. */
  reopen(row: OutboxRow): Promise<void>
  /** Claims again, for example after the queue was empty. */
  look(): Promise<void>
  /** Waits until drafts and outbox are on the device. */
  settled(): Promise<void>
  close(): void
}

export function createLabelling(ports: LabellingPorts): Labelling {
  const { db, line, outbox, timers } = ports
  let { project } = ports
  const queue = createQueue()
  const editor = editing.createEditor(ports.kinds)
  const time = createActiveTime(ports.clock)
  const kept = createStore(() => true)
  const drafts = createDrafts(db, ports.onFault, (is) => kept.setState(is, true))
  const newId = () => ports.ids.next() as MarkId
  const flow = createFlow({ ...ports, project: project.id, questions: () => project.questions, newId })
  const prepared = new Map<LeaseId, Prepared>()
  const cancels = new Map<string, () => void>()
  const writing = new Set<Promise<unknown>>()
  /** Leases whose end is on its way into the outbox. */
  const leaving = new Set<LeaseId>()
  const isDrawn = ({ kind }: Question): boolean => ports.kinds.get(kind)?.many ?? false
  let drawn = project.questions.filter(isDrawn)
  editing.ask(editor, project.questions, drawn)
  let claiming = false
  let closed = false
  let loading: Promise<unknown> | null = null
  /** Settles with the last of the calls that take leases in; whoever made a call hears of its fault. */
  let admitting: Promise<void> = Promise.resolve()

  /** Reads what this device kept, once. */
  function load(): Promise<unknown> {
    loading ??= Promise.all([outbox.loaded(), flow.load()])
    return loading
  }

  const later = (name: string, ms: number, run: () => void): void => {
    cancels.get(name)?.()
    cancels.set(name, timers.after(ms, run))
  }
  const track = (promise: Promise<unknown>): void => {
    const watched = promise.catch(ports.onFault).finally(() => writing.delete(watched))
    writing.add(watched)
  }

  /** Takes leases in, one call after another: two that bring the same lease would both take it for new. */
  function admit(leases: readonly LeasedTask[]): Promise<void> {
    const admitted = admitting.then(() => admitNow(leases))
    admitting = admitted.catch(() => undefined)
    return admitted
  }

  /** Locks leases to this tab, keeps them on the device, reads their drafts, fetches their media. */
  async function admitNow(leases: readonly LeasedTask[]): Promise<void> {
    // A greeting may come before it is known what ends in the outbox and what is copied from task to task.
    await load()
    const fresh: LeasedTask[] = []
    for (const leased of inOrder(leases)) {
      const { id } = leased.lease
      if (holds(queue.getState(), id) || outbox.has(id) || leaving.has(id)) continue
      if (!(await ports.lock(id))) continue
      if (await adopted(leased)) continue
      await prepare(leased)
      ports.prefetch(leased)
      fresh.push(leased)
    }
    if (closed || fresh.length === 0) return
    queue.setState(({ ahead }) => ({
      ahead: inOrder([...ahead, ...fresh]),
      empty: null,
      problem: null,
      outside: false,
    }))
    if (!queue.getState().current) openNext()
  }

  /** Goes on with the task at hand under this lease, where the one it was begun under has ended. */
  async function adopted(leased: LeasedTask): Promise<boolean> {
    const { current, lost } = queue.getState()
    if (!lost || current?.task.id !== leased.task.id) return false
    const renewed = { ...current, lease: leased.lease }
    queue.setState({ current: renewed, lost: false })
    editor.setState({ leased: renewed })
    prepared.delete(current.lease.id)
    ports.unlock(current.lease.id)
    saveTime()
    await db.held.delete(current.lease.id)
    await db.held.put({ lease: renewed.lease.id, project: project.id, order: ports.clock.now(), leased: renewed })
    return true
  }

  async function prepare(leased: LeasedTask): Promise<void> {
    const { id } = leased.lease
    await db.held.put({ lease: id, project: project.id, order: ports.clock.now(), leased })
    const first = editing.firstDocument(leased)
    const draft = await drafts.load(leased, first)
    prepared.set(id, {
      document: draft?.document ?? first,
      activeMs: draft?.activeMs ?? 0,
      version: draft?.version ?? null,
    })
  }

  function show(leased: LeasedTask): void {
    const ready = prepared.get(leased.lease.id)
    editing.open(editor, leased, ready?.document ?? editing.firstDocument(leased), drawn)
    time.begin(ready?.activeMs ?? 0)
    // Edits to come are written on top of what is on the device: it has to follow the same questions.
    if (typeof ready?.version === 'number' && ready.version !== project.version) putDraft()
    editing.commit(editor, flow.proposed(leased, editor.getState().document))
  }

  function openNext(): void {
    const [next, ...rest] = queue.getState().ahead
    queue.setState({ current: next ?? null, ahead: rest, lost: false })
    if (next) show(next)
    else editing.close(editor)
    void topUp()
  }

  /** Puts the task at hand back on top of those ahead, with what was done to it. */
  function setAside(): void {
    const { current } = queue.getState()
    if (!current) return
    saveTime()
    prepared.set(current.lease.id, {
      document: editor.getState().document,
      activeMs: time.read(),
      version: project.version,
    })
    queue.setState(({ ahead }) => ({ current: null, ahead: [current, ...ahead] }))
  }

  function openNow(leased: LeasedTask): void {
    const { id } = leased.lease
    // What is sent back is granted first, so it may be in the hand already, or wait there.
    if (queue.getState().current?.lease.id === id) return
    setAside()
    queue.setState(({ ahead }) => ({
      current: leased,
      ahead: ahead.filter((other) => other.lease.id !== id),
      lost: false,
      empty: null,
    }))
    show(leased)
  }

  async function topUp(): Promise<void> {
    const want = 1 + AHEAD - inHand(queue.getState()).length
    if (closed || claiming || want <= 0) return
    if (!line.ready()) {
      queue.setState({ claiming: false })
      return
    }
    claiming = true
    queue.setState({ claiming: true })
    try {
      const reply = await line.ask<'lease.claim'>({ type: 'lease.claim', project: project.id, count: want })
      if (reply.type === 'lease.granted') await admit(reply.leases)
      else if (!closed) emptied(reply.reason)
    } catch (fault) {
      refusedClaim(fault)
    } finally {
      claiming = false
      queue.setState({ claiming: false })
    }
  }

  function emptied(reason: NonNullable<ReturnType<QueueStore['getState']>['empty']>): void {
    queue.setState({ empty: reason, problem: null, outside: false })
    if (reason.why === 'all-leased' && reason.nextAt !== null) {
      later('look', Math.max(SOONEST_RETRY_MILLIS, reason.nextAt - ports.clock.now() + 1_000), () => void topUp())
    }
  }

  function refusedClaim(fault: unknown): void {
    if (!(fault instanceof RefusedError)) throw fault
    if (fault.code === 'project.closed') queue.setState({ empty: { why: 'paused' } })
    else if (fault.code === 'not-found' || fault.code === 'not-allowed') queue.setState({ outside: true })
    else if (fault.status !== 0 && fault.code !== 'lease.too-many') queue.setState({ problem: fault })
  }

  function forget({ lease, task }: LeasedTask): void {
    prepared.delete(lease.id)
    drafts.forget(task.id)
    ports.unlock(lease.id)
  }

  function letGo(leased: LeasedTask): void {
    track(db.held.delete(leased.lease.id).then(() => forget(leased)))
  }

  /** A lease ended without our doing. Work begun stays open: it can still be submitted. */
  function lose(lease: LeaseId): void {
    const { current } = queue.getState()
    if (current?.lease.id === lease) {
      if (editing.isTouched(editor.getState().document)) {
        queue.setState({ lost: true })
        // Asking for more tells why, where the person lost their place in the project.
        void topUp()
      } else {
        letGo(current)
        openNext()
      }
      return
    }
    const lost = queue.getState().ahead.find((leased) => leased.lease.id === lease)
    if (!lost) return
    queue.setState(({ ahead }) => ({ ahead: ahead.filter((leased) => leased !== lost) }))
    letGo(lost)
    void topUp()
  }

  function greeted(held: readonly LeasedTask[]): void {
    const ids = new Set(held.map((leased) => leased.lease.id))
    for (const leased of inHand(queue.getState())) if (!ids.has(leased.lease.id)) lose(leased.lease.id)
    track(admit(held.filter((leased) => leased.task.project === project.id)).then(topUp))
  }

  async function renew(): Promise<void> {
    later('renew', RENEW_MILLIS, () => void renew())
    const leases = inHand(queue.getState()).map((leased) => leased.lease.id)
    if (leases.length === 0 || !line.ready()) return
    try {
      const reply = await line.ask<'lease.renew'>({ type: 'lease.renew', leases })
      for (const lease of reply.lost) lose(lease)
    } catch (fault) {
      if (!(fault instanceof RefusedError)) throw fault
    }
  }

  function head({ lease }: LeasedTask): DraftHead {
    return { lease: lease.id, version: project.version, activeMs: time.read(), updatedAt: ports.clock.now() }
  }

  /** Writes the draft of the task at hand whole, where there is any. */
  function putDraft(): void {
    const { leased, document } = editor.getState()
    if (leased && editing.isTouched(document)) drafts.put(leased.task.id, document, head(leased))
  }

  function saveTime(): void {
    const { leased, document } = editor.getState()
    if (leased && editing.isTouched(document)) drafts.touch(leased.task.id, head(leased))
  }

  function keepTime(): void {
    later('time', SAVE_TIME_MILLIS, keepTime)
    saveTime()
  }

  /** Ends the task at hand by putting something in the outbox; the next one shows without waiting for the device. */
  function finish(current: LeasedTask, what: OutboxRow['what']): void {
    const row = {
      project: project.id,
      lease: current.lease.id,
      task: current.task.id,
      name: current.task.name,
      leased: current,
      what,
      at: ports.clock.now(),
    }
    leaving.add(row.lease)
    const keepDraft = what.kind === 'release' && what.reason === 'later'
    const put = outbox
      .add(row, { keepDraft, after: drafts.settled() })
      .then(() => forget(current))
      .finally(() => leaving.delete(row.lease))
    track(put)
    openNext()
  }

  const unlisten = line.listen({
    welcome: greeted,
    message(message) {
      if (message.type === 'lease.lost') lose(message.lease)
      if (message.type === 'work.available' && message.project === project.id) void topUp()
    },
  })

  const unwatch = editor.subscribe((state, before) => {
    const { leased, document, edit } = state
    if (!leased || document === before.document || leased !== before.leased) return
    if (edit) drafts.add(leased.task.id, edit, { from: before.document, to: document }, head(leased))
    else putDraft()
  })

  return {
    queue,
    editor,
    time,
    kept,
    flow,
    async start() {
      await load()
      later('time', SAVE_TIME_MILLIS, keepTime)
      later('renew', RENEW_MILLIS, () => void renew())
      if (!(await greeting(line, timers))) {
        const rows = await db.held.where('project').equals(project.id).sortBy('order')
        await admit(rows.flatMap((row) => readHeld(row)))
        queue.setState({ claiming: false })
        return
      }
      await admit(line.held().filter((leased) => leased.task.project === project.id))
      await topUp()
    },
    follow(next) {
      if (next.id !== project.id || next.version === project.version) return
      project = next
      drawn = next.questions.filter(isDrawn)
      editing.ask(editor, next.questions, drawn)
    },
    commit: (patches, burst) => editing.commit(editor, patches, burst),
    undo: () => editing.undo(editor),
    redo: () => editing.redo(editor),
    newId,
    submit() {
      const { leased, document } = editor.getState()
      if (!leased) return []
      const faults = faultsOf(document.answers, project.questions, leased.task.media, ports.kinds)
      editor.setState({ faults })
      if (faults.length > 0) return faults
      const annotation = {
        id: ports.ids.next() as AnnotationId,
        answers: [...document.answers],
        activeMs: Math.min(time.read(), limits.activeMillisPerAnnotation),
        version: project.version,
      }
      queue.setState(({ submitted }) => ({ last: leased.task.id, submitted: submitted + 1 }))
      track(flow.passed(leased.task, document.answers))
      finish(leased, { kind: 'submit', annotation })
      return []
    },
    skip(reason, words) {
      const { leased } = editor.getState()
      if (leased) finish(leased, { kind: 'release', reason, words })
    },
    async back() {
      const { last } = queue.getState()
      if (last !== null) await this.backTo(last)
    },
    async backTo(task) {
      const row = outbox.waitingFor(task)
      if (row && !line.ready()) {
        await this.reopen(row)
        return
      }
      await gone(outbox, task, timers)
      const reply = await line.ask<'lease.reopen'>({ type: 'lease.reopen', task })
      const leased = reply.leases[0]
      if (!leased) return
      const { id } = leased.lease
      if (!holds(queue.getState(), id)) {
        if (!(await ports.lock(id))) return
        await prepare(leased)
      }
      queue.setState({ last: null })
      openNow(leased)
    },
    async reopen(row) {
      const taken = await outbox.takeBack(row.seq)
      if (taken?.what.kind !== 'submit') return
      const { annotation } = taken.what
      await ports.lock(taken.lease)
      await db.held.put({ lease: taken.lease, project: project.id, order: 0, leased: taken.leased })
      const { activeMs, version } = annotation
      const document = { answers: annotation.answers, history: emptyHistory }
      prepared.set(taken.lease, { document, activeMs, version })
      drafts.put(taken.task, document, { lease: taken.lease, version, activeMs, updatedAt: ports.clock.now() })
      queue.setState({ last: null })
      openNow(taken.leased)
    },
    look: topUp,
    async settled() {
      await drafts.settled()
      await Promise.all([...writing])
      await drafts.settled()
    },
    close() {
      saveTime()
      closed = true
      unlisten()
      unwatch()
      for (const cancel of cancels.values()) cancel()
      for (const leased of inHand(queue.getState())) ports.unlock(leased.lease.id)
    },
  }
}

/** A task's document as it will be opened. */
interface Prepared {
  readonly document: Document
  readonly activeMs: number
  /** The version of the questions that its draft follows; null where there is none. */
  readonly version: number | null
}

function readHeld(row: unknown): LeasedTask[] {
  const parsed = HeldRow.safeParse(row)
  return parsed.success ? [parsed.data.leased] : []
}

/** True once the server greeted us; false where it does not come in time. */
function greeting(line: Line, timers: Timers): Promise<boolean> {
  if (line.ready()) return Promise.resolve(true)
  return new Promise((resolve) => {
    let cancel = (): void => {}
    const unlisten = line.listen({ welcome: () => end(true) })
    const end = (greeted: boolean): void => {
      unlisten()
      cancel()
      resolve(greeted)
    }
    cancel = timers.after(GREETING_MILLIS, () => end(false))
  })
}

const GONE_MILLIS = 10_000

/** Waits until nothing of the task is in the outbox, or for ten seconds. */
function gone(outbox: Outbox, task: TaskId, timers: Timers): Promise<void> {
  if (!outbox.waitingFor(task) && outbox.store.getState().writing.length === 0) return Promise.resolve()
  return new Promise((resolve) => {
    const end = (): void => {
      unsubscribe()
      cancel()
      resolve()
    }
    const unsubscribe = outbox.store.subscribe((state) => {
      if (state.writing.length === 0 && !outbox.waitingFor(task)) end()
    })
    const cancel = timers.after(GONE_MILLIS, end)
  })
}
