// Answers of simulated annotators, as the sample sets hold them → answers to a project's questions.
import type { Answers, Mark, MarkId, Project, Question } from '@etabli/schema'
import * as z from 'zod/mini'

const Place = z.looseObject({ label: z.string() })

/** One annotation by a simulated person: a line of `crowd/<set>.jsonl`. */
export const CrowdRow = z.object({
  item: z.string(),
  annotator: z.string(),
  skill: z.string(),
  /** A list of boxes, or by question an answer each. */
  answers: z.union([z.array(Place), z.record(z.string(), z.unknown())]),
  active_ms: z.int().check(z.nonnegative()),
})
export type CrowdRow = z.infer<typeof CrowdRow>

/** The marks that the row means, with ids by their order. */
export function answersOf(row: CrowdRow, project: Pick<Project, 'questions'>): Answers {
  const answers: Answers = []
  for (const question of project.questions) {
    for (const { label, value } of marksOf(row, question)) {
      const id = `s${answers.length + 1}` as MarkId
      const mark = { id, question: question.id, kind: question.kind, source: 'person', confidence: null } as const
      answers.push({ ...mark, label: labelOf(question, label), value })
    }
  }
  return answers
}

interface Said {
  readonly label: string | null
  readonly value: Mark['value']
}

function marksOf({ answers }: CrowdRow, question: Question): Said[] {
  if (Array.isArray(answers)) return placesOf(answers)
  const said = answers[question.id]
  if (question.kind === 'transcript') {
    const text = answers['text']
    return typeof text === 'string' && text !== '' ? [{ label: null, value: { text } }] : []
  }
  if (typeof said === 'string') return [{ label: said, value: null }]
  return placesOf(z.array(Place).parse(said ?? []))
}

/** `{ label, …place }` of a box or a span. */
function placesOf(places: readonly z.infer<typeof Place>[]): Said[] {
  return places.map(({ label, ...place }) => ({ label, value: place as Mark['value'] }))
}

function labelOf(question: Question, name: string | null): Mark['label'] {
  if (name === null) return null
  const label = question.labels.find((known) => known.id === name || known.name.toLowerCase() === name.toLowerCase())
  if (!label) throw new Error(`the question "${question.id}" has no label "${name}"`)
  return label.id
}

/** `Simulated · careful 2` for `sim-careful-2`: nobody can take them for a person. */
export function nameOf(row: Pick<CrowdRow, 'annotator' | 'skill'>): string {
  const number = /-(\d+)$/.exec(row.annotator)?.[1] ?? ''
  return `Simulated · ${row.skill}${number === '' || number === '1' ? '' : ` ${number}`}`
}
