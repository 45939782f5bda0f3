// Texts in and out: byte for byte, by code points, with every bad row named.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readConll, spansOfTags } from '@etabli/formats'
import type { ExportItem, ImportRow } from '@etabli/modality-kit'
import { memoryTree, readAll, writeAll } from '@etabli/modality-kit/testing'
import type { Answers, LabelId, MarkId } from '@etabli/schema'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyItem, hardTexts, spanQuestion, textItem, textProject } from '../testing.ts'
import { conllOut } from './conll-out.ts'
import { csvIn, jsonlIn, plainIn } from './texts-in.ts'
import { csvOut, jsonlOut } from './texts-out.ts'

const python = hasPython()

function hasPython(): boolean {
  try {
    execFileSync('python3', ['--version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

function spans(list: readonly (readonly [number, number, string])[]): Answers {
  return list.map(([start, end, label], index) => ({
    id: `m${index}` as MarkId,
    question: spanQuestion.id,
    kind: 'span',
    label: label as LabelId,
    value: { start, end },
    source: 'person',
    confidence: null,
  }))
}

const decoded = (bytes: Uint8Array | undefined) =>
  new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
const issuesOf = (rows: readonly ImportRow[]) => rows.flatMap((row) => ('issue' in row ? [row.issue] : []))
const tasksOf = (rows: readonly ImportRow[]) => rows.flatMap((row) => ('task' in row ? [row.task] : []))

/** Python checks every span of every row: text[start:end] == quote, and prints how many it saw. */
const CHECK = `
import csv, json, sys
csv.field_size_limit(10**9)
seen = 0
def check(text, offsets, entities):
    global seen
    assert offsets == 'unicode code points, [start, end)', offsets
    for e in entities:
        assert text[e['start']:e['end']] == e['quote'], (text, e)
        seen += 1
with open(sys.argv[1], encoding='utf-8', newline='') as f:
    for line in f.read().split('\\n'):
        if line:
            row = json.loads(line)
            check(row['text'], row['offsets'], row['entities'])
with open(sys.argv[2], encoding='utf-8', newline='') as f:
    for row in csv.DictReader(f):
        check(row['text'], row['offsets'], json.loads(row['entities']))
print(seen)
`

describe('TXT1', () => {
  it.skipIf(!python)(
    `in every export Python's text[start:end] == quote, over ZWJ, astral, combining, CRLF and RTL${python ? '' : ' (no python3 here)'}`,
    async () => {
      // Every stretch of every hard text, and random ones.
      const items: ExportItem[] = hardTexts.map((text, index) => {
        const { length } = [...text]
        const all = Array.from(
          { length },
          (_, start) => [start, Math.min(length, start + 1 + (start % 7)), 'person'] as const,
        )
        return textItem(`hard-${index}`, text, spans(all))
      })
      for (const [index, item] of fc.sample(anyItem, { numRuns: 100, seed: 1 }).entries()) {
        items.push({ ...item, task: { ...item.task, name: `any-${index}` } })
      }
      const folder = mkdtempSync(join(tmpdir(), 'etabli-text-'))
      try {
        const paths = ['texts.jsonl', 'texts.csv'].map((name) => join(folder, name))
        const written = [await writeAll(jsonlOut, textProject, items), await writeAll(csvOut, textProject, items)]
        for (const [index, path] of paths.entries())
          writeFileSync(path, Object.values(written[index]?.files ?? {})[0] ?? '')
        const seen = execFileSync('python3', ['-c', CHECK, ...paths], { encoding: 'utf-8' })
        const count = items.flatMap(({ answers }) => answers.filter(({ kind }) => kind === 'span')).length
        expect(Number(seen)).toBe(2 * count)
      } finally {
        rmSync(folder, { recursive: true })
      }
    },
  )
})

describe('TXT2: byte for byte', () => {
  it.each([
    ['jsonl', jsonlOut, jsonlIn],
    ['csv', csvOut, csvIn],
  ] as const)('%s carries every text unchanged', async (_name, out, into) => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: 'grapheme', minLength: 1 }).filter((text) => text.isWellFormed()),
        async (text) => {
          const { files } = await writeAll(out, textProject, [textItem('t', text, [])])
          const [task] = tasksOf(await readAll(into, memoryTree(files), textProject))
          expect(task?.media).toEqual({ type: 'text', text })
        },
      ),
    )
  })
  it('a text file keeps its byte order mark, line ends and last blank', async () => {
    const text = '\uFEFFone\r\ntwo\rthree \n'
    const rows = await readAll(plainIn, memoryTree({ 'a/b.txt': text }), textProject)
    expect(tasksOf(rows)).toMatchObject([{ name: 'a/b.txt', media: { text } }])
  })
  it('a mail in Latin-1 is refused by its name and first such line; NULs, bare returns and long lines come in', async () => {
    const kept = `From: a\r\n\u0000\rb\n${'x'.repeat(50_000)}\n`
    // "Größe" in Latin-1, behind a line that is UTF-8 over two chunks' worth of bytes.
    const latin = Buffer.concat([
      Buffer.from(`é${'y'.repeat(70_000)}\n\nGr`),
      Buffer.from([0xf6, 0xdf]),
      Buffer.from('e\n'),
    ])
    const rows = await readAll(plainIn, memoryTree({ 'b.txt': kept, 'c.txt': new Uint8Array(latin) }), textProject)
    expect(tasksOf(rows)).toMatchObject([{ name: 'b.txt', media: { text: kept } }])
    expect(issuesOf(rows)).toEqual([
      {
        file: 'c.txt',
        line: 3,
        code: 'file.encoding',
        message: 'Line 3 of this file is not UTF-8. Save the file as UTF-8.',
      },
    ])
  })
})

