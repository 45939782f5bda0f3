// CSV after RFC 4180 with a header: read and written in constant memory, every bad row named.
import { type Codec, readResult } from './codec.ts'
import { type Cells, cellReader, type Delimiter } from './csv-cells.ts'
import { type Issue, inFile, issueList, quoted } from './issue.ts'
import { LINE_MAX, type Line, lineReader } from './lines.ts'
import { gather } from './pieces.ts'
import { type Reader, readStream, readWhole, type Stream, through } from './reader.ts'

export type { Delimiter } from './csv-cells.ts'

export interface CsvReadOptions {
  readonly file?: string
  /** Guessed from the header where absent. */
  readonly delimiter?: Delimiter
  /** Columns that the header must have. */
  readonly required?: readonly string[]
  /** Characters of one row, which may run over many lines; bounds what an unclosed quote can swallow. */
  readonly maxRow?: number
}

export type CsvRecord = Readonly<Record<string, string>>

export type CsvEvent =
  | {
      readonly type: 'header'
      readonly line: number
      readonly columns: readonly string[]
      readonly delimiter: Delimiter
    }
  /** `line` is where the row begins. */
  | { readonly type: 'row'; readonly line: number; readonly value: CsvRecord }
  | { readonly type: 'issue'; readonly issue: Issue }

export interface CsvDocument {
  readonly columns: readonly string[]
  readonly rows: readonly CsvRecord[]
}

export interface CsvWriteOptions {
  /** `,` where absent. */
  readonly delimiter?: Delimiter
  /**
   * For people who open it in a spreadsheet: a byte order mark, and an apostrophe before a cell that a spreadsheet
   * would run as a formula. Such cells do not read back the same.
   */
  readonly spreadsheet?: boolean
}

/** Chunks of a CSV file → its header, then rows and issues. Blank lines are skipped; a bad header ends the reading. */
export function csvReader(options: CsvReadOptions = {}): Reader<string | Uint8Array, CsvEvent> {
  return through(lineReader(), namedRows(options))
}

/** Reads CSV as its chunks come. */
export function readCsv(chunks: Stream<string | Uint8Array>, options?: CsvReadOptions): AsyncGenerator<CsvEvent> {
  return readStream(chunks, csvReader(options))
}

/**
 * The delimiter that the header line holds most often outside quotes; a comma where none does.
 */
export function sniffDelimiter(header: string): Delimiter {
  const bare = header.replace(/"[^"]*"?/g, '')
  const count = (delimiter: Delimiter) => bare.split(delimiter).length - 1
  const delimiters: readonly Delimiter[] = [',', ';', '\t']
  return delimiters.reduce((best, next) => (count(next) > count(best) ? next : best))
}

/** Cells as a row with its line end (CRLF). */
export function csvLine(cells: readonly string[], options: CsvWriteOptions = {}): string {
  const delimiter = options.delimiter ?? ','
  const written = cells.map((cell) => csvCell(options.spreadsheet ? disarmed(cell) : cell, delimiter))
  // A lone empty cell would be a blank line, which readers skip.
  return `${written.length === 1 && written[0] === '' ? '""' : written.join(delimiter)}\r\n`
}

/** A header and rows as chunks of CSV; a row's missing column is an empty cell. */
export function* writeCsv(
  columns: readonly string[],
  rows: Iterable<CsvRecord>,
  options: CsvWriteOptions = {},
): Generator<string> {
  yield* gather(pieces(columns, rows, options))
}

/** The same over time; for exports. */
export async function* streamCsv(
  columns: readonly string[],
  rows: Stream<CsvRecord>,
  options: CsvWriteOptions = {},
): AsyncGenerator<string> {
  let held = csvHead(columns, options)
  for await (const row of rows) {
    held += csvLine(cellsOf(columns, row), options)
    if (held.length < 64 * 1024) continue
    yield held
    held = ''
  }
  if (held !== '') yield held
}

/** Whole CSV files. The document must have at least one column, each with a name of its own. */
export const csv: Codec<CsvDocument> = {
  id: 'csv',
  read(source, options = {}) {
    const issues = issueList(options.file)
    const rows: CsvRecord[] = []
    let columns: readonly string[] = []
    for (const event of readWhole(source, csvReader(options))) {
      if (event.type === 'header') columns = event.columns
      else if (event.type === 'row') rows.push(event.value)
      else issues.add(event.issue)
    }
    return readResult({ columns, rows }, issues)
  },
  write: ({ columns, rows }) => writeCsv(columns, rows),
}

