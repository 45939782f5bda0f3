// The select tool over every shape: turned boxes, polygons, poses; groups, locks, snapping; and boxes by extreme points.
import { boxCentre, boxCorners, type ImagePoint } from '@etabli/geometry'
import { drive } from '@etabli/modality-kit/testing'
import type { Answers, LabelId, Mark, MarkId } from '@etabli/schema'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hitIndex } from '../hit-index.ts'
import { boxOf } from '../kinds/box.ts'
import { keypointsOf } from '../kinds/keypoints-value.ts'
import { polygonOf } from '../kinds/polygon-value.ts'
import { question } from '../testing-shapes.ts'
import { boxDrawing, boxTool } from './box.ts'
import { turnerOf } from './grips.ts'
import { draftShapes, selectGuides, selectTool } from './select.ts'

const image = { width: 400, height: 300 }

function mark(id: string, kind: string, value: Mark['value'], more: Partial<Mark> = {}): Mark {
  return {
    id: id as MarkId,
    question: question.id,
    kind,
    label: 'can' as LabelId,
    value,
    source: 'person',
    confidence: null,
    ...more,
  }
}

interface Having {
  readonly snap?: boolean
  readonly locked?: readonly string[]
}

const select = (answers: Answers, having: Having = {}) =>
  drive(
    selectTool,
    ({ answers: now, selection }) => ({
      image,
      answers: now,
      selection,
      turns: () => true,
      untouchable: (id) => having.locked?.includes(id) ?? false,
      snapTo: having.snap ? hitIndex(now) : null,
    }),
    answers,
  )
const draw = (mode: 'corners' | 'extremes', answers: Answers = []) =>
  drive(
    boxTool,
    ({ answers: now, newId }) => ({
      image,
      question,
      label: 'jar' as LabelId,
      newId,
      mode,
      snapTo: mode === 'corners' ? hitIndex(now) : null,
    }),
    answers,
  )
type Driven = ReturnType<typeof select>
const press = (driven: Driven, at: ImagePoint, touch = {}) => driven.down(at, touch).up(at, touch)

describe('turned boxes', () => {
  const value = { x: 100, y: 100, width: 80, height: 40, angle: 30 }
  const corners = boxCorners(value, value.angle)

  it('IMG20: a corner dragged leaves the opposite corner and the angle where they were, within 0.01', () => {
    const law = fc.property(
      fc.constantFrom(0, 1, 2, 3),
      fc.integer({ min: -30, max: 30 }),
      fc.integer({ min: -30, max: 30 }),
      (place, dx, dy) => {
        const driven = select([mark('t', 'box', value)])
        press(driven, { x: 140, y: 120 })
        const corner = corners[place]!
        driven
          .down(corner)
          .move({ x: corner.x + 1, y: corner.y })
          .up({ x: corner.x + dx, y: corner.y + dy })
        const after = boxOf(driven.answers[0]!)!
        expect(after.angle).toBe(30)
        const opposite = corners[(place + 2) % 4]!
        const near = boxCorners(after, 30).map((each) => Math.hypot(each.x - opposite.x, each.y - opposite.y))
        expect(Math.min(...near)).toBeLessThan(0.01)
      },
    )
    void fc.assert(law, { numRuns: 200 })
  })

  it('turns by its turner; with Shift in steps of 15°', () => {
    const driven = select([mark('t', 'box', { x: 100, y: 100, width: 80, height: 40 })])
    press(driven, { x: 140, y: 120 })
    const turner = turnerOf({ kind: 'box', box: { x: 100, y: 100, width: 80, height: 40 }, angle: 0 }, image, 1)
    // 26 pixels above the upper side, over the middle.
    expect(turner).toEqual({ x: 140, y: 74 })
    // A quarter round about (140, 120): to the right, as far away.
    driven.down(turner).move({ x: 170, y: 90 }).up({ x: 186, y: 120 })
    expect(boxOf(driven.answers[0]!)!.angle).toBeCloseTo(90, 9)
    expect(driven.document.history.past).toHaveLength(1)
    // From 90° another 20° and a bit: 20° is nearest to 15°.
    const to = (degrees: number) => {
      const radians = (degrees * Math.PI) / 180
      return { x: 140 + 46 * Math.sin(radians), y: 120 - 46 * Math.cos(radians) }
    }
    driven.down(to(90)).move(to(95)).up(to(111), { shift: true })
    expect(boxOf(driven.answers[0]!)!.angle).toBe(105)
  })

  it('keeps its centre within the image when it is dragged far out', () => {
    const driven = select([mark('t', 'box', value)])
    driven.down({ x: 140, y: 120 }).move({ x: 0, y: 0 }).up({ x: -500, y: -500 })
    const centre = boxCentre(boxOf(driven.answers[0]!)!)
    expect([Math.round(centre.x * 1e6), Math.round(centre.y * 1e6)]).toEqual([0, 0])
  })
})

