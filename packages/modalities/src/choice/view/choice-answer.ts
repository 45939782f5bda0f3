// How fields give their answers to the frame: one mark a question, made, changed or taken back.
import { adding, changing, type FieldProps, marksOf, type Patch, removing } from '@etabli/modality-kit'
import type { Mark } from '@etabli/schema'
import { freshMark } from '../core/index.ts'

/** The mark that answers the question, if any. */
export function answerOf({ answers, question }: Pick<FieldProps, 'answers' | 'question'>): Mark | undefined {
  return marksOf(answers, question.id)[0]
}

/** The patches that give the question this value, or take its answer back (undefined). */
export function answering(
  props: Pick<FieldProps, 'answers' | 'question' | 'newId'>,
  value: Mark['value'] | undefined,
): Patch[] {
  const before = answerOf(props)
  if (value === undefined) {
    const patch = before && removing(props.answers, before.id)
    return patch ? [patch] : []
  }
  if (!before) return [adding(freshMark(props.question, null, value, props.newId()))]
  if (JSON.stringify(before.value) === JSON.stringify(value)) return []
  return [changing(before, { ...before, value, source: 'person', confidence: null })]
}
