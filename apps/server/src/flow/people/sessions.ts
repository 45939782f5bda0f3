// Sessions of browsers and tokens of programs: begun, known again by their secret, ended.

import type { Tx } from '../../db/transact.ts'
import type { Deps } from '../../deps.ts'
import type { Caller } from '../../plugins/contracts.ts'
import { hashSecret, newSecret } from './secrets.ts'
import { insertSession, personOf, sessionByHash, touchSession } from './store.ts'

const DAY = 24 * 3_600_000
/** A browser that comes back within this stays signed in. */
const SESSION_MS = 30 * DAY
/** How often "last seen" is written down. */
const SEEN_EVERY_MS = 5 * 60_000

/** Begins a session; the secret is known only to the caller. */
export async function beginSession(
  tx: Tx,
  deps: Pick<Deps, 'ids'>,
  person: string,
  name: string,
): Promise<{ secret: string; id: string; expiresAt: number }> {
  const secret = newSecret('session')
  const id = deps.ids.next()
  const expiresAt = tx.now + SESSION_MS
  const times = { created_at: tx.now, last_seen_at: tx.now, expires_at: expiresAt }
  await insertSession(tx, { id, person, kind: 'session', name: name.slice(0, 200), hash: hashSecret(secret), ...times })
  return { secret, id, expiresAt }
}

/** Who holds that secret, or null. */
export async function callerBySecret(deps: Deps, secret: string, kind: 'session' | 'token'): Promise<Caller | null> {
  const now = deps.clock.now()
  const row = await sessionByHash(deps.db, hashSecret(secret), kind, now)
  if (!row || (row.demo_at !== null && !deps.config.demo)) return null
  if (now - row.last_seen_at > SEEN_EVERY_MS) {
    const until = row.expires_at === null ? null : now + SESSION_MS
    await deps.grouped((tx) => touchSession(tx, row.session, until))
  }
  return { ...personOf(row), session: row.session, kind }
}
