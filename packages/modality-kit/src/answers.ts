// The document being edited: marks by question, and whether it may be submitted.
import {
  type Answers,
  attributeFault,
  attributesOf,
  type Mark,
  type MarkId,
  type Media,
  type Question,
  type QuestionId,
} from '@etabli/schema'
import type { Kind } from './modality.ts'
import { marksById, standing } from './refers.ts'

/** The marks of one question, in order. */
export function marksOf(answers: Answers, question: QuestionId): Mark[] {
  return answers.filter((mark) => mark.question === question)
}

export interface Fault {
  readonly question: QuestionId
  /** The mark at fault, or null where the question lacks an answer. */
  readonly mark: MarkId | null
  readonly code:
    | 'required'
    | 'unknown-question'
    | 'unknown-kind'
    | 'too-few'
    | 'too-many'
    | 'label'
    | 'value'
    | 'attribute'
    | 'take'
  readonly message: string
}

/**
 * Everything that keeps the answers from being submitted; empty where they may be. The same check runs in the page
 * and on the server.
 * @param kinds the kinds by id
 */
export function faultsOf(
  answers: Answers,
  questions: readonly Question[],
  media: Media,
  kinds: ReadonlyMap<string, Kind>,
): Fault[] {
  const faults: Fault[] = []
  const byId = new Map(questions.map((question) => [question.id, question]))
  const isStood = questions.some(({ kind }) => kinds.get(kind)?.refers)
  const asked: Asked = { questions, media, kinds, marks: isStood ? marksById(answers) : new Map() }
  const counts = new Map<QuestionId, number>()
  for (const mark of answers) {
    const question = byId.get(mark.question) ?? impliedQuestion(mark, media, kinds)
    if (!question || question.kind !== mark.kind) {
      faults.push({
        question: mark.question,
        mark: mark.id,
        code: 'unknown-question',
        message: `no question "${mark.question}" of kind "${mark.kind}"`,
      })
      continue
    }
    counts.set(mark.question, (counts.get(mark.question) ?? 0) + 1)
    const fault = markFault(mark, question, asked)
    if (fault) faults.push(fault)
  }
  for (const question of questions) {
    const count = counts.get(question.id) ?? 0
    const kind = kinds.get(question.kind)
    const most = kind && !kind.many ? 1 : (question.max ?? Number.POSITIVE_INFINITY)
    if (count > most) {
      const answers = most === 1 ? 'one answer' : `at most ${most}, not ${count}`
      faults.push({
        question: question.id,
        mark: null,
        code: 'too-many',
        message: `"${question.title}" takes ${answers}`,
      })
    }
    if (count < (question.min ?? 0) && !(question.required && count === 0)) {
      faults.push({
        question: question.id,
        mark: null,
        code: 'too-few',
        message: `"${question.title}" needs at least ${question.min}, not ${count}`,
      })
    }
    if (question.required && count === 0) {
      faults.push({
        question: question.id,
        mark: null,
        code: 'required',
        message: `"${question.title}" needs an answer`,
      })
    }
    // What is missing altogether is said once.
    const together = faults.some(
      ({ question: of, mark, code }) => of === question.id && (mark !== null || code === 'required'),
    )
      ? null
      : togetherFault(answers, question, asked)
    if (together) faults.push(together)
  }
  return faults
}

interface Asked {
  readonly questions: readonly Question[]
  readonly media: Media
  readonly kinds: ReadonlyMap<string, Kind>
  /** The answers by id; empty where no kind asked stands on other marks. */
  readonly marks: ReadonlyMap<MarkId, Mark>
}

/** The question that a mark's kind asks in every project of the medium, where the mark answers that. */
/** The questions that kinds ask by themselves, whatever the project asks. */
export function impliedQuestions(kinds: ReadonlyMap<string, Kind>): Question[] {
  return [...kinds.values()].flatMap(({ implied }) => (implied ? [implied] : []))
}

