// Routes that show projects with what waits in them for the caller.
import type { EmptyReason, ProjectCard } from '@etabli/protocol'
import type { Role } from '@etabli/schema'
import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import type { Deps } from '../../deps.ts'
import { route } from '../../plugins/contracts.ts'
import { findProject, getProject } from '../projects/index.ts'
import { countFor } from './candidates.ts'
import { emptyReason, progressOf } from './empty.ts'
import { readMark } from './store.ts'

const COUNTED_TO = 1_000
/** Cards one person sees at once. */
const MOST_PROJECTS = 500

/** Registers the routes of the queue. */
export function queueRoutes(app: FastifyInstance, deps: Deps): void {
  route(app, deps, 'projects.list', async ({ caller }) => {
    const places = await deps.db
      .selectFrom('project')
      .leftJoin('membership', (join) =>
        join.onRef('membership.project', '=', 'project.id').on('membership.person', '=', caller.id),
      )
      .select(['project.id', 'membership.role'])
      .where((where) => (caller.admin ? where.lit(true) : where('membership.role', 'is not', null)))
      .orderBy('project.id', 'desc')
      .limit(MOST_PROJECTS)
      .execute()
    const rows: ProjectCard[] = []
    for (const place of places) rows.push(await cardOf(deps, place.id, caller.id, place.role as Role | null))
    return { rows }
  })
  route(app, deps, 'projects.get', ({ project, caller, role }) => cardOf(deps, project, caller.id, role))
  route(app, deps, 'projects.queue', async ({ project, caller }) => ({
    progress: await progressOf(deps.db, project),
    empty: await emptyFor(deps, project, caller.id),
  }))
}

async function cardOf(deps: Deps, id: string, person: string, role: Role | null): Promise<ProjectCard> {
  const project = await getProject(deps.db, id)
  const progress = await progressOf(deps.db, id)
  const returned = await countReturned(deps, id, person)
  return { project, role, progress, forYou: await forYou(deps, id, person), returned }
}

async function forYou(deps: Deps, project: string, person: string): Promise<number> {
  const mark = await readMark(deps.db, project, person)
  return countFor(deps.db, { project, person, mark, count: COUNTED_TO })
}

async function countReturned(deps: Deps, project: string, person: string): Promise<number> {
  const row = await deps.db
    .selectFrom('annotation')
    .innerJoin('task', 'task.id', 'annotation.task')
    .select((of) => of.fn.countAll<number>().as('n'))
    .where('annotation.person', '=', person)
    .where('annotation.project', '=', project)
    .where(sql<boolean>`annotation.returned_at is not null and annotation.superseded_at is null`)
    .where('task.state', '=', 'open')
    .executeTakeFirstOrThrow()
  return Number(row.n)
}

/** Null where a claim would be granted. */
async function emptyFor(deps: Deps, project: string, person: string): Promise<EmptyReason | null> {
  const found = await findProject(deps.db, project)
  if (found?.state !== 'open') return { why: 'paused' }
  if ((await countReturned(deps, project, person)) > 0 || (await forYou(deps, project, person)) > 0) return null
  return emptyReason(deps.db, { project, person })
}
