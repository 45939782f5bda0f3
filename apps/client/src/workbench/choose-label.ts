// What a label's key or a press on it does: answers a choice, changes the selected marks, and is what the next mark gets.
import { answerWithLabel, levelKeys } from '@etabli/modalities'
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

/** Where the person is: the question that holds the focus, and the one that the next mark is drawn for. */
export interface Here {
  readonly within?: QuestionId | null | undefined
  readonly active?: QuestionId | null | undefined
}

/** What a key answers: a question with one of its labels, or a rating with the level of that key. */
export type KeyAnswer =
  | { readonly question: Question; readonly label: Label }
  | { readonly question: Question; readonly level: string }

/**
 * What a key means: of the question the person is in, then of the active one, then of the others in order. A rating takes
 * digits from elsewhere only where no label does: else 4 would be a level and 3 a label.
 * @param names the names that the press may go by
 */
export function answerOfKey(
  questions: readonly Question[],
  names: readonly string[],
  { within, active }: Here,
): KeyAnswer | null {
  const first = [within, active].flatMap((id) => questions.filter((question) => question.id === id))
  const digits = questions.some(({ labels }) =>
    livingLabels(labels).some(({ key }) => key !== null && /^\d$/.test(key)),
  )
  for (const question of [...first, ...questions.filter((other) => !first.includes(other))]) {
    const label = livingLabels(question.labels).find(({ key }) => key !== null && names.includes(key))
    if (label) return { question, label }
    const level = question.id === within || !digits ? levelKeys(question).find((key) => names.includes(key)) : undefined
    if (level) return { question, level }
  }
  return null
}

/** Whether each key that a question shows means it, here: another question may have some of them first. */
export function hasItsKeys(question: Question, questions: readonly Question[], here: Here): boolean {
  const keys = [...livingLabels(question.labels).flatMap(({ key }) => key ?? []), ...levelKeys(question)]
  return keys.every((key) => answerOfKey(questions, [key], here)?.question.id === question.id)
}
