// CoNLL in: what tools write, detected by name and content; and our own export again, word by word.
import { readFileSync } from 'node:fs'
import { memoryTree, readAll, writeAll } from '@etabli/modality-kit/testing'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createPassage } from '../passage.ts'
import { stretchOf } from '../stretches.ts'
import { textItem } from '../testing.ts'
import { fullItems, fullProject } from '../testing-formats.ts'
import { conllIn, conlluIn } from './conll-in.ts'
import { conllBilouOut, conllOut } from './conll-out.ts'
import { conlluOut } from './conllu-out.ts'

const fixture = (name: string) =>
  readFileSync(new URL(`../../../../../formats/src/fixtures/${name}`, import.meta.url), 'utf8')

const read = async (mapping: typeof conllIn, files: Record<string, string | Uint8Array>) => {
  const rows = await readAll(mapping, memoryTree(files), fullProject)
  return {
    tasks: rows.flatMap((row) => ('task' in row ? [row.task] : [])),
    issues: rows.flatMap((row) => ('issue' in row ? [row.issue] : [])),
  }
}
const said = (task: { media: unknown; prefill: readonly { label: string | null; value: unknown }[] } | undefined) => {
  if (!task) return []
  const { text } = task.media as { text: string }
  return task.prefill.map(({ label, value }) => {
    const { start, end } = stretchOf({ value: value as never })
    return [label, Array.from(text).slice(start, end).join('')]
  })
}

describe('CoNLL in', () => {
  it('reads the paper’s sentence, IOB1 by itself', async () => {
    const { tasks, issues } = await read(conllIn, { 'eng.conll': fixture('conll-2003-paper.txt') })
    expect(issues).toEqual([])
    expect(tasks[0]?.media).toEqual({ type: 'text', text: 'U.N. official Ekeus heads for Baghdad .' })
    expect(said(tasks[0])).toEqual([
      ['ORG', 'U.N.'],
      ['PER', 'Ekeus'],
      ['LOC', 'Baghdad'],
    ])
  })
  it('is known by what is in a .txt, and leaves prose alone', async () => {
    const sure = (body: string) => conllIn.sniff(memoryTree({ 'a.txt': body }), fullProject)
    expect(await sure('-DOCSTART- -X- -X- O\n\nEU NNP I-NP I-ORG\nrejects VBZ I-VP O\n')).toBeGreaterThan(0.8)
    expect(await sure('Dear O\nB-side of the record\n')).toBe(0)
    expect(await sure('')).toBe(0)
  })
  it('TXT6: is known by its own name where its first lines are bad, so that they are named', async () => {
    expect(await conllIn.sniff(memoryTree({ 'a.conll': 'Dana B-person\nin\n' }), fullProject)).toBe(0.5)
  })
  it('makes a task a document, or a sentence where the file names no documents; code points throughout', async () => {
    const { tasks } = await read(conllIn, { 'a.iob': '😀 O\nDana B-person\n\nLyon B-place\n' })
    expect(tasks.map(({ name }) => name)).toEqual(['a.iob#1', 'a.iob#2'])
    expect(tasks[0]?.prefill[0]?.value).toEqual({ start: 2, end: 6 })
  })
  it('TXT6: names a bad line, and keeps the rest', async () => {
    const { tasks, issues } = await read(conllIn, { 'a.conll': 'Dana B-person\nin\nLyon B-place\n' })
    expect(issues).toMatchObject([{ file: 'a.conll', line: 2, code: 'conll.columns' }])
    expect(said(tasks[0])).toEqual([
      ['person', 'Dana'],
      ['place', 'Lyon'],
    ])
  })
  it.each([
    ['IOB2', conllOut],
    ['BILOU', conllBilouOut],
  ])('TXT3: our CoNLL (%s) re-reads to the same spans; each span it cannot carry is listed', async (_name, out) => {
    await fc.assert(
      fc.asyncProperty(fullItems, async (items) => {
        const { files } = await writeAll(out, fullProject, items)
        const list = new TextDecoder().decode(files['left-out.jsonl'] ?? new Uint8Array(0))
        const left = list.split('\n').filter((line) => line !== '')
        const lost = new Set(
          left.map((line) => {
            const { task, mark } = JSON.parse(line) as { task: string; mark: string }
            return `${task} ${mark}`
          }),
        )
        const { tasks } = await read(conllIn, files)
        for (const { task, answers } of items) {
          const { text } = task.media as { text: string }
          const passage = createPassage(text)
          const wordsIn = (start: number, end: number) =>
            passage.tokens
              .filter((token) => token.start >= start && token.end <= end)
              .map((token) => passage.index.slice(token.start, token.end))
              .filter((word) => word !== '\uFEFF' && !/[ \t\r\n]/.test(word))
              .join(' ')
          const carried = answers.filter(({ id }) => !lost.has(`${task.name} ${id}`))
          const expected = carried.map((mark) => {
            const { start, end } = stretchOf(mark)
            return [mark.label, wordsIn(start, end)]
          })
          const back = tasks.find(({ name }) => name === task.name)
          const words = said(back).map(([label, quote]) => [label, quote?.replaceAll('\n', ' ')])
          expect(words.toSorted()).toEqual(expected.toSorted())
        }
      }),
      { numRuns: 100 },
    )
  })
})

describe('CoNLL-U in', () => {
  it('reads the guideline’s sentences as they stand in the text, words written as one too', async () => {
    const { tasks, issues } = await read(conlluIn, { 'a.conllu': fixture('ud-guide.conllu') })
    expect(issues).toEqual([])
    expect(tasks[0]?.name).toBe('ud-guide')
    expect(tasks[0]?.media).toEqual({ type: 'text', text: 'They buy and sell books.\nvámonos al mar' })
    expect(said(tasks[0])).toEqual([
      ['product', 'books'],
      ['place', 'mar'],
    ])
  })
  it('writes ten columns with the tag and the blanks in MISC', async () => {
    const answers = [
      {
        id: 'a',
        question: 'entities',
        kind: 'span',
        label: 'thing',
        value: { start: 5, end: 9 },
        source: 'person',
        confidence: null,
      },
    ]
    const { files } = await writeAll(conlluOut, fullProject, [textItem('t 1', ' an  😀 art.\r\n', answers as never)])
    expect(new TextDecoder().decode(files['texts.conllu']).split('\n')).toEqual([
      '# newdoc id = t 1',
      '# text = an 😀 art.',
      '1\tan\t_\t_\t_\t_\t_\t_\t_\tSpacesAfter=\\s\\s|SpacesBefore=\\s',
      '2\t😀\t_\t_\t_\t_\t_\t_\t_\t_',
      '3\tart\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No',
      '4\t.\t_\t_\t_\t_\t_\t_\t_\tSpacesAfter=\\r\\n',
      '',
      '',
    ])
  })
})