function* pieces(columns: readonly string[], rows: Iterable<CsvRecord>, options: CsvWriteOptions): Generator<string> {
  yield csvHead(columns, options)
  for (const row of rows) yield csvLine(cellsOf(columns, row), options)
}

function csvHead(columns: readonly string[], options: CsvWriteOptions): string {
  // A name that holds another delimiter is quoted, or a reader that guesses would take that one.
  const delimiter = options.delimiter ?? ','
  const names = columns.map((name) => (/[,;\t]/.test(name) ? quote(name) : csvCell(name, delimiter)))
  return `${options.spreadsheet ? '\uFEFF' : ''}${names.join(delimiter)}\r\n`
}

function cellsOf(columns: readonly string[], row: CsvRecord): string[] {
  return columns.map((column) => (Object.hasOwn(row, column) ? (row[column] ?? '') : ''))
}

function csvCell(cell: string, delimiter: Delimiter): string {
  const mustQuote = cell.includes(delimiter) || /["\r\n\uFEFF]/.test(cell)
  return mustQuote ? quote(cell) : cell
}

function quote(cell: string): string {
  return `"${cell.replaceAll('"', '""')}"`
}

/** Spreadsheets run cells that begin so (OWASP, "CSV injection"); plain numbers stay numbers. */
function disarmed(cell: string): string {
  return /^[=+\-@\t\r]/.test(cell) && !/^[+-]?\d+(?:[.,]\d+)?$/.test(cell) ? `'${cell}` : cell
}

/** Lines → header, then records. */
function namedRows(options: CsvReadOptions): Reader<Line, CsvEvent> {
  const { file } = options
  const issue = (found: Issue): CsvEvent => ({ type: 'issue', issue: inFile(found, file) })
  let cells: Reader<Line, Cells> | null = null
  let delimiter: Delimiter = options.delimiter ?? ','
  let columns: readonly string[] | null = null
  let over = false

  function header({ line, cells: names, fault }: Cells): CsvEvent[] {
    const wrong = fault ? [{ line, ...fault }] : headerIssues(line, names, options.required ?? [])
    if (wrong.length > 0) {
      over = true
      return wrong.map(issue)
    }
    columns = names
    return [{ type: 'header', line, columns, delimiter }]
  }

  function next(row: Cells): CsvEvent[] {
    if (over) return []
    if (columns === null) return header(row)
    const { line } = row
    if (row.fault) return [issue({ line, ...row.fault })]
    if (row.cells.length !== columns.length) return [issue(ragged(line, row.cells.length, columns))]
    return [{ type: 'row', line, value: record(columns, row.cells) }]
  }

  return {
    push(line) {
      if (over) return []
      if (cells === null) {
        if (line.text === '' && line.fault === null) return []
        delimiter = options.delimiter ?? sniffDelimiter(line.text)
        cells = cellReader(delimiter, options.maxRow ?? LINE_MAX)
      }
      return cells.push(line).flatMap(next)
    },
    end() {
      const events = (cells?.end() ?? []).flatMap(next)
      if (columns !== null || over) return events
      return [
        issue({ line: 1, code: 'csv.no-header', message: 'This file is empty: its first row must name the columns.' }),
      ]
    },
  }
}

function record(columns: readonly string[], cells: readonly string[]): CsvRecord {
  // fromEntries defines own properties, so that a column `__proto__` is a column like any other.
  return Object.fromEntries(columns.map((column, index) => [column, cells[index] ?? '']))
}

function headerIssues(line: number, names: readonly string[], required: readonly string[]): Issue[] {
  const issues: Issue[] = []
  for (const [index, name] of names.entries()) {
    if (name === '') {
      issues.push({ line, code: 'csv.column-unnamed', message: `Column ${index + 1} has no name.` })
    } else if (names.indexOf(name) < index) {
      issues.push({ line, path: name, code: 'csv.column-twice', message: `Two columns are named ${quoted(name)}.` })
    }
  }
  for (const name of required) {
    if (names.includes(name)) continue
    const message = `There is no column ${quoted(name)}; the header has ${names.map(quoted).join(', ')}.`
    issues.push({ line, path: name, code: 'csv.column-missing', message })
  }
  return issues
}

function ragged(line: number, count: number, columns: readonly string[]): Issue {
  const first = columns[count]
  const missing = first === undefined ? '' : `; ${quoted(first)} is the first that is missing`
  const message = `This row has ${count} cells, the header has ${columns.length}${missing}.`
  return { line, ...(first === undefined ? {} : { path: first }), code: 'csv.ragged', message }
}
