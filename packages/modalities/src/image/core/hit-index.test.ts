// The spatial index against a plain walk over all marks, and how long it takes to be made.
import type { Mark, MarkId } from '@etabli/schema'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hitIndex } from './hit-index.ts'
import { touches } from './shape.ts'
import { question } from './testing-shapes.ts'

function mark(id: string, kind: string, value: Mark['value']): Mark {
  return { id: id as MarkId, question: question.id, kind, label: null, value, source: 'person', confidence: null }
}

const number = fc.integer({ min: 0, max: 100 })
const value = fc.oneof(
  fc
    .record({
      x: number,
      y: number,
      width: fc.integer({ min: 1, max: 40 }),
      height: fc.integer({ min: 1, max: 40 }),
      angle: fc.integer({ min: 0, max: 359 }),
    })
    .map((each) => ['box', each] as const),
  fc
    .array(fc.record({ x: number, y: number }), { minLength: 3, maxLength: 6 })
    .map((points) => ['polygon', { points }] as const),
)
const answers = fc
  .array(value, { maxLength: 60 })
  .map((values) => values.map(([kind, each], index) => mark(`m${index}`, kind, each)))

describe('the spatial index', () => {
  it('IMG10: after changes, marks put in, taken out and moved in the order, it finds what a new index of the same finds', () => {
    const change = fc.tuple(fc.constantFrom('change', 'put', 'take', 'raise'), fc.nat(), value)
    const law = fc.property(answers, fc.array(change, { maxLength: 12 }), number, number, (first, changes, x, y) => {
      let marks = first
      for (const [turn, [way, at, [kind, each]]] of changes.entries()) {
        hitIndex(marks)
        const place = marks.length === 0 ? 0 : at % marks.length
        const old = marks[place]
        const fresh = mark(way === 'change' && old ? old.id : `n${turn}`, kind, each)
        if (way === 'put') marks = marks.toSpliced(place, 0, fresh)
        else if (way === 'take') marks = marks.toSpliced(place, 1)
        else if (way === 'change' && old) marks = marks.with(place, fresh)
        else if (old) marks = [...marks.toSpliced(place, 1), old]
      }
      const index = hitIndex(marks)
      // Copies of the marks are known to no index before.
      const anew = hitIndex(marks.map((each) => ({ ...each })))
      const region = { x: x - 20, y: y - 20, width: 40, height: 40 }
      const ids = (found: readonly { readonly id: MarkId }[]) => found.map(({ id }) => id)
      expect(ids(index.all)).toEqual(ids(anew.all))
      expect(ids(index.in(region))).toEqual(ids(anew.in(region)))
      expect(ids(index.at({ x, y }, 3))).toEqual(ids(anew.at({ x, y }, 3)))
      expect(marks.map(({ id }) => index.get(id)?.mark)).toEqual(marks)
      expect(index.get('gone' as MarkId)).toBeUndefined()
    })
    void fc.assert(law, { numRuns: 300 })
  })

  it('finds under a point what a plain walk finds', () => {
    const law = fc.property(answers, number, number, fc.constantFrom(0, 3), (marks, x, y, reach) => {
      const index = hitIndex(marks)
      const found = index.at({ x, y }, reach).map(({ id }) => id)
      const walked = index.all.filter(({ shape }) => touches(shape, { x, y }, reach)).map(({ id }) => id)
      expect(found.toSorted()).toEqual(walked.toSorted())
    })
    void fc.assert(law, { numRuns: 300 })
  })

  it('finds in a region what a plain walk finds, in the order of the answers', () => {
    const law = fc.property(answers, number, number, number, number, (marks, x, y, width, height) => {
      const index = hitIndex(marks)
      const walked = index.all.flatMap(({ hull }, place) =>
        hull.x <= x + width && x <= hull.x + hull.width && hull.y <= y + height && y <= hull.y + hull.height
          ? [place]
          : [],
      )
      expect(index.placesIn({ x, y, width, height })).toEqual(walked)
    })
    void fc.assert(law, { numRuns: 300 })
  })

  it('IMG11: the smallest comes first, of two alike the topmost', () => {
    const box = (x: number, side: number) => ({ x, y: x, width: side, height: side })
    const marks = [
      mark('large', 'box', box(0, 90)),
      mark('below', 'box', box(30, 20)),
      mark('above', 'box', box(31, 20)),
      mark('middle', 'box', box(20, 50)),
    ]
    const at = { x: 40, y: 40 }
    const under = hitIndex(marks).at(at, 0)
    expect(under.map(({ id }) => id)).toEqual(['above', 'below', 'middle', 'large'])
  })

  it('is made once for a list of answers; of a changed list only what changed is read again', () => {
    const marks = [mark('a', 'box', { x: 1, y: 1, width: 2, height: 2 }), mark('b', 'text', 'no shape')]
    const index = hitIndex(marks)
    expect(hitIndex(marks)).toBe(index)
    expect(index.all).toHaveLength(1)
    expect(index.bounds).toEqual({ x: 1, y: 1, width: 2, height: 2 })
    const next = hitIndex([...marks])
    expect(next).not.toBe(index)
    expect(next.all[0]).toBe(index.all[0])
    expect(next.get('a' as MarkId)).toBe(index.all[0])
    expect(hitIndex([]).at({ x: 0, y: 0 }, 9)).toEqual([])
    expect(hitIndex([]).bounds).toBeNull()
  })
})
