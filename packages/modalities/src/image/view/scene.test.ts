// The settled marks made ready: groups of one style, what is in view, what is out of sight.
import type { Layer as PersonLayer } from '@etabli/modality-kit'
import type { Mark, MarkId } from '@etabli/schema'
import { describe, expect, it } from 'vitest'
import { question } from '../core/testing-shapes.ts'
import { createScene, type SceneLook, seenOf } from './scene.ts'

function box(id: string, x: number, y: number, source: Mark['source'] = 'person'): Mark {
  const value = { x, y, width: 10, height: 10 }
  return { id: id as MarkId, question: question.id, kind: 'box', label: null, value, source, confidence: null }
}

function look(change: Partial<SceneLook> = {}): SceneLook {
  return {
    colourOf: () => 'red',
    chipOf: () => ({ text: '', colour: 'red' }),
    bonesOf: () => [],
    isHidden: () => false,
    isLocked: () => false,
    isDimmed: () => false,
    ...change,
  }
}

const nobody: ReadonlySet<MarkId> = new Set()
const viewport = { width: 100, height: 100 }
const whole = { x: 0, y: 0, scale: 0.1 }
const ids = (seen: ReturnType<typeof seenOf>) => seen.map(({ members }) => members.map(({ mark }) => mark.id))

describe('scene', () => {
  // A row of a hundred boxes, 20 pixels apart.
  const row = Array.from({ length: 100 }, (_, index) => box(`b${index}`, index * 20, 0))

  it('IMG10: draws what is in view and nothing else, in the order of the answers', () => {
    const scene = createScene(row, [], [], look())
    // A hundred image pixels from 200 on, at one to one: b10 to b14; lines reach 8 pixels over, so b9 (to 190) is out
    // by two pixels and b15 (from 300) is in.
    expect(ids(seenOf(scene, { x: -200, y: 0, scale: 1 }, viewport, nobody))).toEqual([
      ['b10', 'b11', 'b12', 'b13', 'b14', 'b15'],
    ])
    expect(ids(seenOf(scene, { x: 0, y: 0, scale: 0.05 }, viewport, nobody))[0]).toHaveLength(100)
    expect(ids(seenOf(scene, { x: 0, y: -500, scale: 1 }, viewport, nobody)).flat()).toEqual([])
  })

  it('groups by style: proposed ones dashed, locked ones, contested ones', () => {
    const marks = [box('own', 0, 0), box('proposed', 0, 0, 'model'), box('locked', 0, 0), box('odd', 0, 0)]
    const support = [{ mark: 'odd' as MarkId, votes: 1, of: 3, contested: true }]
    const seen = seenOf(
      createScene(marks, [], support, look({ isLocked: (id) => id === 'locked' })),
      whole,
      viewport,
      nobody,
    )
    expect(
      seen.map(({ style, members }) => [members[0]?.mark.id, style.state, style.dash.length > 0, style.contested]),
    ).toEqual([
      ['own', 'plain', false, false],
      ['proposed', 'plain', true, false],
      ['locked', 'locked', false, false],
      ['odd', 'plain', false, true],
    ])
  })

  it('leaves out what is hidden, and what is in the hand; others are faint while some are isolated', () => {
    const marks = [box('a', 0, 0), box('b', 20, 0), box('c', 40, 0)]
    const scene = createScene(marks, [], [], look({ isHidden: (id) => id === 'a', isDimmed: (id) => id === 'b' }))
    const seen = seenOf(scene, whole, viewport, new Set(['c' as MarkId]))
    expect(seen.map(({ style, members }) => [style.state, members.length])).toEqual([
      ['dimmed', 1],
      ['plain', 0],
    ])
  })

  it('draws the layers of other people below, and only those that are switched on', () => {
    const layer = (id: string, visible: boolean): PersonLayer => ({
      id,
      name: id,
      colour: 0,
      answers: [box(id, 0, 0)],
      visible,
    })
    const scene = createScene([box('own', 0, 0)], [layer('ana', true), layer('ben', false)], [], look())
    expect(ids(seenOf(scene, whole, viewport, nobody))).toEqual([['ana'], ['own']])
  })

  it('makes the layers of other people once for a look, whatever is edited above them', () => {
    const ana: PersonLayer = { id: 'ana', name: 'Ana', colour: 0, answers: [box('ana', 0, 0)], visible: true }
    const same = look()
    const [below, above] = createScene([box('own', 0, 0)], [ana], [], same).sheets
    const edited = createScene([box('own', 30, 0)], [ana], [], same)
    expect(edited.sheets[0]).toBe(below)
    expect(edited.sheets[1]).not.toBe(above)
    // Another look, as when colours come to mean the class, makes all anew.
    const blue = createScene([box('own', 30, 0)], [ana], [], look({ colourOf: () => 'blue' }))
    expect(blue.sheets.map(({ groups }) => groups[0]?.style.colour)).toEqual(['blue', 'blue'])
  })
})
