// The hot loops of Dawid & Skene: one pass is the E step of every unit and the counts of the next M step.
// Indices are in bounds by construction, so elements are read unchecked (`as number`). Two and four classes, the common
// cases, have passes of their own that keep a unit in registers: half the time of the general one.

/** Everything the rounds work on. Rows of classes are padded to `width`; the padding is always 0. */
export type Model = {
  readonly classes: number
  readonly width: number
  /** Labels ordered by unit (a counting sort): unit u's are `cells[starts[u]]` to before `cells[starts[unit + 1]]`. */
  readonly starts: Uint32Array
  /** Where a label's row begins in `table`. */
  readonly cells: Uint32Array
  /**
   * A row for each rater and label given: `width` chances of it by true class, then `width` counts for the next M step;
   * side by side, so that one label touches one stretch of memory.
   */
  readonly table: Float64Array
  /** units × width. */
  readonly posteriors: Float64Array
  readonly prevalence: Float64Array
  readonly tally: Float64Array
  /** One element: the log-likelihood so far. */
  readonly meter: Float64Array
}

/** Classes of a row, padded: 2, 4, or the next even number. */
export function widthFor(classes: number): number {
  return classes === 3 ? 4 : Math.max(2, classes + (classes % 2))
}

/** Joint likelihoods below this are redone in logarithms, before floats lose them. */
const faint = 1e-250

/** Units in a run: short enough that the engine sees many runs and compiles the whole function, not a loop it is stuck in. */
const stretch = 2048

/** E step of every unit with the counts of the next M step; gives the log-likelihood. */
export function pass(model: Model): number {
  const { starts, width, meter } = model
  const run = width === 2 ? runTwo : width === 4 ? runFour : runMany
  const units = starts.length - 1
  meter[0] = 0
  let unit = 0
  while (unit < units) {
    const end = Math.min(unit + stretch, units)
    unit = run(model, unit, end)
    if (unit === end) continue
    const from = starts[unit] as number
    const to = starts[unit + 1] as number
    meter[0] = (meter[0] as number) + judgeInLogs(model, unit * width, from, to)
    credit(model, unit * width, from, to)
    unit += 1
  }
  return meter[0] as number
}

// Each run goes from a unit to before another, or to the first whose likelihood is too faint, which it leaves alone; it
// gives where it stopped. It calls nothing but the logarithm: a call in the loop would make the engine fetch every array
// anew at each step.

function runTwo(model: Model, begin: number, end: number): number {
  const { starts, cells, table, posteriors, prevalence, tally, meter } = model
  const first = prevalence[0] as number
  const second = prevalence[1] as number
  let logs = 0
  let product = 1
  let tallyA = 0
  let tallyB = 0
  let unit = begin
  let from = starts[begin] as number
  for (; unit < end; unit += 1) {
    const to = starts[unit + 1] as number
    const row = unit * 2
    let a = first
    let b = second
    for (let i = from; i < to; i += 1) {
      const cell = cells[i] as number
      a *= table[cell] as number
      b *= table[cell + 1] as number
    }
    const sum = a + b
    if (sum < faint) break
    product *= sum
    if (product < 1e-50) {
      logs += Math.log(product)
      product = 1
    }
    a /= sum
    b /= sum
    posteriors[row] = a
    posteriors[row + 1] = b
    tallyA += a
    tallyB += b
    for (let i = from; i < to; i += 1) {
      const cell = (cells[i] as number) + 2
      table[cell] = (table[cell] as number) + a
      table[cell + 1] = (table[cell + 1] as number) + b
    }
    from = to
  }
  tally[0] = (tally[0] as number) + tallyA
  tally[1] = (tally[1] as number) + tallyB
  meter[0] = (meter[0] as number) + logs + Math.log(product)
  return unit
}

