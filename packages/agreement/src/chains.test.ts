// Chains against the example of the paper of B³.
import { describe, expect, it } from 'vitest'
import { bCubed, linkAgreement } from './chains.ts'

const chains = (...words: string[]) => words.map((word) => [...word])
const truth = chains('12345', '67', '89ABC')

describe('B³', () => {
  it('is that of Bagga & Baldwin 1998 (their two responses): precision 76 % and 58 %, recall 100 %', () => {
    const first = bCubed(chains('12345', '6789ABC'), truth)
    const second = bCubed(chains('1234589ABC', '67'), truth)
    expect(first.precision).toBeCloseTo(0.76, 2)
    expect(second.precision).toBeCloseTo(0.58, 2)
    expect([first.recall, second.recall]).toEqual([1, 1])
    // Exactly: (5 + 2·2/7 + 5·5/7) / 12 and (5·5/10 + 5·5/10 + 2) / 12.
    expect(first.precision).toBeCloseTo((5 + 4 / 7 + 25 / 7) / 12, 12)
    expect(second.precision).toBeCloseTo(7 / 12, 12)
    expect(second.f1).toBeCloseTo((2 * (7 / 12)) / (1 + 7 / 12), 12)
  })
  it('is symmetric in F1, and absent where a side has no chain', () => {
    const other = chains('123', '4567')
    expect(bCubed(truth, other).f1).toBeCloseTo(bCubed(other, truth).f1 ?? -1, 12)
    expect(bCubed([], truth)).toEqual({ precision: null, recall: 0, f1: null })
    expect(bCubed(chains('xy'), truth)).toEqual({ precision: 0, recall: 0, f1: 0 })
  })
})

describe('links', () => {
  it('are pairs in one chain: 21 of the truth’s and 10 + 21 of the first response, 21 on both', () => {
    // Truth 10 + 1 + 10; response 10 + C(7,2); on both 10 + C(2,2)… = 10 + 1 + 10.
    expect(linkAgreement(chains('12345', '6789ABC'), truth)).toEqual({ both: 21, ofA: 31, ofB: 21 })
  })
})
