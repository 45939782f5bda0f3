// How far each annotator's values are trusted when boxes and the like are fused: from the last agreement report.
import type { Figure, QuestionId } from '@etabli/schema'
import { TO_OTHERS } from './report.ts'

/** Tasks' worth of belief that a person is like everybody else, before their own tasks say otherwise. */
const PRIOR_TASKS = 5
/** Nobody's work weighs nothing. */
const LEAST = 0.05

/**
 * The mean likeness of a person's answers to those of the others on a question, drawn towards the mean of all people
 * while few tasks are known (an empirical-Bayes shrinkage: (n · own + 5 · mean) / (n + 5)); in [0.05, 1].
 * @returns undefined where no report tells of anybody
 */
export function reliabilityOf(
  report: { readonly perAnnotator: readonly Figure[] } | null,
): ((question: QuestionId, person: string) => number) | undefined {
  const known = (report?.perAnnotator ?? []).filter(
    ({ measure, value }) => measure === TO_OTHERS.measure && value !== null,
  )
  if (known.length === 0) return undefined
  const byQuestion = Map.groupBy(known, ({ question }) => question)
  const trust = new Map<string, number>()
  const average = new Map<QuestionId, number>()
  for (const [question, figures] of byQuestion) {
    const mean = figures.reduce((sum, { value }) => sum + (value ?? 0), 0) / figures.length
    average.set(question, Math.max(LEAST, mean))
    for (const { about, value, n } of figures) {
      const own = (n * (value ?? mean) + PRIOR_TASKS * mean) / (n + PRIOR_TASKS)
      trust.set(`${question}/${about}`, Math.max(LEAST, own))
    }
  }
  return (question, person) => trust.get(`${question}/${person}`) ?? average.get(question) ?? 1
}
