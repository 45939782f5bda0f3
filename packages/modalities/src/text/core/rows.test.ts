// Rows: the lines of a text, and lines of any length in pieces that part no word and no character.
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createPassage } from './passage.ts'
import { languageOf } from './segmenters.ts'

const rowsOf = (text: string) => {
  const { rows } = createPassage(text)
  return Array.from({ length: rows.count }, (_, row) => rows.at(row))
}

describe('rows', () => {
  it('end at LF, CRLF and CR, and cover the text', () => {
    expect(rowsOf('a\r\nb\n\rc').map(({ start, end, next }) => [start, end, next])).toEqual([
      [0, 1, 3],
      [3, 4, 5],
      [5, 5, 6],
      [6, 7, 7],
    ])
    const { rows } = createPassage('a\nb\nc')
    expect([0, 1, 2, 3, 4, 5].map(rows.of)).toEqual([0, 0, 1, 1, 2, 2])
    expect(rows.lines).toBe(3)
    expect(createPassage('').rows.count).toBe(1)
  })
  it('of a long line end after a blank, count as one line, and have all its words whole', () => {
    const text = `first\n${'lorem ipsum dolor '.repeat(1_000)}\nlast`
    const { rows, tokens, index } = createPassage(text)
    expect(rows.lines).toBe(3)
    expect(rows.count).toBeGreaterThan(8)
    for (let row = 2; row < rows.count - 1; row += 1) {
      expect(rows.continues(row)).toBe(true)
      expect(text[rows.at(row).start - 1]).toBe(' ')
    }
    expect(rows.continues(rows.count - 1)).toBe(false)
    expect(tokens).toHaveLength(3_002)
    expect(new Set(tokens.slice(1, -1).map(({ start, end }) => index.slice(start, end)))).toEqual(
      new Set(['lorem', 'ipsum', 'dolor']),
    )
  })
  it('part no word of Chinese, and no family of emoji, where a line has no blanks', () => {
    const chinese = '我在上海买了一台手机'
    const words = new Set([...new Intl.Segmenter('zh', { granularity: 'word' }).segment(chinese)].map((w) => w.segment))
    const long = createPassage(chinese.repeat(900))
    for (const { start, end } of long.tokens) expect(words).toContain(long.index.slice(start, end))
    const families = createPassage('👨‍👩‍👧‍👦'.repeat(700))
    for (const { start, end } of families.tokens) expect(families.index.slice(start, end)).toBe('👨‍👩‍👧‍👦')
    expect(families.rows.count).toBeGreaterThan(2)
  })
  it('join up to the text again, whatever it holds', () => {
    const parts = fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('\r\n', '\n', '\r', 'x'.repeat(3_500), ' '))
    return fc.assert(
      fc.property(fc.array(parts, { maxLength: 12 }), (pieces) => {
        const text = pieces.join('')
        let at = 0
        for (const { start, end, next } of rowsOf(text)) {
          expect(start).toBe(at)
          expect(text.slice(end, next)).toMatch(/^(\r\n|\n|\r)?$/)
          expect(text.slice(start, end)).not.toMatch(/[\r\n]/)
          at = next
        }
        expect(at).toBe(text.length)
      }),
    )
  })
})

describe('the language of a text', () => {
  it('is told from its script, the few kana of Japanese among its Chinese signs', () => {
    expect(
      ['Ask Dana', '我在上海', '東京で会いました', '방콕에서', 'กรุงเทพ', 'שלום Dana, הזמנה', 'Привет', ''].map(
        languageOf,
      ),
    ).toEqual(['en', 'zh', 'ja', 'ko', 'th', 'he', 'ru', 'en'])
  })
})
