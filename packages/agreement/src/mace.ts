// MACE: who knows and who spams, and what is true.
// D. Hovy, T. Berg-Kirkpatrick, A. Vaswani & E. Hovy, "Learning whom to trust with MACE", NAACL 2013.
import { at } from './at.ts'
import type { LabelColumns } from './dawid-skene.ts'

export type MaceOptions = {
  /** At most this many rounds; 100 if not given. */
  readonly iterations?: number
  /** Ends when no competence or habit moves by more; 1e-6 if not given. 0 runs all rounds. */
  readonly tolerance?: number
  /** Added to each expected count; 0.1 / classes if not given, as in the paper. */
  readonly smoothing?: number
}

export type Mace = {
  /** units × classes: how likely each class is the true one; equal shares for a unit without labels. */
  readonly posteriors: Float64Array
  /** By rater: the chance that a label of theirs comes from knowing the truth. */
  readonly competence: Float64Array
  /** raters × classes: what they say when they do not know. */
  readonly habit: Float64Array
  readonly logLikelihood: number
  readonly iterations: number
  readonly converged: boolean
}

type Guess = { readonly competence: Float64Array; readonly habit: Float64Array }

/**
 * Expectation-maximisation from one neutral start (everyone knows half the time, all habits even), so the result is the same
 * each time; the paper's random restarts are left out. A rater either knows (competence) and says the truth, or draws from
 * their habit. Fewer parameters than Dawid & Skene: better where raters gave few labels. Time: labels × classes a round.
 */
export function mace(columns: LabelColumns, options: MaceOptions = {}): Mace {
  const { raters, classes } = columns
  const most = options.iterations ?? 100
  const tolerance = options.tolerance ?? 1e-6
  const smoothing = options.smoothing ?? 0.1 / classes
  let guess: Guess = {
    competence: new Float64Array(raters).fill(0.5),
    habit: new Float64Array(raters * classes).fill(1 / classes),
  }
  let believed = believe(columns, guess)
  let iterations = 0
  let converged = false
  while (iterations < most && !converged) {
    const next = learn(columns, guess, believed.posteriors, smoothing)
    converged = moved(guess, next) <= tolerance
    guess = next
    believed = believe(columns, guess)
    iterations += 1
  }
  return { ...believed, ...guess, iterations, converged }
}

/** E step: posteriors of the classes from everyone's labels, in logarithms; the prior over classes is even. */
function believe(
  columns: LabelColumns,
  { competence, habit }: Guess,
): { posteriors: Float64Array; logLikelihood: number } {
  const { unit, rater, label, units, classes } = columns
  const posteriors = new Float64Array(units * classes).fill(-Math.log(classes))
  for (let i = 0; i < unit.length; i += 1) {
    const knows = at(competence, at(rater, i))
    const guessed = (1 - knows) * at(habit, at(rater, i) * classes + at(label, i))
    const row = at(unit, i) * classes
    const missed = Math.log(guessed)
    const met = Math.log(knows + guessed)
    for (let k = 0; k < classes; k += 1)
      posteriors[row + k] = at(posteriors, row + k) + (k === at(label, i) ? met : missed)
  }
  let logLikelihood = 0
  for (let row = 0; row < posteriors.length; row += classes) {
    logLikelihood += normaliseLogs(posteriors.subarray(row, row + classes))
  }
  return { posteriors, logLikelihood }
}

/** Turns logarithms into shares; gives the logarithm of their sum. */
function normaliseLogs(row: Float64Array): number {
  const most = row.reduce((largest, log) => Math.max(largest, log), Number.NEGATIVE_INFINITY)
  let sum = 0
  for (const log of row) sum += Math.exp(log - most)
  for (const [k, log] of row.entries()) row[k] = Math.exp(log - most) / sum
  return most + Math.log(sum)
}

/** M step: how often each rater is expected to have known, and what they said when they did not. */
function learn(columns: LabelColumns, guess: Guess, posteriors: Float64Array, smoothing: number): Guess {
  const { unit, rater, label, raters, classes } = columns
  const known = new Float64Array(raters).fill(smoothing)
  const habit = new Float64Array(raters * classes).fill(smoothing)
  const guesses = new Float64Array(raters).fill(smoothing * classes)
  for (let i = 0; i < unit.length; i += 1) {
    const who = at(rater, i)
    const said = who * classes + at(label, i)
    const knows = at(guess.competence, who)
    const both = knows + (1 - knows) * at(guess.habit, said)
    const credit = both > 0 ? (at(posteriors, at(unit, i) * classes + at(label, i)) * knows) / both : 0
    known[who] = at(known, who) + credit
    habit[said] = at(habit, said) + 1 - credit
    guesses[who] = at(guesses, who) + 1 - credit
  }
  return {
    // A rater is one who knows or one who does not: two outcomes, so `smoothing` once for each.
    competence: known.map((count, who) => share(count, count + at(guesses, who) - smoothing * (classes - 1), 0.5)),
    habit: habit.map((count, said) => share(count, at(guesses, Math.floor(said / classes)), 1 / classes)),
  }
}

function share(part: number, whole: number, otherwise: number): number {
  return whole > 0 ? part / whole : otherwise
}

function moved(before: Guess, after: Guess): number {
  const furthest = (a: Float64Array, b: Float64Array): number =>
    a.reduce((largest, value, i) => Math.max(largest, Math.abs(value - at(b, i))), 0)
  return Math.max(furthest(before.competence, after.competence), furthest(before.habit, after.habit))
}
