// Strengths against the published baseball season and against what two items alone must give.
import { expect, it } from 'vitest'
import { bradleyTerry } from './bradley-terry.ts'
import { published, wins } from './fixtures/agresti-baseball.ts'

const teams = Object.keys(wins)
const season = Object.entries(wins).flatMap(([winner, row]) =>
  row.flatMap((times, column) => (times > 0 ? [{ winner, loser: teams[column]!, times }] : [])),
)

it('Agresti 1990: the season of 1987', () => {
  const { strengths, converged } = bradleyTerry(season, { prior: 0 })
  const baltimore = strengths.find(({ item }) => item === 'Baltimore')!.logStrength
  expect(converged).toBe(true)
  const found = strengths.map(({ item, logStrength }) => [item, Math.round((logStrength - baltimore) * 100) / 100])
  expect(Object.fromEntries(found)).toEqual(published)
  expect(strengths[0]).toMatchObject({ item: 'Milwaukee', wins: 50, of: 78 })
})

it('two items: the odds are those of the wins', () => {
  const { strengths } = bradleyTerry(
    [
      { winner: 'a', loser: 'b', times: 3 },
      { winner: 'b', loser: 'a' },
    ],
    { prior: 0 },
  )
  expect(Math.exp(strengths[0]!.logStrength - strengths[1]!.logStrength)).toBeCloseTo(3, 6)
})

it('one who always won has a finite strength with a prior, and none without', () => {
  const always = [
    { winner: 'a', loser: 'b' },
    { winner: 'a', loser: 'c' },
    { winner: 'b', loser: 'c' },
  ]
  expect(bradleyTerry(always).converged).toBe(true)
  expect(bradleyTerry(always).strengths.map(({ item }) => item)).toEqual(['a', 'b', 'c'])
  expect(bradleyTerry(always, { prior: 0 }).converged).toBe(false)
})

it('does not mind the order of preferences, and takes nothing for nothing', () => {
  expect(bradleyTerry(season.toReversed())).toEqual(bradleyTerry(season))
  expect(bradleyTerry([])).toEqual({ strengths: [], iterations: 0, converged: true })
})
