// SubRip: cues as Matroska's page shows them, refused times, round trips.
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readSrt, srt } from './srt.ts'
import { codecContract } from './testing/index.ts'

const sample =
  '1\n00:02:17,440 --> 00:02:20,375\n<i>Senator, we’re making</i>\nour final approach.\n\n2\n00:02:20,476 --> 00:02:22,501\nVery good, Lieutenant.\n'

describe('srt', () => {
  it('reads cues, drops looks, and takes cues without a number', () => {
    expect(
      readSrt(`${sample}\r\n\r\n1:00:00.5-->1:00:01.0 X1:40\r\n<font color="#fff">x < y</font>\r\n`).document,
    ).toEqual([
      { start: 137.44, end: 140.375, text: 'Senator, we’re making\nour final approach.' },
      { start: 140.476, end: 142.501, text: 'Very good, Lieutenant.' },
      { start: 3600.5, end: 3601, text: 'x < y' },
    ])
  })
  it('AUD8: refuses by line', () => {
    const file = '1\n00:99:00,000 --> 00:00:01,000\nx\n\n2\n00:00:05,000 --> 00:00:04,000\ny\n\nlost text\n'
    expect(readSrt(file).issues.map(({ line, code }) => [line, code])).toEqual([
      [2, 'srt.time'],
      [6, 'srt.time'],
      [9, 'srt.cue'],
    ])
  })
  it('writes what the hand writes', () => {
    const cues = [
      { start: 3661.0015, end: 3662, text: 'a\n\n\nb' },
      { start: 3662, end: 3663, text: '' },
    ]
    expect([...srt.write(cues)].join('')).toBe(
      '1\n01:01:01,002 --> 01:01:02,000\na\nb\n\n2\n01:01:02,000 --> 01:01:03,000\n\n\n',
    )
  })
})

const line = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
  .map((text) => `x${text.replace(/\s|-->|[<>]/gu, '')}`)
const documents = fc.array(
  fc
    .tuple(
      fc.nat(100_000_000),
      fc.nat(100_000),
      fc.array(line, { maxLength: 3 }),
      fc.constantFrom('\n', '\n\n', '\n \n', '\r\n\t\r\n'),
    )
    .map(([from, length, lines, end]) => ({
      start: from / 1_000,
      end: (from + length) / 1_000,
      text: lines.join(end),
    })),
)

codecContract({
  codec: srt,
  documents,
  // No line of the arbitrary is blank, so that what stands between two of them is one line end or blank lines.
  carried: (cues) => cues.map((cue) => ({ ...cue, text: cue.text.replace(/\s*[\r\n]\s*/g, '\n') })),
  sample,
})
