// Routes of accounts, sessions, tokens, invitations and members.

import type { Member } from '@etabli/protocol'
import { type Me, PROTOCOL, type SessionRow as SessionTold } from '@etabli/protocol'
import { limits } from '@etabli/schema'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Deps } from '../../deps.ts'
import { type Call, route } from '../../plugins/contracts.ts'
import { clearSessionCookie, setSessionCookie } from '../../plugins/session-cookie.ts'
import { Problem } from '../../problem.ts'
import { appendEvent } from '../events.ts'
import { createChangePassword, createSignIn, describeMe, finishSetup, needsSetup, type SignedIn } from './accounts.ts'
import { demoPeople } from './demo.ts'
import { deviceOf } from './device.ts'
import { accept, invite, listInvitations, lookAt, withdraw } from './invitations.ts'
import { hashSecret, newSecret } from './secrets.ts'
import {
  countTokens,
  deleteSessions,
  insertSession,
  membersOf,
  roleOf,
  type SessionRow,
  sessionsOf,
  setName,
  setRole,
} from './store.ts'

const ok = { ok: true } as const
const device = (request: FastifyRequest): string => deviceOf(request.headers['user-agent'])

/** Registers the routes of people. */
export function peopleRoutes(app: FastifyInstance, deps: Deps): void {
  const signIn = createSignIn(deps)
  const changePassword = createChangePassword(deps)
  const enter = (reply: FastifyReply, signed: SignedIn): Me => {
    setSessionCookie(deps.config, reply, signed.secret, signed.expiresAt)
    return signed.me
  }

  route(app, deps, 'server.info', async () => ({
    version: deps.config.version,
    protocol: PROTOCOL,
    demo: deps.config.demo,
    needsSetup: !deps.config.demo && (await needsSetup(deps)),
    demoPeople: deps.config.demo ? demoPeople : [],
  }))
  route(app, deps, 'setup.finish', async ({ body, reply, request }) => {
    const { secret, ...account } = body
    return enter(reply, await finishSetup(deps, device(request), secret, account))
  })
  route(app, deps, 'session.start', async ({ body, reply, request }) =>
    enter(reply, await signIn(body.email, body.password, { ip: request.ip, device: device(request) })),
  )
  route(app, deps, 'session.me', ({ caller }) => describeMe(deps, caller.id))
  route(app, deps, 'session.end', async ({ caller, reply }) => {
    await deps.transact((tx) => deleteSessions(tx, caller.id, { only: caller.session }))
    clearSessionCookie(deps.config, reply)
    return ok
  })
  route(app, deps, 'me.rename', async ({ caller, body }) => {
    await deps.transact((tx) => setName(tx, caller.id, body.name))
    return describeMe(deps, caller.id)
  })
  route(app, deps, 'sessions.list', async ({ caller, now }) => ({
    rows: (await sessionsOf(deps.db, caller.id, now)).map((row) => sessionTold(row, caller.session)),
  }))
  route(app, deps, 'sessions.revoke', async ({ caller, params }) => {
    const ended = await deps.transact((tx) => deleteSessions(tx, caller.id, { only: params.session }))
    if (ended.length === 0) throw new Problem('not-found')
    return ok
  })
  route(app, deps, 'sessions.end-others', async ({ caller }) => ({
    ended: (await deps.transact((tx) => deleteSessions(tx, caller.id, { allBut: caller.session, kind: 'session' })))
      .length,
  }))
  route(app, deps, 'tokens.create', async ({ caller, body }) => makeToken(deps, caller.id, body.name))
  route(app, deps, 'password.change', async ({ caller, body }) => {
    await changePassword(caller, body.current, body.next)
    return ok
  })

  route(app, deps, 'invitations.create', ({ project, body, caller }) => invite(deps, project, body.role, caller.id))
  route(app, deps, 'invitations.list', async ({ project }) => ({ rows: await listInvitations(deps, project) }))
  route(app, deps, 'invitations.withdraw', async ({ project, params }) => {
    await withdraw(deps, project, params.invitation)
    return ok
  })
  route(app, deps, 'invitations.look', async ({ params }) => {
    const { projectName, role, brief } = await lookAt(deps, params.secret)
    return { projectName, role, brief }
  })
  route(app, deps, 'invitations.accept', async ({ params, body, caller, reply, request }) => {
    const joined = await accept(deps, params.secret, caller, body.account, device(request))
    return 'secret' in joined ? enter(reply, joined) : joined.me
  })

  route(app, deps, 'members.list', async ({ project }) => ({
    rows: (await membersOf(deps.db, project)).map(
      (row): Member => ({
        person: row.id as Member['person'],
        name: row.name,
        email: row.email,
        role: row.role as Member['role'],
        annotations: Number(row.annotations ?? 0),
        simulated: row.simulated_at !== null,
      }),
    ),
  }))
  route(app, deps, 'members.role', changeRole)
}

async function changeRole({ deps, project, params, body }: Call<'members.role'>): Promise<typeof ok> {
  await deps.transact(async (tx) => {
    // One cannot be pulled into a project from outside: members come by invitation.
    if ((await roleOf(tx.db, project, params.person)) === null) throw new Problem('not-found')
    await setRole(tx, project, params.person, body.role)
    if (body.role === null) {
      await appendEvent(tx, deps.ids.next(), {
        kind: 'person.removed',
        project,
        task: null,
        payload: { person: params.person },
      })
    }
    const managers = await tx.db
      .selectFrom('membership')
      .select('person')
      .where('project', '=', project)
      .where('role', '=', 'manager')
      .execute()
    if (managers.length === 0) {
      const message = 'A project keeps at least one manager.'
      throw new Problem('not-allowed', { message, details: { why: 'last-manager' } })
    }
  })
  return ok
}

/** A personal API token; its secret is in the answer and nowhere else. */
export async function makeToken(
  deps: Deps,
  person: string,
  name: string,
): Promise<{ token: string; row: SessionTold }> {
  const token = newSecret('token')
  const row = await deps.transact(async (tx) => {
    if ((await countTokens(tx, person)) >= limits.tokensPerPerson) throw new Problem('token.too-many')
    const made: SessionRow = {
      id: deps.ids.next(),
      person,
      kind: 'token',
      name,
      hash: hashSecret(token),
      created_at: tx.now,
      last_seen_at: tx.now,
      expires_at: null,
    }
    await insertSession(tx, made)
    return made
  })
  return { token, row: sessionTold(row, '') }
}

function sessionTold(row: SessionRow, current: string): SessionTold {
  return {
    id: row.id,
    kind: row.kind,
    name: row.name,
    createdAt: row.created_at,
    lastSeenAt: row.last_seen_at,
    expiresAt: row.expires_at,
    current: row.id === current,
    // Rows hold what was branded when it was written.
  } as SessionTold
}
