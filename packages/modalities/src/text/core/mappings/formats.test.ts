// Every format of texts, out and in again: no mark is lost in silence, and the text is the same byte for byte.
import type { ExportMapping, ImportMapping } from '@etabli/modality-kit'
import { memoryTree, writeAll } from '@etabli/modality-kit/testing'
import type { Answers } from '@etabli/schema'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { text } from '../index.ts'
import { textItem } from '../testing.ts'
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

/** The pairs; `text`: the format carries the text itself. */
const PAIRS: readonly (readonly [name: string, out: ExportMapping, into: ImportMapping, carries: { text: boolean }])[] =
  [
    ['jsonl', jsonlOut, jsonlIn, { text: true }],
    ['csv', csvOut, csvIn, { text: true }],
    ['doccano', doccanoOut, doccanoIn, { text: true }],
    ['prodigy', prodigyOut, prodigyIn, { text: true }],
    ['spacy', spacyOut, spacyIn, { text: true }],
    ['conllu', conlluOut, conlluIn, { text: true }],
    ['hf-datasets', hfOut, hfIn, { text: true }],
    ['webanno-tsv', webannoOut, webannoIn, { text: true }],
    ['brat', bratOut, bratIn, { text: true }],
    ['label-studio', labelStudioOut, labelStudioIn, { text: true }],
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
  it.runIf(carries.text)('TXT2: text goes out and in byte for byte', async () => {
    await fc.assert(
      fc.asyncProperty(fullItems, async (items) => {
        const { tasks } = await accountOf(out, into, items)
        for (const { task } of items) expect(tasks.get(task.name)?.media).toEqual(task.media)
      }),
      { numRuns: 120 },
    )
  })
})
