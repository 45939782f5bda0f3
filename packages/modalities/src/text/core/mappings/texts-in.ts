// Texts in: JSONL and CSV rows with a `text`, or plain text files. A text comes in byte for byte (TXT2).
import { type CsvEvent, quoted, type Row, readCsv, readJsonl } from '@etabli/formats'
import { type FileTree, type ImportMapping, type ImportRow, type MarkSeed, partsOfRow } from '@etabli/modality-kit'
import { limits, type Project } from '@etabli/schema'
import { createPassage } from '../passage.ts'
import { OFFSETS, readSpans, type SpanFault } from './spans.ts'

const JSONL = /\.(jsonl|ndjson)$/i
const CSV = /\.(csv|tsv)$/i
const PLAIN = /\.(txt|text|md)$/i

/** Keys under which files keep spans: ours, Prodigy's, doccano's two. */
const SPAN_KEYS = ['entities', 'spans', 'label', 'labels'] as const

function mapping(
  format: string,
  files: RegExp,
  sure: number,
  rowsOf: (tree: FileTree, file: string, project: Project) => AsyncIterable<ImportRow>,
): ImportMapping {
  return {
    format,
    media: ['text'],
    async sniff(tree, project) {
      return project.media === 'text' && tree.files.some(({ path }) => files.test(path)) ? sure : 0
    },
    async *read(tree, project) {
      for (const { path } of tree.files) if (files.test(path)) yield* rowsOf(tree, path, project)
    },
  }
}

export const jsonlIn = mapping('jsonl', JSONL, 0.9, async function* (tree, file, project) {
  for await (const row of readJsonl(tree.read(file), { file })) yield* taskRows(row, file, project)
})

export const csvIn = mapping('csv', CSV, 0.8, async function* (tree, file, project) {
  for await (const event of readCsv(tree.read(file), { file, required: ['text'] })) {
    const row = csvRow(event, file)
    if (row) yield* taskRows(row, file, project)
  }
})

export const plainIn = mapping('text', PLAIN, 0.5, async function* (tree, file) {
  const text = await wholeText(tree, file)
  if (typeof text !== 'string') yield text
  else yield { task: { name: file, media: { type: 'text', text }, fields: {}, prefill: [], origin: { file } } }
})

/** A CSV row with the cell of spans read as the JSON it is. */
function csvRow(event: CsvEvent, file: string): Row<unknown> | null {
  if (event.type === 'issue') return { issue: event.issue }
  if (event.type === 'header') return null
  const { entities, ...cells } = event.value
  if (entities === undefined || entities === '') return { line: event.line, value: cells }
  try {
    return { line: event.line, value: { ...cells, entities: JSON.parse(entities) as unknown } }
  } catch {
    const message = `the cell must hold a JSON list of spans, found ${quoted(entities)}`
    return { issue: { file, line: event.line, path: 'entities', code: 'span', message } }
  }
}

function* taskRows(row: Row<unknown>, file: string, project: Project): Generator<ImportRow> {
  if ('issue' in row) {
    yield { issue: row.issue }
    return
  }
  const { line, value } = row
  const bad = (path: string, code: string, message: string): ImportRow => ({
    issue: { file, line, path, code, message },
  })
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    yield { issue: { file, line, code: 'row.form', message: 'A row must be an object with named values.' } }
    return
  }
  const record = value as Record<string, unknown>
  const text = record['text']
  const refusal = textFault(text)
  if (typeof text !== 'string' || refusal !== null) {
    yield bad('text', 'text', refusal ?? 'a row needs a "text"')
    return
  }
  const unit = record['offsets']
  if (unit !== undefined && unit !== '' && unit !== OFFSETS) {
    yield bad('offsets', 'offsets', `offsets must be ${quoted(OFFSETS)}, found ${quoted(unit)}`)
    return
  }
  const parts = partsOfRow(record, project, ['text', 'offsets', ...SPAN_KEYS])
  const fault = parts.faults[0]
  if (fault) {
    yield { issue: { file, line, code: 'row.answer', ...fault } }
    return
  }
  const { seeds, faults } = proposals(record, text, project)
  for (const { path, code, message } of faults) yield bad(path, code, message)
  const name = parts.name ?? `${file}:${line}`
  const prefill = [...seeds, ...parts.prefill]
  yield { task: { name, media: { type: 'text', text }, fields: parts.fields, prefill, origin: { file, line } } }
}

/** Why a text cannot be taken, or null. */
function textFault(text: unknown): string | null {
  if (typeof text !== 'string') return `a row needs a "text" of characters, found ${quoted(text)}`
  if (text === '') return 'the text is empty'
  if (text.length > limits.textLength) return `the text has ${text.length} characters; at most ${limits.textLength}`
  return text.isWellFormed() ? null : 'the text holds half a character (a lone surrogate), which no file can carry'
}

function proposals(record: Record<string, unknown>, text: string, project: Project) {
  const seeds: MarkSeed[] = []
  const faults: SpanFault[] = []
  const passage = createPassage(text)
  for (const key of SPAN_KEYS) {
    const list = record[key]
    if (list === undefined || list === null || list === '') continue
    if (typeof list === 'string' || (isWords(list) && list.length > 0)) {
      const seed = documentClass(list, project)
      if (seed) seeds.push(seed)
      else
        faults.push({ path: key, code: 'label', message: 'no question of this project takes one label for the text' })
    } else if (Array.isArray(list)) {
      const read = readSpans(list, key, passage, project)
      seeds.push(...read.seeds)
      faults.push(...read.faults)
    } else faults.push({ path: key, code: 'span', message: 'expected a list of spans' })
  }
  return { seeds, faults }
}

function isWords(list: unknown): list is string[] {
  return Array.isArray(list) && list.every((item) => typeof item === 'string')
}

/** doccano's class of a whole text: a word or a list of one. */
function documentClass(said: string | readonly string[], project: Project): MarkSeed | null {
  const label = typeof said === 'string' ? said : said[0]
  const question = project.questions.find(({ kind }) => kind === 'single')
  if (!question || label === undefined || (typeof said !== 'string' && said.length > 1)) return null
  return { question: question.id, kind: 'single', label, value: null, source: 'import' }
}

/** The file as text, its byte order mark kept; an issue where it is not UTF-8 or too long. */
async function wholeText(tree: FileTree, file: string): Promise<string | ImportRow> {
  // ignoreBOM keeps the mark: the text goes out as it came in.
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  const parts: string[] = []
  let length = 0
  try {
    for await (const chunk of tree.read(file)) {
      const part = decoder.decode(chunk, { stream: true })
      length += part.length
      if (length > limits.textLength) {
        return { issue: { file, code: 'text', message: `the text has over ${limits.textLength} characters` } }
      }
      parts.push(part)
    }
    parts.push(decoder.decode())
  } catch {
    return { issue: { file, code: 'file.encoding', message: 'This file is not UTF-8. Save it as UTF-8.' } }
  }
  const text = parts.join('')
  return text === '' ? { issue: { file, code: 'text', message: 'the text is empty' } } : text
}
