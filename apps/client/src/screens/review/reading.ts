// Reading: what a reviewer is given of a task: the answers to start from, votes, what missed the quorum, who said what.
import type { Layer } from '@etabli/modality-kit'
import type { NamedAnnotation, TaskDetail } from '@etabli/protocol'
import type { AnnotationId, Answers, Mark, Project, Review, Support } from '@etabli/schema'

export interface Reading {
  /** The consensus, or what a reviewer settled on. */
  readonly answers: Answers
  /** What the annotations say together, with what missed the quorum. */
  readonly consensus: Answers
  readonly support: readonly Support[]
  /** What some saw, but too few: for the reviewer to add or to leave. */
  readonly candidates: readonly Mark[]
  /** How many marks of annotators (relations) are in no answer, as an end of theirs has no place in it. */
  readonly fallen: number
  /** The annotations looked at; the server refuses a verdict where others came in since. */
  readonly seen: readonly AnnotationId[]
  /** The verdict that settled the task, or null while it is not settled. */
  readonly settledBy: Review | null
  /** The sending back whose rework has not come yet, or null: until then nothing can be settled. */
  readonly awaiting: Review | null
}

export function readingOf(detail: TaskDetail): Reading {
  const { consensus, task, annotations } = detail
  const settledBy =
    task.state === 'settled' ? (detail.reviews.findLast((review) => review.verdict !== 'return') ?? null) : null
  const questions = consensus?.questions ?? []
  const last = detail.reviews.at(-1)
  const awaiting =
    last?.verdict === 'return' && annotations.some(({ annotation }) => annotation.id === last.annotation) ? last : null
  return {
    awaiting,
    answers: settledBy?.answers ?? questions.flatMap((question) => question.marks),
    consensus: questions.flatMap(({ marks, candidates }) => [...marks, ...candidates]),
    support: questions.flatMap((question) => question.support),
    candidates: task.state === 'settled' ? [] : questions.flatMap((question) => question.candidates),
    fallen: questions.reduce((sum, question) => sum + (question.fallen ?? 0), 0),
    seen: annotations.map(({ annotation }) => annotation.id),
    settledBy,
  }
}

/**
 * The candidates still to be decided on: neither added, nor left, nor answered otherwise.
 * @param many the kinds that take many marks; of the others, one answer is enough
 */
export function openCandidates(
  candidates: readonly Mark[],
  answers: Answers,
  left: ReadonlySet<string>,
  many: (kind: string) => boolean,
): Mark[] {
  return candidates.filter((mark) => {
    if (left.has(mark.id)) return false
    if (!many(mark.kind)) return !answers.some((other) => other.question === mark.question)
    return !answers.some((other) => other.id === mark.id)
  })
}

/** `A`, `B`, … `Z`, `27`: what a person is called where names are not shown. */
export function letterOf(index: number): string {
  return index < 26 ? String.fromCharCode(65 + index) : String(index + 1)
}

export interface Voice {
  readonly said: NamedAnnotation
  /** Index into the palette; the same person has the same on a task, whoever is shown. */
  readonly colour: number
  readonly name: string
}

/** The annotators of a task in an order of their own, with colour and the name to show. */
export function voicesOf(
  annotations: readonly NamedAnnotation[],
  nameOf: (index: number, name: string) => string,
): Voice[] {
  return annotations
    .toSorted((a, b) => (a.annotation.person < b.annotation.person ? -1 : 1))
    .map((said, index) => ({ said, colour: index, name: nameOf(index, said.name) }))
}

/** The palette's red: the dashes of what is offered must be found at once. */
const OFFERED = 7

/** What is drawn over the answers: a layer a voice, and the candidate that is being decided on. */
export function layersOf(
  voices: readonly Voice[],
  hidden: ReadonlySet<string>,
  offered: { readonly mark: Mark; readonly name: string } | null,
): Layer[] {
  const layers = voices.map(
    ({ said, colour, name }): Layer => ({
      id: said.annotation.id,
      name,
      colour,
      answers: said.annotation.answers,
      visible: !hidden.has(said.annotation.id),
    }),
  )
  if (!offered) return layers
  const { mark, name } = offered
  return [...layers, { id: 'candidate', name, colour: OFFERED, answers: [mark], visible: true, isOffer: true }]
}

/**
 * The voices without the marks that every one of them drew the same: what is left is where they differ, and what that
 * stands on, as a relation does on its ends.
 * @param refers the marks of the same answers that a mark stands on
 * @param may which marks may be left out
 */
export function differing(
  voices: readonly Voice[],
  refers: (mark: Mark) => readonly string[],
  may: (mark: Mark) => boolean = () => true,
): Voice[] {
  const sayings = voices.map(({ said }) => sayingsOf(said.annotation.answers, refers))
  const count = new Map<string, number>()
  for (const own of sayings) for (const key of new Set(own.values())) count.set(key, (count.get(key) ?? 0) + 1)
  return voices.map(({ said, ...voice }, index) => {
    const all = said.annotation.answers
    const isShared = (mark: Mark) => (count.get(sayings[index]?.get(mark.id) ?? '') ?? 0) >= voices.length
    const left = new Set(all.filter((mark) => !may(mark) || !isShared(mark)))
    const needed = new Set([...left].flatMap(refers))
    const answers = all.filter((mark) => left.has(mark) || needed.has(mark.id))
    return { ...voice, said: { ...said, annotation: { ...said.annotation, answers } } }
  })
}

/** What each mark says, by its id: the same for two people who drew the same, on ends that are the same. */
function sayingsOf(answers: Answers, refers: (mark: Mark) => readonly string[]): Map<string, string> {
  const own = new Map<string, string>(answers.map((mark) => [mark.id, sayingOf(mark)]))
  // The ids of what it stands on are a person's own.
  const withEnds = (mark: Mark, saying: string) =>
    refers(mark).reduce((said, id) => said.replaceAll(JSON.stringify(id), () => own.get(id) ?? ''), saying)
  return new Map(answers.map((mark) => [mark.id, withEnds(mark, own.get(mark.id) ?? '')]))
}

const sayingOf = ({ question, label, value, attributes }: Mark): string =>
  JSON.stringify([question, label, value, attributes ?? null])

/** How many stand behind a candidate, and who they are. */
export function supportOf(reading: Reading, mark: Mark): Support | undefined {
  return reading.support.find((support) => support.mark === mark.id)
}

/** The questions whose marks are drawn with a label chosen beforehand. */
export function drawnQuestions(project: Pick<Project, 'questions'>, many: (kind: string) => boolean) {
  return project.questions.filter((question) => many(question.kind) && question.labels.length > 0)
}
