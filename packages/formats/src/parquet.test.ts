// Parquet: what another writer (DuckDB 1.5) wrote, our own files again, garbage; files of ours were read by DuckDB and by
// Arrow's Rust reader (parquet-wasm 0.8) outside of the tests, with the same rows and metadata.
import { readFileSync } from 'node:fs'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type ParquetColumn, readParquet, writeParquet } from './parquet.ts'

const duckdb = new Uint8Array(readFileSync(new URL('./fixtures/duckdb-ner.parquet', import.meta.url)))

const columns: readonly ParquetColumn[] = [
  { name: 'id', type: 'string' },
  { name: 'tokens', type: 'strings' },
  { name: 'ner_tags', type: 'integers' },
  { name: 'score', type: 'number' },
  { name: 'class', type: 'integer' },
]

async function* each<T>(rows: readonly T[]): AsyncGenerator<T> {
  yield* rows
}

const text = fc
  .tuple(fc.constantFrom('', '\uFEFF', '\uFEFF\uFEFF'), fc.string({ unit: 'binary' }))
  .map((parts) => parts.join(''))
  .filter((one) => one.isWellFormed())
const row = fc.record({
  id: text,
  tokens: fc.array(text, { maxLength: 4 }),
  ner_tags: fc.array(fc.nat(9), { maxLength: 4 }),
  score: fc.option(fc.double({ noNaN: true, noDefaultInfinity: true })),
  class: fc.option(fc.maxSafeInteger()),
})

describe('parquet', () => {
  it('reads what DuckDB wrote: lists, nothing in a list, the metadata of its footer', async () => {
    const read = await readParquet(duckdb)
    if (!('table' in read)) throw new Error(read.issue.message)
    expect(read.table.columns).toEqual(['id', 'tokens', 'ner_tags'])
    expect(read.table.rows).toEqual([
      { id: '0', tokens: ['Dana', '😀', 'in', 'New', 'York'], ner_tags: [1, 0, 0, 3, 4] },
      { id: '1', tokens: ['Théo', 'Roux'], ner_tags: [1, 2] },
      { id: '2', tokens: [], ner_tags: [] },
    ])
    expect(JSON.parse(read.table.metadata['huggingface'] ?? '')).toMatchObject({ info: { features: {} } })
  })
  it('reads back what it wrote, over any Unicode, and writes the same bytes of the same rows', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 8 }), async (rows) => {
        const bytes = await writeParquet(columns, each(rows), { huggingface: '{"ü":1}' })
        const read = await readParquet(bytes)
        if (!('table' in read)) throw new Error(read.issue.message)
        expect(read.table.rows).toEqual(rows)
        expect(read.table.columns).toEqual(columns.map(({ name }) => name))
        expect(read.table.metadata).toEqual({ huggingface: '{"ü":1}' })
        expect(await writeParquet(columns, each(rows), { huggingface: '{"ü":1}' })).toEqual(bytes)
      }),
      { numRuns: 40 },
    )
  })
  it('writes more rows than one group holds', async () => {
    const rows = Array.from({ length: 25_000 }, (_, at) => ({ id: String(at), tokens: [], ner_tags: [at] }))
    const read = await readParquet(await writeParquet(columns, each(rows)))
    if (!('table' in read)) throw new Error(read.issue.message)
    expect(read.table.rows.length).toBe(25_000)
    expect(read.table.rows[24_999]).toMatchObject({ id: '24999', ner_tags: [24_999] })
  })
  it('garbage gives an issue, never a throw', async () => {
    const spoilt = fc.tuple(fc.nat(duckdb.length - 1), fc.integer({ min: 0, max: 255 })).map(([at, byte]) => {
      const bytes = duckdb.slice()
      bytes[at] = byte
      return bytes
    })
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.uint8Array({ maxLength: 100 }), spoilt), async (bytes) => {
        const read = await readParquet(bytes, { file: 'a.parquet' })
        if ('issue' in read) expect(read.issue).toMatchObject({ file: 'a.parquet' })
      }),
      { numRuns: 300 },
    )
  })
})
