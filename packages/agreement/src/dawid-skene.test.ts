// The published data, a plain reading of the paper's equations, and recovery of known raters.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { columnsOf, dawidSkene, type LabelColumns } from './dawid-skene.ts'
import { assessments } from './fixtures/dawid-skene-1979.ts'
import { seededRandom } from './random.ts'

/** Equations 2.3, 2.4, 2.5 and 3.1 of the paper as they stand, over dense counts n[unit][rater][label]. */
function plainEm(columns: LabelColumns, rounds: number) {
  const { units, raters, classes } = columns
  const range = (n: number) => [...new Array(n).keys()]
  const sum = (values: number[]) => values.reduce((a, b) => a + b, 0)
  const n = range(units).map(() => range(raters).map(() => new Array<number>(classes).fill(0)))
  for (let i = 0; i < columns.unit.length; i += 1) n[columns.unit[i]!]![columns.rater[i]!]![columns.label[i]!]! += 1
  let t = n.map((unit) => {
    const votes = range(classes).map((l) => sum(unit.map((row) => row[l]!)))
    return votes.map((vote) => (sum(votes) > 0 ? vote / sum(votes) : 1 / classes))
  })
  const maximise = () => ({
    p: range(classes).map((j) => sum(t.map((row) => row[j]!)) / units),
    pi: range(raters).map((k) =>
      range(classes).map((j) => {
        const given = range(classes).map((l) => sum(range(units).map((i) => t[i]![j]! * n[i]![k]![l]!)))
        return given.map((count) => (sum(given) > 0 ? count / sum(given) : 1 / classes))
      }),
    ),
  })
  let logLikelihood = 0
  for (let round = 0; round < rounds; round += 1) {
    const { p, pi } = maximise()
    const joint = n.map((unit) =>
      p.map(
        (pj, j) => pj * unit.reduce((a, row, k) => a * row.reduce((b, count, l) => b * pi[k]![j]![l]! ** count, 1), 1),
      ),
    )
    logLikelihood = sum(joint.map((row) => Math.log(sum(row))))
    t = joint.map((row) => row.map((value) => value / sum(row)))
  }
  return { ...maximise(), t, logLikelihood }
}

const anaesthetists = columnsOf(
  assessments.flatMap((row, patient) =>
    row.split(' ').flatMap((given, observer) =>
      [...given].map((digit) => ({
        unit: `patient ${patient + 1}`,
        rater: `observer ${observer + 1}`,
        value: Number(digit),
      })),
    ),
  ),
)

describe('Dawid & Skene 1979', () => {
  const result = dawidSkene(anaesthetists, { smoothing: 0 })
  const rounded = (values: Float64Array) => Array.from(values, (value) => Math.round(value * 100) / 100)

  it('finds the published shares of the four classes', () => {
    expect(result.converged).toBe(true)
    expect(rounded(result.prevalence)).toEqual([0.4, 0.42, 0.11, 0.07])
  })

  it('finds the published error rates of observer 1', () => {
    expect(rounded(result.confusion.subarray(0, 16))).toEqual(
      [
        [0.89, 0.11, 0, 0],
        [0.07, 0.88, 0.05, 0],
        [0, 0.34, 0.66, 0],
        [0, 0, 0.56, 0.44],
      ].flat(),
    )
  })

  it('is the paper’s equations, made quick', () => {
    const quick = dawidSkene(anaesthetists, { smoothing: 0, iterations: 5, tolerance: 0 })
    const plain = plainEm(anaesthetists, 5)
    expect(quick.iterations).toBe(5)
    for (const [i, value] of plain.t.flat().entries()) expect(quick.posteriors[i]).toBeCloseTo(value, 10)
    for (const [i, value] of plain.pi.flat(2).entries()) expect(quick.confusion[i]).toBeCloseTo(value, 10)
    for (const [i, value] of plain.p.entries()) expect(quick.prevalence[i]).toBeCloseTo(value, 10)
    expect(quick.logLikelihood).toBeCloseTo(plain.logLikelihood, 8)
  })
})

/** Labels in any order, few units, some without labels, 1 to 7 classes, repeats allowed. */
const labels = fc
  .record({
    units: fc.integer({ min: 1, max: 5 }),
    raters: fc.integer({ min: 1, max: 4 }),
    classes: fc.integer({ min: 1, max: 7 }),
  })
  .chain(({ units, raters, classes }) =>
    fc.array(fc.tuple(fc.nat(units - 1), fc.nat(raters - 1), fc.nat(classes - 1)), { maxLength: 60 }).map((rows) => ({
      units,
      raters,
      classes,
      unit: Uint32Array.from(rows, (row) => row[0]),
      rater: Uint32Array.from(rows, (row) => row[1]),
      label: Uint8Array.from(rows, (row) => row[2]),
    })),
  )

