// Removed labels: classes taken out of a question and what became of their marks. Annotations stay as they were made;
// what they mean now is worked out when they are read, so bringing a class back undoes its removal.
import type { Answers, Mark } from './answers.ts'
import { keptAttributes } from './attributes.ts'
import type { LabelId } from './ids.ts'
import type { Question } from './question.ts'

/** What a label of the past means now: a label, or null where its marks were deleted with it. */
export function labelNow(question: Pick<Question, 'removed'>, label: LabelId): LabelId | null {
  const removed = question.removed ?? []
  let now = label
  for (let steps = 0; steps <= removed.length; steps += 1) {
    const found = removed.find((candidate) => candidate.label.id === now)
    if (!found) return now
    if (found.into === undefined) return null
    now = found.into
  }
  return null
}

/** The mark as it counts now, or null where it was deleted with its class; the same object where nothing changed. */
export function markNow(question: Question, mark: Mark): Mark | null {
  if ((question.removed?.length ?? 0) === 0) return mark
  if (question.kind === 'multiple') return severalNow(question, mark)
  if (mark.label === null) return mark
  const label = labelNow(question, mark.label)
  if (label === null) return null
  if (label === mark.label) return mark
  return withLabel(question, mark, label)
}

/**
 * Answers of any version as they count now.
 * @param questions the project's questions of now
 * @returns the same array where no label of theirs was removed
 */
export function answersNow(questions: readonly Question[], answers: Answers): Answers {
  if (!questions.some(({ removed }) => (removed?.length ?? 0) > 0)) return answers
  const byId = new Map(questions.map((question) => [question.id, question]))
  return answers.flatMap((mark) => {
    const question = byId.get(mark.question)
    const now = question ? markNow(question, mark) : mark
    return now ? [now] : []
  })
}

/** The mark with another class: what is said of it stays where the new class has the same attribute. */
export function withLabel(question: Question, mark: Mark, label: LabelId): Mark {
  const { attributes, ...rest } = mark
  if (attributes === undefined) return { ...rest, label }
  const kept = keptAttributes(question, label, attributes)
  return Object.keys(kept).length === 0 ? { ...rest, label } : { ...rest, label, attributes: kept }
}

/** A choice of several lists its labels in its value. */
function severalNow(question: Question, mark: Mark): Mark | null {
  const { value } = mark
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return mark
  const chosen = value['labels']
  if (!Array.isArray(chosen) || chosen.length === 0) return mark
  const now = new Set(
    chosen.flatMap((label) => {
      const means = typeof label === 'string' ? labelNow(question, label as LabelId) : null
      return means === null ? [] : [means]
    }),
  )
  const labels = [...now].sort()
  if (labels.length === chosen.length && labels.every((label, at) => label === chosen[at])) return mark
  // "None of these" is an answer of its own, which a person gives; what is left without a label is no answer.
  return labels.length === 0 ? null : { ...mark, value: { ...value, labels } }
}
