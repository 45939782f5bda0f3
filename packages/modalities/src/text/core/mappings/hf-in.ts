// Hugging Face datasets in: Parquet rows with tokens and ner_tags, the names of the classes by the file's footer, and the
// text where there is one; tokens are found in it, and one that is not there is reported.
import {
  asIob2,
  codePointIndex,
  isTag,
  type ParquetRow,
  quoted,
  readParquet,
  schemeFault,
  schemeOf,
  spansOfTags,
  type TagScheme,
} from '@etabli/formats'
import { type ImportMapping, type ImportRow, partsOfRow } from '@etabli/modality-kit'
import type { Project } from '@etabli/schema'
import type { Stretch } from '../tokens.ts'
import { listed, wholeFiles } from './files-in.ts'
import { classNames, tagWords } from './hf-columns.ts'
import { isOffset, rowsOfText, type SaidSpan } from './seeds.ts'

const PARQUET = /\.parquet$/i
/** A file is read whole. */
const MOST = 256 * 1024 * 1024

const TOKENS = ['tokens', 'words'] as const
const TAGS = ['ner_tags', 'tags', 'ner', 'labels'] as const
const TAKEN = [...TOKENS, ...TAGS, 'text', 'token_starts', 'token_ends']

export const hfIn: ImportMapping = {
  format: 'hf-datasets',
  media: ['text'],
  async sniff(tree, project) {
    return project.media === 'text' && listed(tree, PARQUET).length > 0 ? 0.9 : 0
  },
  read: (tree, project) => wholeFiles(tree, PARQUET, MOST, (bytes, file) => tasksOf(bytes, file, project)),
}

async function* tasksOf(bytes: Uint8Array, file: string, project: Project): AsyncGenerator<ImportRow> {
  const read = await readParquet(bytes, { file })
  if ('issue' in read) {
    yield { issue: read.issue }
    return
  }
  const { rows, metadata } = read.table
  const names = classNames(metadata)
  const named = rows.map((row) => withNames(row, names))
  const scheme = schemeOf(named.map((row) => tagsIn(row).filter((tag) => typeof tag === 'string')))
  for (const [index, row] of named.entries()) yield* rowTask(row, index + 1, file, project, scheme)
}

/** The row with the names of its classes in place of their numbers. */
function withNames(row: ParquetRow, names: ReadonlyMap<string, readonly string[]>): ParquetRow {
  const nameOf = (value: unknown, of: readonly string[]): unknown => {
    if (Array.isArray(value)) return value.map((one) => nameOf(one, of))
    // datasets writes -1 for "no class".
    if (value === -1) return null
    return typeof value === 'number' ? (of[value] ?? value) : value
  }
  return Object.fromEntries(
    Object.entries(row).map(([column, value]) => {
      const of = names.get(column)
      return [column, of ? nameOf(value, of) : value]
    }),
  )
}

function listIn(
  row: ParquetRow,
  columns: readonly string[],
): { readonly column: string; readonly list: unknown[] } | null {
  for (const column of columns) {
    const list = row[column]
    if (Array.isArray(list)) return { column, list }
  }
  return null
}

function tagsIn(row: ParquetRow): unknown[] {
  return listIn(row, TAGS)?.list ?? []
}

function* rowTask(
  row: ParquetRow,
  line: number,
  file: string,
  project: Project,
  scheme: TagScheme,
): Generator<ImportRow> {
  const at = (path: string, code: string, message: string): ImportRow => ({
    issue: { file, line, path, code, message },
  })
  const tokens = listIn(row, TOKENS)
  const words = (tokens?.list ?? []).map(String)
  const text = typeof row['text'] === 'string' ? row['text'] : words.join(' ')
  if (text === '') {
    yield at('text', 'text', 'a row needs a "text" or tokens')
    return
  }
  const parts = partsOfRow(row, project, TAKEN)
  for (const fault of parts.faults) yield at(fault.path ?? '', 'row.answer', fault.message)
  const spans: SaidSpan[] = []
  if (tokens) {
    const places = placesOf(row, words, text)
    const tags = tagsIn(row)
    if (typeof places === 'string') yield at(tokens.column, 'tokens', places)
    else if (tags.length !== words.length && tags.length > 0) {
      yield at(listIn(row, TAGS)?.column ?? '', 'tags', `${tags.length} tags for ${words.length} tokens`)
    } else yield* tagFaults(tags, places, scheme, spans, project, at)
  }
  const name = parts.name ?? `${file}:${line}`
  yield* rowsOfText(
    { name, text, fields: parts.fields, spans, answers: parts.prefill, origin: { file, line } },
    project,
  )
}

