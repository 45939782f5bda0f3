// Access: the project that a request speaks of, and whether the caller's role in it allows the action.
// What does not exist and what belongs to strangers answer the same, so that nothing can be found out by asking.
import { type Action, may, type ProjectId, type ProjectState, type Role } from '@etabli/schema'
import type { Kysely, Transaction } from 'kysely'
import { prepared } from '../db/prepared.ts'
import type { Tables } from '../db/tables.ts'
import { Problem } from '../problem.ts'

type Reader = { readonly db: Kysely<Tables> | Transaction<Tables> }

export interface Place {
  readonly project: ProjectId
  /** Null for an instance admin without a role in the project. */
  readonly role: Role | null
  /** The project's. */
  readonly state: ProjectState
}

/** Which tables name the project of a path's parameter. */
const OWNED = { task: 'task', lease: 'lease', import: 'import', export: 'export' } as const

/**
 * The project of `:project`, `:task`, `:lease`, `:import` or `:export`, and the caller's role in it.
 * @throws Problem `not-found` for strangers and for what does not exist, `not-allowed` for a role that falls short
 */
export async function roleFor(
  reader: Reader,
  caller: { readonly id: string; readonly admin: boolean },
  action: Action,
  params: Readonly<Record<string, string>>,
): Promise<Place> {
  const project = await projectOf(reader, params)
  if (project === null) throw new Problem('not-found')
  return roleIn(reader, caller, action, project)
}

const placeOf = prepared<{ project: string; person: string }, { id: string; state: string; role: string | null }>(
  (db, value) =>
    db
      .selectFrom('project')
      .leftJoin('membership', (join) =>
        join.onRef('membership.project', '=', 'project.id').on('membership.person', '=', value('person')),
      )
      .select(['project.id', 'project.state', 'membership.role'])
      .where('project.id', '=', value('project')),
)

/** The caller's role in a project by its id. Throws as `roleFor` does. */
export async function roleIn(
  { db }: Reader,
  caller: { readonly id: string; readonly admin: boolean },
  action: Action,
  project: string,
): Promise<Place> {
  const [row] = await placeOf(db, { project, person: caller.id })
  if (!row || (row.role === null && !caller.admin)) throw new Problem('not-found')
  const role = row.role as Role | null
  if (!may({ role, admin: caller.admin }, action)) throw new Problem('not-allowed')
  return { project: row.id as ProjectId, role, state: row.state as ProjectState }
}

async function projectOf({ db }: Reader, params: Readonly<Record<string, string>>): Promise<string | null> {
  if (params['project'] !== undefined) return params['project']
  for (const [name, table] of Object.entries(OWNED)) {
    const id = params[name]
    if (id === undefined) continue
    const row = await db.selectFrom(table).select('project').where('id', '=', id).executeTakeFirst()
    return row?.project ?? null
  }
  throw new Error('the path names no project')
}
