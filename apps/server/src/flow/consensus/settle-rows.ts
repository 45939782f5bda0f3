// A task's rows as they lie in the database → its consensus as it will lie there. The same on the event loop and in the
// thread.
import { answersCounting, type Kind, settleTask } from '@etabli/modality-kit'
import type { Annotation, Answers, Figure, Media, Millis, Question, TaskId } from '@etabli/schema'
import { fromJson, toJson } from '../../db/json.ts'
import { reliabilityOf } from './reliability.ts'

/** An annotation that counts, its answers JSON. */
export type CountedRow = Pick<Annotation, 'id' | 'person'> & { readonly answers: string }

/** All that a task's consensus is made of. */
export interface SettleRows {
  readonly task: TaskId
  readonly questions: readonly Question[]
  readonly media: string
  readonly prefill: string
  /** One or more. */
  readonly annotations: readonly CountedRow[]
  /** What the last report says of people; null where there is none. */
  readonly trust: readonly Figure[] | null
  readonly now: Millis
}

export interface SettledRow {
  readonly body: string
  readonly similarity: number | null
  readonly unanimous: boolean
}

export function settleRows(rows: SettleRows, kinds: ReadonlyMap<string, Kind>): SettledRow {
  const reliability = reliabilityOf(rows.trust && { perAnnotator: rows.trust })
  const annotations = rows.annotations.map(({ id, person, answers }) => ({
    id,
    person,
    answers: answersCounting(rows.questions, fromJson<Answers>(answers), kinds),
  }))
  const consensus = settleTask(
    {
      task: rows.task,
      media: fromJson<Media>(rows.media),
      questions: rows.questions,
      annotations,
      prefill: fromJson<Answers>(rows.prefill),
      ...(reliability ? { reliability } : {}),
    },
    kinds,
    rows.now,
  )
  return { body: toJson(consensus), similarity: consensus.similarity, unanimous: consensus.unanimous }
}
