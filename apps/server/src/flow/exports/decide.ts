// What of a task goes into an export, or the reason why it stays out: every task falls under exactly one word.
import { type Kind, type SettleInput, settleTask } from '@etabli/modality-kit'
import type { Answers, Consensus, Millis, PersonId, Project } from '@etabli/schema'
import { currentOf, type TaskRecord } from './records.ts'

/** The words of the tally. The first two are in the export, the others are not. */
export const TALLY = [
  'exported',
  'empty-on-purpose',
  'not-labelled',
  'not-finished',
  'not-reviewed',
  'contested',
  'set-aside',
] as const
export type TallyWord = (typeof TALLY)[number]

export type Decision =
  | {
      readonly word: 'exported' | 'empty-on-purpose'
      readonly answers: Answers
      readonly votes: ReadonlyMap<string, { votes: number; of: number }> | null
      readonly similarity: number | null
      /** Objects that too few saw: candidates for a person, never exported as consensus. */
      readonly candidates: number
      /** One annotator's answers, with nobody's beside them and no reviewer's: no agreement, however it looks. */
      readonly alone: boolean
    }
  | { readonly word: Exclude<TallyWord, 'exported' | 'empty-on-purpose'> }

/** What the consensus of a task is made with. */
export interface Settling {
  readonly project: Project
  readonly kinds: ReadonlyMap<string, Kind>
  readonly reliability: SettleInput['reliability'] | undefined
}

/**
 * @param answers whose answers: `consensus` takes a reviewer's where there are some, `reviewed` takes nothing else,
 * `all` takes one annotator's own
 * @param annotator who, for `all`; null asks whether anybody's go out
 */
export function decide(
  record: TaskRecord,
  answers: 'consensus' | 'reviewed' | 'all',
  settling: Settling,
  annotator: PersonId | null = null,
): Decision {
  const current = currentOf(record.annotations)
  if (answers === 'all') return decideAll(record, annotator)
  if (record.task.state === 'set-aside') return { word: 'set-aside' }
  const reviewed = record.task.state === 'settled' ? settledAnswers(record) : null
  if (reviewed) return taken(reviewed, null, record.consensus?.similarity ?? null, 0)
  if (current.length === 0) return { word: 'not-labelled' }
  if (answers === 'reviewed') return { word: record.task.state === 'open' ? 'not-finished' : 'not-reviewed' }
  if (record.task.state === 'open') return { word: 'not-finished' }
  const consensus = consensusOf(record, settling)
  if (isContested(consensus, settling)) return { word: 'contested' }
  const marks = consensus.questions.flatMap((question) => question.marks)
  const votes = new Map(
    consensus.questions.flatMap(({ support }) =>
      support.map(({ mark, votes, of }) => [mark as string, { votes, of }] as const),
    ),
  )
  const candidates = consensus.questions.reduce((sum, question) => sum + question.candidates.length, 0)
  return taken(marks, votes, consensus.similarity, candidates, consensus.inputs.length === 1)
}

function decideAll(record: TaskRecord, annotator: PersonId | null): Decision {
  const own = currentOf(record.annotations).filter(({ person }) => annotator === null || person === annotator)
  const last = own.at(-1)
  if (!last) return { word: record.task.state === 'set-aside' ? 'set-aside' : 'not-labelled' }
  const similarity = record.consensus?.similarity ?? null
  const marks = annotator === null ? own.flatMap(({ answers }) => answers) : last.answers
  return taken(marks, null, similarity, 0)
}

function taken(
  answers: Answers,
  votes: ReadonlyMap<string, { votes: number; of: number }> | null,
  similarity: number | null,
  candidates: number,
  alone = false,
): Decision {
  return { word: answers.length === 0 ? 'empty-on-purpose' : 'exported', answers, votes, similarity, candidates, alone }
}

/** What the last reviewer who settled the task left as its answers. */
function settledAnswers(record: TaskRecord): Answers | null {
  return record.reviews.findLast((review) => review.verdict !== 'return')?.answers ?? null
}

/** The stored consensus where it is of the current annotations, else a new one: an export never waits for the jobs. */
function consensusOf(record: TaskRecord, { project, kinds, reliability }: Settling): Consensus {
  const current = currentOf(record.annotations).filter((annotation) => !annotation.surplus)
  const ids = new Set<string>(current.map((annotation) => annotation.id))
  const stored = record.consensus
  if (stored && stored.inputs.length === ids.size && stored.inputs.every((id) => ids.has(id))) return stored
  const { id: task, media, prefill } = record.task
  const { questions } = project
  const input = { task, media, questions, annotations: current, prefill, ...(reliability ? { reliability } : {}) }
  return settleTask(input, kinds, 0 as Millis)
}

/** A question with one answer on which no answer has a majority: only a person can say. */
function isContested(consensus: Consensus, { project, kinds }: Pick<Settling, 'project' | 'kinds'>): boolean {
  return consensus.questions.some(({ question: id, marks, candidates }) => {
    const kind = kinds.get(project.questions.find((question) => question.id === id)?.kind ?? '')
    return kind !== undefined && !kind.many && marks.length === 0 && candidates.length > 0
  })
}
