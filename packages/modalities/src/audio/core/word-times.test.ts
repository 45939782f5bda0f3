// AUD12: what editing a text does to the times of its words.
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { TimedWord } from './kinds/transcript-value.ts'
import { retimed } from './word-times.ts'

const timed = (...words: [string, number, number][]): TimedWord[] =>
  words.map(([word, start, end]) => ({ word, start, end, confidence: 0.9 }))
const guess = (word: string, start: number, end: number) => ({ word, start, end, confidence: null, estimated: true })

const known = timed(['turn', 0.1, 0.4], ['of', 0.5, 0.6], ['light', 0.8, 1.1])

describe('AUD12: the new word’s time is marked as estimated', () => {
  it('a replaced word gives its time to the one in its place', () => {
    expect(retimed(known, 'turn off light', 5)).toEqual([known[0], guess('off', 0.5, 0.6), known[2]])
  })
  it('two in the place of one share its time by their letters', () => {
    // 0.5 to 0.6 s, 3 + 2 letters.
    const words = retimed(known, 'turn off at light', 5)
    expect(words.map(({ word }) => word)).toEqual(['turn', 'off', 'at', 'light'])
    expect(words[1]).toMatchObject({ start: 0.5, end: expect.closeTo(0.56, 12), estimated: true })
    expect(words[2]).toMatchObject({ start: expect.closeTo(0.56, 12), end: 0.6, estimated: true })
  })
  it('an added word has the gap in which it stands', () => {
    expect(retimed(known, 'turn of the light', 5)[2]).toEqual(guess('the', 0.6, 0.8))
  })
  it('one added at the end lasts as long as saying it takes, within the recording', () => {
    // 3 letters of 0.08 s.
    expect(retimed(known, 'turn of light now', 5).at(-1)).toEqual(guess('now', 1.1, 1.1 + 3 * 0.08))
    expect(retimed(known, 'turn of light now', 1.2).at(-1)).toEqual(guess('now', 1.1, 1.2))
    expect(retimed(known, 'oh turn of light', 5)[0]).toEqual(guess('oh', 0, 0.1))
  })
  it('a word taken out leaves the others as they are', () => {
    expect(retimed(known, 'turn light', 5)).toEqual([known[0], known[2]])
  })
  it('case and punctuation are the same word', () => {
    expect(retimed(known, 'Turn of light.', 5)).toEqual([
      { ...known[0], word: 'Turn' },
      known[1],
      { ...known[2], word: 'light.' },
    ])
  })
  it('without known times there are none', () => {
    expect(retimed([], 'turn on', 5)).toEqual([])
  })
})

const words: fc.Arbitrary<string[]> = fc.array(fc.constantFrom('turn', 'on', 'the', 'light', '…', 'l’eau'), {
  maxLength: 8,
})
/** Distinct words, so that it is plain which of them stayed. */
const distinct: fc.Arbitrary<TimedWord[]> = fc
  .uniqueArray(fc.stringMatching(/^[a-z]{1,6}$/), { minLength: 1, maxLength: 8 })
  .chain((list) =>
    fc
      .array(fc.integer({ min: 1, max: 900 }), { minLength: 2 * list.length, maxLength: 2 * list.length })
      .map((steps) => {
        let at = 0
        return list.map((word, index): TimedWord => {
          const start = at + (steps[2 * index] ?? 1)
          at = start + (steps[2 * index + 1] ?? 1)
          return { word, start: start / 1_000, end: at / 1_000, confidence: 0.5 }
        })
      }),
  )

describe('AUD12: always', () => {
  it('each word of the text has one time, in the recording, that ends after it starts', () => {
    void fc.assert(
      fc.property(distinct, words, (before, after) => {
        const result = retimed(before, after.join(' '), 20)
        expect(result.map(({ word }) => word)).toEqual(after)
        for (const { start, end } of result) {
          expect(start).toBeGreaterThanOrEqual(0)
          expect(end).toBeGreaterThanOrEqual(start)
          expect(end).toBeLessThanOrEqual(20)
        }
      }),
    )
  })
  it('replacing, adding or removing one word changes no other word’s time', () => {
    void fc.assert(
      fc.property(distinct, fc.nat(), fc.constantFrom('replace', 'add', 'remove'), (before, seed, how) => {
        const place = seed % before.length
        const written = before.map(({ word }) => word)
        written.splice(place, how === 'add' ? 0 : 1, ...(how === 'remove' ? [] : ['NEW!']))
        const after = retimed(before, written.join(' '), 20)
        const kept = before.filter((_, index) => how === 'add' || index !== place)
        expect(after.filter(({ estimated }) => estimated !== true)).toEqual(kept)
        expect(after.filter(({ estimated }) => estimated === true).map(({ word }) => word)).toEqual(
          how === 'remove' ? [] : ['NEW!'],
        )
      }),
    )
  })
})
