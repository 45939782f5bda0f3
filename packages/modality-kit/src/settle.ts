// Annotations → consensus: question by question, those whose marks stand on others' last. Generic over kinds.
import type {
  Annotation,
  Answers,
  Consensus,
  Mark,
  MarkId,
  Media,
  Millis,
  Question,
  QuestionConsensus,
  QuestionId,
  TaskId,
} from '@etabli/schema'
import { unitSimilarity } from './agree.ts'
import { marksOf, sameAnswers } from './answers.ts'
import type { AgreementUnit, Grounded, Kind, MarkOf, Retold } from './modality.ts'
import { standing } from './refers.ts'
import { settleUnit } from './settle-question.ts'

export interface SettleInput {
  readonly task: TaskId
  readonly media: Media
  readonly questions: readonly Question[]
  /** The current annotation of each annotator. */
  readonly annotations: readonly Pick<Annotation, 'id' | 'person' | 'answers'>[]
  /** What the task came with; a machine's answer may settle what people's leave even. */
  readonly prefill?: Answers
  /** How far to trust a person's values on a question, above 0; absent: everyone alike. */
  readonly reliability?: (question: QuestionId, person: string) => number
}

/**
 * What the annotations of a task say together. Independent of their order: they are sorted by person first.
 * @param kinds the kinds by id; questions of unknown kinds are left out
 */
export function settleTask(input: SettleInput, kinds: ReadonlyMap<string, Kind>, now: Millis): Consensus {
  const annotations = input.annotations.toSorted((a, b) => (a.person < b.person ? -1 : 1))
  const questions = settleQuestions({ ...input, annotations }, kinds)
  const known = questions.flatMap((q) => (q.similarity === null ? [] : [q.similarity]))
  const asked = new Set(input.questions.map(({ id }) => id))
  const judged = annotations.map(({ answers }) => answers.filter(({ question }) => asked.has(question)))
  const first = judged[0]
  return {
    task: input.task,
    questions,
    inputs: annotations.map((annotation) => annotation.id),
    similarity: known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length,
    unanimous:
      judged.length > 1 &&
      first !== undefined &&
      judged.every((answers) => sameAnswers(answers, first, input.questions, kinds)),
    computedAt: now,
  }
}

/** Questions whose marks stand on others' come after these: they are settled on what those were settled to. */
function settleQuestions(input: SettleInput, kinds: ReadonlyMap<string, Kind>): QuestionConsensus[] {
  const became = new Map<string, Map<MarkId, MarkId>>()
  const settled = new Map<QuestionId, QuestionConsensus>()
  const agreed = new Map<MarkId, Mark>()
  for (const stands of [false, true]) {
    for (const question of input.questions) {
      const kind = kinds.get(question.kind)
      if (!kind || (kind.refers !== undefined) !== stands) continue
      const consensus = settleOne(kind, question, input, { became, agreed })
      for (const mark of consensus.marks) agreed.set(mark.id, mark)
      settled.set(question.id, consensus)
    }
  }
  return input.questions.flatMap((question) => settled.get(question.id) ?? [])
}

/** What is settled already: which mark of the consensus each person's became, and the marks with a quorum. */
interface Ground {
  readonly became: Map<string, Map<MarkId, MarkId>>
  readonly agreed: ReadonlyMap<MarkId, Mark>
}

function settleOne(kind: Kind, question: Question, input: SettleInput, ground: Ground): QuestionConsensus {
  const raters = input.annotations.map((annotation) => ({
    rater: annotation.person as string,
    marks: standing(kind, marksOf(annotation.answers, question.id), annotation.answers),
    ...(input.reliability ? { weight: input.reliability(question.id, annotation.person) } : {}),
  }))
  const machine = kind.many ? undefined : input.prefill?.find((mark) => mark.question === question.id)
  const unit = { task: input.task, media: input.media, raters, ...(machine ? { machine } : {}) }
  if (kind.refers) return settleStanding(kind, unit, question, input, ground)
  const { consensus, became } = settleUnit(kind, unit, question, input.questions)
  for (const [rater, marks] of became) {
    const known = ground.became.get(rater) ?? new Map<MarkId, MarkId>()
    for (const [from, to] of marks) known.set(from, to)
    ground.became.set(rater, known)
  }
  return consensus
}

/**
 * Marks that stand on others: each person's are put on the marks of the consensus that their own ends became, and those
 * on the same ends are one object. One whose end has no quorum is left out, and counted. How alike people are is
 * measured on what they said themselves.
 */
function settleStanding(
  kind: Kind,
  unit: AgreementUnit<unknown>,
  question: Question,
  { questions }: SettleInput,
  ground: Ground,
): QuestionConsensus {
  const context = { question, questions, media: unit.media }
  const similarity = unitSimilarity(kind, unit, context)
  const people = unit.raters.map(({ rater, marks }) => ({ marks, to: becameOf(ground, rater) }))
  const { marks, fallen, method } = kind.retold?.(people, ground.agreed, context) ?? regrounded(kind, people)
  const raters = unit.raters.map((person, index) => ({
    ...person,
    marks: standing(kind, marks[index] ?? [], ground.agreed),
  }))
  const onSameEnds: Kind = {
    ...kind,
    place: (a, b, context) => (sameEnds(kind, a, b) ? kind.place(a, b, context) : 0),
  }
  const { consensus } = settleUnit(onSameEnds, { ...unit, raters }, question, questions)
  return { ...consensus, method, similarity, ...(fallen > 0 ? { fallen } : {}) }
}

/** The mark of the consensus that a person's mark became; null where it has no quorum. */
function becameOf({ became, agreed }: Ground, rater: string): (id: MarkId) => MarkId | null {
  return (id) => {
    const mark = became.get(rater)?.get(id)
    return mark !== undefined && agreed.has(mark) ? mark : null
  }
}

/** People's marks standing on the consensus in place of their own marks, each for itself; those with an end that has no quorum are left out. */
function regrounded(kind: Kind, people: readonly Grounded<unknown>[]): Retold<unknown> {
  let fallen = 0
  const marks = people.map((person) =>
    person.marks.flatMap((mark): MarkOf<unknown>[] => {
      const value = kind.repointed?.(mark.value, person.to) ?? null
      if (value === null) fallen += 1
      return value === null ? [] : [{ ...mark, value }]
    }),
  )
  return { marks, fallen, method: kind.method }
}

function sameEnds(kind: Kind, a: MarkOf<unknown>, b: MarkOf<unknown>): boolean {
  const ends = (mark: MarkOf<unknown>) => kind.refers?.(mark).toSorted().join(' ')
  return ends(a) === ends(b)
}
