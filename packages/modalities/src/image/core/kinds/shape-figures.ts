// Agreement on shapes of any kind: F1 over a likeness of places, mean likeness, alpha of the classes, F1 per class.
import {
  bootstrapInterval,
  type Coefficient,
  cluster,
  krippendorffAlpha,
  type Rating,
  setAgreement,
} from '@etabli/agreement'
import type { AgreementUnit, FigureOptions, KindFigure, MarkOf } from '@etabli/modality-kit'
import type { NotComputable, Question } from '@etabli/schema'

/** What the figures are made over: the likeness of two marks' places, and what it and the marks are called. */
export interface Likeness<V> {
  /** Class left aside; in [0, 1]. */
  readonly place: (a: MarkOf<V>, b: MarkOf<V>) => number
  /** `IoU`, `OKS`: in the formulas. */
  readonly name: string
  /** Of several marks: `boxes`. */
  readonly marks: string
  /** Two marks mean one object from here. */
  readonly matchAt: number
  /** Measures of F1 with the least likeness that each asks for; the first one is also given per class. */
  readonly f1: readonly { readonly measure: string; readonly at: number }[]
  /** The measure of the mean likeness of matched pairs. */
  readonly mean: string
}

/** What the formulas say of it. */
type Naming = Pick<Likeness<unknown>, 'name' | 'marks' | 'matchAt'>

type Unit<V> = AgreementUnit<V>
type Marks<V> = readonly MarkOf<V>[]

/** Sums over the pairs of people of one task. */
interface PairSums {
  /** Matched pairs for each of the F1 measures. */
  readonly matched: readonly number[]
  readonly likeness: number
  /** |A| + |B| over all pairs. */
  readonly marks: number
}

/**
 * Overall figures (F1 at each of the measures' levels, which together show how the likeness is spread, then the mean and
 * alpha), then F1 of each of the question's classes; intervals by resampling tasks.
 */
export function shapeFigures<V>(likeness: Likeness<V>) {
  return (units: readonly Unit<V>[], question: Question, options: FigureOptions): KindFigure[] => {
    const shared = units.filter((unit) => unit.raters.length > 1)
    const basis = basisOf(units, shared)
    const all = shared.map((unit) => pairSums(likeness, unit, (marks) => marks))
    const figure = figureMaker(basis, options)
    const f1 = (level: number) => (sums: readonly PairSums[]) =>
      ratio(2 * total(sums, (each) => each.matched[level] ?? 0), total(sums, countOf))
    const mean = (sums: readonly PairSums[]) =>
      ratio(
        total(sums, (each) => each.likeness),
        total(sums, (each) => each.matched[0] ?? 0),
      )
    const [first] = likeness.f1
    return [
      ...likeness.f1.map(({ measure, at }, level) => figure(measure, null, f1Formula(likeness, at), all, f1(level))),
      figure(likeness.mean, null, meanFormula(likeness), all, mean),
      alphaFigure(likeness, shared, basis, options),
      ...question.labels.flatMap((label) => {
        const sums = shared.map((unit) =>
          pairSums(likeness, unit, (marks) => marks.filter((mark) => mark.label === label.id)),
        )
        return first ? [figure(first.measure, label.id, f1Formula(likeness, first.at), sums, f1(0))] : []
      }),
    ]
  }
}

function f1Formula({ name, marks, matchAt }: Naming, at: number): string {
  const match = `a match is a pair of ${marks} of one class with ${name} ≥ ${at} in the one-to-one matching of greatest total ${name}`
  const among = at === matchAt ? '' : ` among pairs of at least ${matchAt}`
  return `F1 = 2 · matched / (|A| + |B|), summed over all pairs of people and all tasks; ${match}${among}`
}

function meanFormula({ name, matchAt }: Naming): string {
  return `mean ${name} of the matched pairs, over all pairs of people and all tasks; matched as for F1 at ${matchAt}`
}

function alphaFormula({ name, marks, matchAt }: Naming): string {
  return `Krippendorff's α, nominal, of the classes that people gave to one object; objects are ${marks} of several people grouped at mean ${name} ≥ ${matchAt}, class left aside`
}

/** Makes figures that stand on the same tasks. */
function figureMaker(basis: FigureBasis, options: FigureOptions) {
  return (
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
}

interface FigureBasis {
  readonly n: number
  readonly raters: number
  readonly why: NotComputable | null
}

/** What the figures stand on: the tasks that two people or more did. */
function basisOf<V>(units: readonly Unit<V>[], shared: readonly Unit<V>[]): FigureBasis {
  const everyone = new Set(units.flatMap((unit) => unit.raters.map(({ rater }) => rater)))
  const sharing = new Set(shared.flatMap((unit) => unit.raters.map(({ rater }) => rater)))
  const why = shared.length > 0 ? null : everyone.size === 1 ? 'one-rater' : 'nothing-shared'
  return { n: shared.length, raters: shared.length > 0 ? sharing.size : everyone.size, why }
}

function pairSums<V>(likeness: Likeness<V>, unit: Unit<V>, keep: (marks: Marks<V>) => Marks<V>): PairSums {
  const matched = likeness.f1.map(() => 0)
  let sum = 0
  let count = 0
  const raters = unit.raters.map(({ marks }) => keep(marks))
  for (const [place, a] of raters.entries()) {
    for (const b of raters.slice(place + 1)) {
      const pairs = setAgreement(a, b, classAware(likeness), likeness.matchAt).matched
      for (const [level, { at }] of likeness.f1.entries()) {
        matched[level] = (matched[level] ?? 0) + pairs.filter(({ similarity }) => similarity >= at).length
      }
      sum += pairs.reduce((all, pair) => all + pair.similarity, 0)
      count += a.length + b.length
    }
  }
  return { matched, likeness: sum, marks: count }
}

function classAware<V>({ place }: Likeness<V>) {
  return (a: MarkOf<V>, b: MarkOf<V>) => (a.label === b.label ? place(a, b) : 0)
}

function alphaFigure<V>(
  likeness: Likeness<V>,
  shared: readonly Unit<V>[],
  basis: FigureBasis,
  options: FigureOptions,
): KindFigure {
  const byTask = shared.map((unit) => classesOfObjects(likeness, unit))
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
    formula: alphaFormula(likeness),
    n: basis.n,
    raters: basis.raters,
    value: found.computable ? found.value : null,
    why: found.computable ? null : (basis.why ?? (found.reason === 'one-label' ? 'one-label' : 'nothing-shared')),
    interval: found.computable ? interval(bootstrapInterval(byTask, statistic, options)) : null,
  }
}

/** Each object of a task that two people or more marked, as the class that each of them gave it. */
function classesOfObjects<V>({ place, matchAt }: Likeness<V>, unit: Unit<V>): Rating<string>[] {
  const objects = cluster(unit.raters, place, matchAt)
  return objects.flatMap(({ members }, object) =>
    members.length < 2
      ? []
      : members.map(({ rater, mark }) => ({ unit: String(object), rater, value: mark.label ?? '' })),
  )
}

function countOf({ marks }: PairSums): number {
  return marks
}

function total(sums: readonly PairSums[], of: (each: PairSums) => number): number {
  return sums.reduce((sum, each) => sum + of(each), 0)
}

function ratio(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole
}

function interval(found: readonly [number, number] | null): [number, number] | null {
  return found && [found[0], found[1]]
}
