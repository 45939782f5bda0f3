// Patches and history: what is undone is as if it had never been.
import type { Answers, Mark, MarkId, QuestionId } from '@etabli/schema'
import { limits } from '@etabli/schema'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { commit, type Document, emptyHistory, redo, undo } from './history.ts'
import { adding, apply, changing, invert, type Patch, removing } from './patch.ts'

const mark = (id: string, value: Mark['value'] = 0): Mark => ({
  id: id as MarkId,
  question: 'q' as QuestionId,
  kind: 'box',
  label: null,
  value,
  source: 'person',
  confidence: null,
})

/** What a person does: where, which of the three, and with what value. */
type Deed = { readonly at: number; readonly what: 'add' | 'change' | 'remove'; readonly value: number }

const deeds = fc.array(
  fc.record({
    at: fc.nat(9),
    what: fc.constantFrom('add' as const, 'change' as const, 'remove' as const),
    value: fc.nat(5),
  }),
  { maxLength: 6 },
)

let made = 0
/** The patches of one gesture, each true for the answers it meets. */
function gesture(answers: Answers, list: readonly Deed[]): Patch[] {
  const patches: Patch[] = []
  let now = answers
  for (const { at, what, value } of list) {
    const here = now.length === 0 ? undefined : now[at % now.length]
    let patch: Patch | null = null
    if (what === 'add' || !here) patch = adding(mark(`m${++made}`, value))
    else if (what === 'change') patch = changing(here, { ...here, value })
    else patch = removing(now, here.id)
    if (patch) {
      patches.push(patch)
      now = apply(now, [patch])
    }
  }
  return patches
}

const start = ['a', 'b', 'c', 'd'].map((id) => mark(id))

describe('IMG12: undo', () => {
  it('apply ∘ invert = identity, places included', () =>
    fc.assert(
      fc.property(deeds, (list) => {
        const patches = gesture(start, list)
        expect(apply(apply(start, patches), invert(patches))).toEqual(start)
      }),
      { numRuns: 500 },
    ))

  const work = fc.array(fc.record({ list: deeds, burst: fc.option(fc.constantFrom('x', 'y'), { nil: undefined }) }), {
    maxLength: 8,
  })
  function play(steps: readonly { list: readonly Deed[]; burst: string | undefined }[]): Document {
    let document: Document = { answers: start, history: emptyHistory }
    for (const { list, burst } of steps) document = commit(document, gesture(document.answers, list), burst)
    return document
  }
  it('N undos then N redos restore the identical state, bursts included', () =>
    fc.assert(
      fc.property(work, (steps) => {
        const done = play(steps)
        const { length } = done.history.past
        let back = done
        for (let n = 0; n < length; n += 1) back = undo(back)
        expect(back.answers).toEqual(start)
        expect(back.history.past).toEqual([])
        let again = back
        for (let n = 0; n < length; n += 1) again = redo(again)
        expect(again.answers).toEqual(done.answers)
      }),
      { numRuns: 300 },
    ))
  it('survives JSON, as a draft on the device does', () =>
    fc.assert(
      fc.property(work, (steps) => {
        const done = play(steps)
        expect(undo(JSON.parse(JSON.stringify(done)) as Document).answers).toEqual(undo(done).answers)
      }),
    ))

  it('is one step a gesture, and a new gesture forgets what was undone', () => {
    const one = commit({ answers: [], history: emptyHistory }, [adding(mark('a')), adding(mark('b'))])
    expect(undo(one).answers).toEqual([])
    expect(redo(undo(one)).answers.map(({ id }) => id)).toEqual(['a', 'b'])
    const other = commit(undo(one), [adding(mark('c'))])
    expect(redo(other)).toBe(other)
  })
  it('takes a burst back as one step; undo ends it', () => {
    let document: Document = { answers: [mark('a', '')], history: emptyHistory }
    for (const text of ['h', 'hi']) {
      document = commit(document, [changing(document.answers[0]!, mark('a', text))], 'word')
    }
    expect(document.history.past).toEqual([[changing(mark('a', ''), mark('a', 'hi'))]])
    expect(undo(document).answers).toEqual([mark('a', '')])
    const after = commit(undo(document), [changing(mark('a', ''), mark('a', 'x'))], 'word')
    expect(after.history.past).toHaveLength(1)
  })
  it('puts a mark that was emptied away within a burst back in its place', () => {
    let document: Document = { answers: start, history: emptyHistory }
    document = commit(document, [changing(start[1]!, mark('b', 1))], 'word')
    document = commit(document, [removing(document.answers, 'b' as MarkId)!], 'word')
    expect(document.history.past).toHaveLength(1)
    expect(undo(document).answers).toEqual(start)
  })
  it('forgets the oldest beyond the bound, and never undoes what is not there', () => {
    let document: Document = { answers: [], history: emptyHistory }
    for (let n = 0; n < limits.historySteps + 5; n += 1) document = commit(document, [adding(mark(`m${n}`))])
    expect(document.history.past).toHaveLength(limits.historySteps)
    const empty: Document = { answers: start, history: emptyHistory }
    expect(undo(empty)).toBe(empty)
    expect(redo(empty)).toBe(empty)
    expect(commit(empty, [])).toBe(empty)
  })
})

describe('patches', () => {
  it('pass over a mark that is not there', () => {
    expect(apply(start, [{ id: 'zz' as MarkId, before: mark('zz'), after: null }])).toEqual(start)
    expect(removing(start, 'zz' as MarkId)).toBeNull()
  })
})
