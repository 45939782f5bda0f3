// What a key does to a choice: a label's sets the one answer or adds and removes one of several, a digit gives a level.
import { adding, changing, marksOf, type Patch, removing } from '@etabli/modality-kit'
import type { Answers, LabelId, Mark, MarkId, Question } from '@etabli/schema'
import { ratingOptions } from './kinds/rating.ts'

/**
 * The patches that answer a `single` or `multiple` question with a label; none for other kinds.
 * `single`: the label becomes the answer; given again, it is taken back. `multiple`: the label is added or removed.
 * @param newId makes the id of the mark where there is none yet
 */
export function answerWithLabel(answers: Answers, question: Question, label: LabelId, newId: () => MarkId): Patch[] {
  if (!question.labels.some((known) => known.id === label)) return []
  if (question.kind === 'single') return answerSingle(answers, question, label, newId)
  if (question.kind === 'multiple') return answerMultiple(answers, question, label, newId)
  return []
}

function answerSingle(answers: Answers, question: Question, label: LabelId, newId: () => MarkId): Patch[] {
  const before = marksOf(answers, question.id)[0]
  if (!before) return [adding(freshMark(question, label, null, newId()))]
  if (before.label === label) return taking(answers, before.id)
  return [changing(before, { ...before, label, source: 'person', confidence: null })]
}

function answerMultiple(answers: Answers, question: Question, label: LabelId, newId: () => MarkId): Patch[] {
  const before = marksOf(answers, question.id)[0]
  if (!before) return [adding(freshMark(question, null, { labels: [label] }, newId()))]
  const chosen = labelsIn(before)
  const labels = chosen.includes(label) ? chosen.filter((other) => other !== label) : [...chosen, label].sort()
  if (labels.length === 0) return taking(answers, before.id)
  return [changing(before, { ...before, value: { labels }, source: 'person', confidence: null })]
}

/** The keys of a rating's levels: a digit each, 0 for the tenth; none for other kinds, nor for levels past the tenth. */
export function levelKeys(question: Question): readonly string[] {
  if (question.kind !== 'rating') return []
  return Array.from({ length: Math.min(10, ratingOptions(question).levels) }, (_, index) => String((index + 1) % 10))
}

/**
 * The patches that answer a `rating` question with a level's key; none where it has no such key. Given again, the level is
 * taken back.
 * @param newId makes the id of the mark where there is none yet
 */
export function answerWithLevel(answers: Answers, question: Question, key: string, newId: () => MarkId): Patch[] {
  const level = levelKeys(question).indexOf(key) + 1
  if (level === 0) return []
  const before = marksOf(answers, question.id)[0]
  if (!before) return [adding(freshMark(question, null, level, newId()))]
  if (before.value === level) return taking(answers, before.id)
  return [changing(before, { ...before, value: level, source: 'person', confidence: null })]
}

function taking(answers: Answers, id: MarkId): Patch[] {
  const patch = removing(answers, id)
  return patch ? [patch] : []
}

/** The label ids in the value of a `multiple` mark; none where the value is of another form. */
export function labelsIn(mark: Pick<Mark, 'value'>): LabelId[] {
  const { value } = mark
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return []
  const labels = value['labels']
  return Array.isArray(labels) ? labels.filter((label): label is LabelId => typeof label === 'string') : []
}

/** A person's new answer to a question. */
export function freshMark(question: Question, label: LabelId | null, value: Mark['value'], id: MarkId): Mark {
  return { id, question: question.id, kind: question.kind, label, value, source: 'person', confidence: null }
}
