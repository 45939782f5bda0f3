// Who is at this page, and how the line to the server stands.
import type { Me } from '@etabli/protocol'
import { createStore, type StoreApi } from 'zustand/vanilla'

/** `online` greets and answers; `waiting` tries again by itself; `old` means the page must be reloaded. */
export type LineState = 'connecting' | 'online' | 'waiting' | 'signed-out' | 'old' | 'off'

export interface SessionState {
  /** Undefined while not yet known, null where nobody is signed in. */
  readonly me: Me | null | undefined
  /** Why it is not known, where asking failed. */
  readonly problem: unknown
  /** The session ended while the person was at work: they sign in again in place. */
  readonly expired: boolean
  readonly line: LineState
  /** Server time minus ours, in milliseconds. */
  readonly clockOffset: number
}

export type SessionStore = StoreApi<SessionState>

export function createSessionStore(): SessionStore {
  return createStore<SessionState>(() => ({
    me: undefined,
    problem: null,
    expired: false,
    line: 'off',
    clockOffset: 0,
  }))
}

/** The page's own. */
export const sessionStore = createSessionStore()

/** What the server said of who is here. */
export function signedIn(store: SessionStore, me: Me): void {
  store.setState({ me, expired: false })
}

export function signedOut(store: SessionStore): void {
  store.setState({ me: null, expired: false })
}

/** The server no longer knows the session; work goes on, and a dialog asks to sign in again. */
export function sessionEnded(store: SessionStore): void {
  if (store.getState().me) store.setState({ expired: true })
  else store.setState({ me: null })
}
