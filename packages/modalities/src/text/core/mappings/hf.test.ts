// Hugging Face datasets: columns and footer as `datasets` writes and reads them, rows by another writer, misplaced tokens.
import { readFileSync } from 'node:fs'
import { readParquet, writeParquet } from '@etabli/formats'
import { memoryTree, readAll, writeAll } from '@etabli/modality-kit/testing'
import type { Answers } from '@etabli/schema'
import { describe, expect, it } from 'vitest'
import { textItem } from '../testing.ts'
import { fullProject } from '../testing-formats.ts'
import { hfIn } from './hf-in.ts'
import { hfOut } from './hf-out.ts'

const duckdb = new Uint8Array(
  readFileSync(new URL('../../../../../formats/src/fixtures/duckdb-ner.parquet', import.meta.url)),
)
const read = async (bytes: Uint8Array) => {
  const rows = await readAll(hfIn, memoryTree({ 'data/train.parquet': bytes }), fullProject)
  return {
    tasks: rows.flatMap((row) => ('task' in row ? [row.task] : [])),
    issues: rows.flatMap((row) => ('issue' in row ? [row.issue] : [])),
  }
}
async function* each<T>(rows: readonly T[]): AsyncGenerator<T> {
  yield* rows
}

describe('hugging face datasets', () => {
  it('writes tokens, numbered tags, their places and classes, with the names of the classes in the footer', async () => {
    const answers = [
      { id: 'a', question: 'entities', kind: 'span', label: 'thing', value: { start: 0, end: 1 } },
      { id: 'b', question: 'intent', kind: 'single', label: 'place', value: null },
    ].map((mark) => ({ ...mark, source: 'person', confidence: null })) as unknown as Answers
    const { files } = await writeAll(hfOut, fullProject, [textItem('t', '😀 in  Lyon', answers, { lang: 'en' })])
    expect(Object.keys(files)).toEqual(['data/train-00000-of-00001.parquet'])
    const file = await readParquet(files['data/train-00000-of-00001.parquet'] ?? new Uint8Array())
    if (!('table' in file)) throw new Error(file.issue.message)
    expect(file.table.rows).toEqual([
      {
        id: 't',
        text: '😀 in  Lyon',
        tokens: ['😀', 'in', 'Lyon'],
        ner_tags: [5, 0, 0],
        token_starts: [0, 2, 6],
        token_ends: [1, 4, 10],
        intent: 1,
        topics: null,
        lang: 'en',
      },
    ])
    // The shapes are those of `Features.to_dict` in huggingface/datasets.
    const tags = ['O', 'B-person', 'I-person', 'B-place', 'I-place', 'B-any thing', 'I-any thing']
    expect(JSON.parse(file.table.metadata['huggingface'] ?? '')).toMatchObject({
      info: {
        features: {
          id: { dtype: 'string', _type: 'Value' },
          tokens: { feature: { dtype: 'string', _type: 'Value' }, _type: 'Sequence' },
          ner_tags: { feature: { names: tags, _type: 'ClassLabel' }, _type: 'Sequence' },
          intent: { names: ['To person', 'To place', 'To thing'], _type: 'ClassLabel' },
        },
      },
    })
  })
  it('names its files at the head of the card, one configuration for each annotator where there are several', () => {
    expect(hfOut.cardHead?.({ folders: [''], splits: ['train', 'val'] })).toBe(
      'configs:\n- config_name: default\n  data_files:\n  - split: train\n    path: "data/train-00000-of-00001.parquet"\n  - split: validation\n    path: "data/validation-00000-of-00001.parquet"\n',
    )
    expect(hfOut.cardHead?.({ folders: ['by/annotator-1/'], splits: null })).toContain('- config_name: "annotator-1"')
  })
  it('reads rows that DuckDB wrote: tags by the names in the footer, code points over joined tokens', async () => {
    const { tasks, issues } = await read(duckdb)
    expect(tasks.map(({ name, media }) => [name, media])).toEqual([
      ['0', { type: 'text', text: 'Dana 😀 in New York' }],
      ['1', { type: 'text', text: 'Théo Roux' }],
    ])
    expect(tasks[0]?.prefill.map(({ label, value }) => [label, value])).toEqual([
      ['person', { start: 0, end: 4 }],
      ['place', { start: 10, end: 18 }],
    ])
    expect(issues).toEqual([
      { file: 'data/train.parquet', line: 3, path: 'text', code: 'text', message: 'a row needs a "text" or tokens' },
    ])
  })
  it('finds tokens in the text, and reports one that is not there: never shifted', async () => {
    const columns = [
      { name: 'text', type: 'string' },
      { name: 'tokens', type: 'strings' },
      { name: 'ner_tags', type: 'strings' },
    ] as const
    const rows = [
      { text: '😀  New-York', tokens: ['😀', 'New', '-', 'York'], ner_tags: ['O', 'B-place', 'I-place', 'I-place'] },
      { text: 'Dana', tokens: ['Dave'], ner_tags: ['B-person'] },
      { text: 'Dana', tokens: ['Dana'], ner_tags: ['B-person', 'O'] },
    ]
    const { tasks, issues } = await read(await writeParquet(columns, each(rows)))
    expect(tasks.map(({ prefill }) => prefill.map(({ value }) => value))).toEqual([[{ start: 3, end: 11 }], [], []])
    expect(issues.map(({ line, path, message }) => [line, path, message])).toEqual([
      [2, 'tokens', 'token 0 "Dave" is not in the text after the one before it'],
      [3, 'ner_tags', '2 tags for 1 tokens'],
    ])
  })
  it('TXT6: says of tags by number that the file names no classes', async () => {
    const columns = [
      { name: 'tokens', type: 'strings' },
      { name: 'ner_tags', type: 'integers' },
    ] as const
    const { issues } = await read(await writeParquet(columns, each([{ tokens: ['Dana'], ner_tags: [1] }])))
    expect(issues.map(({ path, message }) => [path, message])).toEqual([
      ['ner_tags[0]', '1: the file names no classes for it'],
    ])
  })
})
