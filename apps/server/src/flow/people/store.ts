// The only writer of `person`, `session`, `invitation` and `membership`.
import type { Person, Role } from '@etabli/schema'
import type { Kysely, Selectable, Transaction } from 'kysely'
import type { InvitationTable, PersonTable, SessionTable, Tables } from '../../db/tables.ts'
import type { Tx } from '../../db/transact.ts'

export type PersonRow = Selectable<PersonTable>
export type SessionRow = Selectable<SessionTable>
export type InvitationRow = Selectable<InvitationTable>
type Reader = Kysely<Tables> | Transaction<Tables>

export function personByEmail(db: Reader, email: string): Promise<PersonRow | undefined> {
  return db.selectFrom('person').selectAll().where('email', '=', email).executeTakeFirst()
}

export function personById(db: Reader, id: string): Promise<PersonRow | undefined> {
  return db.selectFrom('person').selectAll().where('id', '=', id).executeTakeFirst()
}

export async function insertPerson(tx: Tx, row: PersonRow): Promise<void> {
  await tx.db.insertInto('person').values(row).execute()
}

export async function setPassword(tx: Tx, person: string, password: string): Promise<void> {
  await tx.db.updateTable('person').set({ password }).where('id', '=', person).execute()
}

export async function setName(tx: Tx, person: string, name: string): Promise<void> {
  await tx.db.updateTable('person').set({ name }).where('id', '=', person).execute()
}

/** The session of that hash with its person, where both still live. */
export function sessionByHash(db: Reader, hash: string, kind: 'session' | 'token', now: number) {
  return db
    .selectFrom('session')
    .innerJoin('person', 'person.id', 'session.person')
    .select([
      'session.id as session',
      'session.last_seen_at',
      'session.expires_at',
      'person.id',
      'person.name',
      'person.email',
      'person.admin_at',
      'person.demo_at',
    ])
    .where('session.hash', '=', hash)
    .where('session.kind', '=', kind)
    .where('person.removed_at', 'is', null)
    .where((where) => where.or([where('session.expires_at', 'is', null), where('session.expires_at', '>', now)]))
    .executeTakeFirst()
}

export async function insertSession(tx: Tx, row: SessionRow): Promise<void> {
  await tx.db.insertInto('session').values(row).execute()
}

export async function touchSession(tx: Tx, session: string, expiresAt: number | null): Promise<void> {
  await tx.db
    .updateTable('session')
    .set({ last_seen_at: tx.now, expires_at: expiresAt })
    .where('id', '=', session)
    .execute()
}

export function sessionsOf(db: Reader, person: string, now: number): Promise<SessionRow[]> {
  return db
    .selectFrom('session')
    .selectAll()
    .where('person', '=', person)
    .where((where) => where.or([where('expires_at', 'is', null), where('expires_at', '>', now)]))
    .orderBy('last_seen_at', 'desc')
    .orderBy('id')
    .limit(500)
    .execute()
}

export async function countTokens(tx: Tx, person: string): Promise<number> {
  const row = await tx.db
    .selectFrom('session')
    .select((of) => of.fn.countAll<number>().as('n'))
    .where('person', '=', person)
    .where('kind', '=', 'token')
    .executeTakeFirstOrThrow()
  return Number(row.n)
}

/** Ends sessions of a person: the one named, or all but the one named, of one kind or of both. Says which. */
export async function deleteSessions(
  tx: Tx,
  person: string,
  which: { readonly only: string } | { readonly allBut: string | null; readonly kind?: SessionRow['kind'] },
): Promise<string[]> {
  const all = tx.db.deleteFrom('session').where('person', '=', person)
  const mine = 'kind' in which && which.kind ? all.where('kind', '=', which.kind) : all
  const chosen =
    'only' in which
      ? mine.where('id', '=', which.only)
      : which.allBut === null
        ? mine
        : mine.where('id', '<>', which.allBut)
  const rows = await chosen.returning('id').execute()
  for (const { id } of rows) tx.tell({ topic: 'signed-out', session: id })
  return rows.map((row) => row.id)
}

