// Retired classes: no new mark takes one, but marks that had it before it was retired stay.
import type { Fault } from '@etabli/modality-kit'
import type { Answers, LabelId, Mark, Question } from '@etabli/schema'
import { fromJson } from '../../db/json.ts'
import type { Tx } from '../../db/transact.ts'
import { questionsOn } from '../projects/index.ts'
import { currentOf, labelsOf } from './store.ts'

interface Held {
  readonly project: string
  readonly task: string
  readonly person: string
  readonly granted_at: number
}

/**
 * Marks that were made anew with a class that was retired before the task was handed out.
 * @param questions the questions that were answered
 */
export async function retiredFaults(
  tx: Tx,
  lease: Held,
  questions: readonly Question[],
  answers: Answers,
): Promise<Fault[]> {
  const suspect = answers.flatMap((mark) =>
    labelsOf(mark).flatMap((label) => (labelIn(questions, mark, label)?.retired ? [{ mark, label }] : [])),
  )
  if (suspect.length === 0) return []
  const asked = await questionsOn(tx.db, lease.project, lease.granted_at)
  const fresh = suspect.filter(({ mark, label }) => {
    const then = asked === null ? undefined : labelIn(asked, mark, label)
    return then === undefined || then.retired === true
  })
  if (fresh.length === 0) return []
  const own = await currentOf(tx.db, lease.person, lease.task)
  const row = await tx.db.selectFrom('task').select('prefill').where('id', '=', lease.task).executeTakeFirst()
  const before = [own.counted?.answers, own.surplus?.answers, row?.prefill].flatMap((text) =>
    text === undefined ? [] : fromJson<Answers>(text),
  )
  const had = new Set(before.flatMap((mark) => labelsOf(mark).map((label) => `${mark.id} ${label}`)))
  return fresh
    .filter(({ mark, label }) => !had.has(`${mark.id} ${label}`))
    .map(({ mark, label }) => ({
      question: mark.question,
      mark: mark.id,
      code: 'label',
      message: `"${label}" takes no new marks`,
    }))
}

function labelIn(questions: readonly Question[], mark: Mark, label: LabelId) {
  return questions.find(({ id }) => id === mark.question)?.labels.find(({ id }) => id === label)
}
