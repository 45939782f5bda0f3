// Versions in columns: an alignment by hand, and what choosing does to the text.
import { editDistance } from '@etabli/agreement'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { columnsOf, differencesOf, stretchOf, sureOf, withChoice } from './columns.ts'
import { wordsOf } from './words.ts'

const rules = { case: true, punctuation: true, numbers: null }
const versions = ['play it in the kitchen', 'Play in kitchen', 'play it on the kitchen', 'play to the kitchen']
const columns = (text: string) => columnsOf(text, versions, 3, rules) ?? []

describe('columns of versions', () => {
  it('stand under each other, with the votes of the three people and the machine beside them', () => {
    expect(
      columns('play in the kitchen').map(({ cells, differs, votes, at }) => [...cells, differs, votes, at]),
    ).toEqual([
      ['play', 'Play', 'play', 'play', false, 3, 0],
      ['it', null, 'it', null, true, 1, null],
      ['in', 'in', 'on', 'to', true, 2, 1],
      ['the', null, 'the', 'the', true, 2, 2],
      ['kitchen', 'kitchen', 'kitchen', 'kitchen', false, 3, 3],
    ])
  })
  it('keep their names while the text changes', () => {
    const names = (text: string) => columns(text).flatMap(({ key, differs }) => (differs ? [key] : []))
    expect(names('play in the kitchen')).toEqual(names('play in the big old kitchen'))
    expect(names('')).toEqual(names('play in the kitchen'))
  })
  it('a choice replaces, puts in or takes out one word', () => {
    const text = 'Play in the\nkitchen.'
    expect(withChoice(text, columns(text), 2, 2)).toBe('Play on the\nkitchen.')
    expect(withChoice(text, columns(text), 1, 0)).toBe('Play it in the\nkitchen.')
    expect(withChoice(text, columns(text), 3, 1)).toBe('Play in \nkitchen.')
    expect(withChoice(text, columns(text), 1, 1)).toBe(text)
    expect(stretchOf(text, columns(text), 2)).toEqual({ start: 5, end: 7 })
    expect(stretchOf(text, columns(text), 1)).toEqual({ start: 4, end: 4 })
  })
  it('begins from nothing', () => {
    let text = ''
    for (let index = 0; index < columns(text).length; index += 1) text = withChoice(text, columns(text), index, 0)
    expect(text).toBe('play it in the kitchen')
  })
  it('a choice changes one word at most, and what it puts in stands there', () => {
    const said: fc.Arbitrary<string> = fc
      .array(fc.constantFrom('turn', 'it', 'on', 'off', 'Now.'), { maxLength: 6 })
      .map((words) => words.join(' '))
    const law = fc.property(said, said, said, fc.nat(), fc.nat({ max: 1 }), (text, a, b, seed, version) => {
      const laid = columnsOf(text, [a, b], 2, rules) ?? []
      if (laid.length === 0) return
      const index = seed % laid.length
      const after = withChoice(text, laid, index, version)
      expect(editDistance(wordsOf(text), wordsOf(after))).toBeLessThanOrEqual(1)
      const word = laid[index]?.cells[version] ?? null
      const before = laid.slice(0, index).filter(({ at }) => at !== null).length
      if (word !== null) expect(wordsOf(after)[before]).toBe(word)
    })
    void fc.assert(law, { numRuns: 300 })
  })
  it('QLT4: the least sure words come first, those left out too, however the text changed meanwhile', () => {
    // The vote left "it" out with 0.5 (of two places, one is empty) and was surer of "in" than of "the".
    const voted = columns('play in the kitchen')
    const sure = sureOf(voted, { words: [1, 0.6, 0.45, 1], gaps: [{ before: 1, sure: 0.5 }] })
    expect(voted.map(({ key }) => sure.get(key))).toEqual([1, 0.5, 0.6, 0.45, 1])
    const visited = differencesOf(columns('play it on a kitchen'), sure)
    expect(visited.map(({ cells }) => cells[0])).toEqual(['it', 'the', 'in'])
  })
  it('takes the least sure of several places left empty where the versions shown have other ones', () => {
    const vote = { words: [1], gaps: [0.9, 0.4].map((share) => ({ before: 1, sure: share })) }
    const laid = columnsOf('play', ['play it', 'play'], 2, rules) ?? []
    expect(laid.map(({ key }) => sureOf(laid, vote).get(key))).toEqual([1, 0.4])
  })
  it('does not lay out what is too long', () => {
    expect(columnsOf('a', ['b '.repeat(2_000)], 1, rules)).toBeNull()
  })
})