describe('TXT3: CoNLL', () => {
  it('re-reads to the same spans, and lists those it cannot carry', async () => {
    const text = 'Ask Théo Roux\nin Saint-Malo, now.'
    //            0   4    9     14 17 22   28 31
    const answers = spans([
      [4, 13, 'person'],
      [17, 27, 'place'],
      [17, 22, 'thing'], // overlaps Saint-Malo
      [29, 31, 'thing'], // ends inside "now"
    ])
    const { files, leftOut } = await writeAll(conllOut, textProject, [textItem('a (1)', text, answers)])
    expect(leftOut).toEqual({ 'overlaps another span': 1, 'does not begin and end with a token': 1 })
    const { document, issues } = readConll(files['texts.conll'] ?? '')
    expect(issues).toEqual([])
    expect(document).toHaveLength(1)
    expect(document[0]?.id).toBe('a (1)')
    expect(
      document[0]?.sentences.map((sentence) => sentence.map((token) => `${token.text}/${token.tag}`).join(' ')),
    ).toEqual(['Ask/O Théo/B-person Roux/I-person', 'in/O Saint/B-place -/I-place Malo/I-place ,/O now/O ./O'])
  })
  it('keeps a span over a line end in one sentence', async () => {
    const { files, leftOut } = await writeAll(conllOut, textProject, [
      textItem('t', 'at New\r\nYork now', spans([[3, 12, 'place']])),
    ])
    expect(leftOut).toEqual({})
    const sentences = readConll(files['texts.conll'] ?? '').document[0]?.sentences ?? []
    expect(sentences.map((sentence) => spansOfTags(sentence.map(({ tag }) => tag)))).toEqual([
      [{ start: 1, end: 3, label: 'place' }],
    ])
  })
  it('for any text and spans: what is carried and what is left out is all there is', async () => {
    await fc.assert(
      fc.asyncProperty(anyItem, async (item) => {
        const { files, leftOut } = await writeAll(conllOut, textProject, [item])
        const { document, issues } = readConll(files['texts.conll'] ?? '')
        expect(issues).toEqual([])
        const read = document.flatMap(({ sentences }) =>
          sentences.flatMap((one) => spansOfTags(one.map(({ tag }) => tag))),
        )
        const lost = Object.values(leftOut).reduce((sum, count) => sum + count, 0)
        expect(read.length + lost).toBe(item.answers.length)
      }),
      { numRuns: 60 },
    )
  })
})

