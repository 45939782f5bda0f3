// Agreement on boxes: F1 at IoU 0.5, mean IoU, Krippendorff's alpha of the classes, and F1 per class.
import {
  bootstrapInterval,
  type Coefficient,
  cluster,
  krippendorffAlpha,
  type Rating,
  setAgreement,
} from '@etabli/agreement'
import { type Box, boxIou } from '@etabli/geometry'
import type { AgreementUnit, FigureOptions, KindFigure, MarkOf } from '@etabli/modality-kit'
import type { NotComputable, Question } from '@etabli/schema'

const IOU = 0.5

const FORMULAS = {
  f1: 'F1 = 2 · matched / (|A| + |B|), summed over all pairs of people and all tasks; a match is a pair of boxes of one class with IoU ≥ 0.5 in the one-to-one matching of greatest total IoU',
  iou: 'mean IoU of the matched pairs, over all pairs of people and all tasks; matched as for F1 at 0.5',
  alpha:
    "Krippendorff's α, nominal, of the classes that people gave to one object; objects are boxes of several people grouped at mean IoU ≥ 0.5, class left aside",
} as const

type Unit = AgreementUnit<Box>
type Marks = readonly MarkOf<Box>[]

/** Sums over the pairs of people of one task. */
interface PairSums {
  readonly matched: number
  readonly iou: number
  /** |A| + |B| over all pairs. */
  readonly marks: number
}

/** Overall figures, then F1 of each of the question's classes; intervals by resampling tasks. */
export function boxFigures(units: readonly Unit[], question: Question, options: FigureOptions): KindFigure[] {
  const shared = units.filter((unit) => unit.raters.length > 1)
  const basis = basisOf(units, shared)
  const all = shared.map((unit) => pairSums(unit, (marks) => marks))
  const f1 = (sums: readonly PairSums[]) => ratio(2 * total(sums, 'matched'), total(sums, 'marks'))
  const iou = (sums: readonly PairSums[]) => ratio(total(sums, 'iou'), total(sums, 'matched'))
  const figure = (
    measure: string,
    about: string | null,
    formula: string,
    sums: readonly PairSums[],
    statistic: (sample: readonly PairSums[]) => number | null,
  ): KindFigure => {
    const value = statistic(sums)
    return {
      measure,
      about,
      formula,
      ...basis,
      value,
      why: value === null ? (basis.why ?? 'nothing-shared') : null,
      interval: value === null ? null : interval(bootstrapInterval(sums, statistic, options)),
    }
  }
  return [
    figure('f1@0.5', null, FORMULAS.f1, all, f1),
    figure('mean-iou', null, FORMULAS.iou, all, iou),
    alphaFigure(shared, basis, options),
    ...question.labels.map((label) => {
      const sums = shared.map((unit) => pairSums(unit, (marks) => marks.filter((mark) => mark.label === label.id)))
      return figure('f1@0.5', label.id, FORMULAS.f1, sums, f1)
    }),
  ]
}

interface FigureBasis {
  readonly n: number
  readonly raters: number
  readonly why: NotComputable | null
}

/** What the figures stand on: the tasks that two people or more did. */
function basisOf(units: readonly Unit[], shared: readonly Unit[]): FigureBasis {
  const everyone = new Set(units.flatMap((unit) => unit.raters.map(({ rater }) => rater)))
  const sharing = new Set(shared.flatMap((unit) => unit.raters.map(({ rater }) => rater)))
  const why = shared.length > 0 ? null : everyone.size === 1 ? 'one-rater' : 'nothing-shared'
  return { n: shared.length, raters: shared.length > 0 ? sharing.size : everyone.size, why }
}

function pairSums(unit: Unit, keep: (marks: Marks) => Marks): PairSums {
  let matched = 0
  let iou = 0
  let count = 0
  const raters = unit.raters.map(({ marks }) => keep(marks))
  for (const [place, a] of raters.entries()) {
    for (const b of raters.slice(place + 1)) {
      const found = setAgreement(a, b, classAware, IOU)
      matched += found.matched.length
      iou += found.matched.reduce((sum, pair) => sum + pair.similarity, 0)
      count += a.length + b.length
    }
  }
  return { matched, iou, marks: count }
}

function classAware(a: MarkOf<Box>, b: MarkOf<Box>): number {
  return a.label === b.label ? boxIou(a.value, b.value) : 0
}

function alphaFigure(shared: readonly Unit[], basis: FigureBasis, options: FigureOptions): KindFigure {
  const byTask = shared.map(classesOfObjects)
  const measure = (sample: readonly (readonly Rating<string>[])[]): Coefficient =>
    krippendorffAlpha(
      sample.flatMap((ratings, draw) => ratings.map((rating) => ({ ...rating, unit: `${draw}:${rating.unit}` }))),
    )
  const statistic = (sample: readonly (readonly Rating<string>[])[]): number | null => {
    const found = measure(sample)
    return found.computable ? found.value : null
  }
  const found = measure(byTask)
  return {
    measure: 'krippendorff-alpha',
    about: null,
    formula: FORMULAS.alpha,
    n: basis.n,
    raters: basis.raters,
    value: found.computable ? found.value : null,
    why: found.computable ? null : (basis.why ?? (found.reason === 'one-label' ? 'one-label' : 'nothing-shared')),
    interval: found.computable ? interval(bootstrapInterval(byTask, statistic, options)) : null,
  }
}

/** Each object of a task that two people or more boxed, as the class that each of them gave it. */
function classesOfObjects(unit: Unit): Rating<string>[] {
  const objects = cluster(unit.raters, (a, b) => boxIou(a.value, b.value), IOU)
  return objects.flatMap(({ members }, object) =>
    members.length < 2
      ? []
      : members.map(({ rater, mark }) => ({ unit: String(object), rater, value: mark.label ?? '' })),
  )
}

function total(sums: readonly PairSums[], key: keyof PairSums): number {
  return sums.reduce((sum, each) => sum + each[key], 0)
}

function ratio(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole
}

function interval(found: readonly [number, number] | null): [number, number] | null {
  return found && [found[0], found[1]]
}
