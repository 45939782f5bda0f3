// Which marks and classes may stand at the ends of a relation, and what a question of relations may ask of them.
import type { KindContext, MarkOf } from '@etabli/modality-kit'
import type { Mark, Question } from '@etabli/schema'
import { classesAt, type RelationValue, relationRules, spanQuestionsOf } from './relation-value.ts'

type RelationMark = MarkOf<RelationValue>

/** Why a mark cannot be an end, or null. */
export function placeFault(end: Mark, { question, questions }: KindContext): string | null {
  const joined = spanQuestionsOf(question, questions ?? [])
  if (end.kind === 'span' && (questions === undefined || joined.some(({ id }) => id === end.question))) return null
  return `a relation joins spans of ${joined.map(({ title }) => `"${title}"`).join(' or ') || 'a question of spans'}`
}

/** Why these classes cannot stand at the ends of this type, or null. */
export function classFault(
  mark: RelationMark,
  from: Mark,
  to: Mark,
  { question, questions }: KindContext,
): string | null {
  const all = questions ?? []
  const fits = (first: Mark, second: Mark) => hasClass(first, 'from') && hasClass(second, 'to')
  const hasClass = (end: Mark, at: 'from' | 'to') => {
    const classes = classesAt(at, mark.label, question, all)
    return classes === null || (end.label !== null && classes.has(end.label))
  }
  const isDirected = relationRules(question).form === 'directed'
  if (fits(from, to) || (!isDirected && fits(to, from))) return null
  const type = question.labels.find(({ id }) => id === mark.label)?.name ?? mark.label
  const asked = (at: 'from' | 'to') => {
    const classes = classesAt(at, mark.label, question, all)
    return classes === null ? 'any class' : [...classes].map((id) => className(id, question, all)).join(' or ')
  }
  const found = `${className(from.label, question, all)} and ${className(to.label, question, all)}`
  return isDirected
    ? `"${type}" goes from ${asked('from')} to ${asked('to')}, not between ${found}`
    : `"${type}" joins ${asked('from')} and ${asked('to')}, not ${found}`
}

function className(id: Mark['label'], question: Question, questions: readonly Question[]): string {
  const labels = spanQuestionsOf(question, questions).flatMap((one) => one.labels)
  return labels.find((label) => label.id === id)?.name ?? id ?? 'no class'
}

/** Types and classes that the question's ends name and no question has, or had. */
export function endsFault(question: Question, joined: readonly Question[]): string | null {
  const known = (list: readonly Question[]) =>
    new Set<string>(
      list
        .flatMap(({ labels, removed }) => [...labels, ...(removed ?? []).map(({ label }) => label)])
        .map(({ id }) => id),
    )
  const [types, classes] = [known([question]), known(joined)]
  for (const [type, { from, to }] of Object.entries(relationRules(question).ends)) {
    if (!types.has(type))
      return `"${question.title}" says what stands at the ends of "${type}", which is none of its types.`
    const stranger = [...(from ?? []), ...(to ?? [])].find((id) => !classes.has(id))
    if (stranger !== undefined)
      return `"${question.title}" asks for "${stranger}" at an end, which is no class of spans here.`
  }
  return null
}
