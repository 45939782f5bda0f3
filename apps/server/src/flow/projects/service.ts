// Projects: made, edited under a version guard, opened and closed.
import type { LabelUse } from '@etabli/protocol'
import {
  type LabelId,
  labelNow,
  type Project,
  type ProjectDraft,
  type ProjectId,
  type ProjectState,
} from '@etabli/schema'
import type { Kysely } from 'kysely'
import type { Tables } from '../../db/tables.ts'
import type { Tx } from '../../db/transact.ts'
import type { Deps } from '../../deps.ts'
import { Problem } from '../../problem.ts'
import { appendEvent } from '../events.ts'
import { setRole } from '../people/index.ts'
import { checkQuestions, checkUses, relabelled } from './draft.ts'
import { annotationsWith, findProject, insertProject, labelUses, lockProject, writeDraft, writeState } from './store.ts'

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
  await insertProject(tx, deps.kinds, { id, draft, by, sample: options.sample ?? false })
  await setRole(tx, id, by, 'manager')
  return getProject(tx.db, id)
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
    await writeDraft(tx, deps.kinds, id, version + 1, draft)
    const after = await getProject(tx.db, id)
    const changed = relabelled(before.questions, after.questions)
    await appendEvent(tx, deps.ids.next(), {
      kind: 'project.edited',
      project: id,
      task: null,
      payload: {
        version: version + 1,
        overlap: draft.overlap === before.overlap ? null : { from: before.overlap, to: draft.overlap },
        questions: JSON.stringify(after.questions) !== JSON.stringify(before.questions),
        ...(changed.length > 0 ? { relabelled: changed } : {}),
      },
    })
    return after
  })
}

async function refuseOtherMedia(tx: Tx, project: string): Promise<void> {
  const task = await tx.db.selectFrom('task').select('id').where('project', '=', project).executeTakeFirst()
  if (!task) return
  const message = 'The medium cannot change once there are tasks.'
  throw new Problem('request.invalid', { issues: [{ path: 'draft.media', code: 'media', message }] })
}

/** How often annotations that count use each label, as it counts now. */
export async function usesOf(deps: Pick<Deps, 'db'>, id: ProjectId): Promise<LabelUse[]> {
  const { questions } = await getProject(deps.db, id)
  const uses = await labelUses(deps.db, id)
  const known = questions.flatMap((question) => {
    const own = uses.filter((use) => use.question === question.id)
    const byLabel = Map.groupBy(own, ({ label }) => (label === '' ? '' : labelNow(question, label as LabelId)))
    return [...byLabel].flatMap(([label, raw]) => (label === null ? [] : [{ question: question.id, label, raw }]))
  })
  return Promise.all(
    known.map(async ({ question, label, raw }) => ({
      question,
      label: label === '' ? null : (label as LabelId),
      marks: raw.reduce((sum, { marks }) => sum + marks, 0),
      annotations:
        raw.length === 1
          ? (raw[0]?.annotations ?? 0)
          : await annotationsWith(
              deps.db,
              id,
              question,
              raw.map((use) => use.label),
            ),
    })),
  )
}

/** Opens, pauses or archives the queue. */
export async function setState(deps: Deps, id: ProjectId, state: ProjectState): Promise<Project> {
  return deps.transact(async (tx) => {
    present(await lockProject(tx, deps.dialect, id))
    await writeState(tx, id, state)
    if (state === 'open') tx.tell({ topic: 'work', project: id, person: null })
    tx.tell({ topic: 'progress', project: id })
    return getProject(tx.db, id)
  })
}

/** The project of that id. @throws Problem `not-found` */
export async function getProject(db: Kysely<Tables>, id: string): Promise<Project> {
  return present(await findProject(db, id))
}

function present(project: Project | null): Project {
  if (!project) throw new Problem('not-found')
  return project
}
