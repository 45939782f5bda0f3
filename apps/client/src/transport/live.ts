// Live: the connection, the database and the outbox of whoever is signed in; made when they come, closed when they go.
import { Me } from '@etabli/protocol'
import type { LeaseId, PersonId } from '@etabli/schema'
import { createStore } from 'zustand/vanilla'
import { type Database, openDatabase } from '../local/database.ts'
import { createOutbox, type Outbox } from '../local/outbox.ts'
import { noticesStore, tell } from '../stores/notices.ts'
import { sessionStore } from '../stores/session.ts'
import { basePath } from './api.ts'
import { aloneAs, clock, openSocket, timers } from './browser.ts'
import { type Connection, createConnection } from './connection.ts'

export interface Live {
  readonly person: PersonId
  readonly db: Database
  readonly connection: Connection
  readonly outbox: Outbox
}

export const liveStore = createStore<{ readonly live: Live | null }>(() => ({ live: null }))

/** Leases in hand, told to the server at each greeting; the label screen sets it. */
let holding: () => readonly LeaseId[] = () => []

export function setHolding(read: () => readonly LeaseId[]): void {
  holding = read
}

/** Says that the device will not store, once: work goes on, but a reload would lose it. */
export function tellFault(fault: unknown): void {
  tell(noticesStore, {
    id: 'device',
    tone: 'danger',
    phrase: { key: 'safety.device' },
    details: fault instanceof Error ? [fault.message] : [],
  })
}

function begin(me: Me): Live {
  const db = openDatabase(me.person.id)
  const connection = createConnection({
    open: openSocket,
    timers,
    clock,
    session: sessionStore,
    holding: () => holding(),
  })
  const outbox = createOutbox({
    db,
    ask: connection.ask,
    ready: connection.ready,
    alone: aloneAs(`etabli-outbox-${me.person.id}`),
    onRefused: (row, problem) =>
      tell(noticesStore, {
        id: `refused-${row.seq}`,
        tone: 'danger',
        phrase: { key: 'safety.refusedTask', values: { name: row.name } },
        details: problem.issues?.map((issue) => issue.message) ?? [problem.message],
      }),
    onFault: tellFault,
  })
  connection.listen({ welcome: () => void outbox.flush() })
  return { person: me.person.id, db, connection, outbox }
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
    if (me && liveStore.getState().live === null) liveStore.setState({ live: begin(me) })
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
    void now()?.outbox.flush()
    timers.after(RETRY_MILLIS, nudge)
  }
  timers.after(RETRY_MILLIS, nudge)
}
