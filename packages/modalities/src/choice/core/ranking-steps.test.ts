// Keys and drags on rankings, and the order in which answers are shown.
import type { Ranking } from '@etabli/modality-kit'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { RankingValue } from './kinds/ranking-value.ts'
import { orderShown } from './order-shown.ts'
import { allBad, because, chosen, draggedTo, openRanking, tied } from './ranking-steps.ts'

/** Presses: a digit is an answer's place in the file from 1, `0` the tie, `9` all bad. */
function press(keys: string, count: number, strength = false): Ranking | undefined {
  let now: Ranking | undefined
  for (const key of keys) {
    const ranking = now ?? openRanking(Array.from({ length: count }, (_, place) => place))
    now = key === '0' ? tied(ranking) : key === '9' ? allBad(ranking) : chosen(ranking, Number(key) - 1, { strength })
  }
  return now
}

describe('TXT15: by keys alone', () => {
  it('of two: the one, the other, a tie, both bad, each taken back by the same key', () => {
    expect(press('1', 2)?.ranks).toEqual([1, 2])
    expect(press('12', 2)?.ranks).toEqual([2, 1])
    expect(press('10', 2)?.ranks).toEqual([1, 1])
    expect(press('19', 2)).toMatchObject({ ranks: [null, null], bad: true })
    expect(press('91', 2)).toEqual({ order: [0, 1], ranks: [1, 2] })
    for (const keys of ['11', '00', '99']) expect(press(keys, 2)).toBeUndefined()
  })
  it('of two with strength: the same key says by how much, then takes it back', () => {
    expect([1, 2, 3].map((times) => press('2'.repeat(times), 2, true)?.strength)).toEqual([1, 2, 3])
    expect(press('2222', 2, true)).toBeUndefined()
    expect(press('2210', 2, true)).toEqual({ order: [0, 1], ranks: [1, 1] })
  })
  it('of more: ranks one after the other, ties, gaps, and out again', () => {
    expect(press('31', 4)?.ranks).toEqual([2, null, 1, null])
    expect(press('3102', 4)?.ranks).toEqual([1, 2, 1, null])
    expect(press('313', 4)?.ranks).toEqual([1, null, null, null])
    expect(press('0', 3)?.ranks).toEqual([1, 1, 1])
    expect(press('319', 4)).toMatchObject({ bad: true, ranks: [null, null, null, null] })
    expect(press('11', 3)).toBeUndefined()
  })
  it('by drag: into a rank, into a new one, and out', () => {
    const start = press('123', 3)
    expect(start && draggedTo(start, 2, 1)?.ranks).toEqual([1, 2, 1])
    expect(start && draggedTo(start, 0, 4)?.ranks).toEqual([3, 1, 2])
    expect(start && draggedTo(start, 0, null)?.ranks).toEqual([null, 1, 2])
  })
  it('keeps a reason through every step, and nothing once it is blank', () => {
    const first = because(openRanking([1, 0]), 'shorter')
    expect(first).toEqual({ order: [1, 0], ranks: [null, null], reason: 'shorter' })
    expect(first && chosen(first, 0, { strength: false })).toMatchObject({ ranks: [1, 2], reason: 'shorter' })
    expect(first && because(first, '  ')).toBeUndefined()
  })
  it('whatever is pressed, what is left is a ranking', () => {
    const keys = fc.string({ unit: fc.constantFrom('1', '2', '3', '4', '0', '9'), maxLength: 12 })
    void fc.assert(
      fc.property(keys, (pressed) => {
        const found = press(pressed, 4)
        if (found) expect(RankingValue.safeParse(found).success).toBe(true)
      }),
    )
  })
})

describe('TXT15: the order of answers is shuffled', () => {
  it('is the same at every visit, and another for another person or task', () => {
    expect(orderShown(4, 'task ana')).toEqual(orderShown(4, 'task ana'))
    const orders = new Set(Array.from({ length: 200 }, (_, n) => orderShown(4, `task ${n}`).join('')))
    expect(orders.size).toBe(24)
  })
  it('favours no answer: each comes first about as often', () => {
    const first = [0, 0, 0]
    for (let n = 0; n < 3_000; n += 1) {
      const place = orderShown(3, `01J${n} maya better`)[0] ?? 0
      first[place] = (first[place] ?? 0) + 1
    }
    // 1,000 expected, standard deviation 26: five of them.
    for (const times of first) expect(Math.abs(times - 1_000)).toBeLessThan(130)
  })
})
