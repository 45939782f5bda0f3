// Relations go with their spans: by whatever deletes these, by a class that is taken out, and back by undo.
import { kinds } from '@etabli/modalities'
import { emptyHistory, refersOf, rejecting } from '@etabli/modality-kit'
import type { Answers, LabelId, Mark, MarkId, Question, QuestionId } from '@etabli/schema'
import { describe, expect, it } from 'vitest'
import { ask, commit, createEditor, redo, undo } from './editor.ts'
import { documentNow } from './said.ts'

const label = (id: string) => ({ id: id as LabelId, name: id, colour: 0, key: null })
const question = (id: string, kind: string, labels: readonly string[]): Question => ({
  id: id as QuestionId,
  kind,
  title: id,
  help: '',
  required: false,
  labels: labels.map(label),
  options: {},
})
const mentions = question('mentions', 'span', ['person', 'firm'])
const related = question('related', 'relation', ['works-for'])

const mark = (
  id: string,
  of: Question,
  name: string,
  value: Mark['value'],
  source: Mark['source'] = 'person',
): Mark => ({
  id: id as MarkId,
  question: of.id,
  kind: of.kind,
  label: name as LabelId,
  value,
  source,
  confidence: null,
})
const link = (id: string, from: string, to: string) => mark(id, related, 'works-for', { from, to })
const answers: Answers = [
  link('r', 'ada', 'acme'),
  mark('ada', mentions, 'person', { start: 0, end: 3 }),
  link('s', 'bob', 'acme'),
  mark('acme', mentions, 'firm', { start: 14, end: 18 }, 'model'),
  mark('bob', mentions, 'person', { start: 20, end: 23 }),
]

function editing() {
  const editor = createEditor(kinds)
  ask(editor, [mentions, related], [mentions])
  editor.setState({ document: { answers, history: emptyHistory }, selection: ['r', 'bob'] as MarkId[] })
  const ids = () => editor.getState().document.answers.map(({ id }) => id)
  const remove = (...marks: string[]) =>
    commit(editor, rejecting(editor.getState().document.answers, new Set(marks as MarkId[])))
  return { editor, ids, remove }
}

describe('TXT10: a span and its relations', () => {
  it('go in one step, and come back in one', () => {
    const { editor, ids, remove } = editing()
    expect(remove('ada')).toBe(1)
    expect(ids()).toEqual(['s', 'acme', 'bob'])
    expect(editor.getState().selection).toEqual(['bob'])
    undo(editor)
    expect(editor.getState().document.answers).toEqual(answers)
    redo(editor)
    expect(ids()).toEqual(['s', 'acme', 'bob'])
    expect(editor.getState().document.history.past).toHaveLength(1)
  })
  it('where many go, each goes once', () => {
    const { editor, ids, remove } = editing()
    remove('acme', 's', 'bob')
    expect(ids()).toEqual(['ada'])
    undo(editor)
    expect(editor.getState().document.answers).toEqual(answers)
  })
  it('a span that only changes keeps its relations', () => {
    const { editor } = editing()
    const before = answers[1] as Mark
    commit(editor, [{ id: before.id, before, after: { ...before, value: { start: 0, end: 8 } } }])
    expect(editor.getState().document.answers).toHaveLength(5)
  })
  it('go with a class that is taken out; one that was merged keeps them', () => {
    const { editor, ids } = editing()
    const merged = {
      ...mentions,
      labels: [label('firm')],
      removed: [{ label: label('person'), into: 'firm' as LabelId }],
    }
    ask(editor, [merged, related], [merged])
    expect(ids()).toEqual(answers.map(({ id }) => id))
    editor.setState({ document: { answers, history: emptyHistory } })
    const without = { ...mentions, labels: [label('person')], removed: [{ label: label('firm') }] }
    ask(editor, [without, related], [without])
    expect(ids()).toEqual(['ada', 'bob'])
  })
  it('undo brings back no relation of a span that can never be again', () => {
    const { editor, remove } = editing()
    remove('acme')
    const without = { ...mentions, labels: [label('person')], removed: [{ label: label('firm') }] }
    const next = documentNow(editor.getState().document, [without, related], refersOf(kinds))
    expect(next.history.past).toEqual([])
    expect(next.answers.map(({ id }) => id)).toEqual(['ada', 'bob'])
  })
})
