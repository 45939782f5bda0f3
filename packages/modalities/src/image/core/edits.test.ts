// What can be done with chosen marks, as patches: order, merging, groups, copies, turning; and that all of it is undone.
import { commit, emptyHistory, type Patch, redo, removingAll, undo } from '@etabli/modality-kit'
import type { Answers, LabelId, Mark, MarkId } from '@etabli/schema'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clipsIn, clipText, fittingClips } from './clip.ts'
import { canMerge, copying, grouping, merging, moveBy, reorder, stretch, turn, withGroups } from './edits.ts'
import { boxOf } from './kinds/box.ts'
import { question } from './testing-shapes.ts'

const image = { width: 200, height: 100 }

function mark(id: string, x: number, y: number, width: number, height: number, more: Partial<Mark> = {}): Mark {
  return {
    id: id as MarkId,
    question: question.id,
    kind: 'box',
    label: 'can' as LabelId,
    value: { x, y, width, height },
    source: 'import',
    confidence: null,
    ...more,
  }
}

const abc = [mark('a', 10, 10, 20, 20), mark('b', 50, 10, 20, 20), mark('c', 90, 10, 20, 20)]
const ids = (...names: string[]) => new Set(names as MarkId[])
const after = (answers: Answers, patches: readonly Patch[]) =>
  commit({ answers, history: emptyHistory }, patches).answers
const names = (answers: Answers) => answers.map(({ id }) => id).join('')
let made = 0
const newId = () => `n${++made}` as MarkId

describe('order', () => {
  it('brings to the front or the back, keeping the order among them; nothing where they are there', () => {
    const five = [...abc, mark('d', 0, 0, 5, 5), mark('e', 0, 0, 6, 6)]
    expect(names(after(five, reorder(five, ids('a', 'c'), 'front')))).toBe('bdeac')
    expect(names(after(five, reorder(five, ids('b', 'd'), 'back')))).toBe('bdace')
    expect(reorder(five, ids('d', 'e'), 'front')).toEqual([])
    expect(reorder(five, ids('a'), 'back')).toEqual([])
  })
})

describe('merging', () => {
  it('makes one box of several of one class: the first grows to their hull, the others go', () => {
    expect(after(abc, merging(abc, [abc[0]!, abc[2]!], image))).toEqual([
      { ...abc[0], value: { x: 10, y: 10, width: 100, height: 20 }, source: 'person' },
      abc[1],
    ])
  })
  it('takes a turned box by its hull, within the image', () => {
    // A square of 20 turned by 45° is 20√2 wide: 28.284 about its centre at (20, 20).
    const turned = mark('t', 10, 10, 20, 20, { value: { x: 10, y: 10, width: 20, height: 20, angle: 45 } })
    const [patch] = merging([turned, abc[1]!], [turned, abc[1]!], image)
    expect(boxOf(patch!.after!)!.x).toBeCloseTo(20 - 10 * Math.SQRT2, 9)
    expect(boxOf(patch!.after!)!.angle).toBeUndefined()
  })
  it('is not offered for one box, for two classes, or for other kinds', () => {
    expect(canMerge(abc.slice(0, 1))).toBe(false)
    expect(canMerge([abc[0]!, { ...abc[1]!, label: 'jar' as LabelId }])).toBe(false)
    expect(canMerge([abc[0]!, { ...abc[1]!, kind: 'polygon' }])).toBe(false)
    expect(canMerge(abc)).toBe(true)
  })
})

describe('groups', () => {
  it('a member stands for all; taking the group away leaves no trace', () => {
    const grouped = after(abc, grouping([abc[0]!, abc[2]!], 'g'))
    expect(withGroups(grouped, ['c'] as MarkId[])).toEqual(['a', 'c'])
    expect(withGroups(grouped, ['b'] as MarkId[])).toEqual(['b'])
    expect(after(grouped, grouping(grouped, null))).toEqual(abc)
  })
})

describe('copies', () => {
  it('lie beside what they are of, never on another copy, and within the image', () => {
    const once = after(abc, copying(abc, [abc[2]!], { x: 6, y: 6 }, image, newId))
    expect(once.at(-1)!.value).toEqual({ x: 96, y: 16, width: 20, height: 20 })
    const twice = after(once, copying(once, [abc[2]!], { x: 6, y: 6 }, image, newId))
    expect(twice.at(-1)!.value).toEqual({ x: 102, y: 22, width: 20, height: 20 })
    const edge = [mark('e', 180, 80, 20, 20)]
    expect(after(edge, copying(edge, edge, { x: 6, y: 6 }, image, newId)).at(-1)!.value).toEqual(edge[0]!.value)
  })
  it('come on the next image where they were, cut to its size, in a group of their own', () => {
    const wide = [mark('w', 150, 10, 400, 20, { group: 'g' }), mark('v', 1, 1, 5, 5, { group: 'g' })]
    const pasted = after([], copying([], wide, { x: 6, y: 6 }, image, newId))
    expect(pasted.map(({ value }) => value)).toEqual([
      { x: 0, y: 10, width: 200, height: 20 },
      { x: 1, y: 1, width: 5, height: 5 },
    ])
    expect(pasted[0]!.group).toBe(pasted[1]!.group)
    expect(pasted[0]!.group).not.toBe('g')
  })
  it('travel as text; other text is no marks; only what a question takes is pasted', () => {
    const clips = clipsIn(clipText([{ ...abc[0]!, attributes: { occluded: true } as Mark['attributes'] & {} }]))
    expect(clips).toEqual([
      {
        question: 'objects',
        kind: 'box',
        label: 'can',
        value: { x: 10, y: 10, width: 20, height: 20 },
        source: 'import',
        confidence: null,
        attributes: { occluded: true },
      },
    ])
    for (const text of ['', 'hello', '{"etabli":"marks"', '{"etabli":"marks","version":1,"marks":[{"kind":3}]}']) {
      expect(clipsIn(text)).toBeNull()
    }
    expect(fittingClips(clips!, [question])).toHaveLength(1)
    expect(fittingClips(clips!, [{ ...question, id: 'other' as never }])[0]!.question).toBe('other')
    expect(fittingClips(clips!, [{ ...question, kind: 'polygon' }])).toEqual([])
    expect(fittingClips([{ ...clips![0]!, label: 'gone' as LabelId }], [question])).toEqual([])
    const retired = { ...question, labels: question.labels.map((label) => ({ ...label, retired: label.id === 'can' })) }
    expect(fittingClips(clips!, [retired])).toEqual([])
  })
})

