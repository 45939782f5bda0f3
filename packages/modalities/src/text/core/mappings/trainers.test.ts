// spaCy and Hugging Face `datasets` read our exports, as they are. Skipped where the Python on the path, or the one that
// ETABLI_PYTHON names, has them not: `pip install spacy datasets`.
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { inflateSync } from 'node:zlib'
import { readDocBin } from '@etabli/formats/testing'
import type { ExportItem, ExportMapping } from '@etabli/modality-kit'
import { writeAll } from '@etabli/modality-kit/testing'
import type { Answers } from '@etabli/schema'
import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createPassage } from '../passage.ts'
import { hardTexts, textItem } from '../testing.ts'
import { fullItems, fullProject } from '../testing-formats.ts'
import { conllOut } from './conll-out.ts'
import { docbinOut } from './docbin-out.ts'
import { hfOut } from './hf-out.ts'
import { doccanoOut, prodigyOut, spacyOut } from './json-out.ts'
import { jsonlOut } from './texts-out.ts'
import { CONLL, DOCBIN, FOLDER, LOADED, ROWS, TRAIN } from './trainers-scripts.ts'

const PYTHON = process.env['ETABLI_PYTHON'] ?? 'python3'
/** Not in the repository, whose folder `datasets` Python would take for the library. */
const cwd = tmpdir()
const hasLibrary = (script: string) => spawnSync(PYTHON, ['-c', script], { cwd }).status === 0

/** Runs a script with its arguments; what it prints last, as JSON. Throws with what it said where it failed. */
function saidByPython(script: string, ...args: readonly string[]): unknown {
  const env = { ...process.env, HF_HUB_OFFLINE: '1', PYTHONIOENCODING: 'utf-8' }
  const options = { cwd, encoding: 'utf8', env, maxBuffer: 100_000_000 } as const
  const { status, stdout, stderr } = spawnSync(PYTHON, ['-c', script, ...args], options)
  if (status !== 0) throw new Error(stderr)
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '')
}

const folder = mkdtempSync(join(tmpdir(), 'etabli-trainers-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** Texts with every blank, words that spaCy numbers itself, and whatever marks: the same ones in each run. */
const items: readonly ExportItem[] = [
  ...hardTexts.map((text) => [text, []] as const),
  ...['PERSON and DATE nsubj _ \t tab', '  two  blanks \r\n\n\n', '\u00a0\u3000\u2028x\u200b y\u0085'].map(
    (text) => [text, createPassage(text).tokens.slice(1, 3).map(wordMark)] as const,
  ),
  ...fc
    .sample(fullItems, { seed: 7, numRuns: 100 })
    .flatMap((some) =>
      some.map(({ task, answers }) => [task.media.type === 'text' ? task.media.text : '', answers] as const),
    ),
].map(([text, answers], at) => textItem(`text-${at}`, text, answers as Answers, at % 3 === 0 ? { lang: 'fr' } : {}))

function wordMark({ start, end }: { start: number; end: number }, at: number): unknown {
  const value = { start, end }
  return {
    id: `m${at}`,
    question: 'entities',
    kind: 'span',
    label: 'person',
    value,
    source: 'person',
    confidence: null,
  }
}

/** Writes an export into a folder of its own; the path of its first file. */
async function saved(out: ExportMapping, head = ''): Promise<string> {
  const { files } = await writeAll(out, fullProject, items)
  const [first = ''] = Object.keys(files)
  for (const [path, bytes] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, out.format, path)), { recursive: true })
    writeFileSync(join(folder, out.format, path), bytes)
  }
  if (head !== '') writeFileSync(join(folder, out.format, 'README.md'), `---\n${head}---\n`)
  return join(folder, out.format, first)
}

const textsOf = (all: readonly ExportItem[]) =>
  all.map(({ task }) => (task.media.type === 'text' ? task.media.text : ''))
const SLOW = 180_000

