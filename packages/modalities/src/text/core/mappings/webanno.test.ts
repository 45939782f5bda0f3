// WebAnno TSV by the user guide: stacked, long and partial spans, relations with ids, chains; UTF-16 turned into code points.
import { readFileSync } from 'node:fs'
import { memoryTree, readAll, writeAll } from '@etabli/modality-kit/testing'
import type { Answers } from '@etabli/schema'
import { describe, expect, it } from 'vitest'
import { textItem } from '../testing.ts'
import { fullProject } from '../testing-formats.ts'
import { webannoIn } from './webanno-in.ts'
import { webannoOut } from './webanno-out.ts'

const sample = readFileSync(new URL('../../../../../formats/src/fixtures/webanno.tsv', import.meta.url), 'utf8')

const read = async (body: string, name = 'a.tsv') => {
  const rows = await readAll(webannoIn, memoryTree({ [name]: body }), fullProject)
  const tasks = rows.flatMap((row) => ('task' in row ? [row.task] : []))
  return { task: tasks[0], issues: rows.flatMap((row) => ('issue' in row ? [row.issue] : [])) }
}

describe('webanno tsv in', () => {
  it('TXT1: reads stacked, long and partial spans and a relation, in code points', async () => {
    const { task, issues } = await read(sample)
    expect(issues).toEqual([])
    const media = task?.media
    const points = Array.from(media?.type === 'text' ? media.text : '')
    const said = task?.prefill.map(({ kind, label, value }) => {
      const { start, end } = value as { start: number; end: number }
      return kind === 'span' ? [label, points.slice(start, end).join('')] : [label, kind]
    })
    expect(said).toEqual([
      ['PER', 'Ms. Haag'],
      ['PERpart', 'Ms.'],
      ['stem', 'like'],
      ['mood', '😊'],
      ['PER', 'She'],
      ['NamedEntity', '\\o/'],
      ['feels', 'relation'],
    ])
    const [haag, , , mood] = task?.prefill ?? []
    expect(task?.prefill.at(-1)?.value).toEqual({ from: haag?.id, to: mood?.id })
  })
  it('reads the guide’s chain as links from mention to mention', async () => {
    const body =
      '#FORMAT=WebAnno TSV 3.3\n#T_CH=de.tudarmstadt.ukp.dkpro.core.api.coref.type.CoreferenceLink|referenceType|referenceRelation\n\n\n#Text=He shot himself with his revolver.\n1-1\t0-2\tHe\tpr[1]\tcoref->1-1\n1-2\t3-7\tshot\t_\t_\n1-3\t8-15\thimself\tpr[1]\tcoref->1-2\n1-4\t16-20\twith\t_\t_\n1-5\t21-24\this\tpr[1]\t*->1-3\n1-6\t25-33\trevolver\t_\t_\n1-7\t33-34\t.\t_\t_\n'
    const { task, issues } = await read(body)
    expect(issues).toEqual([])
    const [he, himself, his, ...links] = task?.prefill ?? []
    expect([he?.label, himself?.value, his?.value]).toEqual(['pr', { start: 8, end: 15 }, { start: 21, end: 24 }])
    expect(links.map(({ label, value }) => [label, value])).toEqual([
      ['coref', { from: he?.id, to: himself?.id }],
      ['coref', { from: himself?.id, to: his?.id }],
    ])
  })
  it('TXT5: a token that stands elsewhere is named with both', async () => {
    const { issues } = await read(sample.replace('4-8\tHaag', '4-8\tHaug'))
    expect(issues).toMatchObject([{ file: 'a.tsv', line: 8, path: 'token' }])
    expect(issues[0]?.message).toBe('the token is "Haug" but UTF-16 units 4 to 8 are "Haag"')
  })
})

describe('webanno tsv out', () => {
  it('writes units by UTF-16, ids where a span is long or stacked, parts of tokens, relations at their targets', async () => {
    const span = (id: string, label: string, start: number, end: number) => ({
      ...{ id, question: 'entities', kind: 'span', label, value: { start, end } },
    })
    const answers = [
      span('a', 'person', 0, 1),
      span('b', 'place', 2, 10),
      span('c', 'thing', 2, 5),
      span('d', 'thing', 15, 18),
      { id: 'r', question: 'links', kind: 'relation', label: 'lives-in', value: { from: 'a', to: 'b' } },
    ].map((mark) => ({ ...mark, source: 'person', confidence: null })) as unknown as Answers
    //            0 2   6    11  14
    const text = '😀 New York\nnon-smoker'
    const { files, leftOut } = await writeAll(webannoOut, fullProject, [textItem('a/b: 1', text, answers)])
    expect(leftOut).toEqual({})
    expect(Object.keys(files)).toEqual(['a/b%3A 1.tsv'])
    expect(new TextDecoder().decode(Object.values(files)[0]).split('\n')).toEqual([
      '#FORMAT=WebAnno TSV 3.3',
      '#T_SP=de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity|value',
      '#T_RL=webanno.custom.Links|value|BT_de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity',
      '',
      '',
      '#Text=😀 New York',
      '1-1\t0-2\t😀\tperson\t_\t_\t',
      '1-2\t3-6\tNew\tany thing[1]|place[2]\tlives-in\t1-1[0_2]\t',
      '1-3\t7-11\tYork\tplace[2]\t_\t_\t',
      '',
      '#Text=non-smoker',
      '2-1\t12-15\tnon\t_\t_\t_\t',
      '2-2\t15-16\t-\t_\t_\t_\t',
      '2-3\t16-22\tsmoker\t_\t_\t_\t',
      '2-3.1\t16-19\tsmo\tany thing\t_\t_\t',
      '',
    ])
  })
})
