// Dawid–Skene on 1,000,000 labels, 20 iterations, against 20 bare passes over the same typed arrays.
import { dawidSkene as infer } from '@etabli/agreement'
import type { Figure } from './figure.ts'

const UNITS = 200_000
const PER_UNIT = 5
const RATERS = 100
const ITERATIONS = 20

export async function* dawidSkene(): AsyncGenerator<Figure> {
  for (const classes of [2, 4, 10]) {
    const columns = crowd(classes)
    const baseline = timed(() => barePasses(columns, classes))
    const value = timed(() => infer(columns, { iterations: ITERATIONS, tolerance: 0 }))
    yield {
      bench: 'dawid-skene',
      case: `${classes} classes, 1,000,000 labels, ${ITERATIONS} iterations`,
      value,
      unit: 'ms',
      baseline,
      ratio: value / baseline,
      goal: '≤ 6 ×',
      ok: value / baseline <= 6,
    }
  }
}

interface Columns {
  readonly unit: Int32Array
  readonly rater: Int32Array
  readonly label: Int32Array
  readonly units: number
  readonly raters: number
  readonly classes: number
}

/** Five raters a unit, right eight times in ten, from a fixed linear congruential sequence. */
function crowd(classes: number): Columns {
  const size = UNITS * PER_UNIT
  const columns = {
    unit: new Int32Array(size),
    rater: new Int32Array(size),
    label: new Int32Array(size),
    units: UNITS,
    raters: RATERS,
    classes,
  }
  let state = 1
  const below = (most: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * most)
  }
  for (let i = 0; i < size; i++) {
    const unit = Math.floor(i / PER_UNIT)
    columns.unit[i] = unit
    columns.rater[i] = below(RATERS)
    columns.label[i] = below(10) < 8 ? unit % classes : below(classes)
  }
  return columns
}

/** What any algorithm over the labels must at least do: read the three columns and update one cell, 20 times. */
function barePasses(columns: Columns, classes: number): number {
  const cells = new Float64Array(RATERS * classes)
  for (let round = 0; round < ITERATIONS; round++) {
    for (let i = 0; i < columns.unit.length; i++) {
      const cell = (columns.rater[i] ?? 0) * classes + (columns.label[i] ?? 0)
      cells[cell] = (cells[cell] ?? 0) + (columns.unit[i] ?? 0)
    }
  }
  return cells[0] ?? 0
}

/** Milliseconds of the quickest of three runs. */
function timed(run: () => unknown): number {
  const times = Array.from({ length: 3 }, () => {
    const start = performance.now()
    run()
    return performance.now() - start
  })
  return Math.min(...times)
}
