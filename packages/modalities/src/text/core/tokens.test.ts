// Tokens and snapping, against what a reader would point at.
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createPassage } from './passage.ts'
import { movedBoundary, nudgedBoundary, sentenceAt, snapped, wordAt } from './tokens.ts'

const wordsOf = (text: string) => {
  const points = [...text]
  return createPassage(text).tokens.map(({ start, end }) => points.slice(start, end).join(''))
}

/** Where a phrase stands, in code points, counted without the code under test. */
function place(text: string, phrase: string): [number, number] {
  const before = [...text.slice(0, text.indexOf(phrase))].length
  return [before, before + [...phrase].length]
}

function drag(text: string, from: string, to = from): string | null {
  const [start] = place(text, from)
  const [, end] = place(text, to)
  const passage = createPassage(text)
  const stretch = snapped(passage, start, end)
  return stretch && passage.index.slice(stretch.start, stretch.end)
}

describe('tokensOf', () => {
  it('splits words and punctuation, drops blanks and line ends', () => {
    expect(wordsOf("Can't pay £129.50,\r\n  why?")).toEqual(["Can't", 'pay', '£', '129.50', ',', 'why', '?'])
  })
  it('keeps one emoji family, flag and combining letter whole', () => {
    expect(wordsOf('hi 👨‍👩‍👧‍👦 🇫🇷 e\u0301cole 𝒳')).toEqual(['hi', '👨‍👩‍👧‍👦', '🇫🇷', 'e\u0301cole', '𝒳'])
  })
  it('TXT12: finds the words of Chinese', () => {
    expect(wordsOf('我在上海买手机')).toContain('上海')
  })
  it('covers every character that is not blank, in order, without overlap', () => {
    return fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
        const points = [...text]
        let at = 0
        let covered = ''
        for (const { start, end } of createPassage(text).tokens) {
          expect(start).toBeGreaterThanOrEqual(at)
          expect(end).toBeGreaterThan(start)
          at = end
          covered += points.slice(start, end).join('')
        }
        expect(at).toBeLessThanOrEqual(points.length)
        expect(covered.replace(/[\s\p{Cc}\p{Cf}\p{Z}]/gu, '')).toBe(text.replace(/[\s\p{Cc}\p{Cf}\p{Z}]/gu, ''))
      }),
    )
  })
})

describe('TXT12: drags', () => {
  const text = 'Ask Marcus, in "New York" (NY), about £129 or MB-52555. #7!'
  it('take whole words', () => {
    expect(drag(text, 'arc')).toBe('Marcus')
    expect(drag(text, 'ew Yo')).toBe('New York')
  })
  it('trim blanks and stray punctuation at the edges', () => {
    expect(drag(text, 'Marcus, ')).toBe('Marcus')
    expect(drag(text, ' "New York" (')).toBe('New York')
    expect(drag(text, ' MB-52555. ')).toBe('MB-52555')
  })
  it('keep signs that carry meaning', () => {
    expect(drag(text, ' £129 ')).toBe('£129')
    expect(drag(text, '#7!')).toBe('#7')
  })
  it('keep a bracket whose partner is inside', () => {
    expect(drag(text, 'New York" (NY),')).toBe('New York" (NY)')
  })
  it('keep punctuation where there is nothing else, and mean nothing over blanks', () => {
    expect(drag(text, ',')).toBe(',')
    expect(drag('a   b', '   ')).toBeNull()
  })
  it('take a two-character name in Chinese in one drag', () => {
    expect(drag('我在上海买了手机。', '上海')).toBe('上海')
  })
  it('TXT9: reach over a line end, and to the last character', () => {
    expect(drag('one\r\ntwo\nthree', 'ne', 'thre')).toBe('one\r\ntwo\nthree')
    expect(drag('in Lyon', 'n', 'n')).toBe('in')
    expect(drag('one\ntwo', 'two')).toBe('two')
  })
})

describe('wordAt', () => {
  const at = (text: string, phrase: string) => {
    const passage = createPassage(text)
    const stretch = wordAt(passage, place(text, phrase)[0])
    return stretch && passage.index.slice(stretch.start, stretch.end)
  }
  it('joins what a hyphen, an apostrophe or a dot holds together', () => {
    expect(at('order MB-52555.', '52555')).toBe('MB-52555')
    expect(at('à Saint-Malo ce', 'Malo')).toBe('Saint-Malo')
    expect(at('mail a.b@c.org, now', 'org')).toBe('a.b@c.org')
  })
  it('is nothing on a blank', () => {
    expect(at('one two', ' ')).toBeNull()
  })
})

describe('movedBoundary', () => {
  const passage = createPassage('one two three four')
  it('moves one token and never past the other boundary', () => {
    const two = { start: 4, end: 7 }
    expect(movedBoundary(passage, two, 'end', 1)).toEqual({ start: 4, end: 13 })
    expect(movedBoundary(passage, { start: 4, end: 13 }, 'end', -1)).toEqual(two)
    expect(movedBoundary(passage, two, 'end', -1)).toEqual(two)
    expect(movedBoundary(passage, two, 'start', -1)).toEqual({ start: 0, end: 7 })
    expect(movedBoundary(passage, { start: 0, end: 7 }, 'start', 1)).toEqual(two)
    expect(movedBoundary(passage, two, 'start', 1)).toEqual(two)
    expect(movedBoundary(passage, { start: 14, end: 18 }, 'end', 1)).toEqual({ start: 14, end: 18 })
  })
  it('from inside a token goes to its own edge first', () => {
    expect(movedBoundary(passage, { start: 5, end: 6 }, 'end', 1)).toEqual({ start: 5, end: 7 })
    expect(movedBoundary(passage, { start: 5, end: 6 }, 'start', -1)).toEqual({ start: 4, end: 6 })
  })
})

describe('nudgedBoundary', () => {
  it('moves by what a reader sees as one character, and leaves at least one', () => {
    const passage = createPassage('a👨‍👩‍👧‍👦e\u0301b')
    expect(nudgedBoundary(passage, { start: 0, end: 1 }, 'end', 1)).toEqual({ start: 0, end: 8 })
    expect(nudgedBoundary(passage, { start: 0, end: 8 }, 'end', 1)).toEqual({ start: 0, end: 10 })
    expect(nudgedBoundary(passage, { start: 0, end: 10 }, 'end', -1)).toEqual({ start: 0, end: 8 })
    expect(nudgedBoundary(passage, { start: 0, end: 10 }, 'start', 1)).toEqual({ start: 1, end: 10 })
    expect(nudgedBoundary(passage, { start: 0, end: 1 }, 'end', -1)).toEqual({ start: 0, end: 1 })
    expect(nudgedBoundary(passage, { start: 0, end: 11 }, 'end', 1)).toEqual({ start: 0, end: 11 })
  })
})

describe('sentenceAt', () => {
  it('takes the sentence with its mark, within its line', () => {
    const text = 'He came. Did she? Yes!\nNext line'
    const passage = createPassage(text)
    const at = (place: string) => {
      const stretch = sentenceAt(passage, text.indexOf(place))
      return stretch && passage.index.slice(stretch.start, stretch.end)
    }
    expect(at('came')).toBe('He came.')
    expect(at('she')).toBe('Did she?')
    expect(at('Yes')).toBe('Yes!')
    expect(at('line')).toBe('Next line')
    expect(sentenceAt(createPassage('   '), 1)).toBeNull()
  })
})
