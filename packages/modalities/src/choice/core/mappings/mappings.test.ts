// Rows in and out for projects answered by fields.
import type { ExportItem } from '@etabli/modality-kit'
import { memoryTree, readAll, writeAll } from '@etabli/modality-kit/testing'
import { describe, expect, it } from 'vitest'
import { rowItem, rowProject } from '../testing.ts'
import { csvIn, jsonlIn } from './rows-in.ts'
import { csvOut, jsonlOut } from './rows-out.ts'

const decoded = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes)

const item: ExportItem = rowItem('r1', { title: 'Mug, "blue"' }, [
  ['mood', 'single', 'happy', null],
  ['tags', 'multiple', null, { labels: ['angry', 'sad'] }],
  ['stars', 'rating', null, 4],
  ['price', 'number', null, 9.5],
  ['note', 'words', null, { text: 'two\nlines' }],
])

describe('rows out', () => {
  it('csv: a column a field and a question, labels by name', async () => {
    const { files } = await writeAll(csvOut, rowProject, [item, rowItem('r2', {}, [])])
    expect(decoded(files['answers.csv'])).toBe(
      'id,title,mood,tags,stars,price,note\r\nr1,"Mug, ""blue""",Happy,Angry | Sad,4,9.5,"two\nlines"\r\nr2,,,,,,\r\n',
    )
  })
  it('jsonl: classes by question', async () => {
    const { files } = await writeAll(jsonlOut, rowProject, [item])
    expect(JSON.parse(decoded(files['answers.jsonl']))).toEqual({
      id: 'r1',
      fields: { title: 'Mug, "blue"' },
      classes: { mood: 'Happy', tags: ['Angry', 'Sad'], stars: 4, price: 9.5, note: 'two\nlines' },
    })
  })
  it('counts what a row cannot hold', async () => {
    const box = { ...item, answers: [{ ...item.answers[0]!, kind: 'box', value: { x: 0, y: 0, width: 1, height: 1 } }] }
    expect((await writeAll(csvOut, rowProject, [box])).leftOut).toEqual({ 'a row cannot hold drawn marks': 1 })
    expect(csvOut.refuses({ ...rowProject, questions: [] })).toContain('field')
  })
})

describe('rows in', () => {
  it('names what is wrong with an answer by line and column', async () => {
    const body = 'id,title,stars,tags\n1,a,four,\n2,b,,Nobody\n3,c,3,Sad\n'
    const rows = await readAll(csvIn, memoryTree({ 'r.csv': body }), rowProject)
    expect(rows.flatMap((row) => ('issue' in row ? [row.issue] : []))).toMatchObject([
      { file: 'r.csv', line: 2, path: 'stars', message: 'expected a number, found "four"' },
      { file: 'r.csv', line: 3, path: 'tags' },
    ])
    expect(rows.flatMap((row) => ('task' in row ? [row.task] : []))).toMatchObject([
      { name: '3', fields: { title: 'c' }, media: { type: 'none' } },
    ])
  })
  it('jsonl: objects and lists in fields are kept as JSON', async () => {
    const rows = await readAll(jsonlIn, memoryTree({ 'r.jsonl': '{"a":{"b":[1]},"c":true}\n' }), rowProject)
    expect(rows).toMatchObject([{ task: { name: 'r.jsonl:1', fields: { a: '{"b":[1]}', c: 'true' } } }])
  })
})
