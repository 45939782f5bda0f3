// A whole export over records in memory: what goes out, what stays and why, and that the bytes never vary.
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { defineKind, type ExportMapping, type Kind } from '@etabli/modality-kit'
import type { ExportRequest } from '@etabli/protocol'
import type { Project } from '@etabli/schema'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { unzipText } from '../../../test/unzip.ts'
import type { RawRecord, RecordSource } from './records.ts'
import { writeExport } from './write.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'etabli-export-'))
  await writeFile(join(folder, 'medium'), Buffer.alloc(3_000, 9))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const ulid = (word: string) => `01${word.toUpperCase().padEnd(24, '0')}`.replaceAll(/[ILOU]/g, 'X')
const person = (name: string) => ulid(`P${name}`)

const point = defineKind({
  id: 'point',
  media: ['image'],
  many: true,
  labels: 'required',
  value: z.number(),
  options: z.record(z.string(), z.json()),
  check: () => null,
  similarity: (a, b) => (a.label === b.label && a.value === b.value ? 1 : 0),
  matchAt: 1,
  place: (a, b) => (a.value === b.value ? 1 : 0),
  fuse: (marks) => marks[0]?.value ?? 0,
  method: 'same place',
  figures: () => [],
})
const pick = defineKind({ ...point, id: 'pick', many: false, place: () => 1 } as Kind)
const kinds = new Map<string, Kind>([
  ['point', point as Kind],
  ['pick', pick],
])

const label = (id: string) => ({ id, name: id, colour: 0, key: null })
const project = {
  id: ulid('PROJECT'),
  name: 'Shelf',
  media: 'image',
  questions: [
    { id: 'things', kind: 'point', title: 'Things', help: '', required: false, labels: [label('cup')], options: {} },
    {
      id: 'mood',
      kind: 'pick',
      title: 'Mood',
      help: '',
      required: false,
      labels: [label('a'), label('b')],
      options: {},
    },
  ],
  brief: {
    who: 'The shop.',
    why: 'To count.',
    use: 'A model.',
    sensitive: null,
    pay: { per: 'task', minor: 50, currency: 'EUR' },
  },
  guidelines: '',
  overlap: 2,
  blind: true,
  state: 'open',
  version: 1,
  sample: true,
  createdAt: 0,
} as unknown as Project

type Said = { readonly things?: number[]; readonly mood?: string }
const answersOf = (said: Said) =>
  JSON.stringify([
    ...(said.things ?? []).map((value, i) => ({
      id: `t${i}`,
      question: 'things',
      kind: 'point',
      label: 'cup',
      value,
      source: 'person',
      confidence: null,
    })),
    ...(said.mood
      ? [{ id: 'm', question: 'mood', kind: 'pick', label: said.mood, value: 0, source: 'person', confidence: null }]
      : []),
  ])

function record(position: number, name: string, state: string, said: Record<string, Said>, accepted?: Said): RawRecord {
  const task = ulid(`T${position}`)
  return {
    task: {
      id: task,
      project: project.id,
      position,
      priority: 0,
      name,
      overlap: 2,
      state,
      createdAt: 0,
      media: JSON.stringify({
        type: 'image',
        blob: 'ab'.repeat(32),
        mime: 'image/jpeg',
        bytes: 3_000,
        width: 40,
        height: 30,
        orientation: 1,
      }),
      fields: '{}',
      prefill: '[]',
    },
    annotations: Object.entries(said).map(([who, what], i) => ({
      id: ulid(`A${position}X${i}`),
      project: project.id,
      task,
      lease: ulid(`L${position}X${i}`),
      person: person(who),
      answers: answersOf(what),
      activeMs: 60_000,
      version: 1,
      submittedAt: 1_000 + position,
      surplus: false,
      supersedes: null,
    })),
    reviews: accepted
      ? [
          {
            id: ulid(`R${position}`),
            task,
            reviewer: person('rev'),
            verdict: 'accept',
            annotation: null,
            answers: answersOf(accepted),
            category: null,
            reason: '',
            at: 2_000,
          },
        ]
      : [],
    consensus: null,
  } as unknown as RawRecord
}

