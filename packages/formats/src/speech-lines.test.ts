// Line formats of speech (Kaldi, STM, RTTM, Audacity, Common Voice, LibriSpeech): as their manuals show them, refused
// lines, round trips.
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { audacity, readAudacity } from './audacity.ts'
import {
  compareC,
  kaldiFiles,
  kaldiSegments,
  kaldiTable,
  kaldiUtteranceId,
  readKaldiSegments,
  readKaldiTable,
} from './kaldi.ts'
import { librispeech, readLibri } from './librispeech.ts'
import { readRttm, rttm } from './rttm.ts'
import { readStm, stm, stmLine } from './stm.ts'
import { codecContract } from './testing/index.ts'
import { readTsv, tsv } from './tsv.ts'

const issuesOf = (result: { issues: readonly { line?: number; path?: string; code: string }[] }) =>
  result.issues.map(({ line, path, code }) => (path === undefined ? [line, code] : [line, path, code]))

const cell = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 }).map((text) => `x${text.replace(/\s/gu, '')}`)
const said = fc.array(cell, { minLength: 1, maxLength: 4 }).map((words) => words.join(' '))
const millis = fc.nat(1_000_000).map((n) => n / 1_000)
const times = fc.tuple(fc.nat(1_000_000), fc.integer({ min: 1, max: 10_000 })).map(([start, length]) => ({
  start: start / 1_000,
  end: (start + length) / 1_000,
}))

describe('kaldi', () => {
  // Kaldi documentation, "Data preparation", the files of the Switchboard recipe.
  const text = 'sw02001-A_000098-001156 HI UM YEAH I’D LIKE TO\nsw02001-A_001980-002131 UM-HUM\n'
  const segments = 'sw02001-A_000098-001156 sw02001-A 0.98 11.56\nsw02001-A_001980-002131 sw02001-A 19.8 21.31\n'
  const scp = 'sw02001-A /home/dpovey/sph2pipe -f wav -p -c 1 swb1/sw02001.sph |\n'
  it('reads tables, segments and commands', () => {
    expect(readKaldiTable(text).document).toEqual([
      { key: 'sw02001-A_000098-001156', value: 'HI UM YEAH I’D LIKE TO', line: 1 },
      { key: 'sw02001-A_001980-002131', value: 'UM-HUM', line: 2 },
    ])
    expect(readKaldiTable(scp).document[0]?.value).toMatch(/\|$/)
    expect(readKaldiSegments(segments).document[0]).toEqual({
      utterance: 'sw02001-A_000098-001156',
      recording: 'sw02001-A',
      start: 0.98,
      end: 11.56,
    })
  })
  it('AUD8: refuses by line', () => {
    expect(issuesOf(readKaldiTable('a x\nb\na y\n\n'))).toEqual([
      [2, 'kaldi.row'],
      [3, 'a', 'kaldi.key-twice'],
      [4, 'kaldi.row'],
    ])
    expect(issuesOf(readKaldiSegments('u r 1\nu r 2 1\nu r a 1\nu r 1 2\nu r 1 2\n'))).toEqual([
      [1, 'kaldi.segment'],
      [2, 'time', 'kaldi.time'],
      [3, 'time', 'kaldi.time'],
      [5, 'u', 'kaldi.key-twice'],
    ])
  })
  it('sorts as LC_ALL=C sort does: capitals first, by bytes beyond the first plane too', () => {
    // UTF-8: Z 5a, _ 5f, a 61, é c3 a9, U+FFFD ef bf bd, U+1F600 f0 9f 98 80 (whose UTF-16 begins with d83d).
    expect(['\u{1F600}', '\uFFFD', 'é', 'a', 'Z', '_', 'ab'].toSorted(compareC)).toEqual([
      'Z',
      '_',
      'a',
      'ab',
      'é',
      '\uFFFD',
      '\u{1F600}',
    ])
  })
  const utterance = (speaker: string, name: string, recording: string) => ({
    id: kaldiUtteranceId(speaker, name),
    speaker,
    recording,
    start: 0,
    end: 1.5,
    text: `says\n ${name}`,
  })
  it('writes the five files, sorted by utterance and by speaker at once', () => {
    const files = kaldiFiles(
      [
        { id: 'r2', path: 'b.wav' },
        { id: 'r1', path: 'a.wav' },
      ],
      [utterance('s1_x', 'a', 'r2'), utterance('s1', 'z', 'r1'), utterance('s1', 'B', 'r1')],
    )
    expect(Object.fromEntries(files.map(({ path, chunks }) => [path, [...chunks].join('')]))).toEqual({
      'wav.scp': 'r1 a.wav\nr2 b.wav\n',
      segments: 's1-B r1 0 1.5\ns1-z r1 0 1.5\ns1_x-a r2 0 1.5\n',
      text: 's1-B says B\ns1-z says z\ns1_x-a says a\n',
      utt2spk: 's1-B s1\ns1-z s1\ns1_x-a s1_x\n',
      spk2utt: 's1 s1-B s1-z\ns1_x s1_x-a\n',
    })
  })
  it('refuses what validate_data_dir.sh would: a speaker that is no prefix, an order that is not both', () => {
    expect(() => kaldiFiles([], [{ ...utterance('s', 'a', 'r'), id: 'a' }])).toThrow(RangeError)
    // s1-x-a comes before s1-z, and s1-x after s1.
    const mixed = [
      { ...utterance('s1', 'z', 'r'), id: 's1-z' },
      { ...utterance('s1-x', 'a', 'r'), id: 's1-x-a' },
    ]
    expect(() => kaldiFiles([], mixed)).toThrow(RangeError)
  })

  codecContract({
    codec: kaldiTable,
    documents: fc.uniqueArray(fc.record({ key: cell, value: said }), { selector: ({ key }) => key }),
    carried: (rows) =>
      rows.toSorted((a, b) => compareC(a.key, b.key)).map((row, index) => ({ ...row, line: index + 1 })),
    sample: text,
  })
  codecContract({
    codec: kaldiSegments,
    documents: fc.uniqueArray(
      fc.tuple(cell, cell, times).map(([utt, recording, time]) => ({ utterance: utt, recording, ...time })),
      { selector: (one) => one.utterance },
    ),
    carried: (rows) => rows.toSorted((a, b) => compareC(a.utterance, b.utterance)),
    sample: segments,
  })
})

