// The rankings among a task's answers, by question.
import type { Ranking } from '@etabli/modality-kit'
import type { Mark, Project, Question, QuestionId } from '@etabli/schema'
import { RankingValue } from '../kinds/ranking-value.ts'

export function rankingQuestions(project: Pick<Project, 'questions'>): Question[] {
  return project.questions.filter(({ kind }) => kind === 'ranking')
}

/** The rankings of some answers in the order of the answers. */
export function rankingMarks(answers: readonly Mark[]): { question: QuestionId; ranking: Ranking }[] {
  return answers.flatMap(({ kind, question, value }) => {
    const read = kind === 'ranking' ? RankingValue.safeParse(value) : null
    return read?.success ? [{ question, ranking: read.data }] : []
  })
}

/** As the key `rankings` of a row; nothing where there are none. */
export function rankingsOf(answers: readonly Mark[]): { rankings?: Record<string, Ranking> } {
  const marks = rankingMarks(answers)
  if (marks.length === 0) return {}
  return { rankings: Object.fromEntries(marks.map(({ question, ranking }) => [question, ranking])) }
}