const records = [
  record(0, 'a.jpg', 'done', { ann: { things: [1, 2], mood: 'a' }, bob: { things: [1], mood: 'a' } }),
  record(1, 'b.jpg', 'done', { ann: {}, bob: {} }),
  record(2, 'c.jpg', 'done', { ann: { mood: 'a' }, bob: { mood: 'b' } }),
  record(3, 'd.jpg', 'open', { ann: { things: [5] } }),
  record(4, 'e.jpg', 'open', {}),
  record(5, 'f.jpg', 'set-aside', {}),
  record(6, 'g.jpg', 'settled', { ann: { things: [1] }, bob: { things: [2] } }, { things: [1, 2] }),
  record(7, 'h.jpg', 'settled', { ann: { things: [1] }, bob: { things: [1] } }, {}),
]

const source: RecordSource = {
  project,
  annotators: [
    { id: person('ann') as never, simulated: true, annotations: 6, activeMs: 360_000 },
    { id: person('bob') as never, simulated: false, annotations: 5, activeMs: 300_000 },
  ],
  reviewers: [{ id: person('rev') as never, simulated: false, annotations: 0, activeMs: 0 }],
  perAnnotator: [],
  // Pages of three, so that borders are crossed.
  page: async (after, annotator) =>
    records
      .filter((r) => r.task.position > after)
      .filter((r) => annotator === null || r.annotations.some((a) => a.person === annotator))
      .slice(0, 3),
}

/** A format that carries points only, in two passes. */
const lines: ExportMapping = {
  format: 'jsonl',
  media: ['image'],
  refuses: () => null,
  warnings: () => ['Moods are not carried.'],
  async *write(input) {
    yield {
      path: 'items.txt',
      chunks: (async function* () {
        for await (const item of input.items()) {
          const moods = item.answers.filter((mark) => mark.kind === 'pick').length
          if (moods > 0) input.leaveOut('moods', moods)
          const points = item.answers.filter((mark) => mark.kind === 'point').map((mark) => mark.value)
          yield `${item.file} ${item.split} [${points}]\n`
        }
      })(),
    }
    let count = 0
    for await (const _ of input.items()) count += 1
    yield { path: 'count.txt', chunks: [`${count}`] }
  },
}

const base: ExportRequest = {
  format: 'jsonl',
  answers: 'consensus',
  split: null,
  seed: 1,
  media: false,
  categoryBase: 1,
}
const written = (request: Partial<ExportRequest>, to: string, mapping: ExportMapping | null = lines) =>
  writeExport({
    source,
    request: { ...base, ...request },
    mapping,
    kinds,
    locate: () => join(folder, 'medium'),
    to: join(folder, to),
    progress: () => undefined,
  })

const read = (name: string) => unzipText(join(folder, name))

