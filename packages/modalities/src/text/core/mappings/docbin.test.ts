// DocBin: where spans go, worked by hand; and of any texts and marks, by a reader of our own, the text is the same and
// every mark is in the file or in the list of what was left out. That spaCy reads it is in `trainers.test.ts`.
import { inflateSync } from 'node:zlib'
import { type ReadDoc, type ReadSpan, readDocBin } from '@etabli/formats/testing'
import type { ExportItem } from '@etabli/modality-kit'
import { writeAll } from '@etabli/modality-kit/testing'
import type { Answers, Project } from '@etabli/schema'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { textItem } from '../testing.ts'
import { fullItems, fullProject } from '../testing-formats.ts'
import { docbinOut } from './docbin-out.ts'

const made = { source: 'person', confidence: null }
const span = (id: string, label: string, start: number, end: number, parts?: unknown) => ({
  ...made,
  ...{ id, question: 'entities', kind: 'span', label, value: { start, end, ...(parts ? { parts } : {}) } },
})

async function written(items: readonly ExportItem[], project: Project = fullProject) {
  const { files, leftOut } = await writeAll(docbinOut, project, items)
  const docs = readDocBin(inflateSync(files['texts.spacy'] ?? new Uint8Array()))
  const list = new TextDecoder().decode(files['left-out.jsonl'] ?? new Uint8Array())
  const lost = list.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line) as Lost]))
  return { docs, lost, leftOut, paths: Object.keys(files) }
}

interface Lost {
  readonly task: string
  readonly mark: string
  readonly reason: string
}

async function one(text: string, marks: readonly unknown[]): Promise<ReadDoc> {
  const { docs } = await written([textItem('t', text, marks as Answers)])
  const [doc] = docs
  if (!doc) throw new Error('nothing was written')
  return doc
}

