// Dawid & Skene: each rater's confusion and each unit's true class, by expectation-maximisation.
// A. P. Dawid & A. M. Skene, "Maximum likelihood estimation of observer error-rates using the EM algorithm", 1979.
import { at } from './at.ts'
import { credit, type Model, pass, widthFor } from './dawid-skene-pass.ts'
import { compareLabels } from './ratings.ts'
import type { Label, Ratings } from './types.ts'

/**
 * Labels as parallel numbers: `rater[i]` said of `unit[i]` that it is `label[i]`. Any order; a rater may label a unit more
 * than once. Numbers run from 0 to below `units`, `raters`, `classes`.
 */
export type LabelColumns = {
  readonly unit: ArrayLike<number>
  readonly rater: ArrayLike<number>
  readonly label: ArrayLike<number>
  readonly units: number
  readonly raters: number
  readonly classes: number
}

export type DawidSkeneOptions = {
  /** At most this many rounds; 100 if not given. */
  readonly iterations?: number
  /** Ends when no prevalence or confusion moves by more; 1e-6 if not given. 0 runs all rounds. */
  readonly tolerance?: number
  /** Added to each cell of the confusion counts, so that what was never seen is unlikely and not impossible; 0.01 if not given. */
  readonly smoothing?: number
}

export type DawidSkene = {
  /** units × classes: how likely each class is the true one. A unit without labels has the prevalence. */
  readonly posteriors: Float64Array
  /** raters × true class × label given. A rater without labels, or a class never met, has equal shares. */
  readonly confusion: Float64Array
  /** Share of each class. */
  readonly prevalence: Float64Array
  /** Natural logarithm of the likelihood of the labels, of the parameters before the last round. */
  readonly logLikelihood: number
  readonly iterations: number
  readonly converged: boolean
}

/**
 * Starts from each unit's vote shares and alternates: confusions and prevalence from posteriors, posteriors from those.
 * The E step of a unit feeds the next M step at once, so a round is one pass over the labels.
 * Time: labels × classes a round. Memory: labels × 4 bytes + units × classes × 8.
 * @throws RangeError where a number is out of its range.
 */
export function dawidSkene(columns: LabelColumns, options: DawidSkeneOptions = {}): DawidSkene {
  const { units, raters, classes } = columns
  const most = options.iterations ?? 100
  const tolerance = options.tolerance ?? 1e-6
  const smoothing = options.smoothing ?? 0.01
  const model = groupByUnit(columns)
  startFromVotes(model)
  maximise(model, smoothing)
  let logLikelihood = 0
  let iterations = 0
  let converged = false
  while (iterations < most && !converged) {
    logLikelihood = pass(model)
    iterations += 1
    converged = maximise(model, smoothing) <= tolerance
  }
  return {
    posteriors: unpadded(model.posteriors, units, classes, model.width),
    confusion: confusionOf(model, raters),
    prevalence: model.prevalence.slice(0, classes),
    logLikelihood,
    iterations,
    converged,
  }
}

// These two run over all labels: indices are in bounds by construction, so elements are read unchecked (`as number`).

function groupByUnit({ unit, rater, label, units, raters, classes }: LabelColumns): Model {
  if (rater.length !== unit.length || label.length !== unit.length) throw new RangeError('columns differ in length')
  const width = widthFor(classes)
  const starts = new Uint32Array(units + 1)
  for (let i = 0; i < unit.length; i += 1) {
    const u = below(unit[i], units, 'unit')
    starts[u + 1] = (starts[u + 1] as number) + 1
  }
  for (let u = 0; u < units; u += 1) starts[u + 1] = (starts[u + 1] as number) + (starts[u] as number)
  const next = starts.slice()
  const cells = new Uint32Array(unit.length)
  const posteriors = new Float64Array(units * width)
  for (let i = 0; i < unit.length; i += 1) {
    const u = unit[i] as number
    const given = below(label[i], classes, 'label')
    const place = next[u] as number
    next[u] = place + 1
    cells[place] = (below(rater[i], raters, 'rater') * classes + given) * width * 2
    posteriors[u * width + given] = (posteriors[u * width + given] as number) + 1
  }
  const table = new Float64Array(raters * classes * width * 2)
  return {
    classes,
    width,
    starts,
    cells,
    table,
    posteriors,
    prevalence: new Float64Array(width),
    tally: new Float64Array(width),
    meter: new Float64Array(1),
  }
}

