// Tab-separated tables without quotation marks, as Common Voice's clips are listed (Mozilla, "Common Voice: dataset
// structure"): a header, then a row a line; a quotation mark is a sign like any other.
import { type Codec, type ReadOptions, type ReadResult, readResult, type Source } from './codec.ts'
import type { CsvDocument } from './csv.ts'
import { goodLines, onOneLine } from './good-lines.ts'
import { issueList, quoted } from './issue.ts'
import { gather } from './pieces.ts'

export interface TsvDocument extends CsvDocument {
  /** The line of each row, where it was read. */
  readonly lines?: readonly number[]
}

/** Columns of Common Voice's lists that every version has. */
export const COMMON_VOICE = [
  'client_id',
  'path',
  'sentence',
  'up_votes',
  'down_votes',
  'age',
  'gender',
  'accents',
  'locale',
] as const

/** Reads a table. A row may end early (its last cells are then empty); one that has more cells is refused by line. */
export function readTsv(source: Source, options: ReadOptions = {}): ReadResult<TsvDocument> {
  const issues = issueList(options.file)
  const rows: Record<string, string>[] = []
  const lines: number[] = []
  let columns: readonly string[] | null = null
  for (const { line, text } of goodLines(source, issues)) {
    const cells = text.split('\t').map(onOneLine)
    if (columns === null) {
      columns = cells
      const wrong = cells.find((name, index) => name === '' || cells.indexOf(name) < index)
      if (wrong === undefined) continue
      const message = wrong === '' ? 'A column has no name.' : `Two columns are named ${quoted(wrong)}.`
      issues.add({ line, code: 'tsv.header', message })
      return readResult({ columns: [], rows: [], lines: [] }, issues)
    }
    if (text.trim() === '') continue
    if (cells.length > columns.length) {
      const message = `This row has ${cells.length} cells, the header has ${columns.length}.`
      issues.add({ line, code: 'tsv.ragged', message })
      continue
    }
    rows.push(Object.fromEntries(columns.map((name, index) => [name, cells[index] ?? ''])))
    lines.push(line)
  }
  if (columns === null) issues.add({ line: 1, code: 'tsv.header', message: 'This file is empty: it has no header.' })
  return readResult({ columns: columns ?? [], rows, lines }, issues)
}

/** Cells as a line; tabs and line ends become blanks. */
export function tsvLine(cells: readonly string[]): string {
  return `${cells.map(onOneLine).join('\t')}\n`
}

/** Whole tables. The document must have at least one column, and no row that is all empty. */
export const tsv: Codec<TsvDocument> = {
  id: 'tsv',
  read: readTsv,
  write: ({ columns, rows }) => gather(pieces(columns, rows)),
}

function* pieces(columns: readonly string[], rows: CsvDocument['rows']): Generator<string> {
  yield tsvLine(columns)
  for (const row of rows) yield tsvLine(columns.map((name) => (Object.hasOwn(row, name) ? (row[name] ?? '') : '')))
}
