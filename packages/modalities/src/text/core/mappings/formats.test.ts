// Every format of texts, out and in again: no mark is lost in silence, and the text is the same byte for byte.
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ExportMapping, ImportMapping } from '@etabli/modality-kit'
import { memoryTree, writeAll } from '@etabli/modality-kit/testing'
import type { Answers } from '@etabli/schema'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { text } from '../index.ts'
import { createPassage } from '../passage.ts'
import { hardTexts, textItem } from '../testing.ts'
import { accountOf, fullItems, fullProject } from '../testing-formats.ts'
import { bratIn } from './brat-in.ts'
import { bratOut } from './brat-out.ts'
import { conlluIn } from './conll-in.ts'
import { conlluOut } from './conllu-out.ts'
import { hfIn } from './hf-in.ts'
import { hfOut } from './hf-out.ts'
import { doccanoOut, prodigyOut, spacyOut } from './json-out.ts'
import { labelStudioIn } from './label-studio-in.ts'
import { labelStudioOut } from './label-studio-out.ts'
import { csvIn, doccanoIn, jsonlIn, prodigyIn, spacyIn } from './texts-in.ts'
import { csvOut, jsonlOut } from './texts-out.ts'
import { webannoIn } from './webanno-in.ts'
import { webannoOut } from './webanno-out.ts'

/** The pairs; `fields`: the format carries what is shown beside the text. */
const PAIRS: readonly (readonly [
  name: string,
  out: ExportMapping,
  into: ImportMapping,
  carries: { fields: boolean },
])[] = [
  ['jsonl', jsonlOut, jsonlIn, { fields: true }],
  ['csv', csvOut, csvIn, { fields: true }],
  ['doccano', doccanoOut, doccanoIn, { fields: true }],
  ['prodigy', prodigyOut, prodigyIn, { fields: true }],
  ['spacy', spacyOut, spacyIn, { fields: true }],
  ['conllu', conlluOut, conlluIn, { fields: false }],
  ['hf-datasets', hfOut, hfIn, { fields: true }],
  ['webanno-tsv', webannoOut, webannoIn, { fields: false }],
  ['brat', bratOut, bratIn, { fields: false }],
  ['label-studio', labelStudioOut, labelStudioIn, { fields: true }],
]

describe.each(PAIRS)('%s', (_name, out, into, carries) => {
  it('TXT3, TXT6: our own export re-imports unchanged; each mark it cannot carry is listed', async () => {
    await fc.assert(
      fc.asyncProperty(fullItems, async (items) => {
        const { issues, seen, given, tasks } = await accountOf(out, into, items)
        expect(issues).toEqual([])
        expect(seen).toEqual(given)
        expect([...tasks.keys()]).toEqual(items.map(({ task }) => task.name))
      }),
      { numRuns: 120 },
    )
  })
  it('is known by name and content, before every other format', async () => {
    const mark = { id: 'm', question: 'entities', kind: 'span', label: 'person', value: { start: 0, end: 4 } }
    const answers = [{ ...mark, source: 'person', confidence: null }] as unknown as Answers
    const { files } = await writeAll(out, fullProject, [textItem('t', 'Dana was here.', answers)])
    const tree = memoryTree({ ...files, 'README.md': '# card', 'manifest.json': '{}' })
    const sure = await Promise.all(
      text.imports.map(async (mapping) => [await mapping.sniff(tree, fullProject), mapping.format] as const),
    )
    const [best] = sure.toSorted(([a], [b]) => b - a)
    expect(best?.[1]).toBe(into.format)
  })
  it('TXT2: text goes out and in byte for byte, and what is shown beside it where the format has a place', async () => {
    await fc.assert(
      fc.asyncProperty(fullItems, async (items) => {
        const { tasks } = await accountOf(out, into, items)
        for (const { task } of items) {
          expect(tasks.get(task.name)?.media).toEqual(task.media)
          expect(tasks.get(task.name)?.fields).toEqual(carries.fields ? task.fields : {})
        }
      }),
      { numRuns: 120 },
    )
  })
})