describe('stm', () => {
  // NIST sclite, infmts: "STM format".
  const sample =
    ';; comment\n2345 A 2345-a 0.10 2.03 <o,f0,male> uh huh yes i thought\n2345 A 2345-b 2.10 3.04 dog walking is a very\n'
  it('reads segments, labels and comments', () => {
    expect(readStm(sample).document).toEqual([
      {
        recording: '2345',
        channel: 'A',
        speaker: '2345-a',
        start: 0.1,
        end: 2.03,
        label: 'o,f0,male',
        text: 'uh huh yes i thought',
      },
      {
        recording: '2345',
        channel: 'A',
        speaker: '2345-b',
        start: 2.1,
        end: 3.04,
        label: null,
        text: 'dog walking is a very',
      },
    ])
  })
  it('AUD8: refuses by line', () => {
    expect(issuesOf(readStm('a 1 s 0\na 1 s 2 1 x\n'))).toEqual([
      [1, 'stm.columns'],
      [2, 'time', 'stm.time'],
    ])
  })
  it('keeps a text that looks like a label', () => {
    const segment = { recording: 'r', channel: '1', speaker: 's', start: 0, end: 1, label: null, text: '<unk> yes' }
    expect(readStm(stmLine(segment)).document).toEqual([segment])
  })
  codecContract({
    codec: stm,
    documents: fc.array(
      fc
        .tuple(
          fc.record({
            recording: cell,
            channel: cell,
            speaker: cell,
            label: fc.option(fc.constantFrom('o', 'o,f0')),
            text: fc.oneof(said, fc.constantFrom('', '<unk>', '<o> x')),
          }),
          times,
        )
        .map(([rest, time]) => ({ ...rest, ...time })),
    ),
    sample,
  })
})