describe('polygons', () => {
  const points = [
    { x: 50, y: 50 },
    { x: 150, y: 50 },
    { x: 150, y: 150 },
    { x: 50, y: 150 },
  ]
  const shown = (driven: Driven) => polygonOf(driven.answers[0]!)!.points

  it('a corner is dragged alone, within the image', () => {
    const driven = select([mark('p', 'polygon', { points })])
    press(driven, { x: 100, y: 100 })
    driven.down({ x: 151, y: 151 }).move({ x: 200, y: 200 }).up({ x: 900, y: 200 })
    expect(shown(driven)).toEqual([points[0], points[1], { x: 400, y: 200 }, points[3]])
    expect(driven.document.history.past).toHaveLength(1)
  })

  it('a press on an edge makes a corner there, which can be dragged on at once; Escape takes it back', () => {
    const driven = select([mark('p', 'polygon', { points })])
    press(driven, { x: 100, y: 100 })
    driven.down({ x: 100, y: 51 }).cancel()
    expect(shown(driven)).toEqual(points)
    driven.down({ x: 100, y: 51 }).move({ x: 100, y: 40 }).up({ x: 100, y: 30 })
    expect(shown(driven)).toEqual([points[0], { x: 100, y: 30 }, points[1], points[2], points[3]])
    expect(driven.state).toMatchObject({ name: 'idle', vertex: { mark: 'p', index: 1 } })
  })

  it('Alt and a press on a corner takes it away, down to a triangle', () => {
    const driven = select([mark('p', 'polygon', { points })])
    press(driven, { x: 100, y: 100 })
    driven.down({ x: 50, y: 150 }, { alt: true })
    expect(shown(driven)).toEqual(points.slice(0, 3))
    driven.down({ x: 150, y: 150 }, { alt: true })
    expect(shown(driven)).toHaveLength(3)
  })

  it('is hit by what it covers, not by its hull', () => {
    const triangle = { points: points.slice(0, 3) }
    const driven = select([mark('p', 'polygon', triangle)])
    expect(press(driven, { x: 60, y: 140 }).selection).toEqual([])
    expect(press(driven, { x: 140, y: 60 }).selection).toEqual(['p'])
  })
})

describe('poses', () => {
  it('each point is dragged by itself, and one that is not marked stays so', () => {
    const value = { points: [{ x: 50, y: 50 }, null, { x: 100, y: 100, hidden: true }] }
    const driven = select([mark('k', 'keypoints', value)])
    press(driven, { x: 70, y: 70 })
    driven.down({ x: 100, y: 100 }).move({ x: 110, y: 100 }).up({ x: 120, y: 90 })
    expect(keypointsOf(driven.answers[0]!)!.points).toEqual([{ x: 50, y: 50 }, null, { x: 120, y: 90, hidden: true }])
    expect(driven.state).toMatchObject({ vertex: { mark: 'k', index: 2 } })
  })
})

describe('groups and locks', () => {
  const box = (x: number) => ({ x, y: 10, width: 20, height: 20 })
  const grouped = [
    mark('a', 'box', box(10), { group: 'g' }),
    mark('b', 'box', box(60), { group: 'g' }),
    mark('c', 'box', box(110)),
  ]

  it('a press on a member chooses the group, a double click the one', () => {
    const driven = select(grouped)
    expect(press(driven, { x: 20, y: 20 }).selection).toEqual(['a', 'b'])
    expect(press(driven, { x: 20, y: 20 }, { clicks: 2 }).selection).toEqual(['a'])
    expect(press(driven, { x: 120, y: 20 }).selection).toEqual(['c'])
    expect(press(driven, { x: 70, y: 20 }, { shift: true }).selection).toEqual(['c', 'a', 'b'])
    expect(press(driven, { x: 20, y: 20 }, { shift: true }).selection).toEqual(['c'])
  })

  it('a drag of a member moves the group', () => {
    const driven = select(grouped)
    driven.down({ x: 20, y: 20 }).move({ x: 30, y: 20 }).up({ x: 30, y: 25 })
    expect(driven.answers.map((each) => boxOf(each)!.x)).toEqual([20, 70, 110])
  })

  it('a locked mark is passed through by presses, bands and drags', () => {
    const stacked = [mark('big', 'box', { x: 0, y: 0, width: 200, height: 200 }), mark('small', 'box', box(10))]
    const driven = select(stacked, { locked: ['small'] })
    expect(press(driven, { x: 20, y: 20 }).selection).toEqual(['big'])
    driven.down({ x: 390, y: 290 }).move({ x: 5, y: 5 }).up({ x: 5, y: 5 })
    expect(driven.selection).toEqual(['big'])
  })
})

