// From task to task: the marks submitted last, copied here by a key, or proposed at the start of each task.
import { carrying, type Kind, type Patch } from '@etabli/modality-kit'
import type { LeasedTask } from '@etabli/protocol'
import {
  Answers,
  type Clock,
  type LabelId,
  type Mark,
  type MarkId,
  Media,
  type ProjectId,
  type Question,
  type Task,
  TaskId,
} from '@etabli/schema'
import * as z from 'zod/mini'
import { createStore, type StoreApi } from 'zustand/vanilla'
import { type Database, keep, kept } from '../local/database.ts'
import type { Document } from './document.ts'
import { isTouched } from './editor.ts'

/** The task that was submitted last. */
const Previous = z.object({ task: TaskId, name: z.string(), media: Media, answers: Answers })
export type Previous = z.infer<typeof Previous>

const Kept = z.object({ previous: z.nullable(Previous), copying: z.boolean(), at: z.number() })

/** What was kept is taken up again by a reload, not on another day: those images are another sequence. */
const SAME_SITTING_MILLIS = 12 * 3_600_000

export interface FlowState {
  readonly previous: Previous | null
  /** Each task begins with the marks of the one before, as proposed ones. */
  readonly copying: boolean
}

export type Carry = (mark: Mark, from: Media, to: Media) => Mark['value'] | null

export interface FlowPorts {
  readonly project: ProjectId
  /** Those of now: they may change under people at work. */
  readonly questions: () => readonly Question[]
  readonly db: Database
  readonly kinds: ReadonlyMap<string, Kind>
  readonly clock: Clock
  readonly newId: () => MarkId
  /** Absent where marks are not copied between tasks. */
  readonly carry?: Carry
}

export interface Flow {
  readonly store: StoreApi<FlowState>
  /** Takes up what this device kept. */
  load(): Promise<void>
  /** Remembers what was submitted. */
  passed(task: Pick<Task, 'id' | 'name' | 'media'>, answers: Answers): Promise<void>
  keepCopying(on: boolean): Promise<void>
  /** The patches that copy the last task's marks, of one class or all; none that are there already. */
  copied(leased: LeasedTask, answers: Answers, label?: LabelId | null): Patch[]
  /** The patches with which a task begins while copying is on: none where work on it has begun, or where it came back. */
  proposed(leased: LeasedTask, document: Document): Patch[]
}

export function createFlow(ports: FlowPorts): Flow {
  const { project, db, carry } = ports
  const store = createStore<FlowState>(() => ({ previous: null, copying: false }))
  const key = `flow:${project}`
  const save = () => keep(db, key, { ...store.getState(), at: ports.clock.now() })

  function patches(leased: LeasedTask, answers: Answers, source: 'person' | 'copy', label?: LabelId | null): Patch[] {
    const { previous } = store.getState()
    if (!previous || !carry || previous.task === leased.task.id) return []
    return carrying({
      from: previous,
      to: { media: leased.task.media, answers },
      questions: ports.questions(),
      kinds: ports.kinds,
      carry,
      newId: ports.newId,
      source,
      ...(label === undefined ? {} : { label }),
    })
  }

  return {
    store,
    async load() {
      const found = await kept(db, key, Kept)
      if (!found || ports.clock.now() - found.at > SAME_SITTING_MILLIS) return
      store.setState({ previous: found.previous, copying: found.copying })
    },
    async passed(task, answers) {
      store.setState({ previous: { task: task.id, name: task.name, media: task.media, answers: [...answers] } })
      await save()
    },
    async keepCopying(copying) {
      store.setState({ copying })
      await save()
    },
    copied: (leased, answers, label) => patches(leased, answers, 'person', label),
    proposed(leased, document) {
      const { copying } = store.getState()
      if (!copying || leased.previous !== null || leased.lease.purpose !== 'label' || isTouched(document)) return []
      return patches(leased, document.answers, 'copy')
    },
  }
}
