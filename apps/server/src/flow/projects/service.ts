// Projects: made, edited under a version guard, opened and closed.
import type { Project, ProjectDraft, ProjectId, ProjectState } from '@etabli/schema'
import type { Tx } from '../../db/transact.ts'
import type { Deps } from '../../deps.ts'
import { Problem } from '../../problem.ts'
import { appendEvent } from '../events.ts'
import { setRole } from '../people/index.ts'
import { checkQuestions, checkUses } from './draft.ts'
import { findProject, insertProject, labelUses, lockProject, writeDraft, writeState } from './store.ts'

/**
 * Makes a project in state `draft`; its maker becomes its manager.
 * @throws Problem `request.invalid` naming questions that cannot be
 */
export async function createProject(
  tx: Tx,
  deps: Pick<Deps, 'ids' | 'kinds'>,
  draft: ProjectDraft,
  by: string,
  options: { readonly sample?: boolean } = {},
): Promise<Project> {
  checkQuestions(draft, deps.kinds)
  const id = deps.ids.next() as ProjectId
  await insertProject(tx, { id, draft, by, sample: options.sample ?? false })
  await setRole(tx, id, by, 'manager')
  return present(await findProject(tx.db, id))
}

/** Admins and managers of any project may make another. Throws Problem `not-allowed`. */
export async function mayCreate(deps: Deps, caller: { readonly id: string; readonly admin: boolean }): Promise<void> {
  if (caller.admin) return
  const managed = await deps.db
    .selectFrom('membership')
    .select('project')
    .where('person', '=', caller.id)
    .where('role', '=', 'manager')
    .executeTakeFirst()
  if (!managed)
    throw new Problem('not-allowed', {
      message: 'Only admins and managers make projects.',
      details: { why: 'no-maker' },
    })
}

/**
 * Replaces what a manager writes.
 * @param version the version that was edited
 * @throws Problem `project.version` where a colleague was faster, `project.label-used` where annotations use what goes,
 * `request.invalid` where the draft cannot be
 */
export async function editProject(deps: Deps, id: ProjectId, version: number, draft: ProjectDraft): Promise<Project> {
  checkQuestions(draft, deps.kinds)
  return deps.transact(async (tx) => {
    const before = present(await lockProject(tx, deps.dialect, id))
    if (before.version !== version) throw new Problem('project.version', { details: { version: before.version } })
    if (draft.media !== before.media) await refuseOtherMedia(tx, id)
    checkUses(before, draft, await labelUses(tx.db, id))
    await writeDraft(tx, id, version + 1, draft)
    await appendEvent(tx, deps.ids.next(), {
      kind: 'project.edited',
      project: id,
      task: null,
      payload: {
        version: version + 1,
        overlap: draft.overlap === before.overlap ? null : { from: before.overlap, to: draft.overlap },
        questions: JSON.stringify(draft.questions) !== JSON.stringify(before.questions),
      },
    })
    return present(await findProject(tx.db, id))
  })
}

async function refuseOtherMedia(tx: Tx, project: string): Promise<void> {
  const task = await tx.db.selectFrom('task').select('id').where('project', '=', project).executeTakeFirst()
  if (!task) return
  const message = 'The medium cannot change once there are tasks.'
  throw new Problem('request.invalid', { issues: [{ path: 'draft.media', code: 'media', message }] })
}

/** Opens, pauses or archives the queue. */
export async function setState(deps: Deps, id: ProjectId, state: ProjectState): Promise<Project> {
  return deps.transact(async (tx) => {
    present(await lockProject(tx, deps.dialect, id))
    await writeState(tx, id, state)
    if (state === 'open') tx.tell({ topic: 'work', project: id, person: null })
    tx.tell({ topic: 'progress', project: id })
    return present(await findProject(tx.db, id))
  })
}

function present(project: Project | null): Project {
  if (!project) throw new Problem('not-found')
  return project
}
