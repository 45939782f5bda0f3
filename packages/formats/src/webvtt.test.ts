// WebVTT: cues as the specification shows them, refused times, round trips.
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { codecContract } from './testing/index.ts'
import { readVtt, webvtt } from './webvtt.ts'

describe('webvtt', () => {
  it('reads cues with names, voices, settings, notes and entities', () => {
    // After the examples in the W3C specification, section 1.
    const file =
      'WEBVTT - a title\n\nNOTE about\nthis\n\n00:11.000 --> 00:13.000 align:start\n<v Roger Bingham>We are in <i>New York</i> City\n\n1 - Crickets\r\n01:00:16.500 --> 01:00:18.000\r\n&lt;crickets&gt; &amp; more\r\nsecond line\r\n'
    expect(readVtt(file)).toEqual({
      issues: [],
      issueCount: 0,
      document: [
        { id: null, start: 11, end: 13, speaker: 'Roger Bingham', text: 'We are in New York City' },
        { id: '1 - Crickets', start: 3616.5, end: 3618, speaker: null, text: '<crickets> & more\nsecond line' },
      ],
    })
  })

  it('AUD8: refuses by line', () => {
    const file = 'WEBVTT\n\n00:99.000 --> 01:00.000\nx\n\n00:05.000 --> 00:04.000\ny\n\nlost text\n'
    expect(readVtt(file).issues.map(({ line, code }) => [line, code])).toEqual([
      [3, 'webvtt.time'],
      [6, 'webvtt.time'],
      [9, 'webvtt.cue'],
    ])
    expect(readVtt('00:05.000 --> 00:06.000\n').issues.map(({ code }) => code)).toEqual(['webvtt.head'])
  })

  it('writes what the hand writes', () => {
    const cue = { id: null, start: 3661.0015, end: 3662, speaker: 'Ann', text: 'a < b\n\n\nc' }
    expect([...webvtt.write([cue])].join('')).toBe('WEBVTT\n\n01:01:01.002 --> 01:01:02.000\n<v Ann>a &lt; b\nc\n\n')
  })
})

const line = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
  .map((text) => `x${text.replace(/\s|-->/gu, '')}`)
const documents = fc.array(
  fc
    .record({
      id: fc.option(line),
      from: fc.nat(100_000_000),
      length: fc.nat(100_000),
      speaker: fc.option(line),
      text: fc.array(line, { maxLength: 3 }).map((lines) => lines.join('\n')),
    })
    .map(({ id, from, length, speaker, text }) => ({
      id,
      start: from / 1_000,
      end: (from + length) / 1_000,
      speaker,
      text,
    })),
)

codecContract({ codec: webvtt, documents, sample: 'WEBVTT\n\n1\n00:01.000 --> 00:02.000\n<v Ann>hello\n' })
