// Who is signed in: asked once, then kept in the session store by whoever learns more.
import type { Me } from '@etabli/protocol'
import type { Action, ProjectId } from '@etabli/schema'
import { may } from '@etabli/schema'
import { RefusedError } from '@etabli/sdk'
import { useEffect } from 'react'
import { sessionStore, signedIn, signedOut } from '../stores/session.ts'
import { rememberedMe } from '../transport/live.ts'
import { useFetched } from './use-api.ts'
import { useStore } from './use-store.ts'

export interface MeState {
  /** Undefined while not yet known, null where nobody is signed in. */
  readonly me: Me | null | undefined
  readonly error: unknown
  readonly retry: () => void
}

export function useMe(): MeState {
  const me = useStore(sessionStore, (state) => state.me)
  const asked = useFetched('session.me', undefined, { enabled: me === undefined })
  const { data, error } = asked
  useEffect(() => {
    if (data) signedIn(sessionStore, data)
  }, [data])
  useEffect(() => {
    if (!(error instanceof RefusedError)) return
    if (error.code.startsWith('session.')) signedOut(sessionStore)
    // Without a line the page goes on as whoever was here last; the server still checks every submission.
    const remembered = error.status === 0 ? rememberedMe() : null
    if (remembered) signedIn(sessionStore, remembered)
  }, [error])
  return { me, error: me === undefined ? error : null, retry: () => void asked.refetch() }
}

/** True where the signed-in person may do that in the project. */
export function useMay(project: ProjectId, action: Action): boolean {
  const me = useStore(sessionStore, (state) => state.me)
  if (!me) return false
  const role = me.roles.find((row) => row.project === project)?.role ?? null
  return may({ role, admin: me.person.admin }, action)
}