const spacy = hasLibrary('import spacy')
describe.skipIf(!spacy)(`spaCy itself${spacy ? '' : ' (skipped: no Python with spacy here)'}`, () => {
  it('TXT1, TXT2: reads texts, entities, groups of spans and classes of a DocBin as they were written', {
    timeout: SLOW,
  }, async () => {
    const path = await saved(docbinOut)
    const said = saidByPython(DOCBIN, path) as { text: string; groups: { sc: unknown[] } }[]
    expect(said.map(({ text }) => text)).toEqual(textsOf(items))
    // Our own reader, by which the other tests look, sees what spaCy sees.
    const { files } = await writeAll(docbinOut, fullProject, items)
    const own = readDocBin(inflateSync(files['texts.spacy'] ?? new Uint8Array()))
    expect(said).toEqual(own.map((doc) => ({ ...doc, tags: doc.tags.map((tag) => tag.replace(/-$/, '')) })))
    expect(said.flatMap(({ groups }) => groups.sc).length).toBeGreaterThan(200)
  })
  it('trains a pipeline for entities, spans and classes on a DocBin', { timeout: SLOW }, async () => {
    const meta = saidByPython(TRAIN, await saved(docbinOut), folder) as { labels: Record<string, string[]> }
    const names = ['any thing', 'person', 'place']
    expect(meta.labels['ner']?.toSorted()).toEqual(names)
    expect(meta.labels['spancat']?.toSorted()).toEqual(names)
    expect(meta.labels['textcat_multilabel']).toContain('SPORT')
  })
  it('takes every row of the JSONL by Example.from_dict', { timeout: SLOW }, async () => {
    const { files } = await writeAll(spacyOut, fullProject, items)
    const rows = rowsOf(files['texts.jsonl'])
    const said = saidByPython(ROWS, await saved(spacyOut)) as Record<string, unknown>[]
    expect(said).toEqual(rows.map(({ text, entities, cats }) => ({ text, entities, cats: cats ?? {} })))
    expect(rows.flatMap(({ entities }) => entities as unknown[]).length).toBeGreaterThan(100)
  })
})

function rowsOf(bytes: Uint8Array = new Uint8Array()): Record<string, unknown>[] {
  const lines = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes).split('\n')
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line))
}

interface Loaded {
  readonly features: Readonly<Record<string, string>>
  readonly names: Readonly<Record<string, readonly string[] | null>>
  readonly rows: readonly Record<string, unknown>[]
}

const datasets = hasLibrary('from datasets import load_dataset')
describe.skipIf(!datasets)(`datasets itself${datasets ? '' : ' (skipped: no Python with datasets here)'}`, () => {
  let cache = ''
  beforeAll(() => {
    cache = join(folder, 'cache')
  })
  const loaded = (kind: string, path: string) => saidByPython(LOADED, kind, path, cache) as Loaded

  it('load_dataset("parquet") gives tokens, numbered tags and classes with their names', {
    timeout: SLOW,
  }, async () => {
    const { features, names, rows } = loaded('parquet', await saved(hfOut))
    const tags = ['O', 'B-person', 'I-person', 'B-place', 'I-place', 'B-any thing', 'I-any thing']
    expect(names).toMatchObject({
      ner_tags: tags,
      intent: ['To person', 'To place', 'To thing'],
      topics: ['SPORT', 'FOOD'],
    })
    // A list of values: `List(…)` since datasets 4, `Sequence(feature=…)` before.
    expect(features['ner_tags']).toMatch(/^(List|Sequence)\((feature=)?ClassLabel\(/)
    expect(features['tokens']).toMatch(/^(List|Sequence)\((feature=)?Value\(/)
    expect(features['intent']).toMatch(/^ClassLabel\(/)
    expect(rows.map(({ text }) => text)).toEqual(textsOf(items))
    for (const { text, tokens, ner_tags, token_starts, token_ends } of rows as unknown as HfRow[]) {
      const points = Array.from(text)
      expect(tokens).toEqual(token_starts.map((start, at) => points.slice(start, token_ends[at]).join('')))
      expect(ner_tags).toHaveLength(tokens.length)
    }
  })
  it('load_dataset of the folder finds the file by the card', { timeout: SLOW }, async () => {
    await saved(hfOut, hfOut.cardHead?.({ folders: [''], splits: null }))
    const said = saidByPython(FOLDER, join(folder, hfOut.format), cache) as Record<string, string[]>
    expect(said).toEqual({ train: items.map(({ task }) => task.name) })
  })
  it.each([jsonlOut, doccanoOut, prodigyOut, spacyOut])(
    'load_dataset("json") reads $format',
    { timeout: SLOW },
    async (out) => {
      const { rows } = loaded('json', await saved(out))
      const { files } = await writeAll(out, fullProject, items)
      // It adds, as null, what other rows have.
      expect(rows.map(withoutNulls)).toEqual(rowsOf(files['texts.jsonl']).map(withoutNulls))
    },
  )
  it('CoNLL as a few lines of Python read it', { timeout: SLOW }, async () => {
    const said = saidByPython(CONLL, await saved(conllOut)) as { tokens: string[]; tags: string[] }[]
    const { rows } = loaded('parquet', await saved(hfOut))
    const ours = rows as unknown as HfRow[]
    expect(said).toHaveLength(items.length)
    // Words that a column cannot hold (with a blank in them) are in the Parquet only.
    for (const [at, { tokens }] of said.entries()) {
      expect(tokens).toEqual((ours[at]?.tokens ?? []).filter((token) => !/[^\S\uFEFF]/u.test(token)))
    }
  })
})

interface HfRow {
  readonly text: string
  readonly tokens: readonly string[]
  readonly ner_tags: readonly number[]
  readonly token_starts: readonly number[]
  readonly token_ends: readonly number[]
}

/** A row without the keys that hold nothing, at any depth. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, one]) => (one === null ? [] : [[key, withoutNulls(one)]])),
  )
}
