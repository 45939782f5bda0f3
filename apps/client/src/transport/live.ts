// Live: the connection, the database and the outbox of whoever is signed in; made when they come, closed when they go.
import { Me } from '@etabli/protocol'
import type { LeaseId, PersonId } from '@etabli/schema'
import { createStore } from 'zustand/vanilla'
import { sessionStore } from '../stores/session.ts'
import { basePath } from './api.ts'
import { timers } from './browser.ts'
import type { Live } from './open-live.ts'

export const liveStore = createStore<{ readonly live: Live | null }>(() => ({ live: null }))

/** Leases in hand, told to the server at each greeting; the label screen sets it. */
let holding: () => readonly LeaseId[] = () => []

export function setHolding(read: () => readonly LeaseId[]): void {
  holding = read
}

let beginning: PersonId | null = null

/** The database and all that stands on it are fetched only once somebody is in. */
async function begin(me: Me): Promise<void> {
  if (beginning === me.person.id) return
  beginning = me.person.id
  const { openLive } = await import('./open-live.ts')
  beginning = null
  if (sessionStore.getState().me?.person.id !== me.person.id || liveStore.getState().live) return
  liveStore.setState({ live: openLive(me, () => holding()) })
}

function end(live: Live): void {
  live.outbox.close()
  live.connection.close()
  live.db.close()
}

const ME_KEY = 'etabli.me'

/** Who was here last, for a reload without a line; null where nobody was. */
export function rememberedMe(): Me | null {
  try {
    const parsed = Me.safeParse(JSON.parse(localStorage.getItem(ME_KEY) ?? 'null'))
    return parsed.success ? parsed.data : null
  } catch (fault) {
    // What is kept there is not ours to trust; anything unreadable is nothing.
    if (fault instanceof SyntaxError) return null
    throw fault
  }
}

const RETRY_MILLIS = 15_000

/** Lets a reload without a line open the page. Development has no hashed files, and needs none of this. */
export function startOffline(): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return
  // A browser that refuses (private browsing) only loses the reload without a line.
  navigator.serviceWorker.register(`${basePath()}/sw.js`, { scope: `${basePath()}/` }).catch(() => undefined)
}

/** Follows the session: call once at boot. */
export function startLive(): void {
  sessionStore.subscribe(({ me, expired }, before) => {
    const { live } = liveStore.getState()
    if (me === before.me && expired === before.expired) return
    if (me) localStorage.setItem(ME_KEY, JSON.stringify(me))
    else if (me === null) localStorage.removeItem(ME_KEY)
    if (live && live.person !== me?.person.id) {
      end(live)
      liveStore.setState({ live: null })
    }
    if (me && liveStore.getState().live === null) void begin(me)
    else if (me && before.expired && !expired) liveStore.getState().live?.connection.retry()
  })
  const now = () => liveStore.getState().live
  window.addEventListener('online', () => now()?.connection.retry())
  window.addEventListener('offline', () => now()?.connection.drop())
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') now()?.connection.retry()
  })
  // A refusal that may pass (the server is busy) is tried again even where nothing else wakes the outbox.
  const nudge = (): void => {
    void now()
      ?.takes.flush()
      .catch(() => undefined)
    void now()?.outbox.flush()
    timers.after(RETRY_MILLIS, nudge)
  }
  timers.after(RETRY_MILLIS, nudge)
}
