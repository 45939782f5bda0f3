// Strengths from pairwise preferences.
// R. A. Bradley & M. E. Terry 1952; the MM algorithm of D. R. Hunter, "MM algorithms for generalized Bradley–Terry models",
// 2004, with the gamma prior of F. Caron & A. Doucet 2012.
import { at } from './at.ts'

/** `winner` was preferred to `loser`, `times` over (1 if not given); a tie is half a win for each. */
export type Preference = { readonly winner: string; readonly loser: string; readonly times?: number }

export type BradleyTerryOptions = {
  /**
   * Wins and losses each item is given against an imagined one of average strength, so that an item that always won or was
   * never compared with the others still has a strength; 0.1 if not given. 0 is maximum likelihood.
   */
  readonly prior?: number
  /** At most this many rounds; 1000 if not given. */
  readonly iterations?: number
  /** Ends when no log strength moves by more; 1e-9 if not given. */
  readonly tolerance?: number
}

/**
 * Log strengths, mean 0: the odds that a is preferred to b are exp(a − b). Most preferred first.
 * `converged` is false where the rounds ran out, and with prior 0 also where no finite strengths fit.
 */
export type BradleyTerry = {
  readonly strengths: readonly {
    readonly item: string
    readonly logStrength: number
    readonly wins: number
    readonly of: number
  }[]
  readonly iterations: number
  readonly converged: boolean
}

/** Fits strengths to preferences; empty for none. Time: distinct pairs a round. */
export function bradleyTerry(preferences: readonly Preference[], options: BradleyTerryOptions = {}): BradleyTerry {
  const prior = options.prior ?? 0.1
  const most = options.iterations ?? 1000
  const tolerance = options.tolerance ?? 1e-9
  const { items, wins, meetings } = count(preferences)
  let logs: Float64Array = new Float64Array(items.length)
  let iterations = 0
  let converged = items.length === 0
  while (iterations < most && !converged) {
    const next = centred(improved(logs, wins, meetings, prior))
    const moved = next.reduce((largest, value, i) => Math.max(largest, Math.abs(value - at(logs, i))), 0)
    iterations += 1
    converged = moved <= tolerance
    if (!next.every(Number.isFinite)) break
    logs = next
  }
  const games = new Float64Array(items.length)
  for (const { a, b, times } of meetings) {
    games[a] = at(games, a) + times
    games[b] = at(games, b) + times
  }
  const strengths = items.map((item, i) => ({ item, logStrength: at(logs, i), wins: at(wins, i), of: at(games, i) }))
  return { strengths: strengths.sort((a, b) => b.logStrength - a.logStrength), iterations, converged }
}

type Meeting = { readonly a: number; readonly b: number; times: number }

function count(preferences: readonly Preference[]): { items: string[]; wins: Float64Array; meetings: Meeting[] } {
  const played = preferences.filter(({ winner, loser }) => winner !== loser)
  const items = [...new Set(played.flatMap(({ winner, loser }) => [winner, loser]))].sort()
  const numbers = new Map(items.map((item, index) => [item, index]))
  const wins = new Float64Array(items.length)
  const meetings = new Map<number, Meeting>()
  for (const { winner, loser, times = 1 } of played) {
    const won = numbers.get(winner) ?? 0
    const lost = numbers.get(loser) ?? 0
    wins[won] = at(wins, won) + times
    const [a, b] = won < lost ? [won, lost] : [lost, won]
    const key = a * items.length + b
    const meeting = meetings.get(key)
    if (meeting) meeting.times += times
    else meetings.set(key, { a, b, times })
  }
  // In a fixed order, so that sums round alike whatever the order of preferences.
  return { items, wins, meetings: [...meetings.values()].sort((x, y) => x.a - y.a || x.b - y.b) }
}

/** One round: strength ← (wins + prior) / Σ games / (own + other strength). */
function improved(logs: Float64Array, wins: Float64Array, meetings: readonly Meeting[], prior: number): Float64Array {
  const shares = Float64Array.from(logs, (log) => (2 * prior) / (Math.exp(log) + 1))
  for (const { a, b, times } of meetings) {
    const share = times / (Math.exp(at(logs, a)) + Math.exp(at(logs, b)))
    shares[a] = at(shares, a) + share
    shares[b] = at(shares, b) + share
  }
  return logs.map((_, i) => Math.log((at(wins, i) + prior) / at(shares, i)))
}

function centred(logs: Float64Array): Float64Array {
  const mean = logs.reduce((sum, log) => sum + log, 0) / logs.length
  return logs.map((log) => log - mean)
}
