// Texts in: JSONL and CSV rows with a `text`, or plain text files. A text comes in byte for byte (TXT2).
import { type CsvEvent, isRecord, quoted, type Row, readCsv, readJsonl } from '@etabli/formats'
import type { FileTree, ImportMapping, ImportRow } from '@etabli/modality-kit'
import type { Project } from '@etabli/schema'
import { beginningOf, listed, wholeText } from './files-in.ts'
import { isProdigy } from './prodigy-row.ts'
import { taskRows } from './row-said.ts'

const JSONL = /\.(jsonl|ndjson)$/i
const CSV = /\.(csv|tsv)$/i
const PLAIN = /\.(txt|text|md)$/i

function mapping(
  format: string,
  files: RegExp,
  sure: (tree: FileTree, files: readonly string[]) => Promise<number>,
  rowsOf: (tree: FileTree, file: string, project: Project) => AsyncIterable<ImportRow>,
): ImportMapping {
  return {
    format,
    media: ['text'],
    async sniff(tree, project) {
      const paths = project.media === 'text' ? listed(tree, files) : []
      return paths.length > 0 ? sure(tree, paths) : 0
    },
    async *read(tree, project) {
      for (const path of listed(tree, files)) yield* rowsOf(tree, path, project)
    },
  }
}

async function* jsonlRows(tree: FileTree, file: string, project: Project): AsyncGenerator<ImportRow> {
  for await (const row of readJsonl(tree.read(file), { file })) yield* readRow(row, file, project)
}

function* readRow(row: Row<unknown>, file: string, project: Project): Generator<ImportRow> {
  if ('issue' in row) yield { issue: row.issue }
  else yield* taskRows(row.value, row.line, file, project)
}

/** JSON lines of one tool, known by the first row of the first file. */
function dialect(format: string, isIts: (row: unknown) => boolean): ImportMapping {
  const sure = async (tree: FileTree, [first = '']: readonly string[]) =>
    isIts(await firstRow(tree, first)) ? 0.95 : 0
  return mapping(format, JSONL, sure, jsonlRows)
}

async function firstRow(tree: FileTree, file: string): Promise<unknown> {
  const [line = ''] = (await beginningOf(tree, file, 256 * 1024)).split('\n', 1)
  try {
    return JSON.parse(line)
  } catch {
    return null
  }
}

export const jsonlIn = mapping('jsonl', JSONL, async () => 0.9, jsonlRows)

export const doccanoIn = dialect('doccano', (row) => {
  if (!isRecord(row) || 'offsets' in row || isProdigy(row)) return false
  const entities = row['entities']
  if (Array.isArray(entities) && Array.isArray(row['relations'])) {
    return entities.every((one) => isRecord(one) && 'start_offset' in one) && 'id' in row
  }
  return Array.isArray(row['label']) || Array.isArray(row['labels'])
})

export const prodigyIn = dialect('prodigy', (row) => isRecord(row) && isProdigy(row))

export const spacyIn = dialect('spacy', (row) => {
  const said = Array.isArray(row) ? row[1] : row
  if (!isRecord(said) || 'offsets' in said || isProdigy(said)) return false
  const entities = said['entities']
  return isRecord(said['cats']) || (Array.isArray(entities) && entities.length > 0 && entities.every(Array.isArray))
})

export const csvIn = mapping(
  'csv',
  CSV,
  async () => 0.8,
  async function* (tree, file, project) {
    for await (const event of readCsv(tree.read(file), { file, required: ['text'] })) {
      const row = csvRow(event, file)
      if (row) yield* readRow(row, file, project)
    }
  },
)

export const plainIn = mapping(
  'text',
  PLAIN,
  async () => 0.5,
  async function* (tree, file) {
    const text = await wholeText(tree, file)
    if (typeof text !== 'string') yield text
    else yield { task: { name: file, media: { type: 'text', text }, fields: {}, prefill: [], origin: { file } } }
  },
)

/** Columns whose cells are JSON lists. */
const LISTS = ['entities', 'relations', 'sentences'] as const

/** A CSV row with the cells of spans and relations read as the JSON they are. */
function csvRow(event: CsvEvent, file: string): Row<unknown> | null {
  if (event.type === 'issue') return { issue: event.issue }
  if (event.type === 'header') return null
  const row: Record<string, unknown> = { ...event.value }
  for (const column of LISTS) {
    const cell = event.value[column]
    if (cell === undefined || cell === '') continue
    try {
      row[column] = JSON.parse(cell) as unknown
    } catch {
      const message = `the cell must hold a JSON list, found ${quoted(cell)}`
      return { issue: { file, line: event.line, path: column, code: 'span', message } }
    }
  }
  return { line: event.line, value: row }
}