describe('rttm', () => {
  const sample =
    'SPKR-INFO EDI_20071128-1000 1 <NA> <NA> <NA> unknown FED0 <NA> <NA>\n' +
    'SPEAKER EDI_20071128-1000 1 4.93 10.12 <NA> <NA> FED0 <NA> <NA>\n' +
    'SPEAKER EDI_20071128-1000 1 15.5 1 <NA> <NA> MED1 0.9\n'
  it('reads turns and passes over the rest', () => {
    expect(readRttm(sample).document).toEqual([
      { recording: 'EDI_20071128-1000', channel: '1', start: 4.93, duration: 10.12, speaker: 'FED0', confidence: null },
      { recording: 'EDI_20071128-1000', channel: '1', start: 15.5, duration: 1, speaker: 'MED1', confidence: 0.9 },
    ])
  })
  it('AUD8: refuses by line', () => {
    expect(
      issuesOf(readRttm('HELLO\nSPEAKER r 1 0 1 <NA>\nSPEAKER r 1 0 -1 <NA> <NA> s\nSPEAKER r 1 0 1 <NA> <NA> s 2\n')),
    ).toEqual([
      [1, 'rttm.type'],
      [2, 'rttm.columns'],
      [3, 'time', 'rttm.time'],
      [4, 'confidence', 'rttm.confidence'],
    ])
  })
  codecContract({
    codec: rttm,
    documents: fc.array(
      fc.record({
        recording: cell,
        channel: cell,
        start: millis,
        duration: millis,
        speaker: cell,
        confidence: fc.option(fc.nat(1_000).map((n) => n / 1_000)),
      }),
    ),
    sample,
  })
})

describe('audacity', () => {
  // Audacity manual, "Importing and Exporting Labels", with frequencies of a spectral selection.
  const sample = '0.100000\t2.500000\tFirst words\n\\\t100.0\t2000.0\n3.000000\t3.000000\tA point\n'
  it('reads stretches, points and commas for points', () => {
    expect(readAudacity(`${sample}4,5\t5\tx\n`).document).toEqual([
      { start: 0.1, end: 2.5, text: 'First words' },
      { start: 3, end: 3, text: 'A point' },
      { start: 4.5, end: 5, text: 'x' },
    ])
  })
  it('AUD8: refuses by line', () => {
    expect(issuesOf(readAudacity('0 1 x\n2\t1\tx\n'))).toEqual([
      [1, 'time', 'audacity.time'],
      [2, 'time', 'audacity.time'],
    ])
  })
  codecContract({
    codec: audacity,
    documents: fc.array(fc.tuple(times, fc.oneof(said, fc.constant(''))).map(([time, text]) => ({ ...time, text }))),
    sample,
  })
})

describe('tables without quotation marks', () => {
  const sample =
    'client_id\tpath\tsentence\tup_votes\tdown_votes\nab12\tcommon_voice_en_1.mp3\t"Oh!" she said.\t2\t0\ncd34\tcommon_voice_en_2.mp3\tYes\n'
  it('takes quotation marks as they are, and rows that end early', () => {
    const { document, issues } = readTsv(sample)
    expect(issues).toEqual([])
    expect(document.rows.map((row) => row['sentence'])).toEqual(['"Oh!" she said.', 'Yes'])
    expect(document.rows[1]?.['down_votes']).toBe('')
    expect(document.lines).toEqual([2, 3])
  })
  it('AUD8: refuses by line', () => {
    expect(issuesOf(readTsv('a\tb\n1\t2\t3\n'))).toEqual([[2, 'tsv.ragged']])
    expect(issuesOf(readTsv('a\ta\n'))).toEqual([[1, 'tsv.header']])
    expect(issuesOf(readTsv(''))).toEqual([[1, 'tsv.header']])
  })
  codecContract({
    codec: tsv,
    documents: fc
      .array(fc.record({ a: said, b: fc.oneof(said, fc.constant('')) }))
      .map((rows) => ({ columns: ['a', 'b'], rows })),
    carried: (document) => ({ ...document, lines: document.rows.map((_, index) => index + 2) }),
    writable: ({ columns }) => columns.length > 0,
    sample,
  })
})

describe('librispeech', () => {
  const sample = '84-121123-0000 GO DO YOU HEAR\n84-121123-0001 BUT IN LESS THAN FIVE MINUTES\n'
  it('reads ids in their parts', () => {
    expect(readLibri(sample).document[1]).toEqual({
      reader: '84',
      chapter: '121123',
      number: '0001',
      text: 'BUT IN LESS THAN FIVE MINUTES',
      line: 2,
    })
  })
  it('AUD8: refuses by line', () => {
    expect(issuesOf(readLibri('hello there\n84-121123-0001\n'))).toEqual([
      [1, 'librispeech.row'],
      [2, 'librispeech.row'],
    ])
  })
  const digits = fc.integer({ min: 1, max: 99_999 }).map(String)
  codecContract({
    codec: librispeech,
    documents: fc.array(
      fc.record({
        reader: digits,
        chapter: digits,
        number: fc.nat(9_999).map((n) => String(n).padStart(4, '0')),
        text: said,
      }),
    ),
    carried: (all) => all.map((one, index) => ({ ...one, line: index + 1 })),
    sample,
  })
})
