// brat: fragments over line ends, chains, attributes and notes; offsets in code points beside the text as it is.
import { memoryTree, readAll, writeAll } from '@etabli/modality-kit/testing'
import type { Answers, Project } from '@etabli/schema'
import { describe, expect, it } from 'vitest'
import { textItem } from '../testing.ts'
import { fullProject } from '../testing-formats.ts'
import { bratIn } from './brat-in.ts'
import { bratOut } from './brat-out.ts'

const project = {
  ...fullProject,
  questions: fullProject.questions.map((question) => {
    if (question.kind === 'span') {
      const attributes = [
        { id: 'mood', name: 'Mood', type: 'choice', choices: ['calm', 'very angry'] },
        { id: 'negated', name: 'Negated', type: 'checkbox', choices: [] },
      ]
      return { ...question, attributes }
    }
    return question.kind === 'relation' ? { ...question, options: { form: 'chain' } } : question
  }),
} as unknown as Project

const read = async (files: Record<string, string | Uint8Array>) => {
  const rows = await readAll(bratIn, memoryTree(files), project)
  return {
    tasks: rows.flatMap((row) => ('task' in row ? [row.task] : [])),
    issues: rows.flatMap((row) => ('issue' in row ? [row.issue] : [])),
  }
}
const span = (id: string, label: string, value: object, more: object = {}) => ({
  ...{ id, question: 'entities', kind: 'span', label, value, source: 'person', confidence: null },
  ...more,
})
const link = (id: string, from: string, to: string) => ({
  ...{ id, question: 'links', kind: 'relation', label: 'works-for', value: { from, to } },
  ...{ source: 'person', confidence: null },
})

//            0 2  5 7     11   15   20
const text = '😀 New\r\nYork ring them up'

describe('brat', () => {
  it('writes fragments a line, parts, chains as equivalences, attributes, and notes for what attributes cannot hold', async () => {
    const answers = [
      span('a', 'place', { start: 2, end: 11 }, { attributes: { mood: 'calm', negated: true } }),
      span('b', 'thing', {
        start: 12,
        end: 24,
        parts: [
          { start: 12, end: 16 },
          { start: 22, end: 24 },
        ],
      }),
      span('c', 'person', { start: 17, end: 21 }, { attributes: { mood: 'very angry', negated: false } }),
      link('r', 'b', 'c'),
      link('s', 'a', 'c'),
    ] as unknown as Answers
    const { files, leftOut } = await writeAll(bratOut, project, [textItem('a', text, answers)])
    expect(leftOut).toEqual({})
    const body = (path: string) => new TextDecoder('utf-8', { ignoreBOM: true }).decode(files[path])
    expect(body('a.txt')).toBe(text)
    expect(body('a.ann').split('\n')).toEqual([
      'T1\tplace 2 5;7 11\tNew York',
      'T2\tthing 12 16;22 24\tring up',
      'T3\tperson 17 21\tthem',
      '*\tworks-for T1 T2 T3',
      'A1\tmood T1 calm',
      'A2\tnegated T1',
      '#1\tAttribute T3\tmood="very angry"',
      '#2\tAttribute T3\tnegated=false',
      '',
    ])
    expect(body('annotation.conf')).toContain(
      'works-for\tArg1:<ENTITY>, Arg2:<ENTITY>, <REL-TYPE>:symmetric-transitive',
    )
    expect(body('visual.conf')).toContain('thing | any thing')
    const { tasks, issues } = await read(files)
    expect(issues).toEqual([])
    const [place, thing, person, ...links] = tasks[0]?.prefill ?? []
    expect([place?.value, thing?.value]).toEqual([answers[0]?.value, answers[1]?.value])
    expect(person?.attributes).toEqual({ mood: 'very angry', negated: false })
    // The same chain, linked from mention to mention.
    expect(links.map(({ value }) => value)).toEqual([
      { from: place?.id, to: thing?.id },
      { from: thing?.id, to: person?.id },
    ])
  })
  it('reads Equiv, shows notes as fields, and takes a .txt alone as a text', async () => {
    const { tasks, issues } = await read({
      'a.ann': 'T1\tperson 0 4\tDana\nT2\tperson 9 12\tshe\n*\tEquiv T1 T2\n#1\tAnnotatorNotes T1\twho?\n',
      'a.txt': 'Dana and she',
      'b.txt': 'alone',
    })
    expect(issues).toEqual([])
    expect(tasks.map(({ name }) => name)).toEqual(['a', 'b'])
    expect(tasks[0]?.fields).toEqual({ 'note T1': 'who?' })
    expect(tasks[0]?.prefill[2]).toMatchObject({ kind: 'relation', label: 'works-for' })
  })
  it('TXT5, TXT6: a quote that differs, an event, a normalization and a stranger’s attribute are named by line', async () => {
    const { tasks, issues } = await read({
      'a.txt': 'Dana in Lyon',
      'a.ann':
        'T1\tperson 0 4\tDave\nT2\tplace 8 12\tLyon\nE1\tMove:T2 Who:T1\nN1\tReference T2 Wikidata:Q456\tLyon\nA1\tCertain T2\n',
      'b.ann': '',
    })
    expect(issues.map(({ file, line, path, message }) => [file, line, path, message])).toEqual([
      ['a.ann', 3, 'E1', 'Events are not read.'],
      ['a.ann', 4, 'N1', 'Normalizations are not read.'],
      ['a.ann', 5, 'A1', 'There is no attribute "Certain" in this project.'],
      ['a.ann', 1, 'T1', 'the quote is "Dave" but characters 0 to 4 are "Dana"'],
      ['b.ann', undefined, undefined, 'There is no text "b.txt" beside it.'],
    ])
    expect(tasks[0]?.prefill).toMatchObject([{ label: 'place', value: { start: 8, end: 12 } }])
  })
})
