// Walking a text sentence by sentence: which is current, what is left, and the patches that answer one. Pure.
import { adding, changing, type Patch, removing } from '@etabli/modality-kit'
import type { Answers, LabelId, Mark, MarkId, Question } from '@etabli/schema'
import { type Passage, type Stretch, sentenceList, sentenceMarks } from '../../core/index.ts'

/** One sentence and what was said of it. */
export interface Sentence extends Stretch {
  readonly mark: Mark | null
}

/** The sentences of a question in order, those answered with their marks. */
export function sentencesFor(passage: Passage, answers: Answers, question: Pick<Question, 'id'>): Sentence[] {
  const marks = sentenceMarks(answers).filter((mark) => mark.question === question.id)
  const byStart = new Map(marks.map((mark) => [mark.value.start, mark]))
  return sentenceList(
    passage,
    marks.map(({ value }) => value),
  ).map(({ start, end }) => {
    const mark = byStart.get(start)
    return { start, end, mark: mark?.value.end === end ? mark : null }
  })
}

/** The sentence that holds a place, else the last that begins before it; 0 for none. */
export function sentenceAt(sentences: readonly Stretch[], place: number): number {
  return Math.max(
    0,
    sentences.findLastIndex(({ start }) => start <= place),
  )
}

/** Where one goes after an answer: the next without one, from the top where none is left below; else one further. */
export function afterAnswer(sentences: readonly Sentence[], at: number): number {
  const open = (from: number, until: number) => sentences.slice(from, until).findIndex(({ mark }) => mark === null)
  const below = open(at + 1, sentences.length)
  if (below >= 0) return at + 1 + below
  const above = open(0, at)
  return above >= 0 ? above : Math.min(at + 1, sentences.length - 1)
}

/** The patches that give a sentence a label, or take its answer back (null). */
export function answeringSentence(
  { start, end, mark }: Sentence,
  { id, kind }: Question,
  label: LabelId | null,
  answers: Answers,
  newId: () => MarkId,
): Patch[] {
  if (label === null) {
    const patch = mark && removing(answers, mark.id)
    return patch ? [patch] : []
  }
  if (mark === null) {
    const made = { id: newId(), question: id, kind, label, value: { start, end } }
    return [adding({ ...made, source: 'person', confidence: null })]
  }
  if (mark.label === label && mark.source === 'person') return []
  return [changing(mark, { ...mark, label, source: 'person', confidence: null })]
}