describe('writeExport', () => {
  it('IMG4, DAT2: says of every task what became of it, empty on purpose apart from not labelled', async () => {
    const { tally, warnings } = await written({}, 'consensus.zip')
    expect(tally).toEqual({
      exported: 2,
      'empty-on-purpose': 2,
      contested: 1,
      'not-finished': 1,
      'not-labelled': 1,
      'set-aside': 1,
      'not-reviewed': 0,
    })
    expect(Object.values(tally).reduce((a, b) => a + b)).toBe(records.length)
    expect(warnings).toContain('Moods are not carried.')
    expect(warnings).toContain('1 left out: moods')
    const files = await read('consensus.zip')
    // a: both saw 1, one saw 2, which is no majority; b and h are confirmed empty; g is the reviewer's.
    expect(files['items.txt']).toBe(
      'images/a.jpg null [1]\nimages/b.jpg null []\nimages/g.jpg null [1,2]\nimages/h.jpg null []\n',
    )
    expect(files['count.txt']).toBe('4')
    const manifest = JSON.parse(files['manifest.json']!)
    expect(manifest).toMatchObject({ tasks: 8, tally, simulated_annotators: 1 })
    expect(manifest.left_out).toMatchObject({ moods: 1 })
    expect(manifest.files.map((file: { path: string }) => file.path)).toEqual(['items.txt', 'count.txt', 'README.md'])
  })

  it('takes what a reviewer settled and nothing else', async () => {
    const { tally } = await written({ answers: 'reviewed' }, 'reviewed.zip')
    expect(tally).toMatchObject({
      exported: 1,
      'empty-on-purpose': 1,
      'not-reviewed': 3,
      'not-finished': 1,
      'not-labelled': 1,
      'set-aside': 1,
    })
    expect((await read('reviewed.zip'))['items.txt']).toBe('images/g.jpg null [1,2]\nimages/h.jpg null []\n')
  })

  it('QLT4: gives every annotator a folder under a pseudonym, and no name or id anywhere', async () => {
    await written({ answers: 'all' }, 'all.zip')
    const files = await read('all.zip')
    expect(Object.keys(files).filter((path) => path.startsWith('by/'))).toEqual([
      'by/annotator-01/items.txt',
      'by/annotator-01/count.txt',
      'by/annotator-02/items.txt',
      'by/annotator-02/count.txt',
    ])
    expect(files['by/annotator-02/items.txt']).toBe(
      'images/a.jpg null [1]\nimages/b.jpg null []\nimages/c.jpg null []\nimages/g.jpg null [2]\nimages/h.jpg null [1]\n',
    )
    const raw = await written({ answers: 'all' }, 'raw.zip', null)
    expect(raw.tally).toMatchObject({ 'not-labelled': 1, 'set-aside': 1 })
    const everything = { ...files, ...(await read('raw.zip')) }
    for (const id of [person('ann'), person('bob'), person('rev')]) {
      expect(Object.values(everything).join('\n')).not.toContain(id)
    }
    const rows = everything['raw.jsonl']!.trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(rows.map((row) => row.annotations.map((a: { annotator: string }) => a.annotator))).toEqual([
      ['annotator-01', 'annotator-02'],
      ['annotator-01', 'annotator-02'],
      ['annotator-01', 'annotator-02'],
      ['annotator-01'],
      [],
      [],
      ['annotator-01', 'annotator-02'],
      ['annotator-01', 'annotator-02'],
    ])
    expect(rows[6].reviews).toMatchObject([{ reviewer: 'reviewer-01', verdict: 'accept' }])
  })

  it('invariant 8: writes the same bytes twice, media and split included', async () => {
    const request = { media: true, split: [50, 25, 25] as [number, number, number], seed: 3 }
    const one = await written(request, 'one.zip')
    const two = await written(request, 'two.zip')
    expect(two.sha256).toBe(one.sha256)
    const files = await read('one.zip')
    expect(files['images/a.jpg']).toHaveLength(3_000)
    expect(JSON.parse(files['manifest.json']!).splits).toEqual({ train: 2, val: 1, test: 1 })
    expect(files['items.txt']!.match(/ (train|val|test) /g)).toHaveLength(4)
  })

  it('tells on the card who asked, that annotators were simulated, the hours and the pay', async () => {
    await written({}, 'card.zip')
    const card = (await read('card.zip'))['README.md']!
    expect(card).toContain('**Simulated annotators.**')
    expect(card).toContain('The shop.')
    // 660 s are 0.18 h; 11 annotations at 0.50 are 5.50, or 30.00 an hour.
    expect(card).toContain('2 annotators (1 of them simulated) made 11 annotations in 0.18 hours')
    expect(card).toContain('0.50 EUR per task; 5.50 EUR due in all, which is 30.00 EUR for an hour')
    expect(card).toContain('| empty on purpose | 2 |')
    expect(card).toContain('| **all** | **8** |')
  })
})
