// What the lines of the crowd sets mean for each kind of question.
import type { Project } from '@etabli/schema'
import { describe, expect, it } from 'vitest'
import { answersOf, CrowdRow, nameOf } from './crowd.ts'

const question = (id: string, kind: string, labels: string[] = []) => ({
  id,
  kind,
  labels: labels.map((name) => ({ id: name.toLowerCase(), name, colour: 0, key: null })),
})
const project = (...questions: unknown[]) => ({ questions }) as unknown as Project
const row = (answers: unknown) =>
  CrowdRow.parse({ item: 'a', annotator: 'sim-hasty-2', skill: 'hasty', answers, active_ms: 1_000 })
const said = (answers: unknown, ...questions: unknown[]) =>
  answersOf(row(answers), project(...questions)).map(({ question: of, kind, label, value }) => [of, kind, label, value])

describe('answersOf', () => {
  it('takes a list for boxes', () => {
    const box = { x: 1, y: 2, width: 3, height: 4 }
    expect(said([{ label: 'cup', ...box }], question('objects', 'box', ['Cup']))).toEqual([
      ['objects', 'box', 'cup', box],
    ])
  })
  it('takes spans and a label by their questions', () => {
    const answers = { entities: [{ start: 0, end: 3, label: 'person' }], intent: 'refund' }
    expect(said(answers, question('entities', 'span', ['Person']), question('intent', 'single', ['Refund']))).toEqual([
      ['entities', 'span', 'person', { start: 0, end: 3 }],
      ['intent', 'single', 'refund', null],
    ])
  })
  it('takes a text for a transcript, and none where nothing was understood', () => {
    const asked = [question('transcript', 'transcript'), question('verdict', 'single', ['Corrected'])]
    expect(said({ verdict: 'corrected', text: 'good day' }, ...asked)).toEqual([
      ['transcript', 'transcript', null, { text: 'good day' }],
      ['verdict', 'single', 'corrected', null],
    ])
    expect(said({ verdict: 'corrected', text: '' }, ...asked)).toHaveLength(1)
  })
  it('refuses a label that the question lacks, and names people so that nobody takes them for people', () => {
    expect(() => said({ intent: 'other' }, question('intent', 'single', ['Refund']))).toThrow('no label "other"')
    expect(nameOf(row({}))).toBe('Simulated · hasty 2')
  })
})
