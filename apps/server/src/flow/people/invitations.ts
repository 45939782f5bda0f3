// Invitations: a link with a role, good for many people until it ends or is withdrawn.
import type { Invitation } from '@etabli/protocol'
import type { Brief, Role } from '@etabli/schema'
import { fromJson } from '../../db/json.ts'
import type { Deps } from '../../deps.ts'
import { Problem } from '../../problem.ts'
import { createPerson, describeMe, type NewAccount, type SignedIn, signedIn } from './accounts.ts'
import { hashPassword, hashSecret, newSecret } from './secrets.ts'
import {
  countUse,
  type InvitationRow,
  insertInvitation,
  openInvitation,
  openInvitations,
  roleOf,
  setRole,
  withdrawInvitation,
} from './store.ts'

const LIVES_MS = 14 * 24 * 3_600_000
const MOST_USES = 1_000

/** Makes a link; its secret is in the answer and nowhere else. */
export async function invite(deps: Deps, project: string, role: Role, by: string): Promise<Invitation> {
  const secret = newSecret('link')
  const row = await deps.transact(async (tx) => {
    const made: InvitationRow = {
      id: deps.ids.next(),
      project,
      role,
      hash: hashSecret(secret),
      created_by: by,
      created_at: tx.now,
      expires_at: tx.now + LIVES_MS,
      uses: 0,
      withdrawn_at: null,
    }
    await insertInvitation(tx, made)
    return made
  })
  return { ...told(row), secret }
}

/** Links that can still be used, newest first. */
export async function listInvitations(deps: Deps, project: string): Promise<Invitation[]> {
  return (await openInvitations(deps.db, project, deps.clock.now())).map(told)
}

/** Ends a link. Throws Problem `invitation.unknown`. */
export async function withdraw(deps: Deps, project: string, id: string): Promise<void> {
  if (!(await deps.transact((tx) => withdrawInvitation(tx, project, id)))) throw new Problem('invitation.unknown')
}

/** What a link leads to. Throws Problem `invitation.unknown`. */
export async function lookAt(
  deps: Deps,
  secret: string,
): Promise<{ projectName: string; role: Role; brief: Brief; row: InvitationRow }> {
  const row = await openInvitation(deps.db, hashSecret(secret), deps.clock.now())
  const project =
    row &&
    (await deps.db.selectFrom('project').select(['name', 'brief']).where('id', '=', row.project).executeTakeFirst())
  if (!row || !project || row.uses >= MOST_USES) throw new Problem('invitation.unknown')
  return { projectName: project.name, role: row.role as Role, brief: fromJson<Brief>(project.brief), row }
}

/**
 * Joins the project: a signed-in person as themselves, anyone else with a new account. A role that is there already is
 * kept.
 */
export async function accept(
  deps: Deps,
  secret: string,
  caller: { readonly id: string } | null,
  account: NewAccount | null,
  device: string,
): Promise<SignedIn | { readonly me: SignedIn['me'] }> {
  const { row } = await lookAt(deps, secret)
  if (!caller && !account) throw new Problem('session.missing')
  const password = caller || !account ? null : await hashPassword(deps.config, account.password)
  const join = async (tx: Parameters<Parameters<Deps['transact']>[0]>[0], person: string): Promise<void> => {
    if ((await roleOf(tx.db, row.project, person)) === null) {
      await setRole(tx, row.project, person, row.role as Role)
      await countUse(tx, row.id)
    }
  }
  if (caller) {
    await deps.transact((tx) => join(tx, caller.id))
    return { me: await describeMe(deps, caller.id) }
  }
  return signedIn(deps, device, async (tx) => {
    const person = await createPerson(tx, deps, { ...(account as NewAccount), password })
    await join(tx, person)
    return person
  })
}

function told(row: InvitationRow): Invitation {
  return {
    id: row.id,
    project: row.project as Invitation['project'],
    role: row.role as Role,
    createdAt: row.created_at as Invitation['createdAt'],
    expiresAt: row.expires_at as Invitation['expiresAt'],
    uses: row.uses,
  }
}
