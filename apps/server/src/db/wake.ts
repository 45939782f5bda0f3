// Wake: how a committed change reaches whoever waits for it, in this process and in others on the same database.
import * as z from 'zod/mini'

/** What may be said. A note is a hint to look, never the data itself: losing one delays, and breaks nothing. */
export const WakeNote = z.discriminatedUnion('topic', [
  /** Event rows wait for the job runner. */
  z.object({ topic: z.literal('events') }),
  /** A project's counts changed. */
  z.object({ topic: z.literal('progress'), project: z.string() }),
  /** What is asked, or how, changed: who has the project open asks again. */
  z.object({ topic: z.literal('project'), project: z.string(), version: z.int() }),
  /** Work appeared for one person, or for all of the project. */
  z.object({ topic: z.literal('work'), project: z.string(), person: z.nullable(z.string()) }),
  /** A lease ended without its holder's doing. */
  z.object({ topic: z.literal('lost'), lease: z.string(), task: z.string(), person: z.string() }),
  /** A session or token ended: its sockets must close. */
  z.object({ topic: z.literal('signed-out'), session: z.string() }),
  /** A person's role in a project changed. */
  z.object({ topic: z.literal('role'), project: z.string(), person: z.string() }),
])
export type WakeNote = z.infer<typeof WakeNote>

export interface Wake {
  /** Tells everyone who listens, here and elsewhere. Never throws. */
  send(note: WakeNote): void
  /** Calls the listener for each note; the returned function ends that. */
  listen(listener: (note: WakeNote) => void): () => void
}

/** The half that lives in this process: listeners, called one after the other. */
export function localWake(): Wake {
  const listeners = new Set<(note: WakeNote) => void>()
  return {
    send(note) {
      for (const listener of [...listeners]) listener(note)
    },
    listen(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
