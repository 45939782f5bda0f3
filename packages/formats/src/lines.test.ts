// Lines against a plain split, over every way to cut the bytes.
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Line, lineReader } from './lines.ts'
import { law } from './testing/law.ts'

const bytes = (text: string) => new TextEncoder().encode(text)

function linesOf(chunks: readonly (string | Uint8Array)[], max?: number): Line[] {
  const reader = lineReader(max)
  return [...chunks.flatMap((chunk) => [...reader.push(chunk)]), ...reader.end()]
}

function cut<T extends string | Uint8Array>(source: T, places: readonly number[]): T[] {
  const at = [0, ...places.map((place) => place % (source.length + 1)).toSorted((a, b) => a - b), source.length]
  return at.slice(1).map((end, index) => source.slice(at[index], end) as T)
}

describe('lineReader', () => {
  it('knows both line ends, a last line without one, and numbers from 1', () => {
    expect(linesOf([bytes('a\r\n\nb\rc\nd')])).toEqual([
      { line: 1, text: 'a', end: '\r\n', fault: null },
      { line: 2, text: '', end: '\n', fault: null },
      { line: 3, text: 'b\rc', end: '\n', fault: null },
      { line: 4, text: 'd', end: '', fault: null },
    ])
    expect(linesOf([])).toEqual([])
    expect(linesOf([''])).toEqual([])
    expect(linesOf(['a\n']).length).toBe(1)
  })

  it('drops a byte order mark at the start of the file, and nowhere else', () => {
    expect(linesOf([bytes('\uFEFFa\n\uFEFFb')]).map(({ text }) => text)).toEqual(['a', '\uFEFFb'])
    expect(linesOf(['\uFEFFa\n\uFEFFb']).map(({ text }) => text)).toEqual(['a', '\uFEFFb'])
  })

  it('TXT2: gives text and ends that join to the file, however its bytes are cut', () => {
    const text = fc.array(
      fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('\n', '\r\n', '\r', '😀', '\uFEFF')),
    )
    law(
      fc.property(text, fc.array(fc.nat(), { maxLength: 6 }), (parts, places) => {
        const file = `x${parts.join('')}`
        const lines = linesOf(cut(bytes(file), places))
        expect(lines.map((line) => line.text + line.end).join('')).toBe(file)
        expect(lines.map(({ line }) => line)).toEqual(lines.map((_, index) => index + 1))
        expect(linesOf(cut(file, places))).toEqual(lines)
      }),
    )
  })

  it('names a line that is not UTF-8 and reads on', () => {
    const file = new Uint8Array([...bytes('a\n'), 0x63, 0xe9, 0x0a, ...bytes('b\n')])
    expect(linesOf([file])).toEqual([
      { line: 1, text: 'a', end: '\n', fault: null },
      { line: 2, text: '', end: '\n', fault: 'encoding' },
      { line: 3, text: 'b', end: '\n', fault: null },
    ])
  })

  it('names a line that is too long, in one chunk or in many', () => {
    const file = `ab\n${'x'.repeat(50)}\ncd`
    for (const chunks of [[file], [bytes(file)], cut(file, [5, 20, 40]), cut(bytes(file), [5, 20, 40])]) {
      expect(linesOf(chunks, 10).map(({ text, fault }) => fault ?? text)).toEqual(['ab', 'too-long', 'cd'])
    }
  })
})
