// Label Studio's tasks against its documented shape: units told by the words of regions, predictions, relations.
import { readFileSync } from 'node:fs'
import { memoryTree, readAll, writeAll } from '@etabli/modality-kit/testing'
import type { Answers, Project } from '@etabli/schema'
import { describe, expect, it } from 'vitest'
import { textItem } from '../testing.ts'
import { fullProject } from '../testing-formats.ts'
import { labelStudioIn } from './label-studio-in.ts'
import { labelStudioOut } from './label-studio-out.ts'

const sample = readFileSync(new URL('../../../../../formats/src/fixtures/label-studio.json', import.meta.url), 'utf8')

const read = async (body: string, project: Project = fullProject) => {
  const rows = await readAll(labelStudioIn, memoryTree({ 'a.json': body }), project)
  return {
    tasks: rows.flatMap((row) => ('task' in row ? [row.task] : [])),
    issues: rows.flatMap((row) => ('issue' in row ? [row.issue] : [])),
  }
}
const region = (start: number, end: number, words: string, more: object = {}) => ({
  id: `r${start}`,
  from_name: 'entities',
  to_name: 'text',
  type: 'labels',
  value: { start, end, text: words, labels: ['person'] },
  ...more,
})
const task = (text: string, ...result: object[]) =>
  JSON.stringify([{ id: 1, data: { text }, annotations: [{ result }] }])

describe('label studio in', () => {
  it('reads labels, a relation and a choice of a person, and a model’s prediction with its score', async () => {
    const { tasks, issues } = await read(sample)
    expect(issues).toEqual([])
    const [one, two] = tasks
    const [dana, lyon, link, intent] = one?.prefill ?? []
    expect(one).toMatchObject({ name: '7', fields: { lang: 'en' } })
    // '😀 Dana in Lyon': in code points Dana is [2, 6), as the file says.
    expect([dana?.value, lyon?.value]).toEqual([
      { start: 2, end: 6 },
      { start: 10, end: 14 },
    ])
    expect(link).toMatchObject({ kind: 'relation', label: 'lives-in', value: { from: dana?.id, to: lyon?.id } })
    expect(intent).toMatchObject({ question: 'intent', label: 'To place' })
    expect(two?.prefill).toMatchObject([{ label: 'place', source: 'model', confidence: 0.5 }])
  })
  it('TXT1: knows by the words of regions whether a file counts code points or, as before 1.4, UTF-16', async () => {
    const text = '💩This is an annotation. '
    // The example of HumanSignal/label-studio issue 1347: [13, 23) in UTF-16 is [12, 22) in code points.
    const old = await read(task(text, region(13, 23, 'annotation')))
    const now = await read(task(text, region(12, 22, 'annotation')))
    for (const { tasks, issues } of [old, now]) {
      expect(issues).toEqual([])
      expect(tasks[0]?.prefill[0]?.value).toEqual({ start: 12, end: 22 })
      expect([...text].slice(12, 22).join('')).toBe('annotation')
    }
  })
  it('TXT5: words that stand in neither unit are refused showing both; the rest show, once', async () => {
    const { tasks, issues } = await read(
      task('💩 Dana', region(3, 7, 'Dave'), region(2, 6, 'Dana'), region(2, 6, 'Dana', { id: 'again' })),
    )
    expect(issues).toMatchObject([{ file: 'a.json', path: '[0].annotations[0].result[0]' }])
    expect(issues[0]?.message).toBe('characters 3 to 7 of a text of 6')
    expect(tasks[0]?.prefill).toHaveLength(1)
    const wrong = await read(task('Dana', region(0, 4, 'Dave')))
    expect(wrong.issues[0]?.message).toBe('the quote is "Dave" but characters 0 to 4 are "Dana"')
  })
  it('takes a line end in the words of a region as Label Studio writes it', async () => {
    const { issues, tasks } = await read(task('New\nYork', region(0, 8, 'New\\nYork')))
    expect(issues).toEqual([])
    expect(tasks[0]?.prefill[0]?.value).toEqual({ start: 0, end: 8 })
  })
  it('passes over what a person skipped, and prefers the ground truth', async () => {
    const annotation = (words: string, more: object) => ({ result: [region(0, 4, words)], ...more })
    const body = (...annotations: object[]) => JSON.stringify([{ data: { text: 'Dana' }, annotations }])
    const skipped = await read(body(annotation('Dana', { was_cancelled: true })))
    expect(skipped.tasks[0]?.prefill).toEqual([])
    const truth = await read(body(annotation('Dave', {}), annotation('Dana', { ground_truth: true })))
    expect(truth.issues).toEqual([])
  })
})

describe('label studio out', () => {
  it('writes tasks with their configuration: labels, relations, choices, attributes under the region’s id', async () => {
    const attribute = { id: 'mood', name: 'Mood', type: 'choice', choices: ['calm', 'angry'] }
    const questions = fullProject.questions.map((question) =>
      question.kind === 'span' ? { ...question, attributes: [attribute] } : question,
    )
    const project = { ...fullProject, questions } as unknown as Project
    const answers = [
      {
        id: 'a',
        question: 'entities',
        kind: 'span',
        label: 'person',
        value: { start: 2, end: 6 },
        attributes: { mood: 'calm' },
      },
      { id: 'b', question: 'entities', kind: 'span', label: 'place', value: { start: 10, end: 14 } },
      { id: 'c', question: 'links', kind: 'relation', label: 'works-for', value: { from: 'b', to: 'a' } },
      { id: 'd', question: 'intent', kind: 'single', label: 'place', value: null },
    ].map((mark) => ({ ...mark, source: 'person', confidence: null })) as unknown as Answers
    const item = textItem('t/1', '😀 Dana in Lyon', answers, { text: 'a field', lang: 'en' })
    const { files, leftOut } = await writeAll(labelStudioOut, project, [item])
    expect(leftOut).toEqual({})
    const body = new TextDecoder().decode(files['texts.json'])
    const [written] = JSON.parse(body) as [{ data: object; annotations: [{ result: object[] }] }]
    expect(written.data).toEqual({ text: '😀 Dana in Lyon', id: 't/1', 'fields.text': 'a field', lang: 'en' })
    const place = { to_name: 'text', from_name: 'entities', type: 'labels' }
    expect(written.annotations[0].result).toEqual([
      { ...place, id: 's1', value: { start: 2, end: 6, text: 'Dana', labels: ['person'] } },
      {
        ...place,
        id: 's1',
        from_name: 'mood',
        type: 'choices',
        value: { start: 2, end: 6, text: 'Dana', choices: ['calm'] },
      },
      { ...place, id: 's2', value: { start: 10, end: 14, text: 'Lyon', labels: ['place'] } },
      { type: 'relation', from_id: 's2', to_id: 's1', direction: 'right', labels: ['works for'] },
      { id: 'q-intent', from_name: 'intent', to_name: 'text', type: 'choices', value: { choices: ['To place'] } },
    ])
    expect(new TextDecoder().decode(files['labeling_config.xml'])).toContain('<Label value="any thing"/>')
    const { tasks, issues } = await read(body, project)
    expect(issues).toEqual([])
    expect(tasks[0]).toMatchObject({ name: 't/1', fields: { text: 'a field', lang: 'en' } })
    expect(tasks[0]?.prefill[0]?.attributes).toEqual({ mood: 'calm' })
  })
})
