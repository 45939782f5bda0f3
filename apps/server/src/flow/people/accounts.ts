// Accounts: made by set-up or invitation, signed in to, given a new password. Sign-up is closed by default.
import type { Me } from '@etabli/protocol'
import { limits, type PersonId } from '@etabli/schema'
import type { Tx } from '../../db/transact.ts'
import type { Deps } from '../../deps.ts'
import { Problem } from '../../problem.ts'
import { createRate, type Rate } from './rate.ts'
import { hashPassword, hashSecret, newSecret, passwordFits } from './secrets.ts'
import { beginSession } from './sessions.ts'
import {
  deleteSessions,
  insertPerson,
  type PersonRow,
  personByEmail,
  personById,
  personOf,
  readSetting,
  rolesOf,
  setPassword,
  writeSetting,
} from './store.ts'

export interface NewAccount {
  readonly name: string
  readonly email: string
  readonly password: string
}

export interface SignedIn {
  readonly me: Me
  readonly secret: string
  readonly expiresAt: number
}

/** Who a person is and where they have a role. */
export async function describeMe(deps: Pick<Deps, 'db' | 'config'>, person: string): Promise<Me> {
  const row = await personById(deps.db, person)
  if (!row) throw new Problem('session.expired')
  const roles = await rolesOf(deps.db, person)
  return { person: personOf(row), roles: roles as Me['roles'], demo: deps.config.demo }
}

/** True until an admin exists who is not a demo person. */
export async function needsSetup(deps: Pick<Deps, 'db'>): Promise<boolean> {
  const admin = await deps.db
    .selectFrom('person')
    .select('id')
    .where('admin_at', 'is not', null)
    .where('demo_at', 'is', null)
    .where('removed_at', 'is', null)
    .executeTakeFirst()
  return admin === undefined
}

const SETUP = 'setup'

/** A new one-time secret for the first admin, or null where there is one; earlier secrets no longer work. */
export async function newSetupSecret(deps: Deps): Promise<string | null> {
  if (!(await needsSetup(deps))) return null
  const secret = newSecret('link')
  await deps.transact((tx) => writeSetting(tx, SETUP, hashSecret(secret)))
  return secret
}

/** Makes the first admin. Throws Problem `setup.done` where the link is used, replaced or made up. */
export async function finishSetup(deps: Deps, device: string, secret: string, account: NewAccount): Promise<SignedIn> {
  const password = await hashPassword(deps.config, account.password)
  return signedIn(deps, device, async (tx) => {
    const kept = await readSetting(tx.db, SETUP)
    if (kept === null || kept !== hashSecret(secret)) throw new Problem('setup.done')
    await writeSetting(tx, SETUP, null)
    return createPerson(tx, deps, { ...account, password, admin: true })
  })
}

/** A sign-in by e-mail and password; at most ten tries a minute an account, a hundred an address. */
export function createSignIn(
  deps: Deps,
): (email: string, password: string, from: { readonly ip: string; readonly device: string }) => Promise<SignedIn> {
  const byAccount: Rate = createRate(deps.clock, limits.signInTriesPerMinute)
  const byAddress: Rate = createRate(deps.clock, limits.signInTriesPerMinute * 10)
  return async (email, password, { ip, device }) => {
    if (!byAccount.allow(email) || !byAddress.allow(ip)) throw new Problem('sign-in.too-often')
    const row = await personByEmail(deps.db, email)
    const may = row !== undefined && row.removed_at === null && (row.demo_at === null || deps.config.demo)
    const fits = await passwordFits(deps.config, may ? row.password : null, password)
    if (!may || !fits) throw new Problem('sign-in.refused')
    byAccount.forget(email)
    return signedIn(deps, device, async () => row.id)
  }
}

/** Begins a session on that device for the person that the work gives. */
export async function signedIn(deps: Deps, device: string, work: (tx: Tx) => Promise<string>): Promise<SignedIn> {
  const begun = await deps.transact(async (tx) => {
    const person = await work(tx)
    return { person, ...(await beginSession(tx, deps, person, device)) }
  })
  return { me: await describeMe(deps, begun.person), secret: begun.secret, expiresAt: begun.expiresAt }
}

type ChangePassword = (
  caller: { readonly id: string; readonly session: string },
  current: string,
  next: string,
) => Promise<void>

/**
 * A new password; every other session and token of the person ends. The current one is asked for, and may be guessed
 * at no faster than at sign-in: whoever finds a page open must not come to own the account.
 */
export function createChangePassword(deps: Deps): ChangePassword {
  const tries = createRate(deps.clock, limits.signInTriesPerMinute)
  return async (caller, current, next) => {
    if (!tries.allow(caller.id)) throw new Problem('sign-in.too-often')
    const row = await personById(deps.db, caller.id)
    if (!(await passwordFits(deps.config, row?.password ?? null, current))) throw new Problem('sign-in.refused')
    tries.forget(caller.id)
    const password = await hashPassword(deps.config, next)
    await deps.transact(async (tx) => {
      await setPassword(tx, caller.id, password)
      await deleteSessions(tx, caller.id, { allBut: caller.session })
    })
  }
}

export interface NewPerson extends Omit<NewAccount, 'password'> {
  /** As `hashPassword` gives it, or null for who never signs in with one. */
  readonly password: string | null
  readonly admin?: boolean
  readonly simulated?: boolean
  readonly demo?: boolean
}

/**
 * Makes a person.
 * @throws Problem `email.taken`
 */
export async function createPerson(tx: Tx, deps: Pick<Deps, 'ids'>, person: NewPerson): Promise<PersonId> {
  const email = person.email.toLowerCase()
  if (await personByEmail(tx.db, email)) throw new Problem('email.taken')
  const id = deps.ids.next() as PersonId
  const row: PersonRow = {
    id,
    email,
    name: person.name,
    password: person.password,
    admin_at: person.admin ? tx.now : null,
    simulated_at: person.simulated ? tx.now : null,
    demo_at: person.demo ? tx.now : null,
    removed_at: null,
    created_at: tx.now,
  }
  await insertPerson(tx, row)
  return id
}
