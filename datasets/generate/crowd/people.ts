// The simulated annotators: who they are and how they err. The README documents these numbers.
import type { Random } from '../random.ts'

export const skills = ['careful', 'hasty', 'biased', 'random'] as const
export type Skill = (typeof skills)[number]

export interface Person {
  readonly annotator: string
  readonly skill: Skill
  /** How often this person takes a task, relative to the others. */
  readonly weight: number
}

export const people: readonly Person[] = [
  { annotator: 'sim-careful-1', skill: 'careful', weight: 3 },
  { annotator: 'sim-careful-2', skill: 'careful', weight: 3 },
  { annotator: 'sim-hasty-1', skill: 'hasty', weight: 2 },
  { annotator: 'sim-hasty-2', skill: 'hasty', weight: 2 },
  { annotator: 'sim-biased-1', skill: 'biased', weight: 1.5 },
  { annotator: 'sim-random-1', skill: 'random', weight: 0.5 },
]

/** Share of the items of a set that start labelled. */
export const LABELLED_SHARE = 0.5

/** Two or three people for one item, no one twice, by their weights. */
export function team(random: Random): Person[] {
  const left = [...people]
  const chosen: Person[] = []
  const size = random.chance(0.6) ? 3 : 2
  while (chosen.length < size) {
    let at = random.between(
      0,
      left.reduce((sum, person) => sum + person.weight, 0),
    )
    const index = left.findIndex((person) => {
      at -= person.weight
      return at < 0
    })
    chosen.push(...left.splice(Math.max(0, index), 1))
  }
  return chosen
}

/** Pace of work: of the time a careful person takes. */
export const pace: Record<Skill, number> = { careful: 1, hasty: 0.5, biased: 0.85, random: 0.2 }

/** Milliseconds for work that takes a careful person `seconds`, spread log-normally. */
export function activeMs(seconds: number, skill: Skill, random: Random): number {
  return Math.round(1000 * Math.max(1.2, seconds * pace[skill] * Math.exp(random.normal(0, 0.25))))
}
