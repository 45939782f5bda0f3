// The queue: the task at hand, those held ahead, and why there is none.
import type { EmptyReason, LeasedTask } from '@etabli/protocol'
import type { LeaseId, TaskId } from '@etabli/schema'
import { createStore, type StoreApi } from 'zustand/vanilla'

export interface QueueState {
  readonly current: LeasedTask | null
  readonly ahead: readonly LeasedTask[]
  /** Why there is nothing, as the server said it last; null while there is something or it is not known. */
  readonly empty: EmptyReason | null
  /** A claim is under way, or the first look at what is held. */
  readonly claiming: boolean
  /** What kept a claim from being answered, other than the line being down. */
  readonly problem: unknown
  /** The task submitted last, to go back to. */
  readonly last: TaskId | null
  /** The hold on the task at hand ended; it can still be submitted. */
  readonly lost: boolean
  /** The person lost their place in the project: nothing more is given, and nothing more is taken. */
  readonly outside: boolean
  readonly submitted: number
}

export type QueueStore = StoreApi<QueueState>

export function createQueue(): QueueStore {
  return createStore<QueueState>(() => ({
    current: null,
    ahead: [],
    empty: null,
    claiming: true,
    problem: null,
    last: null,
    lost: false,
    outside: false,
    submitted: 0,
  }))
}

/** What came back goes first, then what one corrects, then the queue's own order. */
export function inOrder(leases: readonly LeasedTask[]): LeasedTask[] {
  const rank = ({ lease }: LeasedTask) => (lease.purpose === 'rework' ? 0 : lease.purpose === 'correct' ? 1 : 2)
  return leases.toSorted((a, b) => rank(a) - rank(b))
}

/** The leases in hand, the current one first. */
export function inHand({ current, ahead }: QueueState): LeasedTask[] {
  return current ? [current, ...ahead] : [...ahead]
}

export function holds(state: QueueState, lease: LeaseId): boolean {
  return inHand(state).some((leased) => leased.lease.id === lease)
}
