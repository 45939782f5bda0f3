// What may stand at the ends of a type of relations, written into its question.
import { relationRules } from '@etabli/modalities'
import type { LabelId, Question } from '@etabli/schema'

/** @param classes those that may stand at this end; null, or none: any */
export function withEnd(
  question: Question,
  type: LabelId,
  end: 'from' | 'to',
  classes: readonly LabelId[] | null,
): Question {
  const { ends } = relationRules(question)
  const { [end]: _, ...other } = ends[type] ?? {}
  const own = classes && classes.length > 0 ? { ...other, [end]: [...classes] } : other
  const { [type]: _type, ...types } = ends
  const next = Object.keys(own).length > 0 ? { ...types, [type]: own } : types
  const { ends: _ends, ...options } = question.options
  return { ...question, options: Object.keys(next).length > 0 ? { ...options, ends: next } : options } as Question
}
