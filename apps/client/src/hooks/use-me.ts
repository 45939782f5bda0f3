// Who is signed in, and what they may do.
import type { Me } from '@etabli/protocol'
import { type Action, may, type ProjectId } from '@etabli/schema'
import { sessionStore } from '../stores/session.ts'
import { askWho } from '../transport/who.ts'
import { useStore } from './use-store.ts'

export interface MeState {
  /** Undefined while not yet known, null where nobody is signed in. */
  readonly me: Me | null | undefined
  readonly error: unknown
  readonly retry: () => void
}

export function useMe(): MeState {
  const me = useStore(sessionStore, (state) => state.me)
  const error = useStore(sessionStore, (state) => state.problem)
  return { me, error, retry: () => void askWho() }
}

/** True where the signed-in person may do that in the project. */
export function useMay(project: ProjectId, action: Action): boolean {
  const me = useStore(sessionStore, (state) => state.me)
  if (!me) return false
  const role = me.roles.find((row) => row.project === project)?.role ?? null
  return may({ role, admin: me.person.admin }, action)
}