/** Sessions past their time, of everyone. */
export async function deleteExpiredSessions(tx: Tx): Promise<void> {
  await tx.db.deleteFrom('session').where('expires_at', '<=', tx.now).execute()
}

export async function insertInvitation(tx: Tx, row: InvitationRow): Promise<void> {
  await tx.db.insertInto('invitation').values(row).execute()
}

/** The invitation of that hash where it can still be used. */
export function openInvitation(db: Reader, hash: string, now: number): Promise<InvitationRow | undefined> {
  return db
    .selectFrom('invitation')
    .selectAll()
    .where('hash', '=', hash)
    .where('withdrawn_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst()
}

export function openInvitations(db: Reader, project: string, now: number): Promise<InvitationRow[]> {
  return db
    .selectFrom('invitation')
    .selectAll()
    .where('project', '=', project)
    .where('withdrawn_at', 'is', null)
    .where('expires_at', '>', now)
    .orderBy('id', 'desc')
    .limit(200)
    .execute()
}

export async function withdrawInvitation(tx: Tx, project: string, id: string): Promise<boolean> {
  const result = await tx.db
    .updateTable('invitation')
    .set({ withdrawn_at: tx.now })
    .where('id', '=', id)
    .where('project', '=', project)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

export async function countUse(tx: Tx, invitation: string): Promise<void> {
  await tx.db
    .updateTable('invitation')
    .set((set) => ({ uses: set('uses', '+', 1) }))
    .where('id', '=', invitation)
    .execute()
}

export function rolesOf(db: Reader, person: string): Promise<{ project: string; role: string }[]> {
  return db
    .selectFrom('membership')
    .select(['project', 'role'])
    .where('person', '=', person)
    .orderBy('project')
    .execute()
}

export async function roleOf(db: Reader, project: string, person: string): Promise<Role | null> {
  const row = await db
    .selectFrom('membership')
    .select('role')
    .where('project', '=', project)
    .where('person', '=', person)
    .executeTakeFirst()
  return (row?.role ?? null) as Role | null
}

/** Gives, changes or (null) takes a role. */
export async function setRole(tx: Tx, project: string, person: string, role: Role | null): Promise<void> {
  if (role === null) {
    await tx.db.deleteFrom('membership').where('project', '=', project).where('person', '=', person).execute()
  } else {
    await tx.db
      .insertInto('membership')
      .values({ project, person, role, created_at: tx.now })
      .onConflict((conflict) => conflict.columns(['project', 'person']).doUpdateSet({ role }))
      .execute()
  }
  tx.tell({ topic: 'role', project, person })
}

/** The person that a row is, as told. */
export function personOf(row: Pick<PersonRow, 'id' | 'name' | 'email' | 'admin_at'>): Person {
  return { id: row.id as Person['id'], name: row.name, email: row.email, admin: row.admin_at !== null }
}

/** A word the server keeps for itself, or null. */
export async function readSetting(db: Reader, name: string): Promise<string | null> {
  const row = await db.selectFrom('setting').select('value').where('name', '=', name).executeTakeFirst()
  return row?.value ?? null
}

/** Keeps a word, or (null) forgets it. */
export async function writeSetting(tx: Tx, name: string, value: string | null): Promise<void> {
  if (value === null) {
    await tx.db.deleteFrom('setting').where('name', '=', name).execute()
    return
  }
  await tx.db
    .insertInto('setting')
    .values({ name, value })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
    .execute()
}

/** The people of a project with what they did in it. */
export function membersOf(db: Reader, project: string) {
  return db
    .selectFrom('membership')
    .innerJoin('person', 'person.id', 'membership.person')
    .select((select) => [
      'person.id',
      'person.name',
      'person.email',
      'person.simulated_at',
      'membership.role',
      select
        .selectFrom('annotation')
        .select((of) => of.fn.countAll<number>().as('n'))
        .whereRef('annotation.person', '=', 'person.id')
        .where('annotation.project', '=', project)
        .where('annotation.superseded_at', 'is', null)
        .as('annotations'),
    ])
    .where('membership.project', '=', project)
    .orderBy('person.name')
    .orderBy('person.id')
    .execute()
}
