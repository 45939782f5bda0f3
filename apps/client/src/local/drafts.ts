// Drafts: answers and history by task, written after every edit, so that a killed tab loses nothing finished.
import type { LeasedTask } from '@etabli/protocol'
import { type Database, Draft } from './database.ts'

/**
 * The draft of that lease's task, or null. A draft of a first labelling outlives its lease; one of a correction does
 * not, since it started from answers that may have changed.
 */
export async function loadDraft(db: Database, leased: LeasedTask): Promise<Draft | null> {
  const row = await db.drafts.get(leased.task.id)
  const parsed = Draft.safeParse(row)
  if (!parsed.success) return null
  return leased.lease.purpose === 'label' || parsed.data.lease === leased.lease.id ? parsed.data : null
}

export interface DraftWriter {
  /** Writes soon; while one write is under way only the newest of the later ones is kept. */
  write(draft: Draft): void
  /** Waits until everything is written. */
  settled(): Promise<void>
}

/** Copying so many marks for the device may take longer than a frame: it waits until what the person did is painted. */
const MANY = 1_000
/** A page out of sight paints nothing: it waits no longer than so many milliseconds. */
const PAINTED_MILLIS = 100

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

/** @param onFault told where the device refuses to store (full, or private browsing): the person must know */
export function createDraftWriter(db: Database, onFault: (fault: unknown) => void): DraftWriter {
  let next: Draft | null = null
  let running: Promise<void> | null = null

  async function run(): Promise<void> {
    while (next) {
      const draft = next
      if (draft.answers.length >= MANY) {
        await painted()
        if (next !== draft) continue
      }
      next = null
      try {
        await db.drafts.put(draft)
      } catch (fault) {
        onFault(fault)
      }
    }
    running = null
  }

  return {
    write(draft) {
      next = draft
      running ??= run()
    },
    async settled() {
      while (running !== null) await running
    },
  }
}
