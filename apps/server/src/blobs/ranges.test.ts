// Range requests: the cases of RFC 9110 §14.1.2 and of clients that get them wrong.
import { describe, expect, it } from 'vitest'
import { isFresh, wantedRange } from './ranges.ts'

const of = (range: string | undefined, ifRange?: string) => wantedRange(range, ifRange, '"x"', 10_000)

describe('wantedRange', () => {
  it('AUD14: reads the examples of RFC 9110 §14.1.2 for a file of 10,000 bytes', () => {
    expect(of('bytes=0-499')).toEqual({ start: 0, end: 499 })
    expect(of('bytes=500-999')).toEqual({ start: 500, end: 999 })
    expect(of('bytes=-500')).toEqual({ start: 9500, end: 9999 })
    expect(of('bytes=9500-')).toEqual({ start: 9500, end: 9999 })
  })
  it('cuts a range at the end of the file', () => {
    expect(of('bytes=9999-20000')).toEqual({ start: 9999, end: 9999 })
    expect(of('bytes=-20000')).toEqual({ start: 0, end: 9999 })
  })
  it('refuses a range that begins after the end', () => {
    expect(of('bytes=10000-')).toBe('unsatisfiable')
    expect(of('bytes=-0')).toBe('unsatisfiable')
  })
  it('sends everything where the header is odd, asks for several parts, or is for another version', () => {
    for (const odd of [undefined, 'bytes=', 'bytes=-', 'bytes=5-2', 'items=0-1', 'bytes=0-1,3-4', 'bytes=a-b']) {
      expect(of(odd)).toBe('all')
    }
    expect(of('bytes=0-1', '"y"')).toBe('all')
    expect(of('bytes=0-1', '"x"')).toEqual({ start: 0, end: 1 })
  })
})

describe('isFresh', () => {
  it('knows its tag among others, weak or strong', () => {
    expect(isFresh('"x"', '"x"')).toBe(true)
    expect(isFresh('"a", W/"x"', '"x"')).toBe(true)
    expect(isFresh('*', '"x"')).toBe(true)
    expect(isFresh('"y"', '"x"')).toBe(false)
    expect(isFresh(undefined, '"x"')).toBe(false)
  })
})
