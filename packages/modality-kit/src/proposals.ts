// Proposed marks: what a file, a model or the task before put there and nobody has looked at; accepting, rejecting, finding.
import type { Answers, Mark, MarkId, QuestionId } from '@etabli/schema'
import { changing, type Patch } from './patch.ts'

export { removingAll as rejecting } from './patch.ts'

/** True for a mark that no person made, changed or accepted. */
export function isProposed(mark: Pick<Mark, 'source'>): boolean {
  return mark.source !== 'person'
}

/** The proposed marks of these questions, in the order of the answers. */
export function proposedIn(answers: Answers, questions: ReadonlySet<QuestionId>): Mark[] {
  return answers.filter((mark) => isProposed(mark) && questions.has(mark.question))
}

/** Makes proposed marks the person's own: the value stays, the confidence was the machine's and goes. */
export function accepting(marks: readonly Mark[]): Patch[] {
  return marks.flatMap((mark) =>
    isProposed(mark) ? [changing(mark, { ...mark, source: 'person', confidence: null })] : [],
  )
}

/**
 * The proposed mark after (1) or before (−1) what is selected, in the order of the answers and round its ends; without
 * a selection the first or the last. Undefined where nothing is proposed beside what is selected.
 */
export function neighbourProposed(
  answers: Answers,
  questions: ReadonlySet<QuestionId>,
  selection: readonly MarkId[],
  by: 1 | -1,
): Mark | undefined {
  const chosen = new Set(selection)
  const list = by === 1 ? answers : answers.toReversed()
  const start = list.findLastIndex(({ id }) => chosen.has(id)) + 1
  const round = [...list.slice(start), ...list.slice(0, start)]
  return round.find((mark) => isProposed(mark) && questions.has(mark.question) && !chosen.has(mark.id))
}
