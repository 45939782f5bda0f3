// Rows of flat files ⇄ the parts of a task: its name, its fields, the answers given by fields.
import type { Answers, Fields, Project, Question } from '@etabli/schema'
import { readComparison, readRanking, responsesIn } from './comparison.ts'
import type { MappingIssue, MarkSeed } from './mapping.ts'
import { isPlainKind, type PlainAnswer, plainAnswer, seedOfPlain } from './plain.ts'

type Row = Readonly<Record<string, unknown>>

export interface RowParts {
  /** `id`, else `name`; null where the row has neither. */
  readonly name: string | null
  readonly fields: Fields
  readonly prefill: readonly MarkSeed[]
  /** What is wrong with the row's answers, by path. */
  readonly faults: readonly Pick<MappingIssue, 'path' | 'message'>[]
}

/** Keys that carry a file's own book-keeping: neither fields nor answers. */
const KEPT = new Set(['id', 'split', 'votes', 'similarity', 'fields', 'classes', 'rankings'])

/**
 * Reads a row: `id` (or `name`) names the task; a key that is the id or title of a question answered by a field, or a
 * key of `classes`, is a proposed answer; everything else, and what is in `fields`, is shown beside the medium. Where
 * the project compares answers, the row's `prompt` and `responses` are read as `readComparison` says.
 * @param taken keys that the caller reads itself (`text`, `entities`)
 */
export function partsOfRow(row: Row, project: Pick<Project, 'questions'>, taken: readonly string[] = []): RowParts {
  const named = row['id'] ?? row['name']
  const name = typeof named === 'string' || typeof named === 'number' ? String(named) : null
  const skip = new Set([...KEPT, ...taken, ...(row['id'] === undefined ? ['name'] : [])])
  const fields: [string, string][] = []
  const prefill: MarkSeed[] = []
  const faults: Pick<MappingIssue, 'path' | 'message'>[] = []
  const ranked = project.questions.filter(({ kind }) => kind === 'ranking')
  const compared = ranked.length > 0 ? readCompared(row, ranked) : null
  for (const key of compared?.taken ?? []) skip.add(key)
  faults.push(...(compared?.faults ?? []))
  prefill.push(...(compared?.prefill ?? []))
  const answer = (question: Question, plain: unknown, path: string) => {
    const seed = seedOfPlain(question, plain)
    if (typeof seed === 'string') faults.push({ path, message: seed })
    else if (seed) prefill.push(seed)
  }
  const field = (key: string, value: unknown) => {
    if (value !== null && value !== undefined && value !== '') fields.push([key, wordsOf(value)])
  }
  for (const [key, value] of Object.entries(row)) {
    if (skip.has(key)) continue
    const question = questionNamed(project.questions, key)
    if (question) answer(question, value, key)
    else field(key.replace(/^fields\./, ''), value)
  }
  for (const [key, value] of entriesOf(row['fields'])) field(key, value)
  for (const [key, value] of entriesOf(row['classes'])) {
    const question = questionNamed(project.questions, key)
    if (question) answer(question, value, `classes.${key}`)
    else faults.push({ path: `classes.${key}`, message: `there is no question "${key}" that a row can answer` })
  }
  return { name, fields: { ...compared?.fields, ...Object.fromEntries(fields) }, prefill, faults }
}

/** What a row gives to compare, and the rankings that it proposes. */
function readCompared(row: Row, questions: readonly Question[]) {
  // Our own rows keep what is compared among their fields.
  const within = Object.fromEntries(entriesOf(row['fields']))
  const own = row['responses'] === undefined && within['response_1'] !== undefined
  const { fields, taken, faults } = readComparison(own ? within : row)
  const count = responsesIn(fields).length
  const prefill: MarkSeed[] = []
  for (const question of questions) {
    const { id, kind } = question
    const cell = row[id]
    taken.push(id, `${id}.order`, `${id}.reason`)
    const value = Object.fromEntries(entriesOf(row['rankings']))[id]
    if (value !== undefined) prefill.push({ question: id, kind, label: null, value, source: 'import' })
    else if (typeof cell === 'string' && cell !== '') {
      const seed = readRanking(question, cell, count, { order: row[`${id}.order`], reason: row[`${id}.reason`] })
      if (typeof seed === 'string') faults.push({ path: id, message: seed })
      else prefill.push(seed)
    }
  }
  return { fields: own ? {} : fields, taken, faults, prefill }
}

function questionNamed(questions: readonly Question[], key: string): Question | undefined {
  return questions.find((question) => isPlainKind(question.kind) && (question.id === key || question.title === key))
}

function entriesOf(value: unknown): [string, unknown][] {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : []
}

function wordsOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** The project's questions that a flat file can hold, in their order. */
export function plainQuestions(project: Pick<Project, 'questions'>): Question[] {
  return project.questions.filter((question) => isPlainKind(question.kind))
}

/** The answers to those questions by question id; absent where there is none. */
export function plainAnswers(project: Pick<Project, 'questions'>, answers: Answers): Record<string, PlainAnswer> {
  return Object.fromEntries(
    plainQuestions(project).flatMap((question) => {
      const mark = answers.find((one) => one.question === question.id)
      return mark ? [[question.id, plainAnswer(question, mark)]] : []
    }),
  )
}

/** A plain answer as one cell; several labels with ` | ` between them. */
export function cellOf(plain: PlainAnswer | undefined): string {
  if (plain === null || plain === undefined) return ''
  return typeof plain === 'object' ? plain.join(' | ') : String(plain)
}

/** The name that a field gets as a column, so that it cannot be taken for anything else of the row. */
export function fieldColumn(field: string, project: Pick<Project, 'questions'>, taken: readonly string[]): string {
  const clashes = KEPT.has(field) || field === 'name' || taken.includes(field) || field.startsWith('fields.')
  return clashes || questionNamed(project.questions, field) ? `fields.${field}` : field
}