describe('sizes and turns', () => {
  const values = (patches: readonly Patch[]) => patches.map((patch) => patch.after?.value)
  it('stretch the right and lower edges within the image, never below a pixel', () => {
    expect(values(stretch([abc[0]!], 500, -50, image))).toEqual([{ x: 10, y: 10, width: 190, height: 1 }])
    expect(values(moveBy([abc[0]!], { x: 0.25, y: -1 }))).toEqual([{ x: 10.25, y: 9, width: 20, height: 20 }])
    expect(stretch([mark('e', 0, 0, 200, 100)], 1, 1, image)).toEqual([])
  })
  it('IMG20: a turned box stretched keeps its angle and its first corner', () => {
    // Turned by 90° about (20, 15), the box 20 × 10 stands upright 10 × 20; its first corner (10, 10) lies at (25, 5).
    const turned = mark('t', 10, 10, 20, 10, { value: { x: 10, y: 10, width: 20, height: 10, angle: 90 } })
    const [patch] = stretch([turned], 4, 0, image)
    const box = boxOf(patch!.after!)!
    // 4 longer along its own width, which points down: centre 2 lower, at (20, 17); width 24.
    expect(box.angle).toBe(90)
    expect([box.x, box.y, box.width, box.height].map((each) => Math.round(each * 1e9) / 1e9)).toEqual([8, 12, 24, 10])
  })
  it('turn by degrees, round past 360', () => {
    expect(values(turn([abc[0]!], -15, image))).toEqual([{ x: 10, y: 10, width: 20, height: 20, angle: 345 }])
    expect(turn([abc[0]!], 360, image)).toEqual([])
  })
})

describe('IMG12 and IMG15', () => {
  const many = (count: number) =>
    Array.from({ length: count }, (_, i) => mark(`m${i}`, i % 180, (i * 7) % 90, 5 + (i % 3), 4))

  it('IMG12: any run of edits is undone to the bit and done again the same', () => {
    const edit = fc.record({
      what: fc.constantFrom('front', 'back', 'merge', 'group', 'copy', 'remove', 'move', 'turn'),
      from: fc.nat(8),
      count: fc.integer({ min: 1, max: 4 }),
    })
    const law = fc.property(fc.array(edit, { maxLength: 12 }), (run) => {
      const start = many(8)
      let document = { answers: start as Answers, history: emptyHistory }
      for (const { what, from, count } of run) {
        const { answers } = document
        const chosen = answers.slice(from, from + count)
        const set = new Set(chosen.map(({ id }) => id))
        const patches: Record<typeof what, () => Patch[]> = {
          front: () => reorder(answers, set, 'front'),
          back: () => reorder(answers, set, 'back'),
          merge: () => merging(answers, chosen, image),
          group: () => grouping(chosen, `g${from}`),
          copy: () => copying(answers, chosen, { x: 1, y: 1 }, image, newId),
          remove: () => removingAll(answers, set),
          move: () => moveBy(chosen, { x: 0.1, y: 0.1 }),
          turn: () => turn(chosen, 7, image),
        }
        document = commit(document, patches[what]())
      }
      const end = document
      const steps = end.history.past.length
      for (let i = 0; i < steps; i++) document = undo(document)
      expect(document.answers).toEqual(start)
      for (let i = 0; i < steps; i++) document = redo(document)
      expect(document).toEqual(end)
    })
    void fc.assert(law, { numRuns: 200 })
  })

  it('IMG15: 500 of 2,000 are moved, copied and deleted in less than 300 ms each', () => {
    const answers = many(2_000)
    const chosen = answers.filter((_, index) => index % 4 === 0)
    const set = new Set(chosen.map(({ id }) => id))
    const edits: Record<string, () => Patch[]> = {
      move: () => moveBy(chosen, { x: 1, y: 1 }),
      copy: () => copying(answers, clipsIn(clipText(chosen))!, { x: 1, y: 1 }, image, newId),
      delete: () => removingAll(answers, set),
      front: () => reorder(answers, set, 'front'),
    }
    for (const [name, edit] of Object.entries(edits)) {
      const begun = performance.now()
      const changed = after(answers, edit())
      expect(performance.now() - begun, name).toBeLessThan(300)
      expect(changed).not.toEqual(answers)
    }
  })
})
