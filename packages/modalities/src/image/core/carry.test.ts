// Marks carried from image to image: at the same place, cut at the edges, and only once.
import { apply, carrying } from '@etabli/modality-kit'
import type { Answers, Mark, MarkId, Media, Question } from '@etabli/schema'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { carryMark, kinds } from '../../index.ts'

const picture = (width: number, height: number) =>
  ({ type: 'image', blob: 'a'.repeat(64), mime: 'image/png', bytes: 1, width, height }) as unknown as Media
const labels = [
  { id: 'can', name: 'Can', colour: 0, key: '1' },
  { id: 'jar', name: 'Jar', colour: 1, key: '2' },
]
const asked = (id: string, kind: string, more = {}) =>
  ({ id, kind, title: id, help: '', required: false, labels, options: {}, ...more }) as unknown as Question
const questions = [asked('objects', 'box'), asked('outlines', 'polygon')]

function box(id: string, x: number, y: number, width: number, height: number, label = 'can', more = {}): Mark {
  const value = { x, y, width, height, ...more }
  return { id, question: 'objects', kind: 'box', label, value, source: 'person', confidence: null } as unknown as Mark
}

let made = 0
function newId() {
  made += 1
  return `n${made}` as MarkId
}
function carried(from: Answers, to: Answers = [], size = picture(100, 80), more = {}) {
  return carrying({
    from: { media: picture(100, 80), answers: from },
    to: { media: size, answers: to },
    questions,
    kinds,
    carry: carryMark,
    newId,
    source: 'copy',
    ...more,
  })
}
const values = (patches: ReturnType<typeof carried>) => patches.map(({ after }) => after?.value)

describe('carrying marks to the next image', () => {
  it('keeps place, size, class and turn where the image is as large', () => {
    const before = [box('a', 10.5, 20.25, 30, 40), box('b', 50, 10, 20, 10, 'jar', { angle: 37 })]
    const patches = carried(before)
    expect(values(patches)).toEqual(before.map(({ value }) => value))
    expect(patches.map(({ after }) => [after?.label, after?.source, after?.confidence])).toEqual([
      ['can', 'copy', null],
      ['jar', 'copy', null],
    ])
    expect(new Set([...patches.map(({ id }) => id), 'a', 'b']).size).toBe(4)
  })

  it('cuts a box at the edge of a smaller image, and leaves out what lies wholly outside', () => {
    // 60 wide: from 40 to 70 leaves 40 to 60; from 80 on nothing is left.
    const patches = carried([box('a', 40, 10, 30, 20), box('b', 80, 10, 10, 10)], [], picture(60, 80))
    expect(values(patches)).toEqual([{ x: 40, y: 10, width: 20, height: 20 }])
  })

  it('IMG9: copying twice adds nothing the second time; shapes made by people stay as they are', () => {
    const one = fc.record({
      x: fc.integer({ min: -20, max: 110 }),
      y: fc.integer({ min: -20, max: 90 }),
      width: fc.integer({ min: 2, max: 60 }),
      height: fc.integer({ min: 2, max: 60 }),
      label: fc.constantFrom('can', 'jar'),
    })
    const some = fc.array(one, { maxLength: 8 })
    fc.assert(
      fc.property(some, some, (from, there) => {
        const given = from.map((b, n) => box(`f${n}`, b.x, b.y, b.width, b.height, b.label))
        const before = there.map((b, n) => box(`t${n}`, b.x, b.y, b.width, b.height, b.label))
        const once = apply(before, carried(given, before, picture(90, 70)))
        expect(once.slice(0, before.length)).toEqual(before)
        expect(carried(given, once, picture(90, 70))).toEqual([])
      }),
    )
  })

  it('takes a mark of the same class at an IoU of 0.9 for the same, and one of another class for another', () => {
    // 10 × 10 and 10 × 9: IoU 90/100 = 0.9; 10 × 8.9: 0.89.
    expect(carried([box('a', 0, 0, 10, 10)], [box('t', 0, 0, 10, 9)])).toHaveLength(0)
    expect(carried([box('a', 0, 0, 10, 10)], [box('t', 0, 0, 10, 8.9)])).toHaveLength(1)
    expect(carried([box('a', 0, 0, 10, 10)], [box('t', 0, 0, 10, 10, 'jar')])).toHaveLength(1)
  })

  it('carries two marks of one class that lie on each other: a person made both of them', () => {
    const both = [box('a', 0, 0, 10, 10), box('b', 0, 0, 10, 9)]
    expect(values(carried(both))).toEqual(both.map(({ value }) => value))
  })

  it('makes no new mark of a class that is retired', () => {
    const retired = asked('objects', 'box', { labels: [labels[0], { ...labels[1], retired: true }] })
    const from = [box('a', 0, 0, 10, 10), box('b', 20, 0, 10, 10, 'jar')]
    expect(carried(from, [], undefined, { questions: [retired] }).map(({ after }) => after?.label)).toEqual(['can'])
  })

  it('copies one class only where asked, none of classes and questions that are no more, none beyond the maximum', () => {
    const from = [box('a', 0, 0, 10, 10), box('b', 20, 0, 10, 10, 'jar'), box('c', 40, 0, 10, 10, 'gone')]
    expect(carried(from, [], undefined, { label: 'jar' })).toHaveLength(1)
    expect(carried(from)).toHaveLength(2)
    expect(carried(from, [], undefined, { questions: [asked('others', 'box')] })).toHaveLength(0)
    expect(carried(from, [], undefined, { questions: [asked('objects', 'box', { max: 1 })] })).toHaveLength(1)
  })
})
