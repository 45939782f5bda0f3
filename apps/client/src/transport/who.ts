// Who is here: asked of the server at boot, and again after a failure.
import { RefusedError } from '@etabli/sdk'
import { sessionStore, signedIn, signedOut } from '../stores/session.ts'
import { api } from './api.ts'
import { rememberedMe } from './live.ts'

/** Asks the server; without a line the page goes on as whoever was here last: every submission is checked anyway. */
export async function askWho(): Promise<void> {
  sessionStore.setState({ problem: null })
  try {
    signedIn(sessionStore, await api.call('session.me'))
  } catch (fault) {
    if (!(fault instanceof RefusedError)) throw fault
    const remembered = fault.status === 0 ? rememberedMe() : null
    if (fault.code.startsWith('session.')) signedOut(sessionStore)
    else if (remembered) signedIn(sessionStore, remembered)
    else sessionStore.setState({ problem: fault })
  }
}
