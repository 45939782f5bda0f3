// ClientMessage type → handler; exhaustive by type, so that a new message without a handler does not compile.
import type { ClientMessage, ServerMessage } from '@etabli/protocol'
import { limits } from '@etabli/schema'
import type { Deps } from '../deps.ts'
import { submit } from '../flow/annotations/index.ts'
import { claim, heldBy, leasedTasks, progressOf, release, renew, reopen } from '../flow/queue/index.ts'
import { roleIn } from '../plugins/access.ts'
import type { Caller } from '../plugins/contracts.ts'
import { Problem } from '../problem.ts'
import type { Listener } from './hub.ts'

export interface Session {
  readonly deps: Deps
  readonly caller: Caller
  readonly listener: Listener
}

type Said<T extends ClientMessage['type']> = Extract<ClientMessage, { type: T }>
type Live = Exclude<ClientMessage['type'], 'session.hello'>
type Handlers = { [T in Live]: (message: Said<T>, session: Session) => Promise<ServerMessage> }

/** Projects that one connection may follow. */
const MOST_WATCHED = 100

const handlers: Handlers = {
  'lease.claim': async ({ id, project, count }, { deps, caller, listener }) => {
    const claimed = await deps.grouped(async (tx) => {
      const { state } = await roleIn({ db: tx.db }, caller, 'label', project)
      return claim(tx, deps, { project, state, person: caller.id, count })
    })
    remember(listener.worked, project)
    if ('empty' in claimed) return { type: 'lease.none', re: id, reason: claimed.empty }
    return { type: 'lease.granted', re: id, leases: claimed.leases }
  },
  'lease.renew': async ({ id, leases, offline }, { deps, caller }) => {
    const renewed = await deps.grouped((tx) => renew(tx, deps, caller.id, leases, offline ?? false))
    return { type: 'lease.renewed', re: id, ...renewed }
  },
  'lease.release': async ({ id, lease, reason, words }, { deps, caller }) => {
    await deps.grouped((tx) => release(tx, deps, caller.id, lease, reason, words))
    return { type: 'lease.released', re: id, lease }
  },
  'lease.reopen': async ({ id, task }, { deps, caller }) => {
    const leased = await deps.grouped(async (tx) => {
      const row = await tx.db.selectFrom('task').select('project').where('id', '=', task).executeTakeFirst()
      if (!row) throw new Problem('not-found')
      await roleIn({ db: tx.db }, caller, 'label', row.project)
      return reopen(tx, deps, caller.id, task)
    })
    return { type: 'lease.granted', re: id, leases: [leased] }
  },
  'annotation.submit': async ({ id, lease, annotation }, { deps, caller }) => {
    const accepted = await submit(deps, { caller, lease, draft: annotation })
    return { type: 'annotation.accepted', re: id, ...accepted }
  },
  'project.watch': async ({ id, project }, { deps, caller, listener }) => {
    await roleIn(deps, caller, 'see', project)
    remember(listener.watched, project)
    return { type: 'project.watched', re: id, project, progress: await progressOf(deps.db, project) }
  },
  'project.unwatch': async ({ id, project }, { listener }) => {
    listener.watched.delete(project)
    return { type: 'project.unwatched', re: id, project }
  },
}

/** Does what a message asks; throws Problems. */
export function handle(message: Said<Live>, session: Session): Promise<ServerMessage> {
  // The table is typed by the union; the compiler cannot pair the two sides of an index.
  return (handlers[message.type] as (message: Said<Live>, session: Session) => Promise<ServerMessage>)(message, session)
}

/** The welcome: what the person holds, and, of the leases the client believed it held, those that are lost. */
export async function welcome(
  deps: Deps,
  caller: Caller,
  hello: Said<'session.hello'>,
): Promise<readonly ServerMessage[]> {
  const resume = hello.resume ?? []
  const { held, lost } = await deps.grouped(async (tx) => {
    const renewed = resume.length === 0 ? null : await renew(tx, deps, caller.id, resume, false)
    const rows = (await heldBy(tx.db, caller.id)).filter((row) => row.expires_at > tx.now)
    const gone = renewed?.lost ?? []
    const own =
      gone.length === 0
        ? []
        : await tx.db
            .selectFrom('lease')
            .select(['id', 'task'])
            .where('id', 'in', gone)
            .where('person', '=', caller.id)
            .execute()
    return { held: await leasedTasks(tx.db, rows.slice(0, limits.leasesPerPerson)), lost: own }
  })
  return [
    {
      type: 'session.welcome',
      re: hello.id,
      person: caller.id,
      serverTime: deps.clock.now(),
      heartbeatMs: deps.config.heartbeatMillis,
      held,
    },
    ...lost.map(
      // Rows hold what was branded when it was written.
      (row) => ({ type: 'lease.lost', lease: row.id, task: row.task }) as ServerMessage,
    ),
  ]
}

function remember(set: Set<string>, project: string): void {
  set.delete(project)
  set.add(project)
  if (set.size > MOST_WATCHED) set.delete(set.values().next().value ?? '')
}