/** Fills `spans` by the tags; gives an issue for each that is none or cannot stand there. */
function* tagFaults(
  tags: readonly unknown[],
  places: readonly Stretch[],
  scheme: TagScheme,
  spans: SaidSpan[],
  project: Project,
  at: (path: string, code: string, message: string) => ImportRow,
): Generator<ImportRow> {
  const words = new Map(tagWords(project).map((one) => [one.word, one]))
  let before = 'O'
  const read: string[] = []
  for (const [index, tag] of tags.entries()) {
    if (typeof tag !== 'string' || !isTag(tag, scheme)) {
      const why = typeof tag === 'number' ? 'the file names no classes for it' : 'it is no tag of entities'
      yield at(`ner_tags[${index}]`, 'tag', `${quoted(tag)}: ${why}`)
      before = 'O'
      read.push('O')
      continue
    }
    const fault = schemeFault(before, tag, scheme)
    if (fault !== null) yield at(`ner_tags[${index}]`, 'tag', fault)
    read.push(asIob2(before, tag, scheme))
    before = fault === null ? tag : (read.at(-1) ?? 'O')
  }
  for (const span of spansOfTags(read)) {
    const [first, last] = [places[span.start], places[span.end - 1]]
    if (!first || !last) continue
    const known = words.get(span.label)
    spans.push({
      path: `ner_tags[${span.start}]`,
      parts: [{ start: first.start, end: last.end }],
      label: known?.label ?? span.label,
      ...(known ? { question: known.question.id } : {}),
    })
  }
}

/** A token or a text between tokens that holds words. */
const WORDS = /[\p{L}\p{N}]/u

/**
 * Where each token stands in the text: as the row says, else found one after the other, with no words between two that
 * are in no token. A sentence where one is elsewhere.
 */
function placesOf(row: ParquetRow, words: readonly string[], text: string): Stretch[] | string {
  const [starts, ends] = [row['token_starts'], row['token_ends']]
  return Array.isArray(starts) && Array.isArray(ends) ? saidPlaces(starts, ends, words, text) : foundPlaces(words, text)
}

function saidPlaces(
  starts: readonly unknown[],
  ends: readonly unknown[],
  words: readonly string[],
  text: string,
): Stretch[] | string {
  const index = codePointIndex(text)
  const places: Stretch[] = []
  for (const [at, word] of words.entries()) {
    const [start, end] = [starts[at], ends[at]]
    const isPlace = isOffset(start) && isOffset(end) && start <= end && end <= index.length
    if (!isPlace) return `token ${at} ${quoted(word)} has no place in the text of ${index.length} characters`
    const slice = index.slice(start, end)
    if (slice !== word) return `token ${at} is ${quoted(word)} but characters ${start} to ${end} are ${quoted(slice)}`
    places.push({ start, end })
  }
  return places
}

function foundPlaces(words: readonly string[], text: string): Stretch[] | string {
  const index = codePointIndex(text)
  const places: Stretch[] = []
  let from = 0
  for (const [at, word] of words.entries()) {
    const found = text.indexOf(word, from)
    if (found < 0) return `token ${at} ${quoted(word)} is not in the text after the one before it`
    const between = text.slice(from, found).trim()
    // Found farther on it may be another word, or a part of one: every span after it would be off.
    if (WORDS.test(between)) {
      return `token ${at} ${quoted(word)} does not come next in the text: ${quoted(between)} comes before it and is in no token`
    }
    places.push({ start: index.toCodePoint(found), end: index.toCodePoint(found + word.length) })
    from = found + word.length
  }
  const rest = /^[\p{L}\p{N}\p{M}]+/u.exec(text.slice(from))?.[0]
  return rest === undefined || words.length === 0
    ? places
    : `token ${words.length - 1} ${quoted(words.at(-1) ?? '')} ends within a word of the text: ${quoted(rest)} comes after it`
}