describe('imports', () => {
  const read = (body: string, file = 'a.jsonl') =>
    readAll(file.endsWith('.csv') ? csvIn : jsonlIn, memoryTree({ [file]: body }), textProject)
  const line = (row: unknown) => `${JSON.stringify(row)}\n`

  it('TXT5: a span whose quote differs from its slice is refused showing both; the rest show, once', async () => {
    const good = { start: 0, end: 4, label: 'person', quote: 'Théo' }
    const rows = await read(
      line({
        id: 1,
        text: 'Théo in Lyon',
        entities: [good, { start: 8, end: 12, label: 'place', quote: 'Nice' }, good],
      }),
    )
    expect(issuesOf(rows)).toMatchObject([{ file: 'a.jsonl', line: 1, path: 'entities[1]' }])
    expect(issuesOf(rows)[0]?.message).toBe('the quote is "Nice" but characters 8 to 12 are "Lyon"')
    expect(tasksOf(rows)).toMatchObject([{ name: '1', prefill: [{ label: 'person', value: { start: 0, end: 4 } }] }])
  })
  it('TXT6: a bad row is named by file, line, field and reason; the good ones stay', async () => {
    const rows = await read(
      [
        line({ id: 'a', text: 'fine' }),
        'not json\n',
        line({ id: 'b' }),
        line({ id: 'c', text: '' }),
        line({ id: 'd', text: 'x', entities: [{ start: 0, end: 9, label: 'person' }] }),
        line({ id: 'e', text: 'x', offsets: 'utf-16' }),
        '[1]\n',
        '{"id":"f","text":"\\ud83d"}\n',
      ].join(''),
    )
    expect(tasksOf(rows).map(({ name }) => name)).toEqual(['a', 'd'])
    expect(issuesOf(rows).map((issue) => [issue.line, issue.path])).toEqual([
      [2, undefined],
      [3, 'text'],
      [4, 'text'],
      [5, 'entities[0]'],
      [6, 'offsets'],
      [7, undefined],
      [8, 'text'],
    ])
    for (const issue of issuesOf(rows)) expect(issue).toMatchObject({ file: 'a.jsonl' })
  })
  it("reads doccano's spans and class, and shows the other values as fields", async () => {
    const rows = await read(
      line({ id: 7, text: 'Dana', label: [[0, 4, 'person']], lang: 'en', score: 0.5 }) +
        line({ text: 'Dana', label: ['To place'] }),
    )
    expect(issuesOf(rows)).toEqual([])
    expect(tasksOf(rows)).toMatchObject([
      {
        name: '7',
        fields: { lang: 'en', score: '0.5' },
        prefill: [{ kind: 'span', label: 'person', value: { start: 0, end: 4 } }],
      },
      { name: 'a.jsonl:2', prefill: [{ kind: 'single', question: 'intent', label: 'To place' }] },
    ])
  })
  it('takes a column named as a question for a proposed answer', async () => {
    const rows = await read('id,text,intent,lang\r\n1,"Hi, ""you""",To place,fr\r\n', 'a.csv')
    expect(tasksOf(rows)).toMatchObject([
      {
        name: '1',
        media: { text: 'Hi, "you"' },
        fields: { lang: 'fr' },
        prefill: [{ question: 'intent', label: 'To place' }],
      },
    ])
  })
  it('names a CSV without a text column', async () => {
    expect(issuesOf(await read('id,body\n1,x\n', 'a.csv'))).toMatchObject([{ file: 'a.csv', line: 1, path: 'text' }])
  })
  it('sniffs its files only', async () => {
    const tree = memoryTree({ 'a.jsonl': '', 'b.txt': '' })
    expect(await jsonlIn.sniff(tree, textProject)).toBeGreaterThan(await plainIn.sniff(tree, textProject))
    expect(await csvIn.sniff(tree, textProject)).toBe(0)
    expect(await jsonlIn.sniff(tree, { ...textProject, media: 'none' })).toBe(0)
  })
})

describe('exports', () => {
  it('writes ids, texts, the unit, spans in order with quotes and votes, classes, and a file a split', async () => {
    const item = textItem(
      't',
      '𝒳 met Dana',
      spans([
        [6, 10, 'person'],
        [0, 1, 'thing'],
      ]),
      { lang: 'en' },
    )
    const votes = new Map([['m0', { votes: 2, of: 3 }]])
    const { files } = await writeAll(jsonlOut, textProject, [
      { ...item, votes, split: 'train' },
      { ...textItem('u', 'x', []), split: 'val' },
    ])
    expect(Object.keys(files)).toEqual(['train.jsonl', 'val.jsonl'])
    expect(JSON.parse(decoded(files['train.jsonl']))).toEqual({
      id: 't',
      text: '𝒳 met Dana',
      offsets: 'unicode code points, [start, end)',
      entities: [
        { start: 0, end: 1, label: 'thing', quote: '𝒳' },
        { start: 6, end: 10, label: 'person', quote: 'Dana', votes: 2, of: 3 },
      ],
      classes: {},
      fields: { lang: 'en' },
    })
  })
})
