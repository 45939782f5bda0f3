// JSON Lines: one JSON value a line, read and written in constant memory; text survives byte for byte.
import { type Codec, type Row, readResult, refused, type Source } from './codec.ts'
import { issueList } from './issue.ts'
import { faultMessage, LINE_MAX, lineReader } from './lines.ts'
import { gather, gatherList } from './pieces.ts'
import { type Reader, readStream, readWhole, type Stream, through } from './reader.ts'

export interface JsonlOptions {
  readonly file?: string
  /** Bytes of a line. */
  readonly maxLine?: number
}

/** Chunks of a JSONL file → values by line, or issues. Blank lines are skipped. */
export function jsonlReader(options: JsonlOptions = {}): Reader<string | Uint8Array, Row<unknown>> {
  const { file } = options
  return through(lineReader(options.maxLine ?? LINE_MAX), {
    push({ line, text, fault }): readonly Row<unknown>[] {
      if (fault) return [refused({ line, code: `line.${fault}`, message: faultMessage(fault) }, file)]
      if (isBlank(text)) return []
      try {
        return [{ line, value: JSON.parse(text) as unknown }]
      } catch (error) {
        const why = error instanceof Error ? error.message : 'not JSON'
        return [refused({ line, code: 'jsonl.syntax', message: `This line is not JSON: ${why}.` }, file)]
      }
    },
    end: () => [],
  })
}

/** JSON's white space only: a line of other blanks is not JSON. */
function isBlank(text: string): boolean {
  return /^[ \t\r]*$/.test(text)
}

/** Reads JSONL as its chunks come. */
export function readJsonl(chunks: Stream<string | Uint8Array>, options?: JsonlOptions): AsyncGenerator<Row<unknown>> {
  return readStream(chunks, jsonlReader(options))
}

/**
 * One value as its line, with the line feed. Lone surrogates are escaped, so that UTF-8 can carry them. Throws
 * RangeError on what JSON has no word for (undefined, a function).
 */
export function jsonlLine(value: unknown): string {
  const text = JSON.stringify(value) as string | undefined
  if (text === undefined) throw new RangeError('not a JSON value')
  return `${text}\n`
}

/** Values → chunks of JSONL. */
export function streamJsonl(values: Stream<unknown>): AsyncGenerator<string> {
  return gatherList(asOnes(values), ([value]) => jsonlLine(value), '')
}

/** Each value boxed, so that a value that is itself a list is not taken for many. */
async function* asOnes(values: Stream<unknown>): AsyncGenerator<[readonly [unknown]]> {
  for await (const value of values) yield [[value]]
}

export const jsonl: Codec<readonly unknown[]> = {
  id: 'jsonl',
  read(source: Source, options = {}) {
    const issues = issueList(options.file)
    const values: unknown[] = []
    for (const row of readWhole(source, jsonlReader(options))) {
      if ('issue' in row) issues.add(row.issue)
      else values.push(row.value)
    }
    return readResult(values, issues)
  },
  write: (values) => gather(linesFor(values)),
}

function* linesFor(values: readonly unknown[]): Generator<string> {
  for (const value of values) yield jsonlLine(value)
}
