// Projects without a medium: each row of a CSV or JSONL file is a task, its cells are the fields.
import { type CsvEvent, type Issue, type Row, readCsv, readJsonl } from '@etabli/formats'
import { type FileTree, type ImportMapping, type ImportRow, partsOfRow } from '@etabli/modality-kit'
import type { Project } from '@etabli/schema'

const JSONL = /\.(jsonl|ndjson)$/i
const CSV = /\.(csv|tsv)$/i

function mapping(
  format: 'csv' | 'jsonl',
  files: RegExp,
  rowsOf: (tree: FileTree, file: string) => AsyncIterable<Row<unknown>>,
): ImportMapping {
  return {
    format,
    media: ['none'],
    async sniff(tree, project) {
      return project.media === 'none' && tree.files.some(({ path }) => files.test(path)) ? 0.8 : 0
    },
    async *read(tree, project) {
      for (const { path } of tree.files) {
        if (!files.test(path)) continue
        for await (const row of rowsOf(tree, path)) yield* taskRows(row, path, project)
      }
    },
  }
}

function* taskRows(row: Row<unknown>, file: string, project: Project): Generator<ImportRow> {
  if ('issue' in row) {
    yield { issue: row.issue }
    return
  }
  const { line, value } = row
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    yield { issue: { file, line, code: 'row.form', message: 'A row must be an object with named values.' } }
    return
  }
  const parts = partsOfRow(value as Record<string, unknown>, project, ['file'])
  const fault = parts.faults[0]
  if (fault) {
    yield { issue: { file, line, code: 'row.answer', ...fault } }
    return
  }
  const { fields, prefill } = parts
  const name = parts.name ?? `${file}:${line}`
  yield { task: { name, media: { type: 'none' }, fields, prefill, origin: { file, line } } }
}

async function* csvRows(events: AsyncIterable<CsvEvent>): AsyncGenerator<Row<unknown>> {
  for await (const event of events) {
    if (event.type === 'row') yield { line: event.line, value: event.value }
    else if (event.type === 'issue') yield { issue: event.issue satisfies Issue }
  }
}

export const csvIn = mapping('csv', CSV, (tree, file) => csvRows(readCsv(tree.read(file), { file })))
export const jsonlIn = mapping('jsonl', JSONL, (tree, file) => readJsonl(tree.read(file), { file }))
