// What may stand at the ends of a type, written into its question: the kind takes it, and nothing is left behind.
import { kinds } from '@etabli/modalities'
import { type LabelId, Question } from '@etabli/schema'
import { describe, expect, it } from 'vitest'
import { withEnd } from './relation-ends.ts'

const question = Question.parse({
  id: 'related',
  kind: 'relation',
  title: 'Related',
  help: '',
  required: false,
  labels: [{ id: 'works-for', name: 'works for', colour: 0, key: null }],
  options: { spans: 'mentions', form: 'undirected' },
})
const type = 'works-for' as LabelId
const person = ['person' as LabelId]

describe('the ends of a type of relations', () => {
  it('are written beside the other options, in the form that the kind reads', () => {
    const both = withEnd(withEnd(question, type, 'from', person), type, 'to', ['firm' as LabelId])
    expect(both.options).toEqual({
      spans: 'mentions',
      form: 'undirected',
      ends: { 'works-for': { from: ['person'], to: ['firm'] } },
    })
    expect(kinds.get('relation')?.options.safeParse(both.options).success).toBe(true)
  })
  it('leave nothing behind when any may stand there again', () => {
    const once = withEnd(question, type, 'from', person)
    expect(withEnd(once, type, 'from', null)).toEqual(question)
    expect(withEnd(once, type, 'from', [])).toEqual(question)
    expect(withEnd(withEnd(once, type, 'to', person), type, 'to', null)).toEqual(once)
  })
})
