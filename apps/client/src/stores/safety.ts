// Safety: what is not yet on the server, in one phrase; always shown.
import type { LeaseId } from '@etabli/schema'
import type { OutboxState } from '../local/outbox.ts'
import type { LineState } from './session.ts'

export interface SafetyInput {
  readonly line: LineState
  /** Finished, not acknowledged. */
  readonly waiting: number
  /** Refused by the server, kept on this device. */
  readonly refused: number
  /** The task at hand was changed and not submitted: whether the draft is on the device yet. */
  readonly draft: 'none' | 'writing' | 'kept'
}

export interface Safety {
  readonly tone: 'ok' | 'info' | 'warn' | 'danger'
  /** Key of the phrase. */
  readonly phrase: string
  readonly count: number
}

/** "All saved" only where the server has acknowledged everything. */
export function safetyOf({ line, waiting, refused, draft }: SafetyInput): Safety {
  const offline = line === 'waiting' || line === 'signed-out' || line === 'old' || line === 'off'
  if (refused > 0) return { tone: 'danger', phrase: 'safety.refused', count: refused }
  if (offline && waiting > 0) return { tone: 'warn', phrase: 'safety.offlineWaiting', count: waiting }
  if (offline) return { tone: 'warn', phrase: 'safety.offline', count: 0 }
  if (waiting > 0) return { tone: 'info', phrase: 'safety.waiting', count: waiting }
  if (draft === 'writing') return { tone: 'info', phrase: 'safety.writing', count: 0 }
  if (draft === 'kept') return { tone: 'info', phrase: 'safety.draft', count: 0 }
  return { tone: 'ok', phrase: 'safety.saved', count: 0 }
}

/** How much is finished and not acknowledged; what is being written counts once, whether its row is seen yet or not. */
export function waitingCount({ rows, writing }: OutboxState): number {
  const leases = new Set<LeaseId>(writing)
  for (const row of rows) if (row.state === 'waiting') leases.add(row.lease)
  return leases.size
}
