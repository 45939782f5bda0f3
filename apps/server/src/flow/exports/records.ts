// A task with everything that was said of it, as the database holds it and as an export reads it.
import { maskedAnswers } from '@etabli/modalities'
import { answersCounting, type Kind } from '@etabli/modality-kit'
import {
  type Annotation,
  Answers,
  type Brief,
  Consensus,
  Fields,
  type Figure,
  Media,
  type PersonId,
  type Project,
  type Question,
  type Review,
  type Stretch,
  type Task,
} from '@etabli/schema'

/** Rows of one task with their JSON columns as text: read here in the thread, never on the event loop. */
export interface RawRecord {
  readonly task: Omit<Task, 'media' | 'fields' | 'prefill'> & {
    readonly media: string
    readonly fields: string
    readonly prefill: string
  }
  readonly annotations: readonly (Omit<Annotation, 'answers'> & { readonly answers: string })[]
  readonly reviews: readonly (Omit<Review, 'answers'> & { readonly answers: string | null })[]
  readonly consensus: string | null
  /** Its sound is not to go out. */
  readonly isWithheld?: boolean
}

export interface TaskRecord {
  readonly task: Task
  /** All of them, superseded and surplus ones included, in order of submission. */
  readonly annotations: readonly Annotation[]
  /** In order of time. */
  readonly reviews: readonly Review[]
  readonly consensus: Consensus | null
  /** Its sound is not to go out. */
  readonly isWithheld?: boolean
}

/** A person who annotated or reviewed, in the order of their first piece of work. */
export interface ExportPerson {
  readonly id: PersonId
  readonly simulated: boolean
  readonly annotations: number
  readonly activeMs: number
}

/** Where an export reads from: pages of records in order of import, as often as asked. */
export interface RecordSource {
  readonly project: Project & { readonly brief: Brief }
  readonly annotators: readonly ExportPerson[]
  readonly reviewers: readonly ExportPerson[]
  /** How far each annotator agreed with the others, in the last agreement report: values are weighed by it. */
  readonly perAnnotator: readonly Figure[]
  /**
   * The next records after that position; empty at the end.
   * @param annotator only tasks that this person annotated; null for all
   */
  page(after: number, annotator: PersonId | null): Promise<readonly RawRecord[]>
}

/** All records in order of import. */
export async function* recordsOf(source: RecordSource, annotator: PersonId | null = null): AsyncGenerator<TaskRecord> {
  let after = -1
  for (;;) {
    const page = await source.page(after, annotator)
    const last = page.at(-1)
    if (!last) return
    for (const raw of page) yield masked(parsed(raw))
    after = last.task.position
  }
}

function parsed(raw: RawRecord): TaskRecord {
  return {
    task: {
      ...raw.task,
      media: Media.parse(JSON.parse(raw.task.media)),
      fields: Fields.parse(JSON.parse(raw.task.fields)),
      prefill: Answers.parse(JSON.parse(raw.task.prefill)),
    },
    annotations: raw.annotations.map((row) => ({ ...row, answers: Answers.parse(JSON.parse(row.answers)) })),
    reviews: raw.reviews.map((row) => ({
      ...row,
      answers: row.answers === null ? null : Answers.parse(JSON.parse(row.answers)),
    })),
    consensus: raw.consensus === null ? null : Consensus.parse(JSON.parse(raw.consensus)),
    ...(raw.isWithheld ? { isWithheld: true } : {}),
  }
}

/** The record with the words masked that are timed within what is beeped. */
function masked(record: TaskRecord): TaskRecord {
  const { media } = record.task
  const stretches = media.type === 'audio' ? (media.beeped ?? []) : []
  if (stretches.length === 0) return record
  return {
    ...record,
    task: { ...record.task, prefill: maskedAnswers(record.task.prefill, stretches) },
    annotations: record.annotations.map((one) => ({ ...one, answers: maskedAnswers(one.answers, stretches) })),
    reviews: record.reviews.map((one) => ({
      ...one,
      answers: one.answers && maskedAnswers(one.answers, stretches),
    })),
    consensus: record.consensus && maskedConsensus(record.consensus, stretches),
  }
}

function maskedConsensus(consensus: Consensus, stretches: readonly Stretch[]): Consensus {
  return {
    ...consensus,
    questions: consensus.questions.map((question) => ({
      ...question,
      marks: maskedAnswers(question.marks, stretches),
      candidates: maskedAnswers(question.candidates, stretches),
    })),
  }
}

/**
 * The record as it counts under the questions of now: labels that were merged or removed since are so here too. A
 * consensus of annotations that say something else now may be from before, and is not kept.
 */
export function recordNow(
  record: TaskRecord,
  questions: readonly Question[],
  kinds: ReadonlyMap<string, Kind>,
): TaskRecord {
  if (!questions.some(({ removed }) => (removed?.length ?? 0) > 0)) return record
  const annotations = record.annotations.map((one) => ({
    ...one,
    answers: answersCounting(questions, one.answers, kinds),
  }))
  const same = annotations.every(({ answers }, index) => sameMarks(answers, record.annotations[index]?.answers ?? []))
  return {
    ...record,
    annotations,
    consensus: same ? record.consensus : null,
    reviews: record.reviews.map((one) => ({
      ...one,
      answers: one.answers === null ? null : answersCounting(questions, one.answers, kinds),
    })),
  }
}

/** Marks that count as they are said stay the same objects. */
function sameMarks(now: Answers, before: Answers): boolean {
  return now.length === before.length && now.every((mark, index) => mark === before[index])
}

/** The annotations that none of the others replaces. */
export function currentOf(annotations: readonly Annotation[]): Annotation[] {
  const replaced = new Set(annotations.flatMap((annotation) => annotation.supersedes ?? []))
  return annotations.filter((annotation) => !replaced.has(annotation.id))
}
