// Lease: the only way to hold a task: granted, renewed, ended; expiry arithmetic.
import * as z from 'zod/mini'
import { LeaseId, PersonId, TaskId } from './ids.ts'
import { limits } from './limits.ts'
import { Millis } from './time.ts'

export const LeaseState = z.enum(['held', 'submitted', 'released', 'expired'])
export type LeaseState = z.infer<typeof LeaseState>

/** Why the person holds the task: from the queue, sent back to them, or to correct their own last answer. */
export const LeasePurpose = z.enum(['label', 'rework', 'correct'])
export type LeasePurpose = z.infer<typeof LeasePurpose>

export const Lease = z.object({
  id: LeaseId,
  task: TaskId,
  person: PersonId,
  purpose: LeasePurpose,
  state: LeaseState,
  grantedAt: Millis,
  expiresAt: Millis,
})
export type Lease = z.infer<typeof Lease>

/** How a person lets go of a task without an answer. `later` keeps it theirs to claim again; the others do not. */
export const ReleaseReason = z.enum(['later', 'skip', 'unusable'])
export type ReleaseReason = z.infer<typeof ReleaseReason>

/**
 * When a lease ends unless renewed.
 * @param offline true where the client says it goes offline on purpose
 */
export function leaseExpiry(now: Millis, offline = false): Millis {
  return (now + (offline ? limits.leaseOfflineMillis : limits.leaseMillis)) as Millis
}
