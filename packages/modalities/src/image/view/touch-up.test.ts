// What a change among thousands of marks asks to paint anew, from places worked out by hand.
import type { Mark, MarkId } from '@etabli/schema'
import { describe, expect, it } from 'vitest'
import { question } from '../core/testing-shapes.ts'
import { createScene, type SceneLook } from './scene.ts'
import { changedPart, type Shown } from './touch-up.ts'

function box(id: string, x: number, y: number): Mark {
  const value = { x, y, width: 10, height: 10 }
  return {
    id: id as MarkId,
    question: question.id,
    kind: 'box',
    label: null,
    value,
    source: 'person',
    confidence: null,
  }
}

const look: SceneLook = {
  colourOf: () => 'red',
  chipOf: () => ({ text: '', colour: 'red' }),
  bonesOf: () => [],
  isHidden: () => false,
  isLocked: () => false,
  isDimmed: () => false,
}

// 3,000 boxes of 10 × 10, sixty a row, 20 apart; at one to one, moved by 5 to the right.
const marks = Array.from({ length: 3_000 }, (_, n) => box(`b${n}`, (n % 60) * 20, Math.floor(n / 60) * 20))
const camera = { x: 5, y: 0, scale: 1 }
const viewport = { width: 1_400, height: 1_000 }
const bitmap = { width: 1_400, height: 1_000 }
const steady = { look, settings: { labels: false }, tokens: {}, chips: {} } as unknown as Shown['view']

function shown(answers: Mark[], held: readonly string[] = [], count = answers.length): Shown {
  const view = { ...steady, scene: createScene(answers, [], [], look) }
  return { view, camera, viewport, bitmap, held: new Set(held as MarkId[]), count }
}

describe('IMG10: a change among thousands of marks', () => {
  it('paints where the mark was and where it is, and what its lines reach', () => {
    const moved = marks.with(61, box('b61', 40, 60))
    // b61 stood at 20, 20; with the camera from 25 to 55 and 20 to 70; 8 pixels around for lines.
    expect(changedPart(shown(marks), shown(moved), 1)).toEqual({ x: 17, y: 12, width: 46, height: 66 })
  })

  it('paints where a mark was put in, taken out, or taken into the hand', () => {
    const place = { x: 17, y: 12, width: 26, height: 26 }
    const without = marks.toSpliced(61, 1)
    expect(changedPart(shown(marks), shown(without), 1)).toEqual(place)
    expect(changedPart(shown(without), shown(marks), 1)).toEqual(place)
    expect(changedPart(shown(marks), shown(marks, ['b61']), 1)).toEqual(place)
    const added = changedPart(shown(marks), shown([...marks, box('new', 100, 100)]), 1)
    expect(added).toEqual({ x: 97, y: 92, width: 26, height: 26 })
  })

  it('paints nothing where nothing changed, and ends between two pixels of the screen', () => {
    expect(changedPart(shown(marks), shown(marks), 1)).toMatchObject({ width: 0 })
    const part = changedPart(shown(marks), shown(marks.toSpliced(61, 1)), 1.5)
    // From 17, 12 to 43, 38: 25.5 and 64.5 pixels of the screen, so from 25 to 65, and from 18 to 57.
    expect(part?.x).toBeCloseTo(25 / 1.5)
    expect((part?.x ?? 0) + (part?.width ?? 0)).toBeCloseTo(65 / 1.5)
    expect(part).toMatchObject({ y: 12, height: 26 })
  })

  it('paints everything where the camera, the look or the canvas is another, or much has changed', () => {
    const before = shown(marks)
    expect(changedPart(before, { ...before, camera: { ...camera } }, 1)).toBeNull()
    expect(changedPart(before, { ...before, bitmap: { width: 1_400, height: 900 } }, 1)).toBeNull()
    expect(changedPart(before, { ...before, view: { ...before.view, look: { ...before.view.look } } }, 1)).toBeNull()
    expect(changedPart(before, shown(marks.map((each) => ({ ...each }))), 1)).toBeNull()
    expect(changedPart(shown(marks, [], 1_000), before, 1)).toBeNull()
  })

  it('paints everything where a style comes or goes, as marks would lie in another order', () => {
    const dashed = marks.with(61, { ...box('b61', 20, 20), source: 'model' })
    expect(changedPart(shown(marks), shown(dashed), 1)).toBeNull()
  })
})