describe('spaCy’s DocBin', () => {
  it('TXT2: keeps each blank, tab and line end, one blank with the token before it', async () => {
    const { tokens, text } = await one(' a  b\tc \r\n\n d\u00a0e\u200b. ', [])
    expect(text).toBe(' a  b\tc \r\n\n d\u00a0e\u200b. ')
    // As spacy.blank("xx") cuts it, but that the zero-width space, a sign to spaCy, is apart from “e”.
    expect(tokens).toEqual([' ', 'a', ' ', 'b', '\t', 'c', '\r\n\n ', 'd', '\u00a0', 'e', '\u200b', '.'])
  })
  it('TXT3: spans that overlap are in doc.spans["sc"], and doc.ents leaves their words open', async () => {
    //            0   4    9    14
    const text = 'New York City, Ann'
    const doc = await one(text, [span('a', 'place', 0, 13), span('b', 'place', 0, 8), span('c', 'person', 15, 18)])
    expect(doc.groups['sc']).toEqual([
      { start: 0, end: 8, label: 'place', quote: 'New York' },
      { start: 0, end: 13, label: 'place', quote: 'New York City' },
      { start: 15, end: 18, label: 'person', quote: 'Ann' },
    ])
    expect(doc.tags).toEqual(['', '', '', 'O', 'B-person'])
  })
  it('TXT3: a span within a word parts the word, and is where it was', async () => {
    const doc = await one('unbelievable 😀x', [span('a', 'thing', 2, 9), span('b', 'person', 14, 15)])
    expect(doc.tokens).toEqual(['un', 'believa', 'ble', '😀', 'x'])
    expect(doc.tags).toEqual(['O', 'B-any thing', 'O', 'O', 'B-person'])
    expect(doc.groups['sc']?.map(({ quote }) => quote)).toEqual(['believa', 'x'])
  })
  it('TXT3: a span that begins or ends with a blank is in the group only: spaCy’s trainer has no entity so', async () => {
    const doc = await one('to Ann here', [span('a', 'person', 2, 6), span('b', 'place', 6, 8)])
    expect(doc.groups['sc']?.map(({ quote }) => quote)).toEqual([' Ann', ' h'])
    expect(doc.tokens).toEqual(['to', ' ', 'Ann', ' ', 'h', 'ere'])
    expect(doc.tags).toEqual(['O', '', '', '', '', 'O'])
    expect(doc.text).toBe('to Ann here')
  })
  it('classes are cats, other answers and fields are user data, relations and parts are listed as left out', async () => {
    const marks = [
      span('a', 'person', 0, 3),
      span('b', 'thing', 0, 8, [
        { start: 0, end: 3 },
        { start: 7, end: 8 },
      ]),
      { ...made, id: 'r', question: 'links', kind: 'relation', label: 'works-for', value: { from: 'a', to: 'b' } },
      { ...made, id: 'i', question: 'intent', kind: 'single', label: 'place', value: null },
    ]
    const { docs, lost } = await written([textItem('t 1', 'Ann saw B', marks as unknown as Answers, { lang: 'en' })])
    expect(docs).toMatchObject([
      {
        groups: { sc: [{ quote: 'Ann' }] },
        tags: ['B-person', 'O', 'O'],
        cats: { 'To person': 0, 'To place': 1, 'To thing': 0 },
        userData: { id: 't 1', fields: { lang: 'en' }, answers: { intent: 'To place' } },
      },
    ])
    expect(lost.map(({ mark, reason }) => [mark, reason])).toEqual([
      ['b', 'a span in several parts'],
      ['r', 'a relation'],
    ])
  })
  it('says nothing of entities where the project asks for none', async () => {
    const project = { ...fullProject, questions: fullProject.questions.filter(({ kind }) => kind === 'single') }
    const { docs } = await written([textItem('t', 'Ann saw', [])], project)
    expect(docs).toMatchObject([{ tags: ['', ''], groups: {}, cats: {} }])
    expect(docbinOut.warnings(project)).toEqual([])
  })
  it('names its files as spaCy’s config does', async () => {
    const items = (['train', 'val', 'test'] as const).map((split) => ({ ...textItem(split, 'Ann', []), split }))
    const { files } = await writeAll(docbinOut, fullProject, items)
    expect(Object.keys(files)).toEqual(['train.spacy', 'dev.spacy', 'test.spacy'])
  })
  it('TXT2, TXT3: any text is the same, and every mark is in the file or in the list', async () => {
    await fc.assert(
      fc.asyncProperty(fullItems, async (items) => {
        const { docs, lost } = await written(items)
        expect(docs.map(({ text }) => text)).toEqual(items.map(({ task }) => 'text' in task.media && task.media.text))
        for (const [at, { task, answers }] of items.entries()) {
          const doc = docs[at]
          const gone = lost.filter((one) => one.task === task.name).map(({ mark }) => mark)
          const kept = answers.filter(({ id, kind }) => kind === 'span' && !gone.includes(id))
          expect(doc?.groups['sc']?.map(said).toSorted()).toEqual(kept.map(saidMark).toSorted())
          const spans = doc?.groups['sc'] ?? []
          expect(doc?.entities).toEqual(spans.filter((span) => isApart(span, spans)))
          const plain = ['single', 'multiple']
          expect([...gone, ...kept.map(({ id }) => id)].toSorted()).toEqual(
            answers.flatMap(({ id, kind }) => (plain.includes(kind) ? [] : [id])).toSorted(),
          )
        }
      }),
      { numRuns: 120 },
    )
  })
})

const said = ({ start, end, label }: { start: number; end: number; label: string }) => `${start} ${end} ${label}`
function saidMark({ value, label }: Answers[number]): string {
  return said({ ...(value as { start: number; end: number }), label: label === 'thing' ? 'any thing' : (label ?? '') })
}

/** The code points of which Python 3.11 says `chr(n).isspace()`. */
const BLANKS = new Set([
  ...[0x9, 0xa, 0xb, 0xc, 0xd, 0x1c, 0x1d, 0x1e, 0x1f, 0x20, 0x85, 0xa0, 0x1680, 0x2000, 0x2001, 0x2002, 0x2003],
  ...[0x2004, 0x2005, 0x2006, 0x2007, 0x2008, 0x2009, 0x200a, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000],
])

/** Whether a span shares no character with another, and neither begins nor ends with a blank. */
function isApart(span: ReadSpan, spans: readonly ReadSpan[]): boolean {
  const others = spans.filter((other) => other !== span && other.start < span.end && other.end > span.start)
  const signs = Array.from(span.quote, (sign) => sign.codePointAt(0) ?? 0)
  return others.length === 0 && ![signs.at(0), signs.at(-1)].some((sign) => BLANKS.has(sign ?? 0))
}
