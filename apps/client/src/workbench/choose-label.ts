// What a label's key or a press on it does: answers a choice, changes the selected marks, and is what the next mark gets.
import { answerWithLabel } from '@etabli/modalities'
import { changing, type Patch } from '@etabli/modality-kit'
import {
  type Answers,
  type Label,
  type LabelId,
  livingLabels,
  type MarkId,
  type Question,
  type QuestionId,
} from '@etabli/schema'

export interface Choosing {
  readonly answers: Answers
  readonly selection: readonly MarkId[]
  readonly newId: () => MarkId
}

/** The patches: empty where the label is only made active. What marks go on saying is settled where they are committed. */
export function chooseLabel(question: Question, label: LabelId, { answers, selection, newId }: Choosing): Patch[] {
  const answer = answerWithLabel(answers, question, label, newId)
  if (answer.length > 0) return answer
  const chosen = new Set(selection)
  return answers
    .filter((mark) => chosen.has(mark.id) && mark.question === question.id && mark.label !== label)
    .map((mark) => changing(mark, { ...mark, label, source: 'person', confidence: null }))
}

/**
 * The label that a key means: of the question the person is in, then of the active one, then of the others in order.
 * @param names the names that the press may go by
 */
export function labelOfKey(
  questions: readonly Question[],
  names: readonly string[],
  first: readonly (QuestionId | null | undefined)[],
): { readonly question: Question; readonly label: Label } | null {
  const ordered = [
    ...first.flatMap((id) => questions.filter((question) => question.id === id)),
    ...questions.filter((question) => !first.includes(question.id)),
  ]
  for (const question of ordered) {
    const label = livingLabels(question.labels).find(
      (candidate) => candidate.key !== null && names.includes(candidate.key),
    )
    if (label) return { question, label }
  }
  return null
}
