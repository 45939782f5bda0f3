// The hub: who is connected and what each wants to hear; turns notes of committed changes into messages.
import type { ErrorCode, ServerMessage } from '@etabli/protocol'
import type { LeaseId, ProjectId, TaskId } from '@etabli/schema'
import type { WakeNote } from '../db/wake.ts'
import type { Deps } from '../deps.ts'
import { progressOf } from '../flow/queue/index.ts'
import { createPulse } from './pulse.ts'

/** A connection as the hub knows it. */
export interface Listener {
  readonly person: string
  readonly session: string
  /** Projects whose progress it follows. */
  readonly watched: Set<string>
  /** Projects in which it asked for work. */
  readonly worked: Set<string>
  send(message: ServerMessage): void
  end(code: ErrorCode): void
}

export interface Hub {
  join(listener: Listener): void
  leave(listener: Listener): void
  /** How many connections the person has. */
  countOf(person: string): number
  readonly size: number
  /** Ends every connection and stops listening. */
  close(): void
}

/** W1: a project's progress, and word of new work, go out at most this often. */
const PULSE_MS = 1_000

/** Makes the hub of a server. */
export function createHub(deps: Deps): Hub {
  const everyone = new Set<Listener>()
  const byPerson = new Map<string, Set<Listener>>()
  const pulse = createPulse(PULSE_MS)

  const tellProgress = async (project: string): Promise<void> => {
    const watchers = [...everyone].filter((listener) => listener.watched.has(project))
    if (watchers.length === 0) return
    const progress = await progressOf(deps.db, project)
    for (const watcher of watchers) {
      if (watcher.watched.has(project))
        watcher.send({ type: 'project.progress', project: project as ProjectId, progress })
    }
  }
  const tellWork = (project: string): void => {
    for (const listener of everyone) {
      if (listener.worked.has(project) || listener.watched.has(project)) {
        listener.send({ type: 'work.available', project: project as ProjectId })
      }
    }
  }
  const of = (person: string): Listener[] => [...(byPerson.get(person) ?? [])]

  const hear: { [T in WakeNote['topic']]: (note: Extract<WakeNote, { topic: T }>) => void } = {
    events: () => undefined,
    progress: ({ project }) => pulse.beat(`progress ${project}`, () => void tellProgress(project).catch(complain)),
    project: ({ project, version }) => {
      for (const listener of everyone) {
        if (listener.worked.has(project) || listener.watched.has(project)) {
          listener.send({ type: 'project.changed', project: project as ProjectId, version })
        }
      }
    },
    work: ({ project, person }) => {
      if (person === null) return pulse.beat(`work ${project}`, () => tellWork(project))
      for (const listener of of(person)) listener.send({ type: 'work.available', project: project as ProjectId })
    },
    lost: ({ person, lease, task }) => {
      for (const listener of of(person)) {
        listener.send({ type: 'lease.lost', lease: lease as LeaseId, task: task as TaskId })
      }
    },
    'signed-out': ({ session }) => {
      for (const listener of everyone) if (listener.session === session) listener.end('session.expired')
    },
    role: ({ project, person }) => {
      // Whoever may still look asks again; whoever may not hears no more.
      for (const listener of of(person)) {
        listener.watched.delete(project)
        listener.worked.delete(project)
      }
    },
  }
  const complain = (error: unknown): void => deps.log.error({ event: 'hub.fault', err: error }, 'progress was not told')
  const stop = deps.wake.listen((note) => (hear[note.topic] as (note: WakeNote) => void)(note))

  return {
    get size() {
      return everyone.size
    },
    join(listener) {
      everyone.add(listener)
      const own = byPerson.get(listener.person) ?? new Set()
      byPerson.set(listener.person, own.add(listener))
    },
    leave(listener) {
      everyone.delete(listener)
      const own = byPerson.get(listener.person)
      own?.delete(listener)
      if (own?.size === 0) byPerson.delete(listener.person)
    },
    countOf: (person) => byPerson.get(person)?.size ?? 0,
    close() {
      stop()
      pulse.close()
      for (const listener of everyone) listener.end('server.closing')
    },
  }
}
