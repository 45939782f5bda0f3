// Gamma: agreement on units and their categories at once, through an alignment of everyone's units.
// Mathet, Widlöcher & Métivier 2015, "The unified and holistic method gamma (γ) for inter-annotator agreement measure
// and alignment", Computational Linguistics 41(3).
import { at } from './at.ts'
import { type GammaMetric, type GammaUnit, gammaMetric } from './gamma-metric.ts'
import { drawIndex, type Random, seededRandom } from './random.ts'
import { type Match, matchEdges } from './set-agreement.ts'

export type { GammaUnit } from './gamma-metric.ts'

export interface GammaOptions {
  readonly seed: number
  /** Weight of position and of category in a dissimilarity; 1 and 1 if not given. */
  readonly position?: number
  readonly category?: number
  /** Random continua that tell what chance would give; 30 if not given, as the paper begins with. */
  readonly samples?: number
  /** Length of the continuum: units are shifted round it by chance. */
  readonly length: number
}

/** Σ of the disorders of one continuum's unitary alignments, as it is and as chance would have it. */
export interface GammaDisorders {
  readonly observed: number
  readonly expected: number
  /** Mean number of units a person: disorders over it are those of the paper. */
  readonly unitsPerRater: number
}

/** Units of all people times samples of one continuum are at most this: a long text needs fewer for the same precision. */
const BUDGET = 60_000
const LEAST_SAMPLES = 2

/**
 * Disorders of one continuum; null where nobody made a unit or one person alone looked.
 *
 * A unit alone costs 1 (Δ∅). For two people the alignment is the best there is (assignment); for more it is found by
 * taking one person after the other out and matching their units anew with what the others make up, until nothing
 * changes: never worse than the first, not always the best (the problem is NP-hard). Of each unit the 32 nearest
 * candidates are looked at. Chance: each person's units are shifted round the continuum by a random length.
 */
export function gammaDisorders(
  raters: readonly (readonly GammaUnit[])[],
  options: GammaOptions,
): GammaDisorders | null {
  const units = raters.reduce((sum, own) => sum + own.length, 0)
  if (raters.length < 2 || units === 0) return null
  const metric = gammaMetric(raters.length, options.position ?? 1, options.category ?? 1)
  const samples = Math.max(LEAST_SAMPLES, Math.min(options.samples ?? 30, Math.floor(BUDGET / units)))
  const random = seededRandom(options.seed)
  let expected = 0
  for (let sample = 0; sample < samples; sample += 1) {
    expected += disorderOf(
      raters.map(() => shifted(at(raters, drawIndex(random, raters.length)), options.length, random)),
      metric,
    )
  }
  return { observed: disorderOf(raters, metric), expected: expected / samples, unitsPerRater: units / raters.length }
}

/** γ = 1 − Σ observed / Σ expected over continua; 1 is perfect, 0 is chance; null where nothing could differ. */
export function gammaOf(disorders: readonly GammaDisorders[]): number | null {
  let observed = 0
  let expected = 0
  for (const one of disorders) {
    observed += one.observed
    expected += one.expected
  }
  return expected > 0 ? 1 - observed / expected : null
}

/** The units moved on by a random length; those that pass the end come in again at the start. */
function shifted(units: readonly GammaUnit[], length: number, random: Random): GammaUnit[] {
  const by = random() * length
  return units.map(({ start, end, category }) => {
    const from = start + by >= length ? start + by - length : start + by
    return { start: from, end: from + (end - start), category }
  })
}

/** A unitary alignment: at most one unit of each person. */
type Tuple = readonly (GammaUnit | null)[]

const ROUNDS = 10

function disorderOf(raters: readonly (readonly GammaUnit[])[], metric: GammaMetric): number {
  const empty = raters.map(() => null)
  let tuples: Tuple[] = []
  for (const [rater, units] of raters.entries()) tuples = joined(tuples, units, rater, empty, metric)
  let cost = total(tuples, metric)
  // Two people are matched as well as can be by one assignment.
  for (let round = 0; round < ROUNDS && raters.length > 2; round += 1) {
    const before = cost
    for (const [rater, units] of raters.entries()) {
      const others = tuples
        .map((tuple) => tuple.map((unit, index) => (index === rater ? null : unit)))
        .filter((tuple) => tuple.some((unit) => unit !== null))
      const next = joined(others, units, rater, empty, metric)
      const nextCost = total(next, metric)
      if (nextCost < cost - SLACK) {
        tuples = next
        cost = nextCost
      }
    }
    if (cost >= before - SLACK) break
  }
  return cost
}

const SLACK = 1e-9

function total(tuples: readonly Tuple[], metric: GammaMetric): number {
  return tuples.reduce((sum, tuple) => sum + metric.disorder(tuple), 0)
}

/** One person's units matched with the tuples of others so that the sum of disorders is least. */
function joined(
  tuples: readonly Tuple[],
  units: readonly GammaUnit[],
  rater: number,
  empty: Tuple,
  metric: GammaMetric,
): Tuple[] {
  const edges: Match[] = []
  for (const [a, b] of metric.near(tuples, units)) {
    const similarity = metric.gain(at(tuples, a), at(units, b))
    if (similarity > SLACK) edges.push({ a, b, similarity })
  }
  const partner = new Map(matchEdges(edges).map((match) => [match.b, match.a]))
  const result = tuples.map((tuple) => [...tuple])
  for (const [index, unit] of units.entries()) {
    const found = partner.get(index)
    if (found === undefined) result.push(empty.map((_, place) => (place === rater ? unit : null)))
    else at(result, found)[rater] = unit
  }
  return result
}
