// How labels and attributes are called in brat, whose types are words of letters, digits, hyphens and underscores.
import type { Project, Question } from '@etabli/schema'

export interface BratType {
  readonly question: Question
  readonly label: string
  readonly name: string
  /** Unique within the project and kind. */
  readonly type: string
}

/** The types of all labels of a kind: the name where it is such a word, else the id; with the question where two share it. */
export function bratTypes(project: Project, kind: 'span' | 'relation'): BratType[] {
  const all = project.questions
    .filter((question) => question.kind === kind)
    .flatMap((question) =>
      question.labels.map(({ id, name }) => {
        return { question, label: id as string, name, type: /^[A-Za-z0-9_-]+$/.test(name) ? name : (id as string) }
      }),
    )
  const shared = Map.groupBy(all, ({ type }) => type)
  return all.map((one) =>
    shared.get(one.type)?.length === 1 ? one : { ...one, type: `${one.question.id}-${one.label}` },
  )
}
