// Rows as doccano, Prodigy and spaCy write them, worked by hand; what does not stand where it says is refused by place.
import type { ImportMapping, ImportRow, TaskSeed } from '@etabli/modality-kit'
import { memoryTree, readAll } from '@etabli/modality-kit/testing'
import { describe, expect, it } from 'vitest'
import { fullProject } from '../testing-formats.ts'
import { doccanoIn, prodigyIn, spacyIn } from './texts-in.ts'

const read = async (mapping: ImportMapping, ...rows: unknown[]) => {
  const body = rows.map((row) => `${JSON.stringify(row)}\n`).join('')
  const out = await readAll(mapping, memoryTree({ 'a.jsonl': body }), fullProject)
  return { tasks: out.flatMap(tasksOf), issues: out.flatMap((row) => ('issue' in row ? [row.issue] : [])) }
}
const tasksOf = (row: ImportRow): TaskSeed[] => ('task' in row ? [row.task] : [])

describe('doccano', () => {
  it('reads its export of relations: entities by start_offset, relations by their ids', async () => {
    const { tasks, issues } = await read(doccanoIn, {
      id: 6400,
      text: 'Dana moved to Lyon',
      Comments: [],
      entities: [
        { id: 1662, label: 'person', start_offset: 0, end_offset: 4 },
        { id: 1663, label: 'place', start_offset: 14, end_offset: 18 },
      ],
      relations: [{ id: 273, from_id: 1662, to_id: 1663, type: 'lives-in' }],
    })
    expect(issues).toEqual([])
    const [dana, lyon, link] = tasks[0]?.prefill ?? []
    expect([tasks[0]?.name, dana?.value, lyon?.value]).toEqual(['6400', { start: 0, end: 4 }, { start: 14, end: 18 }])
    expect(link).toMatchObject({ kind: 'relation', label: 'lives-in', value: { from: dana?.id, to: lyon?.id } })
  })
  it('TXT6: names a relation whose end is no span of the row', async () => {
    const { tasks, issues } = await read(doccanoIn, {
      id: 1,
      text: 'Dana',
      entities: [{ id: 1, label: 'person', start_offset: 0, end_offset: 4 }],
      relations: [{ id: 1, from_id: 1, to_id: 9, type: 'lives-in' }],
    })
    expect(issues).toEqual([
      {
        file: 'a.jsonl',
        line: 1,
        path: 'relations[0]',
        code: 'relation',
        message: 'its end 9 is no span that was read',
      },
    ])
    expect(tasks[0]?.prefill).toHaveLength(1)
  })
})

describe('Prodigy', () => {
  const text = 'My mother’s name is Sasha Smith.'
  //            0  3              20    26   31
  const tokens = [
    [0, 2],
    [3, 9],
    [9, 11],
    [12, 16],
    [17, 19],
    [20, 25],
    [26, 31],
    [31, 32],
  ].map(([start = 0, end = 0], id) => ({ text: text.slice(start, end), start, end, id, ws: false }))
  const sasha = { start: 20, end: 31, token_start: 5, token_end: 6, label: 'person' }
  const mother = { start: 3, end: 9, token_start: 1, token_end: 1, label: 'person' }
  const row = {
    text,
    tokens,
    spans: [mother, sasha],
    _input_hash: -1886856657,
    _task_hash: 1,
    _view_id: 'relations',
    meta: { source: 'letters' },
    answer: 'accept',
  }

  it('reads relations by the tokens of their ends: head_span where it is, else the span that ends there', async () => {
    const named = { head: 1, child: 6, head_span: mother, child_span: sasha, label: 'lives-in', color: '#b5d9ff' }
    const { tasks, issues } = await read(
      prodigyIn,
      { ...row, relations: [named] },
      { ...row, relations: [{ head: 6, child: 1, label: 'lives-in' }] },
    )
    expect(issues).toEqual([])
    for (const [task, from, to] of [
      [tasks[0], 0, 1],
      [tasks[1], 1, 0],
    ] as const) {
      const marks = task?.prefill ?? []
      expect(marks.map(({ value }) => value).slice(0, 2)).toEqual([
        { start: 3, end: 9 },
        { start: 20, end: 31 },
      ])
      expect(marks[2]?.value).toEqual({ from: marks[from]?.id, to: marks[to]?.id })
      expect(task?.fields).toEqual({ source: 'letters' })
    }
  })
  it('TXT5: a span that stands elsewhere than its tokens is refused showing both, never shifted', async () => {
    const { tasks, issues } = await read(prodigyIn, { ...row, spans: [mother, { ...sasha, start: 19 }] })
    expect(issues.map(({ path, message }) => [path, message])).toEqual([
      ['spans[1]', 'characters 19 to 31, but its tokens 5 to 6 are characters 20 to 31'],
    ])
    expect(tasks[0]?.prefill).toHaveLength(1)
  })
  it('takes a rejected or ignored row as its text alone, and shows the answer', async () => {
    const { tasks } = await read(prodigyIn, { ...row, answer: 'reject' })
    expect(tasks[0]).toMatchObject({ media: { text }, prefill: [], fields: { answer: 'reject', source: 'letters' } })
  })
})

describe('spaCy', () => {
  it('reads pairs of a text and its annotations, cats of one and of several, and groups of spans', async () => {
    const { tasks, issues } = await read(
      spacyIn,
      [
        'Dana in Lyon',
        { entities: [[0, 4, 'person']], cats: { 'To place': 0.9, 'To person': 0.1, SPORT: 1, FOOD: 0 } },
      ],
      { text: 'Lyon', spans: { sc: [[0, 4, 'place']] } },
    )
    expect(issues).toEqual([])
    expect(tasks[0]?.prefill.map(({ question, label, value }) => [question, label, value])).toEqual([
      ['entities', 'person', { start: 0, end: 4 }],
      ['intent', 'place', null],
      ['topics', null, { labels: ['sport'] }],
    ])
    expect(tasks[1]?.prefill).toMatchObject([{ label: 'place', value: { start: 0, end: 4 } }])
  })
})
