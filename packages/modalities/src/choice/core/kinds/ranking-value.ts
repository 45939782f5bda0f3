// The value of a ranking: the order shown, a rank for each answer, and what else was said.
import { MOST_RESPONSES } from '@etabli/modality-kit'
import { limits } from '@etabli/schema'
import * as z from 'zod/mini'

export const STRONGEST = 3

/** As `Ranking` of the kit: `order` and `ranks` count answers by their place in the file, from 0. */
export const RankingValue = z
  .object({
    order: z.array(z.int().check(z.nonnegative())).check(z.minLength(2), z.maxLength(MOST_RESPONSES)),
    ranks: z.array(z.nullable(z.int().check(z.gte(1)))),
    bad: z.optional(z.literal(true)),
    strength: z.optional(z.int().check(z.gte(1), z.lte(STRONGEST))),
    reason: z.optional(z.string().check(z.maxLength(limits.answerText))),
  })
  .check(
    z.refine(({ order, ranks }) => ranks.length === order.length, { error: 'a rank or null for each answer' }),
    z.refine(({ order }) => order.toSorted((a, b) => a - b).every((place, index) => place === index), {
      error: 'the order must name each answer once',
    }),
    z.refine(({ ranks }) => ranksStep(ranks), { error: 'ranks must run from 1 without a gap' }),
  )
export type RankingValue = z.infer<typeof RankingValue>

function ranksStep(ranks: readonly (number | null)[]): boolean {
  const used = new Set(ranks.filter((rank) => rank !== null))
  return [...used].every((rank) => rank <= used.size)
}