describe('snapping', () => {
  const neighbour = mark('n', 'box', { x: 100, y: 100, width: 50, height: 50 })

  it('draws to the edges of neighbours and of the image within 6 CSS pixels, and shows the lines', () => {
    const driven = draw('corners', [neighbour]).down({ x: 155, y: 60 })
    driven.move({ x: 250, y: 104 })
    // 155 is 5 from the neighbour's right edge at 150; 104 is 4 from its upper edge at 100.
    expect(boxDrawing.draft(driven.state)).toMatchObject({
      shape: { box: { x: 150, y: 60, width: 100, height: 40 } },
      guides: [{ axis: 'y', at: 100, from: 100, to: 250 }],
    })
    // Far from the neighbour with the pointer, but the box that is drawn still lies beside it.
    driven.up({ x: 396, y: 104 })
    expect(driven.answers.at(-1)!.value).toEqual({ x: 150, y: 60, width: 250, height: 40 })
  })

  it('lets go with Alt, and at 7 pixels', () => {
    const free = draw('corners', [neighbour])
      .down({ x: 155, y: 60 }, { alt: true })
      .up({ x: 250, y: 94 }, { alt: true })
    expect(free.answers.at(-1)!.value).toEqual({ x: 155, y: 60, width: 95, height: 34 })
    const far = draw('corners', [neighbour]).down({ x: 157, y: 60 }).up({ x: 250, y: 93 })
    expect(far.answers.at(-1)!.value).toEqual({ x: 157, y: 60, width: 93, height: 33 })
  })

  it('pulls what is moved and resized, never to itself', () => {
    const other = mark('o', 'box', { x: 200, y: 100, width: 30, height: 30 })
    const moved = select([neighbour, other], { snap: true })
    moved.down({ x: 215, y: 115 }).move({ x: 170, y: 115 })
    // The left edge would be at 155: 5 from 150.
    expect(draftShapes(moved.state).get('o' as MarkId)).toMatchObject({ box: { x: 150, y: 100 } })
    expect(selectGuides(moved.state).map(({ axis, at }) => [axis, at])).toEqual([
      ['x', 150],
      ['y', 100],
    ])
    const sized = select([neighbour, other], { snap: true })
    press(sized, { x: 215, y: 115 })
    sized.down({ x: 215, y: 130 }).move({ x: 215, y: 140 }).up({ x: 215, y: 146 })
    expect(boxOf(sized.answers[1]!)).toEqual({ x: 200, y: 100, width: 30, height: 50 })
  })
})

describe('boxes by four outermost points', () => {
  const [top, left, bottom, right] = [
    { x: 60, y: 20 },
    { x: 30, y: 50 },
    { x: 70, y: 90 },
    { x: 110, y: 40 },
  ]
  it('in any order, at the fourth press', () => {
    const driven = draw('extremes').down(top!).up(top!).down(right!).up(right!).down(bottom!).up(bottom!)
    expect(driven.answers).toEqual([])
    driven.move(left!).down(left!).up(left!)
    expect(driven.answers[0]!.value).toEqual({ x: 30, y: 20, width: 80, height: 70 })
    expect(driven.document.history.past).toHaveLength(1)
  })
  it('IMG12: while drawing, undo takes one point', () => {
    const driven = draw('extremes').down(top!).down(left!).down(bottom!)
    const two = boxDrawing.back(driven.state)
    expect(boxDrawing.draft(two)?.points).toEqual([top, left])
    expect(boxDrawing.back(boxDrawing.back(two))).toEqual(boxTool.rest)
  })
  it('Escape rests', () => {
    expect(draw('extremes').down(top!).down(left!).cancel().state.name).toBe('idle')
  })
})
