// MACE: one round by hand, a likelihood that never falls, and spammers found out.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { columnsOf } from './dawid-skene.ts'
import { mace } from './mace.ts'
import { majority } from './majority.ts'
import { seededRandom } from './random.ts'

// Two classes, one unit, labels 0 0 1. At the start each label of class 0 says P(0) = ½ + ½ × ½ = ¾ if true and ¼ if not:
// ¾ ¾ ¼ against ¼ ¼ ¾, so P(class 0) = 9/64 / (9/64 + 3/64) = ¾.
it('worked by hand: the first beliefs', () => {
  const columns = { unit: [0, 0, 0], rater: [0, 1, 2], label: [0, 0, 1], units: 1, raters: 3, classes: 2 }
  const start = mace(columns, { iterations: 0 })
  expect(start.posteriors[0]).toBeCloseTo(0.75, 12)
  expect(start.logLikelihood).toBeCloseTo(Math.log(6 / 64), 12)
  // Rater 0 knew with ¾ × (½ / ¾) = ½; rater 2 with ¼ × (½ / ¾) = 1/6.
  const once = mace(columns, { iterations: 1, smoothing: 0 })
  expect(once.competence[0]).toBeCloseTo(1 / 2, 12)
  expect(once.competence[2]).toBeCloseTo(1 / 6, 12)
  expect([...once.habit.subarray(4)]).toEqual([0, 1])
})

it('the likelihood never falls', () => {
  const row = fc.tuple(fc.nat(4), fc.nat(3), fc.nat(2))
  fc.assert(
    fc.property(fc.array(row, { minLength: 1, maxLength: 40 }), (rows) => {
      const columns = {
        unit: rows.map((each) => each[0]),
        rater: rows.map((each) => each[1]),
        label: rows.map((each) => each[2]),
        units: 5,
        raters: 4,
        classes: 3,
      }
      let last = Number.NEGATIVE_INFINITY
      for (const iterations of [1, 2, 4, 8]) {
        const { logLikelihood } = mace(columns, { iterations, tolerance: 0, smoothing: 0 })
        expect(logLikelihood).toBeGreaterThanOrEqual(last - 1e-9)
        last = logLikelihood
      }
    }),
  )
})

it('finds the spammers, their habits, and the truth that they outvote', () => {
  const random = seededRandom(8)
  const truth = Array.from({ length: 200 }, () => Math.floor(random() * 3))
  const knows = (share: number) => (value: number) => (random() < share ? value : Math.floor(random() * 3))
  const raters = { ada: knows(0.9), bo: knows(0.8), cem: () => 2, dee: () => 2, eve: () => Math.floor(random() * 3) }
  const said = truth.map((value) => Object.entries(raters).map(([rater, say]) => ({ rater, value: say(value) })))
  const columns = columnsOf(said.flatMap((labels, unit) => labels.map((each) => ({ unit: `u${unit}`, ...each }))))
  const result = mace(columns)
  expect(result.competence[0]).toBeCloseTo(0.9, 0)
  expect(result.competence[0]).toBeGreaterThan(0.7)
  for (const spammer of [2, 3, 4]) expect(result.competence[spammer]).toBeLessThan(0.2)
  expect(result.habit[2 * 3 + 2]).toBeGreaterThan(0.98)
  const right = truth.filter((value, unit) => {
    const row = [...result.posteriors.subarray(unit * 3, unit * 3 + 3)]
    return row.indexOf(Math.max(...row)) === value
  })
  const outvoted = truth.filter(
    (value, unit) =>
      majority(
        (said[unit] ?? []).map((each) => each.value),
        'first-voted',
      ).value === value,
  )
  expect(right.length).toBeGreaterThan(outvoted.length + 20)
})
