// ROVER against networks and votes worked by hand.
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type RoverChoice, type RoverHypothesis, rover, roverNetwork } from './rover.ts'

const said = (text: string, weight = 1): RoverHypothesis => ({
  words: text
    .split(' ')
    .filter((key) => key !== '')
    .map((key) => ({ key })),
  weight,
})
const textOf = (choices: readonly RoverChoice[]) => choices.flatMap(({ key }) => (key === null ? [] : [key])).join(' ')

describe('the word transition network', () => {
  it('is the one that Fiscus 1997 draws: a b c d, b z d e, b c d e f', () => {
    // a b c d @ @
    // @ b z d e @
    // @ b c d e f
    const network = roverNetwork([said('a b c d').words, said('b z d e').words, said('b c d e f').words])
    expect(network.map(({ at }) => at)).toEqual([
      [0, null, null],
      [1, 0, 0],
      [2, 1, 1],
      [3, 2, 2],
      [null, 3, 3],
      [null, null, 4],
    ])
  })

  it('takes a word for nothing where any earlier hypothesis has it', () => {
    // turn the lights on / turn that light on / turn that lights on: the third fits word for word.
    const network = roverNetwork(
      ['turn the lights on', 'turn that light on', 'turn that lights on'].map((t) => said(t).words),
    )
    expect(network).toHaveLength(4)
  })
})

describe('the vote', () => {
  it('by frequency: the paper’s three give b c d e', () => {
    // Votes by place: @ 2 of 3; b 3; c 2 (z 1); d 3; e 2 (@ 1); @ 2 (f 1).
    const choices = rover([said('a b c d'), said('b z d e'), said('b c d e f')])
    expect(choices.map(({ key, votes }) => [key, votes])).toEqual([
      [null, 2],
      ['b', 3],
      ['c', 2],
      ['d', 3],
      ['e', 2],
      [null, 2],
    ])
    expect(choices.map(({ confidence }) => confidence)).toEqual([2 / 3, 1, 2 / 3, 1, 2 / 3, 2 / 3])
  })

  it('finds a sentence that nobody wrote: each is wrong once, elsewhere', () => {
    // wake me in ten minutes: every word has at least two of three.
    const choices = rover([
      said('wake me and ten minutes'),
      said('wake me in tan minutes'),
      said('make me in ten minutes'),
    ])
    expect(textOf(choices)).toBe('wake me in ten minutes')
    expect(Math.min(...choices.map(({ votes }) => votes))).toBe(2)
  })

  it('weighs annotators: one of 0.9 outweighs two of 0.3 and 0.4', () => {
    // "fifteen": 0.9 / 1.6 = 0.5625; "fifty": 0.7 / 1.6 = 0.4375.
    const choices = rover([said('fifteen', 0.9), said('fifty', 0.3), said('fifty', 0.4)])
    expect(choices).toMatchObject([{ key: 'fifteen', votes: 1, tie: false }])
    expect(choices[0]?.confidence).toBeCloseTo(0.5625, 12)
  })

  it('mixes votes and confidence as α says', () => {
    // α = 0.4. "two": 0.4 · 1/3 + 0.6 · 0.9 = 0.6733…; "too": 0.4 · 2/3 + 0.6 · (0.3 + 0.5)/2 = 0.5066…
    const one = (key: string, confidence: number): RoverHypothesis => ({ words: [{ key, confidence }] })
    const [choice] = rover([one('two', 0.9), one('too', 0.3), one('too', 0.5)], { alpha: 0.4 })
    expect(choice?.key).toBe('two')
    expect(choice?.confidence).toBeCloseTo(0.4 / 3 + 0.54, 12)
  })

  it('mixes the confidence of no word likewise', () => {
    // α = 0.5, Conf(@) = 0.7. "uh": 0.5 · 1/2 + 0.5 · 0.2 = 0.35; no word: 0.25 + 0.35 = 0.6.
    const choices = rover([{ words: [{ key: 'uh', confidence: 0.2 }] }, said('')], { alpha: 0.5, silent: 0.7 })
    expect(choices).toMatchObject([{ key: null, votes: 1 }])
    expect(choices[0]?.confidence).toBeCloseTo(0.6, 12)
  })
})

describe('ties', () => {
  const at = (key: string, start: number): RoverHypothesis => ({ words: [{ key, start }] })
  it('go to the word heard first', () => {
    expect(rover([at('b', 0.2), at('a', 0.4)])).toMatchObject([{ key: 'b', tie: true, confidence: 0.5 }])
  })
  it('then to what the machine says, a word or none', () => {
    const machine = said('b').words
    expect(textOf(rover([at('b', 0.2), at('a', 0.2)], { machine }))).toBe('b')
    expect(textOf(rover([said('turn it on'), said('turn on')], { machine: said('turn on').words }))).toBe('turn on')
    expect(textOf(rover([said('turn it on'), said('turn on')], { machine: said('turn it on').words }))).toBe(
      'turn it on',
    )
  })
  it('then to the first in code-point order, no word last', () => {
    expect(textOf(rover([said('b'), said('a')]))).toBe('a')
    expect(textOf(rover([said(''), said('a')]))).toBe('a')
  })
  it('never give the machine a vote', () => {
    expect(textOf(rover([said('yes'), said('yes')], { machine: said('no no').words }))).toBe('yes')
  })
})

describe('laws', () => {
  const hypothesis = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 6 }).map((words) => said(words.join(' ')))
  it('one voice, or several that say the same, are taken as they are', () =>
    fc.assert(
      fc.property(hypothesis, fc.integer({ min: 1, max: 4 }), (one, times) => {
        const choices = rover(new Array<RoverHypothesis>(times).fill(one))
        expect(textOf(choices)).toBe(one.words.map(({ key }) => key).join(' '))
        expect(choices.every(({ confidence, votes, tie }) => confidence === 1 && votes === times && !tie)).toBe(true)
      }),
    ))
  it('every word of every hypothesis stands in one place, in its order', () =>
    fc.assert(
      fc.property(fc.array(hypothesis, { maxLength: 5 }), (all) => {
        const network = roverNetwork(all.map(({ words }) => words))
        for (const [index, { words }] of all.entries()) {
          const places = network.flatMap(({ at: by }) => (by[index] === null ? [] : [by[index]]))
          expect(places).toEqual([...words.keys()])
        }
      }),
    ))
  it('by votes alone, the confidence of a choice is its share of the voices', () =>
    fc.assert(
      fc.property(fc.array(hypothesis, { minLength: 1, maxLength: 5 }), (all) => {
        for (const { confidence, votes } of rover(all)) {
          expect(confidence).toBeGreaterThan(0)
          expect(confidence).toBeCloseTo(votes / all.length, 12)
        }
      }),
    ))
})
