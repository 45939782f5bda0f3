// Labels that an import brings, added in its own transaction: nothing that is there already changes.
import type { Project, Question } from '@etabli/schema'
import type { Tx } from '../../db/transact.ts'
import type { Deps } from '../../deps.ts'
import { appendEvent } from '../events.ts'
import { lockProject, writeDraft } from './store.ts'

/**
 * Gives the project the questions that `change` makes of its present ones, as a new version, where they differ.
 * @param change adds labels and does nothing else; called with the locked project's questions
 */
export async function addLabels(
  tx: Tx,
  deps: Pick<Deps, 'dialect' | 'ids' | 'kinds'>,
  id: Project['id'],
  change: (questions: readonly Question[]) => readonly Question[],
): Promise<void> {
  const project = await lockProject(tx, deps.dialect, id)
  if (!project) return
  const questions = [...change(project.questions)]
  if (JSON.stringify(questions) === JSON.stringify(project.questions)) return
  const version = project.version + 1
  await writeDraft(tx, deps.kinds, id, version, { ...project, questions })
  const payload = { version, overlap: null, questions: true }
  await appendEvent(tx, deps.ids.next(), { kind: 'project.edited', project: id, task: null, payload })
}