function below(value: number | undefined, bound: number, what: string): number {
  if (value === undefined || !(value >= 0 && value < bound))
    throw new RangeError(`${what} ${value} is not below ${bound}`)
  return value
}

/** Turns the votes in `posteriors` into shares (equal ones for a unit without votes) and counts them for the first M step. */
function startFromVotes(model: Model): void {
  const { starts, posteriors, width, classes } = model
  for (let u = 0; u + 1 < starts.length; u += 1) {
    const from = starts[u] as number
    const to = starts[u + 1] as number
    for (let k = 0; k < classes; k += 1) {
      const place = u * width + k
      posteriors[place] = to > from ? (posteriors[place] as number) / (to - from) : 1 / classes
    }
    credit(model, u * width, from, to)
  }
}

/** M step: chances and prevalence from counts, which it clears; gives the largest change. */
function maximise({ starts, table, tally, prevalence, classes, width }: Model, smoothing: number): number {
  const units = starts.length - 1
  const step = width * 2
  let moved = 0
  for (let rater = 0; rater < table.length; rater += classes * step) {
    for (let k = 0; k < classes; k += 1) {
      let total = smoothing * classes
      for (let l = 0; l < classes; l += 1) total += at(table, rater + l * step + width + k)
      for (let l = 0; l < classes; l += 1) {
        const cell = rater + l * step + k
        const chance = total > 0 ? (at(table, cell + width) + smoothing) / total : 1 / classes
        moved = Math.max(moved, Math.abs(chance - at(table, cell)))
        table[cell] = chance
        table[cell + width] = 0
      }
    }
  }
  for (let k = 0; k < classes; k += 1) {
    const share = units > 0 ? at(tally, k) / units : 1 / classes
    moved = Math.max(moved, Math.abs(share - at(prevalence, k)))
    prevalence[k] = share
    tally[k] = 0
  }
  return moved
}

function unpadded(rows: Float64Array, count: number, classes: number, width: number): Float64Array {
  if (width === classes) return rows
  const tight = new Float64Array(count * classes)
  for (let row = 0; row < count; row += 1) tight.set(rows.subarray(row * width, row * width + classes), row * classes)
  return tight
}

/** The table's chances, turned into raters × true class × label. */
function confusionOf({ table, classes, width }: Model, raters: number): Float64Array {
  const confusion = new Float64Array(raters * classes * classes)
  for (let r = 0; r < raters; r += 1) {
    for (let l = 0; l < classes; l += 1) {
      for (let k = 0; k < classes; k += 1) {
        confusion[(r * classes + k) * classes + l] = at(table, (r * classes + l) * width * 2 + k)
      }
    }
  }
  return confusion
}

/** Ratings in columns, with the names behind the numbers: units and raters in order of appearance, classes sorted. */
export type NamedColumns<T extends Label> = LabelColumns & {
  readonly unitNames: readonly string[]
  readonly raterNames: readonly string[]
  readonly classNames: readonly T[]
}

/** Numbers ratings for `dawidSkene`. `classNames` lists classes that must be there, in order; others found are added. */
export function columnsOf<T extends Label>(ratings: Ratings<T>, classNames: readonly T[] = []): NamedColumns<T> {
  const found = [...new Set(ratings.map((rating) => rating.value))].toSorted(compareLabels)
  const classes = [...new Set([...classNames, ...found])]
  const classOf = new Map(classes.map((name, index) => [name, index]))
  const unitOf = new Map<string, number>()
  const raterOf = new Map<string, number>()
  for (const { unit, rater } of ratings) {
    if (!unitOf.has(unit)) unitOf.set(unit, unitOf.size)
    if (!raterOf.has(rater)) raterOf.set(rater, raterOf.size)
  }
  return {
    unit: Uint32Array.from(ratings, (rating) => unitOf.get(rating.unit) ?? 0),
    rater: Uint32Array.from(ratings, (rating) => raterOf.get(rating.rater) ?? 0),
    label: Uint32Array.from(ratings, (rating) => classOf.get(rating.value) ?? 0),
    units: unitOf.size,
    raters: raterOf.size,
    classes: classes.length,
    unitNames: [...unitOf.keys()],
    raterNames: [...raterOf.keys()],
    classNames: classes,
  }
}
