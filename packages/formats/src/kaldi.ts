// Kaldi's data directory (Kaldi documentation, "Data preparation"): tables of a key and the rest of the line, sorted as
// the C locale sorts, and what utils/validate_data_dir.sh demands of them together.
import { type Codec, type ReadOptions, type ReadResult, readResult, type Source } from './codec.ts'
import { cellsAndRest, cellsOf, goodLines, isCell, onOneLine, SECONDS, trimmed } from './good-lines.ts'
import { issueList, quoted } from './issue.ts'
import { decimal, gather } from './pieces.ts'

/** One line of `text`, `wav.scp`, `utt2spk`, `spk2utt`. */
export interface KaldiRow {
  /** Without blanks. */
  readonly key: string
  /** On one line, without blanks around it; not empty. */
  readonly value: string
  /** Where it was read. */
  readonly line?: number
}

/** A line of `segments`. */
export interface KaldiSegment {
  readonly utterance: string
  readonly recording: string
  /** Seconds. */
  readonly start: number
  readonly end: number
}

/** An utterance as all files of a directory together tell it. */
export interface KaldiUtterance {
  readonly id: string
  readonly speaker: string
  readonly text: string
  readonly recording: string
  readonly start: number
  readonly end: number
}

export interface KaldiRecording {
  readonly id: string
  /** A path, or a command that ends with `|`. */
  readonly path: string
}

/** Order of the C locale: by bytes of UTF-8, which is by code point. */
export function compareC(a: string, b: string): number {
  const [left, right] = [Array.from(a), Array.from(b)]
  for (const [index, char] of left.entries()) {
    const other = right[index]
    if (other === undefined) return 1
    if (char !== other) return (char.codePointAt(0) ?? 0) - (other.codePointAt(0) ?? 0)
  }
  return left.length - right.length
}

/** Reads a table in any order. Refused by line: a key without a value, a key that is there twice. */
export function readKaldiTable(source: Source, options: ReadOptions = {}): ReadResult<readonly KaldiRow[]> {
  const issues = issueList(options.file)
  const rows: KaldiRow[] = []
  const seen = new Set<string>()
  for (const { line, text } of goodLines(source, issues)) {
    const { cells, rest } = cellsAndRest(text.replaceAll('\r', ' '), 1)
    const [key] = cells
    if (key === undefined || rest === '') {
      const message = `Each line has a key, a blank and a value; here is ${quoted(text)}.`
      issues.add({ line, code: 'kaldi.row', message })
    } else if (seen.has(key)) {
      issues.add({ line, path: key, code: 'kaldi.key-twice', message: `The key ${quoted(key)} is there twice.` })
    } else {
      seen.add(key)
      rows.push({ key, value: rest, line })
    }
  }
  return readResult(rows, issues)
}

/** A table, sorted. RangeError on keys with blanks, empty values and line ends. */
export const kaldiTable: Codec<readonly KaldiRow[]> = {
  id: 'kaldi-table',
  read: readKaldiTable,
  write: (rows) => gather(tableLines(rows)),
}

function* tableLines(rows: readonly KaldiRow[]): Generator<string> {
  for (const { key, value } of rows.toSorted((a, b) => compareC(a.key, b.key))) {
    if (!isCell(key) || /[\r\n]/.test(value) || value === '' || trimmed(value) !== value)
      throw new RangeError(`no line of a Kaldi table: ${quoted(key)} ${quoted(value)}`)
    yield `${key} ${value}\n`
  }
}

