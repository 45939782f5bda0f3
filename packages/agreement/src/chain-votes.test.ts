// Votes on chains: by hand, against every pair counted, and whatever way people linked the same mentions.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { votedChains } from './chain-votes.ts'

const chainsIn = (order: readonly string[], voted: ReturnType<typeof votedChains>): string[] => {
  const chains: string[][] = []
  for (const mention of order) {
    const own = chains.find(([first]) => first !== undefined && voted.isTogether(first, mention))
    if (own) own.push(mention)
    else chains.push([mention])
  }
  return chains.filter((chain) => chain.length > 1).map((chain) => chain.join(''))
}

describe('votedChains', () => {
  it('by hand: what two of three people have in one chain, and what hangs on that', () => {
    // Together: AB 3 of 3; AC, BC 2 (the first and the third); CD 2 (the first and the second); AD, BD 1, by way of C.
    const people = [
      [['A', 'B', 'C', 'D']],
      [
        ['A', 'B'],
        ['C', 'D'],
      ],
      [['A', 'B', 'C']],
    ]
    const voted = votedChains(people, ['A', 'B', 'C', 'D'])
    expect(voted.links).toEqual([
      ['A', 'B'],
      ['B', 'C'],
      ['C', 'D'],
    ])
    expect([voted.votes('A', 'B'), voted.votes('C', 'D'), voted.votes('A', 'D')]).toEqual([3, 2, 1])
    expect(voted.isTogether('A', 'D')).toBe(true)
  })

  it('half of the people are no majority', () => {
    const voted = votedChains([[['A', 'B']], [['C', 'B']]], ['A', 'B', 'C'])
    expect(voted.links).toEqual([])
    expect(voted.isTogether('A', 'B')).toBe(false)
  })

  it('keeps links that were drawn, where they are of a chain', () => {
    const people = [[['A', 'B', 'C']], [['A', 'B', 'C']]]
    const star = [
      ['A', 'C'],
      ['A', 'B'],
      ['A', 'D'],
    ] as const
    expect(votedChains(people, ['A', 'B', 'C', 'D'], star).links).toEqual(star.slice(0, 2))
  })

  const ORDER = [...'ABCDEFGH']
  /** Each mention in one of four chains, or in none. */
  const person = fc
    .array(fc.nat(4), { minLength: ORDER.length, maxLength: ORDER.length })
    .map((places) =>
      [1, 2, 3, 4].map((chain) => ORDER.filter((_, at) => places[at] === chain)).filter(({ length }) => length > 0),
    )
  const people = fc.array(person, { minLength: 1, maxLength: 5 })

  it('gives the chains of all pairs counted one by one, held together by links with a majority and no more', () => {
    fc.assert(
      fc.property(people, (everyone) => {
        const pairs = ORDER.flatMap((a, at) => ORDER.slice(at + 1).map((b) => [a, b] as const)).filter(
          ([a, b]) =>
            2 * everyone.filter((own) => own.some((c) => c.includes(a) && c.includes(b))).length > everyone.length,
        )
        let chains = ORDER.map((one) => [one])
        for (const [a, b] of pairs) {
          const [left, right] = [
            chains.find((one) => one.includes(a)) ?? [],
            chains.find((one) => one.includes(b)) ?? [],
          ]
          if (left !== right)
            chains = [...chains.filter((one) => one !== left && one !== right), [...left, ...right].sort()]
        }
        const expected = chains
          .filter(({ length }) => length > 1)
          .map((one) => one.join(''))
          .sort()
        const voted = votedChains(everyone, ORDER)
        expect(chainsIn(ORDER, voted).sort()).toEqual(expected)
        expect(voted.links).toHaveLength(expected.reduce((sum, { length }) => sum + length - 1, 0))
        for (const [a, b] of voted.links) expect(2 * voted.votes(a, b)).toBeGreaterThan(everyone.length)
        expect(votedChains(everyone.toReversed(), ORDER).links).toEqual(voted.links)
      }),
    )
  })

  it('10,000 mentions in one chain of three people are quick', () => {
    const order = Array.from({ length: 10_000 }, (_, at) => `m${at}`)
    const started = performance.now()
    expect(votedChains([[order], [order], [order.slice(5)]], order).links).toHaveLength(9_999)
    expect(performance.now() - started).toBeLessThan(3_000)
  })
})