function impliedQuestion(mark: Mark, media: Media, kinds: ReadonlyMap<string, Kind>): Question | undefined {
  const kind = kinds.get(mark.kind)
  return kind?.implied?.id === mark.question && kind.media.includes(media.type) ? kind.implied : undefined
}

/** Why marks that may each be cannot stand together. */
function togetherFault(answers: Answers, question: Question, asked: Asked): Fault | null {
  const kind = asked.kinds.get(question.kind)
  if (!kind?.together) return null
  const { media, questions, marks } = asked
  const found = kind.together(standing(kind, marksOf(answers, question.id), marks), { question, media, questions })
  return found && { question: question.id, mark: found.mark, code: 'value', message: found.message }
}

function markFault(mark: Mark, question: Question, { questions, media, kinds, marks }: Asked): Fault | null {
  const at = { question: mark.question, mark: mark.id }
  const kind = kinds.get(mark.kind)
  if (!kind) return { ...at, code: 'unknown-kind', message: `unknown kind "${mark.kind}"` }
  if (mark.label === null ? kind.labels === 'required' : kind.labels === 'none') {
    return { ...at, code: 'label', message: mark.label === null ? 'a label is missing' : 'this kind takes no label' }
  }
  if (mark.label !== null && !question.labels.some((label) => label.id === mark.label)) {
    return { ...at, code: 'label', message: `"${question.title}" has no label "${mark.label}"` }
  }
  const parsed = kind.value.safeParse(mark.value)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    return {
      ...at,
      code: 'value',
      message: `${issue?.path.join('.') || 'value'}: ${issue?.message || 'not of the expected form'}`,
    }
  }
  const [stood] = standing(kind, [{ ...mark, value: parsed.data }], marks)
  const sentence = stood ? kind.check(stood, { question, media, questions }) : null
  if (sentence !== null) return { ...at, code: 'value', message: sentence }
  const said = attributesFault(mark, question)
  return said === null ? null : { ...at, code: 'attribute', message: said }
}

/** Why what is said of a mark beside its class cannot be submitted, or null. */
function attributesFault(mark: Mark, question: Question): string | null {
  const values = mark.attributes ?? {}
  const asked = attributesOf(question, mark.label)
  for (const attribute of asked) {
    const value = values[attribute.id]
    if (value === undefined || value === '') {
      if (attribute.required) return `"${attribute.name}" is not set`
      continue
    }
    const fault = attributeFault(attribute, value)
    if (fault !== null) return fault
  }
  const stranger = Object.keys(values).find((id) => !asked.some((attribute) => attribute.id === id))
  return stranger === undefined ? null : `"${stranger}" is not asked of this class`
}

/**
 * True where two people gave the same answers: same marks by question, whatever their ids, order and source.
 * @param questions with their kinds, for those whose marks stand on others and are told apart by these
 */
export function sameAnswers(
  a: Answers,
  b: Answers,
  questions: readonly Question[] = [],
  kinds: ReadonlyMap<string, Kind> = new Map(),
): boolean {
  const left = said(a, questions, kinds)
  const right = said(b, questions, kinds)
  return left.length === right.length && left.every((text, index) => text === right[index])
}

function said(answers: Answers, questions: readonly Question[], kinds: ReadonlyMap<string, Kind>): string[] {
  const together = questions.flatMap((question) => {
    const kind = kinds.get(question.kind)
    if (!kind?.says) return []
    const marks = standing(kind, marksOf(answers, question.id), answers)
    return kind.says(marks, question).map((text) => JSON.stringify([question.id, text]))
  })
  const each = answers.flatMap((mark) => (kinds.get(mark.kind)?.says ? [] : [saidByMark(mark)]))
  return [...together, ...each].sort()
}

/** What a mark says, as a text: its question, kind, class, value and attributes. */
export function saidByMark(mark: Omit<Mark, 'value'> & { readonly value: unknown }): string {
  return JSON.stringify([mark.question, mark.kind, mark.label, sorted(mark.value), sorted(mark.attributes ?? {})])
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([x], [y]) => (x < y ? -1 : 1))
      .map(([k, v]) => [k, sorted(v)]),
  )
}