describe('laws', () => {
  it('agrees with the plain equations for any labels and any number of classes', () => {
    fc.assert(
      fc.property(labels, (columns) => {
        const quick = dawidSkene(columns, { smoothing: 0, iterations: 3, tolerance: 0 })
        const plain = plainEm(columns, 3)
        for (const [i, value] of plain.t.flat().entries()) expect(quick.posteriors[i]).toBeCloseTo(value, 6)
        for (const [i, value] of plain.p.entries()) expect(quick.prevalence[i]).toBeCloseTo(value, 6)
      }),
    )
  })

  it('gives shares that sum to 1, and a likelihood that never falls', () => {
    fc.assert(
      fc.property(labels, (columns) => {
        const { classes } = columns
        let last = Number.NEGATIVE_INFINITY
        for (const iterations of [1, 2, 4, 8]) {
          const result = dawidSkene(columns, { smoothing: 0, iterations, tolerance: 0 })
          for (const table of [result.posteriors, result.confusion, result.prevalence]) {
            for (let row = 0; row < table.length; row += classes) {
              expect(table.subarray(row, row + classes).reduce((a, b) => a + b)).toBeCloseTo(1, 9)
            }
          }
          expect(result.logLikelihood).toBeGreaterThanOrEqual(last - 1e-9)
          last = result.logLikelihood
        }
      }),
    )
  })
})

describe('known raters', () => {
  const truth = Array.from({ length: 300 }, (_, unit) => unit % 3)
  const random = seededRandom(11)
  const wrong = (value: number) => (value + 1 + Math.floor(random() * 2)) % 3
  const raters: Record<string, (value: number) => number> = {
    careful: (value) => (random() < 0.95 ? value : wrong(value)),
    hasty: (value) => (random() < 0.7 ? value : wrong(value)),
    backwards: (value) => (value + 1) % 3,
    random: () => Math.floor(random() * 3),
    steady: (value) => (random() < 0.85 ? value : wrong(value)),
  }
  const ratings = truth.flatMap((value, unit) =>
    Object.entries(raters).map(([rater, say]) => ({ unit: `u${unit}`, rater, value: say(value) })),
  )
  const columns = columnsOf(ratings)
  const result = dawidSkene(columns)
  const rate = (rater: string, is: number, says: number) => {
    const r = columns.raterNames.indexOf(rater)
    return result.confusion[(r * 3 + is) * 3 + says]!
  }

  it('tells the careful from the hasty and the random, and hears the one who is always wrong', () => {
    expect(rate('careful', 0, 0)).toBeCloseTo(0.95, 1)
    expect(rate('hasty', 0, 0)).toBeCloseTo(0.7, 1)
    expect(rate('random', 1, 1)).toBeLessThan(0.5)
    expect(rate('backwards', 0, 1)).toBeGreaterThan(0.95)
  })

  it('finds nearly every true class', () => {
    const right = truth.filter((value, unit) => {
      const row = [...result.posteriors.subarray(unit * 3, unit * 3 + 3)]
      return row.indexOf(Math.max(...row)) === value
    })
    expect(right.length).toBeGreaterThanOrEqual(295)
  })
})

it.each([2, 3, 6])(
  'holds for a unit with thousands of labels, whose likelihood no float could carry (%i classes)',
  (classes) => {
    const many = 5000
    const columns = {
      unit: new Uint32Array(many + 2).fill(1, many),
      rater: Uint32Array.from({ length: many + 2 }, (_, i) => (i < many ? i % 50 : i - many)),
      label: Uint8Array.from({ length: many + 2 }, (_, i) => (i < many ? (i % 10 === 0 ? 1 : 0) : 1)),
      units: 2,
      raters: 50,
      classes,
    }
    const result = dawidSkene(columns, { iterations: 10 })
    expect(result.posteriors[0]).toBeCloseTo(1, 9)
    expect(Number.isFinite(result.logLikelihood)).toBe(true)
    expect(result.posteriors.every(Number.isFinite)).toBe(true)
  },
)

it('takes nothing for nothing, and refuses numbers out of range', () => {
  const none = { unit: [], rater: [], label: [], units: 1, raters: 1, classes: 2 }
  expect([...dawidSkene(none).posteriors]).toEqual([0.5, 0.5])
  expect(() => dawidSkene({ ...none, unit: [0], rater: [0], label: [2] })).toThrow(RangeError)
  expect(() => dawidSkene({ ...none, unit: [0], rater: [], label: [0] })).toThrow(RangeError)
})