function runFour(model: Model, begin: number, end: number): number {
  const { starts, cells, table, posteriors, prevalence, tally, meter } = model
  const first = prevalence[0] as number
  const second = prevalence[1] as number
  const third = prevalence[2] as number
  const fourth = prevalence[3] as number
  let logs = 0
  let product = 1
  let tallyA = 0
  let tallyB = 0
  let tallyC = 0
  let tallyD = 0
  let unit = begin
  let from = starts[begin] as number
  for (; unit < end; unit += 1) {
    const to = starts[unit + 1] as number
    const row = unit * 4
    let a = first
    let b = second
    let c = third
    let d = fourth
    for (let i = from; i < to; i += 1) {
      const cell = cells[i] as number
      a *= table[cell] as number
      b *= table[cell + 1] as number
      c *= table[cell + 2] as number
      d *= table[cell + 3] as number
    }
    const sum = a + b + c + d
    if (sum < faint) break
    product *= sum
    if (product < 1e-50) {
      logs += Math.log(product)
      product = 1
    }
    const scale = 1 / sum
    a *= scale
    b *= scale
    c *= scale
    d *= scale
    posteriors[row] = a
    posteriors[row + 1] = b
    posteriors[row + 2] = c
    posteriors[row + 3] = d
    tallyA += a
    tallyB += b
    tallyC += c
    tallyD += d
    for (let i = from; i < to; i += 1) {
      const cell = (cells[i] as number) + 4
      table[cell] = (table[cell] as number) + a
      table[cell + 1] = (table[cell + 1] as number) + b
      table[cell + 2] = (table[cell + 2] as number) + c
      table[cell + 3] = (table[cell + 3] as number) + d
    }
    from = to
  }
  tally[0] = (tally[0] as number) + tallyA
  tally[1] = (tally[1] as number) + tallyB
  tally[2] = (tally[2] as number) + tallyC
  tally[3] = (tally[3] as number) + tallyD
  meter[0] = (meter[0] as number) + logs + Math.log(product)
  return unit
}

/** Any even width, two classes at a time. */
function runMany(model: Model, begin: number, end: number): number {
  const { starts, cells, table, posteriors, prevalence, tally, meter, width } = model
  let logs = 0
  let product = 1
  let unit = begin
  let from = starts[begin] as number
  for (; unit < end; unit += 1) {
    const to = starts[unit + 1] as number
    const row = unit * width
    let sum = 0
    for (let k = 0; k < width; k += 2) {
      let a = prevalence[k] as number
      let b = prevalence[k + 1] as number
      for (let i = from; i < to; i += 1) {
        const cell = (cells[i] as number) + k
        a *= table[cell] as number
        b *= table[cell + 1] as number
      }
      posteriors[row + k] = a
      posteriors[row + k + 1] = b
      sum += a + b
    }
    if (sum < faint) break
    product *= sum
    if (product < 1e-50) {
      logs += Math.log(product)
      product = 1
    }
    const scale = 1 / sum
    for (let k = row; k < row + width; k += 1) posteriors[k] = (posteriors[k] as number) * scale
    for (let k = 0; k < width; k += 2) {
      const a = posteriors[row + k] as number
      const b = posteriors[row + k + 1] as number
      tally[k] = (tally[k] as number) + a
      tally[k + 1] = (tally[k + 1] as number) + b
      for (let i = from; i < to; i += 1) {
        const cell = (cells[i] as number) + width + k
        table[cell] = (table[cell] as number) + a
        table[cell + 1] = (table[cell + 1] as number) + b
      }
    }
    from = to
  }
  meter[0] = (meter[0] as number) + logs + Math.log(product)
  return unit
}

/** Adds a unit's posteriors to the prevalence and to the counts of its labels. */
export function credit({ cells, table, posteriors, tally, width }: Model, row: number, from: number, to: number): void {
  for (let k = 0; k < width; k += 2) {
    const a = posteriors[row + k] as number
    const b = posteriors[row + k + 1] as number
    tally[k] = (tally[k] as number) + a
    tally[k + 1] = (tally[k + 1] as number) + b
    for (let i = from; i < to; i += 1) {
      const cell = (cells[i] as number) + width + k
      table[cell] = (table[cell] as number) + a
      table[cell + 1] = (table[cell + 1] as number) + b
    }
  }
}

/**
 * A unit's posteriors by sums of logarithms, for products too small for a float; gives the log-likelihood.
 * Where no class is possible at all, equal shares.
 */
function judgeInLogs(model: Model, row: number, from: number, to: number): number {
  const { cells, table, posteriors, prevalence, classes } = model
  let most = Number.NEGATIVE_INFINITY
  for (let k = 0; k < classes; k += 1) {
    let log = Math.log(prevalence[k] as number)
    for (let i = from; i < to; i += 1) log += Math.log(table[(cells[i] as number) + k] as number)
    posteriors[row + k] = log
    if (log > most) most = log
  }
  if (most === Number.NEGATIVE_INFINITY) {
    posteriors.fill(1 / classes, row, row + classes)
    return most
  }
  let sum = 0
  for (let k = row; k < row + classes; k += 1) {
    posteriors[k] = Math.exp((posteriors[k] as number) - most)
    sum += posteriors[k] as number
  }
  for (let k = row; k < row + classes; k += 1) posteriors[k] = (posteriors[k] as number) / sum
  return most + Math.log(sum)
}
