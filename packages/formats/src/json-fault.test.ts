// Against the engine's own parser: no fault in JSON, a fault where it finds one.
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { jsonFault } from './json-fault.ts'
import { law } from './testing/law.ts'

describe('jsonFault', () => {
  it.each([
    ['{"a":1,}', 7],
    ['[1 2]', 3],
    ['[}', 1],
    ['{"a" 1}', 5],
    ['{1:2}', 1],
    ['"a\nb"', 0],
    ['tru', 0],
    ['[1,', 3],
    ['1 1', 2],
    ['"\\x"', 0],
    ['01', 1],
  ])('%j at %i', (text, at) => {
    expect(() => JSON.parse(text)).toThrow()
    expect(jsonFault(text)).toBe(at)
  })

  it('finds none in JSON', () => {
    law(
      fc.property(fc.json(), (text) => {
        expect(jsonFault(text)).toBe(text.length)
      }),
    )
  })

  it('cuts no deeper than the engine: what stands before the fault is no JSON with it', () => {
    const spoilt = fc
      .tuple(fc.json(), fc.nat(), fc.constantFrom(',', ']', '}', '"', ':', 'x'))
      .map(([text, at, put]) => {
        const place = at % (text.length + 1)
        return text.slice(0, place) + put + text.slice(place)
      })
    law(
      fc.property(spoilt, (text) => {
        let isJson = true
        try {
          JSON.parse(text)
        } catch {
          isJson = false
        }
        if (isJson) expect(jsonFault(text)).toBe(text.length)
        else expect(jsonFault(text)).toBeLessThanOrEqual(text.length)
      }),
    )
  })
})
