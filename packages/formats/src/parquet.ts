// Parquet (parquet.apache.org) as tables of texts, numbers and lists of them: what Hugging Face datasets are kept in.
// The library is fetched when a file is first read or written, so that pages that never do so do not load it.
import type { SchemaElement } from 'hyparquet'
import type { ReadOptions } from './codec.ts'
import { type Issue, inFile } from './issue.ts'

/** `integer` is a signed number of 64 bits; `number` a double. Any value may be null; those within a list too. */
export type ParquetType = 'string' | 'integer' | 'number' | 'strings' | 'integers'

export interface ParquetColumn {
  readonly name: string
  readonly type: ParquetType
}

export type ParquetRow = Readonly<Record<string, unknown>>

export interface ParquetTable {
  readonly columns: readonly string[]
  /** Integers of 64 bits as numbers; one beyond 2^53 as its digits. */
  readonly rows: readonly ParquetRow[]
  /** Keys and values of the file's footer. */
  readonly metadata: Readonly<Record<string, string>>
}

/** Rows are held this many at a time, besides the bytes written. */
const GROUP = 10_000

/** What all pages of a file may hold when they are unpacked. */
const UNPACKED_MAX = 2_000_000_000

/** Writes a table; the same rows give the same bytes. Resolves with the whole file. */
export async function writeParquet(
  columns: readonly ParquetColumn[],
  rows: AsyncIterable<ParquetRow>,
  metadata: Readonly<Record<string, string>> = {},
): Promise<Uint8Array> {
  const { ByteWriter, ParquetWriter } = await import('hyparquet-writer')
  const writer = new ByteWriter()
  const kvMetadata = Object.entries(metadata).map(([key, value]) => ({ key, value }))
  const schema: SchemaElement[] = [{ name: 'schema', num_children: columns.length }, ...columns.flatMap(elementsOf)]
  const file = new ParquetWriter({ writer, schema, kvMetadata, createdBy: 'etabli' })
  let held: ParquetRow[] = []
  const flush = () => {
    if (held.length === 0) return
    const columnData = columns.map((column) => ({ name: column.name, data: held.map((row) => stored(row, column)) }))
    void file.write({ columnData, rowGroupSize: GROUP })
    held = []
  }
  for await (const row of rows) {
    held.push(row)
    if (held.length === GROUP) flush()
  }
  flush()
  void file.finish()
  return writer.getBytes().slice()
}

/** Reads a whole file, or says in an issue why it cannot be read. Of compressions Snappy and none are known. */
export async function readParquet(
  bytes: Uint8Array,
  options: ReadOptions = {},
): Promise<{ readonly table: ParquetTable } | { readonly issue: Issue }> {
  const { parquetMetadata, parquetReadObjects } = await import('hyparquet')
  const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer
  const bad = (code: string, message: string) => ({ issue: inFile({ code, message }, options.file) })
  try {
    const footer = parquetMetadata(file)
    const chunks = footer.row_groups.flatMap((group) => group.columns.flatMap((column) => column.meta_data ?? []))
    const strange = chunks.find(({ codec }) => codec !== 'SNAPPY' && codec !== 'UNCOMPRESSED')
    if (strange) return bad('parquet.codec', `It is compressed by ${strange.codec}; write it with Snappy.`)
    if (chunks.reduce((sum, chunk) => sum + Number(chunk.total_uncompressed_size), 0) > UNPACKED_MAX) {
      return bad('parquet.large', 'It holds over 2 GB when unpacked. Split it into several.')
    }
    // Texts as they are: a byte order mark at the start of one is kept, and what is not UTF-8 is refused.
    const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
    const stringFromBytes = (text: Uint8Array) => text && decoder.decode(text)
    const rows = await parquetReadObjects({ file, metadata: footer, parsers: { stringFromBytes } })
    const metadata = (footer.key_value_metadata ?? []).map(({ key, value }) => [key, value ?? ''])
    return {
      table: {
        columns: topLevel(footer.schema),
        rows: rows.map((row) => plain(row) as ParquetRow),
        metadata: Object.fromEntries(metadata),
      },
    }
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    return bad('parquet.syntax', `This file is not Parquet that can be read: ${why}.`)
  }
}

const STRING = { type: 'BYTE_ARRAY', converted_type: 'UTF8', logical_type: { type: 'STRING' } } as const
const ELEMENTS = {
  string: STRING,
  strings: STRING,
  integer: { type: 'INT64' },
  integers: { type: 'INT64' },
  number: { type: 'DOUBLE' },
} as const

function isList(type: ParquetType): boolean {
  return type === 'strings' || type === 'integers'
}

/** A column's elements; a list in the three levels of the format's "Lists". */
function elementsOf({ name, type }: ParquetColumn): SchemaElement[] {
  if (!isList(type)) return [{ name, repetition_type: 'OPTIONAL', ...ELEMENTS[type] }]
  return [
    { name, repetition_type: 'OPTIONAL', converted_type: 'LIST', logical_type: { type: 'LIST' }, num_children: 1 },
    { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
    { name: 'element', repetition_type: 'OPTIONAL', ...ELEMENTS[type] },
  ]
}

function stored(row: ParquetRow, { name, type }: ParquetColumn): unknown {
  const value = row[name] ?? null
  if (value === null) return null
  if (type === 'integer') return BigInt(value as number)
  return type === 'integers' ? (value as readonly number[]).map(BigInt) : value
}

/** Names of the columns, whatever lies below them. */
function topLevel(schema: readonly SchemaElement[]): string[] {
  const names: string[] = []
  const skip = (at: number): number => {
    let next = at + 1
    for (let child = 0; child < (schema[at]?.num_children ?? 0); child += 1) next = skip(next)
    return next
  }
  for (let at = 1; at < schema.length; at = skip(at)) names.push(schema[at]?.name ?? '')
  return names
}

function plain(value: unknown): unknown {
  if (value === undefined) return null
  if (typeof value === 'bigint') {
    const number = Number(value)
    return Number.isSafeInteger(number) ? number : String(value)
  }
  if (Array.isArray(value)) return value.map(plain)
  if (typeof value !== 'object' || value === null || value instanceof Date || ArrayBuffer.isView(value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]))
}
