// spaCy's classes of a text ({ "cats": { "sport": 1.0, "politics": 0.0 } }) ⇄ answers to questions of one or several labels.
import { quoted } from '@etabli/formats'
import type { MarkSeed } from '@etabli/modality-kit'
import type { Answers, Label, Project, Question } from '@etabli/schema'
import type { RowFault } from './seeds.ts'

type Choice = { readonly question: Question; readonly label: Label }

/** Every label of the project's choices under the key by which cats name it: its name, or with its question where two share it. */
function choicesOf(project: Pick<Project, 'questions'>): Map<string, Choice> {
  const all = project.questions
    .filter(({ kind }) => kind === 'single' || kind === 'multiple')
    .flatMap((question) => question.labels.map((label) => ({ question, label })))
  const named = Map.groupBy(all, ({ label }) => label.name)
  return new Map(
    all.map((one) => {
      const alone = named.get(one.label.name)?.length === 1
      return [alone ? one.label.name : `${one.question.id}/${one.label.name}`, one] as const
    }),
  )
}

/** The answers as cats: 1 for what was chosen and 0 for the rest, of questions that were answered. */
export function catsOf(project: Pick<Project, 'questions'>, answers: Answers): Record<string, number> {
  const cats: [string, number][] = []
  for (const [key, { question, label }] of choicesOf(project)) {
    const mark = answers.find((one) => one.question === question.id)
    if (mark) cats.push([key, chosenIn(mark).includes(label.id) ? 1 : 0])
  }
  return Object.fromEntries(cats)
}

function chosenIn(mark: Answers[number]): readonly unknown[] {
  if (mark.label !== null) return [mark.label]
  const { value } = mark
  const labels = typeof value === 'object' && value !== null && !Array.isArray(value) ? value['labels'] : undefined
  return Array.isArray(labels) ? labels : []
}

/** Adds the answers that cats mean; what they name that is not there, or give as no number, is a fault. */
export function answersOfCats(cats: unknown, project: Project, answers: MarkSeed[]): RowFault[] {
  if (cats === undefined || cats === null || cats === '') return []
  if (typeof cats !== 'object' || Array.isArray(cats)) {
    return [{ path: 'cats', code: 'label', message: 'expected an object of labels with numbers' }]
  }
  const choices = choicesOf(project)
  const faults: RowFault[] = []
  const sure = new Map<Question, { label: Label; weight: number }[]>()
  for (const [key, weight] of Object.entries(cats)) {
    const choice = choices.get(key)
    const path = `cats.${key}`
    if (!choice)
      faults.push({ path, code: 'label', message: `no question of this project has the label ${quoted(key)}` })
    else if (typeof weight !== 'number' && typeof weight !== 'boolean')
      faults.push({ path, code: 'label', message: `expected a number, found ${quoted(weight)}` })
    else {
      const list = sure.get(choice.question) ?? []
      list.push({ label: choice.label, weight: Number(weight) })
      sure.set(choice.question, list)
    }
  }
  for (const [question, list] of sure) answers.push(...answerOf(question, list))
  return faults
}

function answerOf(question: Question, list: readonly { label: Label; weight: number }[]): MarkSeed[] {
  const chosen = list.filter(({ weight }) => weight >= 0.5).toSorted((a, b) => b.weight - a.weight)
  const seed = { question: question.id, kind: question.kind, source: 'import' as const }
  if (question.kind === 'multiple') {
    return [{ ...seed, label: null, value: { labels: chosen.map(({ label }) => label.id).toSorted() } }]
  }
  const [best] = chosen
  return best ? [{ ...seed, label: best.label.id, value: null }] : []
}
