// Rules as they are typed: new ones, and what keeps each from being sent.
import {
  limits,
  livingLabels,
  type PrelabelRule,
  type PrelabelRules,
  type Project,
  patternFault,
  type Question,
} from '@etabli/schema'

/** The questions that rules can propose for. */
export const spanQuestions = ({ questions }: Pick<Project, 'questions'>): Question[] =>
  questions.filter(({ kind, labels }) => kind === 'span' && livingLabels(labels).length > 0)

/** A new rule of that form for the first question and class; null where the project asks for no spans. */
export function newRule(project: Project, form: PrelabelRule['form'], id: string): PrelabelRule | null {
  const [question] = spanQuestions(project)
  const label = question && livingLabels(question.labels)[0]
  if (!question || !label) return null
  const shared = { id, question: question.id, label: label.id, confidence: 0.5 }
  if (form === 'words') return { ...shared, form, words: [], matchCase: false, wholeWords: true }
  if (form === 'pattern') return { ...shared, form, pattern: '', matchCase: false }
  return { ...shared, form, entity: 'DATE' }
}

/** The smallest number that no rule has as its id. */
export function freeId(rules: PrelabelRules): string {
  const taken = new Set(rules.map(({ id }) => id))
  let n = 1
  while (taken.has(String(n))) n += 1
  return String(n)
}

/** The rule as it is sent: without empty lines. */
export function sent(rule: PrelabelRule): PrelabelRule {
  if (rule.form !== 'words') return rule
  return { ...rule, words: rule.words.map((word) => word.trim()).filter((word) => word !== '') }
}

export interface RuleFault {
  readonly phrase: 'wordsFault' | 'wordsTooMany' | 'patternEmpty' | 'patternFault'
  readonly why: string
  readonly count: number
}

/** What keeps a rule from being tried, or null. */
export function faultOf(rule: PrelabelRule): RuleFault | null {
  const fault = (phrase: RuleFault['phrase'], why = '') => ({ phrase, why, count: limits.wordsPerRule })
  const ready = sent(rule)
  if (ready.form === 'words') {
    if (ready.words.length === 0) return fault('wordsFault')
    return ready.words.length > limits.wordsPerRule ? fault('wordsTooMany') : null
  }
  if (ready.form !== 'pattern') return null
  if (ready.pattern === '') return fault('patternEmpty')
  const why = patternFault(ready.pattern)
  return why === null ? null : fault('patternFault', why)
}
