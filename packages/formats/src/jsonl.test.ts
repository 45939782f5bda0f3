// JSON Lines: values, refused lines, and text byte for byte.
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { jsonl, readJsonl, streamJsonl } from './jsonl.ts'
import { codecContract } from './testing/index.ts'
import { law } from './testing/law.ts'

describe('jsonl', () => {
  it('TXT6: names bad lines and reads on', () => {
    const { document, issues } = jsonl.read('{"a":1}\n\n{"a":\n[2]\r\n', { file: 'x.jsonl' })
    expect(document).toEqual([{ a: 1 }, [2]])
    expect(issues.map(({ file, line, code }) => [file, line, code])).toEqual([['x.jsonl', 3, 'jsonl.syntax']])
  })

  it('reads chunks over time, cut anywhere', async () => {
    const file = new TextEncoder().encode('\uFEFF{"text":"é😀"}\r\n{"text":"b"}')
    const chunks = Array.from(file, (byte) => new Uint8Array([byte]))
    expect(await Array.fromAsync(readJsonl(chunks))).toEqual([
      { line: 1, value: { text: 'é😀' } },
      { line: 2, value: { text: 'b' } },
    ])
  })

  it('TXT2: text comes back unit for unit, lone surrogates and line separators too', () => {
    const text = fc.array(fc.integer({ min: 0, max: 0xffff })).map((units) => String.fromCharCode(...units))
    law(
      fc.property(text, (value) => {
        const bytes = new TextEncoder().encode([...jsonl.write([{ text: value }])].join(''))
        expect(jsonl.read(bytes).document).toEqual([{ text: value }])
      }),
    )
  })

  it('streams the same bytes, lists as values too', async () => {
    const values = [{ a: 1 }, [1, 2], 'x', null]
    expect((await Array.fromAsync(streamJsonl(values))).join('')).toBe([...jsonl.write(values)].join(''))
  })
})

codecContract({
  codec: jsonl,
  documents: fc.array(fc.json().map((text) => JSON.parse(text) as unknown)),
  sample: '{"text":"a","n":1}\n{"text":"b"}\n',
})
