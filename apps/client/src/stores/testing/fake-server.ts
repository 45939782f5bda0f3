// A small server in memory for the stores' tests: hands out tasks, takes annotations once, can be cut off.
import type { LeasedTask, ServerMessage } from '@etabli/protocol'
import { type ErrorCode, errors } from '@etabli/protocol'
import type { AnnotationDraft, Answers, Lease, Mark, Project, Question, Task } from '@etabli/schema'
import { RefusedError, type Timers } from '@etabli/sdk'
import type { Line, LineListener } from '../../transport/line.ts'

const ulid = (kind: string, n: number): string => `0${kind}${String(n).padStart(24, '0')}`.slice(0, 26)

export const questions = [
  {
    id: 'objects',
    kind: 'box',
    title: 'Objects',
    help: '',
    required: false,
    options: {},
    labels: [
      { id: 'can', name: 'Can', colour: 0, key: '1' },
      { id: 'carton', name: 'Carton', colour: 1, key: '2' },
    ],
  },
] as unknown as Question[]

export const project = { id: ulid('P', 1), version: 3, questions } as unknown as Pick<
  Project,
  'id' | 'version' | 'questions'
>

export function taskNumber(n: number, prefill: Answers = []): Task {
  return {
    id: ulid('T', n),
    project: project.id,
    position: n,
    priority: 0,
    name: `shelf_${n}.jpg`,
    media: {
      type: 'image',
      blob: 'a'.repeat(64),
      mime: 'image/jpeg',
      bytes: 1,
      width: 640,
      height: 480,
      orientation: 1,
    },
    fields: {},
    prefill,
    overlap: 1,
    state: 'open',
    createdAt: 0,
  } as unknown as Task
}

export function box(n: number, label = 'can'): Mark {
  return {
    id: `m${n}`,
    question: 'objects',
    kind: 'box',
    label,
    value: { x: n, y: n, width: 10, height: 10 },
    source: 'person',
    confidence: null,
  } as unknown as Mark
}

/** The lease of that number, on the task. */
export function leaseOf(
  n: number,
  task: Task,
  purpose: Lease['purpose'] = 'label',
  previous: LeasedTask['previous'] = null,
): LeasedTask {
  const lease = {
    id: ulid('Z', n),
    task: task.id,
    person: ulid('X', 1),
    purpose,
    state: 'held',
    grantedAt: 0,
    expiresAt: 900_000,
  }
  return { lease: lease as unknown as Lease, task, previous, returned: null }
}

export interface FakeServer extends Line {
  /** Annotations by id, in the order in which they were taken. */
  readonly taken: Map<string, AnnotationDraft>
  /** How often a submission came in, repeats counted. */
  readonly submissions: () => number
  readonly released: { task: string; reason: string }[]
  /** Ends the leases of that task and grants it under a new one, whose id is given back. */
  grantAnew(task: Task): string
  cut(): void
  mend(): void
  /** The next submission is taken, but its answer is lost on the way. */
  loseNextReply(): void
  /** Refuses submissions to this task. */
  refuse(task: Task, code: ErrorCode | null): void
  endSession(): void
  startSession(): void
  say(message: ServerMessage): void
}

export function createFakeServer(tasks: readonly Task[]): FakeServer {
  const taken = new Map<string, AnnotationDraft>()
  const byTask = new Map<string, AnnotationDraft>()
  const released: { task: string; reason: string }[] = []
  const held = new Map<string, LeasedTask>()
  const open = [...tasks]
  const refused = new Map<string, ErrorCode>()
  const listeners = new Set<LineListener>()
  let up = true
  let signedIn = true
  let loseNext = false
  let submissions = 0
  let leases = 0

  const problem = (code: ErrorCode): RefusedError =>
    new RefusedError(
      {
        code,
        message: errors[code].sentence,
        issues: [{ code: 'value', message: 'outside the image', path: 'answers.0' }],
      },
      errors[code].status,
    )
  const down = (): RefusedError => new RefusedError({ code: 'server.busy', message: 'down' }, 0)

  function grant(task: Task, purpose: Lease['purpose'], previous: LeasedTask['previous']): LeasedTask {
    leases += 1
    const leased = leaseOf(leases, task, purpose, previous)
    held.set(leased.lease.id, leased)
    return leased
  }

  // biome-ignore lint/suspicious/noExplicitAny: a double of a generic function
  async function ask(request: any): Promise<any> {
    await Promise.resolve()
    if (!up) throw down()
    if (!signedIn) throw problem('session.expired')
    switch (request.type) {
      case 'lease.claim': {
        const leasesNow = open.splice(0, request.count).map((task) => grant(task, 'label', null))
        return leasesNow.length > 0
          ? { type: 'lease.granted', leases: leasesNow }
          : { type: 'lease.none', reason: { why: 'all-done', tasks: tasks.length } }
      }
      case 'lease.release': {
        const leased = held.get(request.lease)
        held.delete(request.lease)
        if (leased) released.push({ task: leased.task.name, reason: request.reason })
        return { type: 'lease.released' }
      }
      case 'lease.reopen': {
        const task = tasks.find((candidate) => candidate.id === request.task)
        const draft = byTask.get(request.task)
        if (!task || !draft) throw problem('not-found')
        return {
          type: 'lease.granted',
          leases: [grant(task, 'correct', { annotation: draft.id, answers: draft.answers })],
        }
      }
      case 'lease.renew':
        return { type: 'lease.renewed', leases: [], lost: [] }
      case 'annotation.submit': {
        submissions += 1
        const leased = held.get(request.lease)
        const task = leased?.task.id ?? ''
        const code = refused.get(task)
        if (code) throw problem(code)
        const draft: AnnotationDraft = request.annotation
        taken.set(draft.id, draft)
        if (task) byTask.set(task, draft)
        held.delete(request.lease)
        if (loseNext) {
          loseNext = false
          throw down()
        }
        return { type: 'annotation.accepted', annotation: draft.id, surplus: false }
      }
      default:
        throw problem('request.invalid')
    }
  }

  return {
    taken,
    submissions: () => submissions,
    released,
    ask: ask as Line['ask'],
    ready: () => up && signedIn,
    held: () => [...held.values()],
    listen(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    grantAnew(task) {
      for (const [id, leased] of held) if (leased.task.id === task.id) held.delete(id)
      return grant(task, 'label', null).lease.id
    },
    cut() {
      up = false
    },
    mend() {
      up = true
      for (const listener of listeners) listener.welcome?.([...held.values()])
    },
    loseNextReply() {
      loseNext = true
    },
    refuse(task, code) {
      if (code) refused.set(task.id, code)
      else refused.delete(task.id)
    },
    endSession() {
      signedIn = false
    },
    startSession() {
      signedIn = true
      for (const listener of listeners) listener.welcome?.([...held.values()])
    },
    say(message) {
      for (const listener of listeners) listener.message?.(message)
    },
  }
}

/** Timers that run only when told to. */
export function handTimers(): Timers & { run(ms: number): void } {
  let now = 0
  let waiting: { at: number; run: () => void }[] = []
  return {
    after(ms, run) {
      const entry = { at: now + ms, run }
      waiting.push(entry)
      return () => {
        waiting = waiting.filter((other) => other !== entry)
      }
    },
    random: () => 0.5,
    run(ms) {
      now += ms
      const due = waiting.filter((entry) => entry.at <= now)
      waiting = waiting.filter((entry) => entry.at > now)
      for (const entry of due) entry.run()
    },
  }
}
