// Proposed marks: accepting and rejecting are undone exactly, and the walk meets each of them once a round.
import type { Mark, MarkId, QuestionId } from '@etabli/schema'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { apply, invert, removingAll } from './patch.ts'
import { accepting, isProposed, neighbourProposed, proposedIn } from './proposals.ts'

const drawn = new Set(['objects'] as QuestionId[])

function mark(n: number, source: Mark['source'], question = 'objects'): Mark {
  return {
    id: `m${n}`,
    question,
    kind: 'box',
    label: 'can',
    value: { x: n, y: 0, width: 4, height: 4 },
    source,
    confidence: source === 'model' ? 0.5 : null,
  } as unknown as Mark
}

const answers = fc
  .array(fc.record({ source: fc.constantFrom('person', 'model', 'import', 'copy'), other: fc.boolean() }), {
    maxLength: 12,
  })
  .map((list) => list.map(({ source, other }, n) => mark(n, source as Mark['source'], other ? 'choice' : 'objects')))

describe('proposed marks', () => {
  it('IMG9: accepting keeps class and value, leaves shapes made by people alone, and is undone exactly', () => {
    fc.assert(
      fc.property(answers, (before) => {
        const patches = accepting(proposedIn(before, drawn))
        const after = apply(before, patches)
        expect(proposedIn(after, drawn)).toEqual([])
        expect(after.map(({ id, value, label }) => ({ id, value, label }))).toEqual(
          before.map(({ id, value, label }) => ({ id, value, label })),
        )
        for (const patch of patches) expect(patch.before?.source).not.toBe('person')
        expect(apply(after, invert(patches))).toEqual(before)
        expect(accepting(proposedIn(after, drawn))).toEqual([])
      }),
    )
  })

  it('rejecting takes away those and no others, each back at its place by undo', () => {
    fc.assert(
      fc.property(answers, (before) => {
        const ids = new Set(proposedIn(before, drawn).map(({ id }) => id))
        const patches = removingAll(before, ids)
        const after = apply(before, patches)
        expect(after).toEqual(before.filter(({ id }) => !ids.has(id)))
        expect(apply(after, invert(patches))).toEqual(before)
      }),
    )
  })

  it('walking meets every proposed mark once before it begins again', () => {
    fc.assert(
      fc.property(answers, fc.constantFrom(1 as const, -1 as const), (list, by) => {
        const all = proposedIn(list, drawn).map(({ id }) => id)
        const met: MarkId[] = []
        let selection: readonly MarkId[] = []
        for (let step = 0; step < all.length; step += 1) {
          const next = neighbourProposed(list, drawn, selection, by)
          // The only one, when it is selected, has no neighbour.
          if (!next) break
          expect(isProposed(next)).toBe(true)
          met.push(next.id)
          selection = [next.id]
        }
        expect(met).toEqual(by === 1 ? all : all.toReversed())
      }),
    )
  })

  it('goes on from a selected mark of a person, in the order of the list', () => {
    const list = [mark(0, 'model'), mark(1, 'person'), mark(2, 'import')]
    const from = (id: string, by: 1 | -1) => neighbourProposed(list, drawn, [id as MarkId], by)?.id
    expect(from('m1', 1)).toBe('m2')
    expect(from('m1', -1)).toBe('m0')
    expect(from('m2', 1)).toBe('m0')
  })
})