const CHECK = `
import json, os, sys
folder, seen = sys.argv[1], 0
expected = {e['id']: e for e in map(json.loads, open(os.path.join(folder, 'expected.jsonl'), encoding='utf-8', newline='\\n'))}
def rows(name):
    with open(os.path.join(folder, name, 'texts.jsonl'), encoding='utf-8', newline='\\n') as f:
        return [json.loads(line) for line in f.read().split('\\n') if line]
def check(id, text, spans):
    global seen
    quotes = sorted(text[s:e] for s, e in spans)
    assert text == expected[id]['text'] and quotes == expected[id]['quotes'], (id, quotes)
    seen += len(quotes)
for r in rows('doccano'): check(r['id'], r['text'], [(e['start_offset'], e['end_offset']) for e in r['entities']])
for r in rows('prodigy'):
    check(r['id'], r['text'], [(s['start'], s['end']) for s in r['spans']])
    for t in r['tokens']: assert r['text'][t['start']:t['end']] == t['text']
for r in rows('spacy'): check(r['id'], r['text'], [(s, e) for s, e, _ in r['entities']])
with open(os.path.join(folder, 'label-studio', 'texts.json'), encoding='utf-8', newline='') as f:
    for t in json.load(f):
        check(t['data']['id'], t['data']['text'], [(r['value']['start'], r['value']['end']) for r in t['annotations'][0]['result'] if r['type'] == 'labels'])
for id in expected:
    with open(os.path.join(folder, 'brat', id + '.txt'), encoding='utf-8', newline='') as f: text = f.read()
    with open(os.path.join(folder, 'brat', id + '.ann'), encoding='utf-8', newline='\\n') as f: lines = f.read().split('\\n')
    check(id, text, [tuple(map(int, (line.split('\\t')[1].split(' ', 1)[1].split(' ')[0], line.split('\\t')[1].split(' ')[-1]))) for line in lines if line.startswith('T')])
    with open(os.path.join(folder, 'webanno', id + '.tsv'), encoding='utf-8', newline='\\n') as f: body = f.read().split('\\n')
    units = text.encode('utf-16-le')
    for line in body:
        cells = line.split('\\t')
        if len(cells) > 3 and not line.startswith('#'):
            start, end = map(int, cells[1].split('-'))
            assert units[2 * start:2 * end].decode('utf-16-le') == cells[2], (id, cells)
print(seen)
`

const python = spawnSync('python3', ['--version']).status === 0

describe('TXT1', () => {
  it.skipIf(!python)(
    `Python's text[start:end] is the quote in every export, UTF-16 where the format says so${python ? '' : ' (no python3 here)'}`,
    async () => {
      const items = hardTexts.map((hard, index) => {
        // Every token of every hard text, so that each format carries all of them.
        const marks = createPassage(hard).tokens.map(({ start, end }, at) => ({
          ...{ id: `m${at}`, question: 'entities', kind: 'span', label: 'person', value: { start, end } },
          ...{ source: 'person', confidence: null },
        }))
        return textItem(`hard-${index}`, hard, marks as unknown as Answers)
      })
      const folder = mkdtempSync(join(tmpdir(), 'etabli-formats-'))
      try {
        const outs = { doccano: doccanoOut, prodigy: prodigyOut, spacy: spacyOut, 'label-studio': labelStudioOut }
        for (const [name, out] of Object.entries({ ...outs, brat: bratOut, webanno: webannoOut })) {
          mkdirSync(join(folder, name))
          const { files, leftOut } = await writeAll(out, fullProject, items)
          expect(leftOut).toEqual({})
          for (const [path, bytes] of Object.entries(files)) writeFileSync(join(folder, name, path), bytes)
        }
        const expected = items.map(({ task, answers }) => {
          const points = Array.from(task.media.type === 'text' ? task.media.text : '')
          const quotes = answers.map(({ value }) => {
            const { start, end } = value as { start: number; end: number }
            return points.slice(start, end).join('')
          })
          const byPoints = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b))
          return { id: task.name, text: points.join(''), quotes: quotes.toSorted(byPoints) }
        })
        writeFileSync(join(folder, 'expected.jsonl'), expected.map((one) => `${JSON.stringify(one)}\n`).join(''))
        const { stdout, stderr } = spawnSync('python3', ['-c', CHECK, folder], { encoding: 'utf-8' })
        expect(stderr).toBe('')
        expect(Number(stdout)).toBe(5 * items.flatMap(({ answers }) => answers).length)
      } finally {
        rmSync(folder, { recursive: true })
      }
    },
  )
})