/** Reads `segments`. Refused by line: not four columns, times that are none, an end that is not after its start. */
export function readKaldiSegments(source: Source, options: ReadOptions = {}): ReadResult<readonly KaldiSegment[]> {
  const issues = issueList(options.file)
  const segments: KaldiSegment[] = []
  const seen = new Set<string>()
  for (const { line, text } of goodLines(source, issues)) {
    const [utterance = '', recording = '', start = '', end = '', ...more] = cellsOf(text)
    if (end === '' || more.length > 0) {
      const message = 'A segment takes utterance, recording, start and end.'
      issues.add({ line, code: 'kaldi.segment', message })
    } else if (!SECONDS.test(start) || !SECONDS.test(end) || Number(end) <= Number(start)) {
      const message = `${quoted(`${start} ${end}`)} gives no start and later end in seconds.`
      issues.add({ line, path: 'time', code: 'kaldi.time', message })
    } else if (seen.has(utterance)) {
      const message = `The utterance ${quoted(utterance)} is there twice.`
      issues.add({ line, path: utterance, code: 'kaldi.key-twice', message })
    } else {
      seen.add(utterance)
      segments.push({ utterance, recording, start: Number(start), end: Number(end) })
    }
  }
  return readResult(segments, issues)
}

/** `segments`, sorted, to the millisecond. */
export const kaldiSegments: Codec<readonly KaldiSegment[]> = {
  id: 'kaldi-segments',
  read: readKaldiSegments,
  write: (segments) => gather(segmentLines(segments)),
}

function* segmentLines(segments: readonly KaldiSegment[]): Generator<string> {
  for (const { utterance, recording, start, end } of segments.toSorted((a, b) => compareC(a.utterance, b.utterance))) {
    if (!isCell(utterance) || !isCell(recording)) throw new RangeError(`no Kaldi segment: ${quoted(utterance)}`)
    yield `${utterance} ${recording} ${decimal(start, 3)} ${decimal(end, 3)}\n`
  }
}

/**
 * A name as a part of Kaldi ids: letters, digits and `_`. The hyphen, which sorts before all of these, is left to
 * part speaker and utterance: only so is a list sorted by utterance also sorted by speaker.
 */
export function kaldiName(text: string): string {
  return text.normalize('NFC').replace(/[^\p{L}\p{M}\p{N}_]+/gu, '_') || '_'
}

/** The id of a speaker's utterance: the speaker, a hyphen, its own name (see `kaldiName`). */
export function kaldiUtteranceId(speaker: string, name: string): string {
  return `${kaldiName(speaker)}-${kaldiName(name)}`
}

/**
 * The five files of a data directory, in a fixed order. RangeError where an utterance's id does not begin with its
 * speaker, its text is empty, or the list sorted by utterance is not sorted by speaker: validate_data_dir.sh would
 * refuse it.
 */
export function kaldiFiles(
  recordings: readonly KaldiRecording[],
  utterances: readonly KaldiUtterance[],
): readonly { readonly path: string; readonly chunks: Iterable<string> }[] {
  const sorted = utterances.toSorted((a, b) => compareC(a.id, b.id))
  let before = ''
  const bySpeaker = new Map<string, string[]>()
  for (const { id, speaker } of sorted) {
    if (!id.startsWith(speaker)) throw new RangeError(`${quoted(id)} does not begin with its speaker`)
    if (compareC(speaker, before) < 0) throw new RangeError(`${quoted(id)} is not sorted by speaker`)
    before = speaker
    const own = bySpeaker.get(speaker)
    if (own) own.push(id)
    else bySpeaker.set(speaker, [id])
  }
  const table = (path: string, rows: readonly KaldiRow[]) => ({ path, chunks: kaldiTable.write(rows) })
  return [
    table(
      'wav.scp',
      recordings.map(({ id, path }) => ({ key: id, value: path })),
    ),
    {
      path: 'segments',
      chunks: kaldiSegments.write(sorted.map(({ id, ...rest }) => ({ utterance: id, ...rest }))),
    },
    table(
      'text',
      sorted.map(({ id, text }) => ({ key: id, value: onOneLine(text) })),
    ),
    table(
      'utt2spk',
      sorted.map(({ id, speaker }) => ({ key: id, value: speaker })),
    ),
    table(
      'spk2utt',
      [...bySpeaker].map(([key, ids]) => ({ key, value: ids.join(' ') })),
    ),
  ]
}
