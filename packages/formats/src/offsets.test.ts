// Offsets against JavaScript's own iteration by code points.
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { codePointIndex } from './offsets.ts'
import { law } from './testing/law.ts'

const anyText = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.array(fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit))).map((units) => units.join('')),
  fc
    .array(fc.constantFrom('a', 'é', '👩‍👩‍👧', '😀', '\ud83d', '\ude00', '\r\n', 'e\u0301', '中', 'ש'))
    .map((parts) => parts.join('')),
)

describe('codePointIndex', () => {
  it('TXT1: counts as Python does, worked by hand', () => {
    // Python: len('a😀b\r\n👩‍👧') == 8; the family is woman, joiner, girl.
    const text = 'a😀b\r\n👩‍👧'
    const index = codePointIndex(text)
    expect(index.length).toBe(8)
    expect(index.slice(1, 2)).toBe('😀')
    expect(index.slice(5, 8)).toBe('👩‍👧')
    expect(index.toUtf16(2)).toBe(3)
    expect(index.toCodePoint(3)).toBe(2)
    expect(index.toCodePoint(text.length)).toBe(8)
  })

  it('an index inside a pair gives the pair’s start', () => {
    expect(codePointIndex('x😀y').toCodePoint(2)).toBe(1)
  })

  it('TXT1: slices are those of the list of code points, over any text with lone surrogates', () => {
    law(
      fc.property(anyText, fc.nat(), fc.nat(), (text, a, b) => {
        const points = Array.from(text)
        const index = codePointIndex(text)
        expect(index.length).toBe(points.length)
        const [start, end] = [a % (points.length + 1), b % (points.length + 1)].toSorted((x, y) => x - y)
        expect(index.slice(start!, end!)).toBe(points.slice(start, end).join(''))
      }),
    )
  })

  it('there and back is the same', () => {
    law(
      fc.property(anyText, (text) => {
        const index = codePointIndex(text)
        let utf16 = 0
        for (const [at, point] of Array.from(text).entries()) {
          expect(index.toUtf16(at)).toBe(utf16)
          expect(index.toCodePoint(utf16)).toBe(at)
          utf16 += point.length
        }
        expect(index.toUtf16(index.length)).toBe(text.length)
      }),
    )
  })

  it('refuses offsets outside the text', () => {
    const index = codePointIndex('😀')
    for (const wrong of [-1, 2, 0.5, Number.NaN]) expect(() => index.toUtf16(wrong)).toThrow(RangeError)
    expect(() => index.toCodePoint(3)).toThrow(RangeError)
  })

  it('looks up fast in 4 million characters', () => {
    const text = 'ab😀'.repeat(1_000_000)
    const index = codePointIndex(text)
    expect(index.length).toBe(3_000_000)
    let sum = 0
    const before = performance.now()
    for (let at = 0; at < 100_000; at += 1) sum += index.toCodePoint(index.toUtf16(at * 30))
    expect(sum).toBe((30 * (99_999 * 100_000)) / 2)
    expect(performance.now() - before).toBeLessThan(1_000)
  })
})
