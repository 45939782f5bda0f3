// The agreement report as mathematics: tasks and who answered what go in, figures come out. Runs in the worker.
import { cluster, setAgreement } from '@etabli/agreement'
import {
  type AgreementUnit,
  countRaters,
  type FigureOptions,
  type Kind,
  type KindFigure,
  type MarkOf,
  marksOf,
  pairsOf,
  type RatedMarks,
  ratioFigure,
  setSimilarity,
  settleQuestion,
  standing,
  unitSimilarity,
} from '@etabli/modality-kit'
import type { AgreementReport } from '@etabli/protocol'
import type { Answers, Figure, LabelId, Media, Question } from '@etabli/schema'

/** A task with the current annotation of each annotator. */
export interface ReportTask {
  readonly id: string
  readonly media: Media
  readonly annotations: readonly {
    readonly person: string
    readonly answers: Answers
    /** Milliseconds since the epoch, UTC. */
    readonly submittedAt: number
  }[]
}

/** The part of the report that needs no names and no clock. */
export type ReportFigures = Omit<AgreementReport, 'people' | 'computedAt' | 'stale'>

export const REPORT_OPTIONS: FigureOptions = { seed: 20_240_229, resamples: 400 }

/** How an annotator is measured: likeness to what the others say together, so that nobody is compared with themself. */
export const TO_OTHERS = {
  measure: 'similarity-to-others',
  formula:
    'mean over shared tasks of Σ 2·similarity(matched) / (|own| + |what half of the others or more say|); where they are torn on one answer, and for relations, the mean likeness to each',
} as const

/** All figures of the project's tasks; the same tasks give the same report, bootstrap included. */
export function reportOf(
  questions: readonly Question[],
  tasks: readonly ReportTask[],
  kinds: ReadonlyMap<string, Kind>,
  options: FigureOptions = REPORT_OPTIONS,
): ReportFigures {
  const shared = tasks.filter((task) => task.annotations.length > 1)
  const parts = questions.flatMap((question) => {
    const kind = kinds.get(question.kind)
    return kind ? [reportQuestion(kind, question, tasks, shared, options)] : []
  })
  const similarity = similarityByTask(parts.map((part) => part.similarities))
  return {
    shared: shared.length,
    figures: parts.flatMap((part) => part.figures.filter((figure) => figure.about === null)),
    perLabel: parts.flatMap((part) => part.figures.filter((figure) => figure.about !== null)),
    perAnnotator: parts.flatMap((part) => part.perAnnotator),
    distribution: binsOf([...similarity.values()]).map(({ from, to, count }) => ({ from, to, tasks: count })),
    matched: parts.flatMap((part) => part.matched),
    overTime: overTimeOf(tasks, similarity),
    confusion: parts.flatMap((part) => part.confusion),
  }
}

interface QuestionPart {
  readonly figures: Figure[]
  readonly perAnnotator: Figure[]
  readonly similarities: ReadonlyMap<string, number>
  readonly confusion: AgreementReport['confusion']
  readonly matched: NonNullable<AgreementReport['matched']>
}

function reportQuestion(
  kind: Kind,
  question: Question,
  tasks: readonly ReportTask[],
  shared: readonly ReportTask[],
  options: FigureOptions,
): QuestionPart {
  const unitOf = (task: ReportTask): AgreementUnit<unknown> => ({
    task: task.id,
    media: task.media,
    raters: task.annotations.map(({ person, answers }) => ({
      rater: person,
      marks: standing(kind, marksOf(answers, question.id), answers),
    })),
  })
  const all = tasks.map(unitOf)
  const units = shared.map(unitOf)
  const named = (figure: KindFigure): Figure => ({ ...figure, question: question.id })
  const similarities = new Map<string, number>()
  for (const unit of units) {
    const value = unitSimilarity(kind, unit, { question, media: unit.media })
    if (value !== null) similarities.set(unit.task, value)
  }
  return {
    figures: kind.figures(all, question, options).map(named),
    perAnnotator: annotatorFigures(kind, question, all, options).map(named),
    similarities,
    confusion: confusionOf(kind, question, units),
    matched: matchedOf(kind, question, units),
  }
}

function annotatorFigures(
  kind: Kind,
  question: Question,
  units: readonly AgreementUnit<unknown>[],
  options: FigureOptions,
): KindFigure[] {
  const values = new Map<string, number[]>()
  for (const unit of units) {
    for (const { rater, marks } of unit.raters) {
      const own = values.get(rater) ?? []
      values.set(rater, own)
      if (unit.raters.length < 2) continue
      const others = unit.raters.filter((other) => other.rater !== rater)
      own.push(likenessToOthers(kind, question, marks, { ...unit, raters: others }))
    }
  }
  const raters = countRaters(units)
  return [...values]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([rater, own]) => {
      const ratios = own.map((value) => ({ part: value, whole: 1 }))
      return ratioFigure({ ...TO_OTHERS, about: rater }, ratios, raters, options)
    })
}

