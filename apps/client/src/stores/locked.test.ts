import { accepting, adding, changing, type Patch, removing } from '@etabli/modality-kit'
import type { Mark } from '@etabli/schema'
import { describe, expect, it } from 'vitest'
import { commit, createEditor, lock } from './editor.ts'
import { sparing } from './locked.ts'

const mark = (id: string): Mark =>
  ({ id, question: 'q', kind: 'box', label: 'a', value: {}, source: 'person', confidence: null }) as Mark
const marks = [mark('one'), mark('two')]
const [one, two] = marks as [Mark, Mark]

describe('locked marks', () => {
  it('are spared by every way of editing, and the others are not', () => {
    const patches: Patch[] = [changing(one, { ...one, group: 'g' }), changing(two, { ...two, group: 'g' })]
    const kept = sparing(patches, new Set([one.id]))
    expect(kept.spared).toBe(1)
    expect(kept.patches.map(({ id }) => id)).toEqual(['two'])
  })

  it('count once where one is taken out and put in again', () => {
    const out = removing(marks, one.id) as Patch
    expect(sparing([out, { id: one.id, before: null, after: one, at: 1 }], new Set([one.id]))).toEqual({
      patches: [],
      spared: 1,
    })
  })

  it('let patches through untouched where nothing is locked', () => {
    const patches = [changing(one, two)]
    expect(sparing(patches, new Set()).patches).toBe(patches)
  })

  it('are left alone by whatever commits to the editor, and the editor says how many', () => {
    const editor = createEditor()
    commit(editor, [adding(one), adding(two)])
    lock(editor, new Set([one.id]))
    const done = commit(editor, accepting([one, two].map((mark) => ({ ...mark, source: 'model' as const }))))
    expect(done).toBe(1)
    expect(editor.getState().spared).toEqual({ count: 1 })
    commit(editor, [removing(editor.getState().document.answers, one.id) as Patch])
    expect(editor.getState().document.answers.map(({ id }) => id)).toEqual(['one', 'two'])
  })
})
