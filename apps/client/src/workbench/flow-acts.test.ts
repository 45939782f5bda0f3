// The keys of proposed marks, tried on a document without a page.
import type { Mark, MarkId, QuestionId } from '@etabli/schema'
import { describe, expect, it } from 'vitest'
import * as editing from '../stores/editor.ts'
import type { Labelling } from '../stores/labelling.ts'
import { box } from '../stores/testing/fake-server.ts'
import { createFlowActs } from './flow-acts.ts'

const from = (n: number, source: Mark['source']): Mark => ({ ...box(n), source, confidence: 0.5 })

function desk(marks: readonly Mark[]) {
  const editor = editing.createEditor()
  editor.setState({ document: { answers: [...marks], history: { past: [], future: [] } } })
  const heard: string[] = []
  const labelling = {
    editor,
    flow: {},
    commit: (patches: Parameters<Labelling['commit']>[0]) => editing.commit(editor, patches),
  } as unknown as Labelling
  const acts = createFlowActs({
    labelling,
    drawn: new Set(['objects'] as QuestionId[]),
    say: (phrase, count) => heard.push(`${phrase} ${count}`),
    onFault: (fault) => expect(fault).toBeNull(),
  })
  const sources = () => editor.getState().document.answers.map(({ source }) => source)
  return { editor, acts, heard, sources, selection: () => editor.getState().selection }
}

describe('the keys of proposed marks', () => {
  it('accept shows the first, then makes it the person’s own and shows the next', () => {
    const { acts, selection, sources, heard } = desk([from(1, 'model'), box(2), from(3, 'import')])
    acts.accept()
    expect(selection()).toEqual(['m1'])
    expect(sources()).toEqual(['model', 'person', 'import'])
    acts.accept()
    expect(sources()).toEqual(['person', 'person', 'import'])
    expect(selection()).toEqual(['m3'])
    acts.accept()
    expect(sources()).toEqual(['person', 'person', 'person'])
    expect(heard).toEqual(['left 2', 'accepted 1', 'accepted 1'])
  })

  it('reject deletes the selected one and shows the next; a person’s mark that is selected too stays', () => {
    const { acts, editor, selection } = desk([from(1, 'model'), box(2), from(3, 'import')])
    editing.select(editor, ['m1', 'm2'] as MarkId[])
    acts.reject()
    expect(editor.getState().document.answers.map(({ id }) => id)).toEqual(['m2', 'm3'])
    expect(selection()).toEqual(['m3'])
  })

  it('IMG9: accepting all, and removing all, is one undo each; shapes made by people are untouched', () => {
    const marks = [from(1, 'model'), box(2), from(3, 'copy')]
    for (const act of ['acceptAll', 'rejectAll'] as const) {
      const { acts, editor } = desk(marks)
      acts[act]()
      expect(acts.proposed()).toEqual([])
      expect(editor.getState().document.answers).toContainEqual(box(2))
      expect(editor.getState().document.history.past).toHaveLength(1)
      editing.undo(editor)
      expect(editor.getState().document.answers).toEqual(marks)
    }
  })

  it('walks both ways round', () => {
    const { acts, selection } = desk([from(1, 'model'), box(2), from(3, 'import')])
    acts.walk(-1)
    expect(selection()).toEqual(['m3'])
    acts.walk(1)
    expect(selection()).toEqual(['m1'])
  })
})