function likenessToOthers(
  kind: Kind,
  question: Question,
  own: RatedMarks<unknown>['marks'],
  others: AgreementUnit<unknown>,
): number {
  const context = { question, media: others.media }
  const { marks, candidates, support } = settleQuestion(kind, others, question)
  // Marks that stand on others mean nothing apart from those of their own person.
  if (kind.refers || (!kind.many && marks.length === 0 && candidates.length > 0)) {
    const each = others.raters.map((other) => setSimilarity(kind, own, other.marks, context))
    return each.reduce((sum, value) => sum + value, 0) / each.length
  }
  const votes = new Map(support.map((row) => [row.mark, row]))
  const half = candidates.filter(({ id }) => {
    const row = votes.get(id)
    return kind.many && row !== undefined && row.votes * 2 >= row.of
  })
  return setSimilarity(kind, own, [...marks, ...half], context)
}

/** The task's similarity is the mean over its questions, as in its consensus. */
function similarityByTask(questions: readonly ReadonlyMap<string, number>[]): Map<string, number> {
  const sums = new Map<string, { sum: number; count: number }>()
  for (const [task, value] of questions.flatMap((question) => [...question])) {
    const { sum, count } = sums.get(task) ?? { sum: 0, count: 0 }
    sums.set(task, { sum: sum + value, count: count + 1 })
  }
  return new Map([...sums].map(([task, { sum, count }]) => [task, sum / count]))
}

/** Ten bins of 0.1 over [0, 1]. */
function binsOf(values: readonly number[]): { from: number; to: number; count: number }[] {
  const bins = Array.from({ length: 10 }, (_, index) => ({ from: index / 10, to: (index + 1) / 10, count: 0 }))
  for (const value of values) {
    const bin = bins[Math.max(0, Math.min(9, Math.floor(value * 10)))]
    if (bin) bin.count += 1
  }
  return bins
}

/** Likeness of the places of marks that mean one object, over all pairs of people; none for kinds of one answer. */
function matchedOf(
  kind: Kind,
  question: Question,
  units: readonly AgreementUnit<unknown>[],
): NonNullable<AgreementReport['matched']> {
  if (!kind.many) return []
  const values = units.flatMap((unit) => {
    const context = { question, media: unit.media }
    return pairsOf(unit.raters).flatMap(([a, b]) => {
      const alike = (x: MarkOf<unknown>, y: MarkOf<unknown>) => kind.place(x, y, context)
      return setAgreement(a.marks, b.marks, alike, 0, kind.extent).matched.map(({ similarity }) => similarity)
    })
  })
  const bins = binsOf(values).map(({ from, to, count }) => ({ from, to, pairs: count }))
  return [{ question: question.id, pairs: values.length, bins }]
}

function overTimeOf(
  tasks: readonly ReportTask[],
  similarity: ReadonlyMap<string, number>,
): AgreementReport['overTime'] {
  const days = new Map<string, { annotations: number; sum: number; known: number }>()
  for (const task of tasks) {
    const value = similarity.get(task.id)
    for (const { submittedAt } of task.annotations) {
      const day = new Date(submittedAt).toISOString().slice(0, 10)
      const before = days.get(day) ?? { annotations: 0, sum: 0, known: 0 }
      days.set(day, {
        annotations: before.annotations + 1,
        sum: before.sum + (value ?? 0),
        known: before.known + (value === undefined ? 0 : 1),
      })
    }
  }
  return [...days]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([day, { annotations, sum, known }]) => ({ day, annotations, similarity: known === 0 ? null : sum / known }))
}

/** Counts over ordered pairs of people who marked the same object, so the table is symmetric (a coincidence matrix). */
function confusionOf(
  kind: Kind,
  question: Question,
  units: readonly AgreementUnit<unknown>[],
): AgreementReport['confusion'] {
  const counts = new Map<string, { a: LabelId; b: LabelId; count: number }>()
  const add = (a: LabelId | null, b: LabelId | null) => {
    if (a === null || b === null) return
    const key = `${a}\n${b}`
    const cell = counts.get(key) ?? { a, b, count: 0 }
    cell.count += 1
    counts.set(key, cell)
  }
  if (kind.labels === 'none') return []
  for (const unit of units) {
    for (const labels of labelsOfObjects(kind, question, unit)) {
      for (const [a, b] of pairsOf(labels)) {
        add(a, b)
        add(b, a)
      }
    }
  }
  const order = new Map(question.labels.map((label, index) => [label.id, index]))
  const rank = (label: LabelId) => order.get(label) ?? order.size
  return [...counts.values()]
    .toSorted((x, y) => rank(x.a) - rank(y.a) || rank(x.b) - rank(y.b))
    .map((cell) => ({ question: question.id, ...cell }))
}

function labelsOfObjects(kind: Kind, question: Question, unit: AgreementUnit<unknown>): (LabelId | null)[][] {
  if (!kind.many) return [unit.raters.flatMap(({ marks }) => marks.slice(0, 1).map((mark) => mark.label))]
  const context = { question, media: unit.media }
  return cluster(unit.raters, (a, b) => kind.place(a, b, context), kind.matchAt, kind.extent).map((group) =>
    group.members.map(({ mark }) => mark.label),
  )
}
