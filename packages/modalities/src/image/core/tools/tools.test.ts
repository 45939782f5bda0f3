// The two tools, driven: drawing, choosing, moving, resizing; and laws under random runs of events.
import type { ImagePoint } from '@etabli/geometry'
import { redo, type ToolEvent, undo } from '@etabli/modality-kit'
import { drive, type Surroundings } from '@etabli/modality-kit/testing'
import type { Answers, LabelId, Mark, MarkId, QuestionId } from '@etabli/schema'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type BoxValue, boxOf } from '../kinds/box.ts'
import { question } from '../testing-shapes.ts'
import { boxTool } from './box.ts'
import { hoverAt, selectTool } from './select.ts'

const image = { width: 200, height: 100 }

function mark(id: string, x: number, y: number, width: number, height: number): Mark {
  return {
    id: id as MarkId,
    question: 'objects' as QuestionId,
    kind: 'box',
    label: 'can' as LabelId,
    value: { x, y, width, height },
    source: 'model',
    confidence: 0.5,
  }
}

const drawContext = ({ newId }: Surroundings) => ({
  image,
  question,
  label: 'jar' as LabelId,
  newId,
  mode: 'corners' as const,
  snapTo: null,
})
const draw = (answers: Answers = []) => drive(boxTool, drawContext, answers)
const select = (answers: Answers) =>
  drive(selectTool, ({ answers: now, selection }) => ({ image, answers: now, selection }), answers)
const values = (answers: Answers) => answers.map((each) => each.value)

describe('the draw tool', () => {
  it('draws by a drag, in any direction, with the active class, as one step', () => {
    const driven = draw().down({ x: 50, y: 40 }).move({ x: 20, y: 20 }).up({ x: 10, y: 5 })
    expect(driven.answers).toEqual([
      {
        id: 'm1',
        question: 'objects',
        kind: 'box',
        label: 'jar',
        value: { x: 10, y: 5, width: 40, height: 35 },
        source: 'person',
        confidence: null,
      },
    ])
    expect(driven.document.history.past).toHaveLength(1)
  })

  it('draws by two clicks', () => {
    const driven = draw().down({ x: 10, y: 10 }).up({ x: 11, y: 10 })
    expect(driven.state.name).toBe('drawing')
    driven.move({ x: 40, y: 40 }).down({ x: 60, y: 30 }).up({ x: 60, y: 30 })
    expect(values(driven.answers)).toEqual([{ x: 10, y: 10, width: 50, height: 20 }])
    expect(driven.state.name).toBe('idle')
  })

  it('holds the box within the image, wherever the pointer goes', () => {
    expect(values(draw().down({ x: -30, y: 50 }).up({ x: 900, y: 900 }).answers)).toEqual([
      { x: 0, y: 50, width: 200, height: 50 },
    ])
  })

  it('makes nothing of a box below one pixel, of a tap of a finger, or after Escape', () => {
    const thin = { unitsPerPixel: 0.01 }
    expect(draw().down({ x: 5, y: 5 }, thin).up({ x: 9, y: 5.5 }, thin).answers).toEqual([])
    const tap = draw().down({ x: 5, y: 5 }, { pointer: 'touch' }).up({ x: 6, y: 5 }, { pointer: 'touch' })
    expect(tap.state.name).toBe('idle')
    expect(draw().down({ x: 5, y: 5 }).move({ x: 50, y: 50 }).cancel().up({ x: 60, y: 60 }).answers).toEqual([])
  })

  it('makes a square with Shift, within the image', () => {
    expect(values(draw().down({ x: 150, y: 20 }).up({ x: 200, y: 40 }, { shift: true }).answers)).toEqual([
      { x: 150, y: 20, width: 50, height: 50 },
    ])
    expect(values(draw().down({ x: 150, y: 90 }).up({ x: 200, y: 100 }, { shift: true }).answers)).toEqual([
      { x: 150, y: 90, width: 10, height: 10 },
    ])
  })

  it('IMG11: a press inside an existing box draws', () => {
    const driven = draw([mark('big', 0, 0, 200, 100)])
      .down({ x: 50, y: 50 })
      .up({ x: 80, y: 70 })
    expect(driven.answers).toHaveLength(2)
    expect(values(driven.answers)[0]).toEqual({ x: 0, y: 0, width: 200, height: 100 })
  })
})

describe('the select tool', () => {
  const nested = [mark('big', 0, 0, 200, 100), mark('small', 60, 40, 20, 20), mark('middle', 40, 20, 80, 60)]
  const press = (driven: ReturnType<typeof select>, at: ImagePoint) => driven.down(at).up(at)

  it('IMG11: the smallest wins and repeated clicks cycle', () => {
    const driven = select(nested)
    const at = { x: 70, y: 50 }
    expect(press(driven, at).selection).toEqual(['small'])
    expect(press(driven, at).selection).toEqual(['middle'])
    expect(press(driven, at).selection).toEqual(['big'])
    expect(press(driven, at).selection).toEqual(['small'])
    expect(press(driven, { x: 45, y: 25 }).selection).toEqual(['middle'])
    expect(press(driven, { x: 2, y: 97 }).selection).toEqual(['big'])
  })

  it("IMG11: the selected one's handles come first", () => {
    const driven = select(nested)
    press(driven, { x: 45, y: 25 })
    // The north-west corner of `middle`, moved by (+10, +10).
    driven.down({ x: 41, y: 21 }).move({ x: 45, y: 25 }).up({ x: 50, y: 30 })
    expect(boxOf(driven.answers[2]!)).toEqual({ x: 50, y: 30, width: 70, height: 50 })
    expect(driven.answers[2]).toMatchObject({ source: 'person', confidence: null })
    expect(driven.document.history.past).toHaveLength(1)
  })

  it('IMG20: resizing moves only what is dragged; the opposite corner stays', () => {
    const original = { x: 40.3, y: 20.7, width: 80.9, height: 60.1 }
    const one = [mark('one', original.x, original.y, original.width, original.height)]
    const corners: [ImagePoint, ImagePoint][] = [
      [
        { x: original.x, y: original.y },
        { x: original.x + original.width, y: original.y + original.height },
      ],
      [
        { x: original.x + original.width, y: original.y },
        { x: original.x, y: original.y + original.height },
      ],
    ]
    for (const [dragged, opposite] of [...corners, ...corners.map(([a, b]) => [b, a] as const)]) {
      const driven = select(one)
      press(driven, { x: 80, y: 50 })
      driven.down(dragged).up({ x: dragged.x + 3.3, y: dragged.y - 2.2 })
      const { x, y, width, height } = boxOf(driven.answers[0]!)!
      const edges = [x, x + width, y, y + height]
      expect(Math.min(...edges.map((edge) => Math.abs(edge - opposite.x)))).toBeLessThan(1e-9)
      expect(Math.min(...edges.map((edge) => Math.abs(edge - opposite.y)))).toBeLessThan(1e-9)
    }
  })

  it('IMG20: a side moves alone', () => {
    const driven = select([mark('one', 40, 20, 80, 60)])
    press(driven, { x: 80, y: 50 })
    driven.down({ x: 120, y: 50 }).up({ x: 130, y: 99 })
    expect(values(driven.answers)).toEqual([{ x: 40, y: 20, width: 90, height: 60 }])
  })

  it('keeps a side of one pixel, on the side where there is room', () => {
    const driven = select([mark('one', 0, 20, 80, 60)])
    press(driven, { x: 40, y: 50 })
    driven.down({ x: 80, y: 50 }).up({ x: -10, y: 50 })
    expect(values(driven.answers)).toEqual([{ x: 0, y: 20, width: 1, height: 60 }])
  })

  it('moves what is pressed, held within the image, in one step', () => {
    const driven = select(nested)
    driven.down({ x: 70, y: 50 }).move({ x: 90, y: 50 }).up({ x: 900, y: 45 })
    expect(driven.selection).toEqual(['small'])
    expect(values(driven.answers)[1]).toEqual({ x: 180, y: 35, width: 20, height: 20 })
    expect(driven.document.history.past).toHaveLength(1)
  })

  it('chooses several by Shift and by a band, and moves them together', () => {
    const driven = select([mark('a', 10, 10, 20, 20), mark('b', 50, 10, 20, 20), mark('c', 150, 70, 20, 20)])
    driven.down({ x: 5, y: 5 }).move({ x: 60, y: 20 }).up({ x: 60, y: 35 })
    expect(driven.selection).toEqual(['a', 'b'])
    driven.down({ x: 160, y: 80 }, { shift: true }).up({ x: 160, y: 80 }, { shift: true })
    expect(driven.selection).toEqual(['a', 'b', 'c'])
    driven.down({ x: 15, y: 15 }).move({ x: 20, y: 15 }).up({ x: 100, y: 15 })
    // `c` may go 30 to the right, so all go 30.
    expect(values(driven.answers).map((value) => (value as BoxValue).x)).toEqual([40, 80, 180])
    expect(driven.document.history.past).toHaveLength(1)
  })

  it('a click on nothing chooses nothing; Escape leaves the box where it was', () => {
    const driven = select([mark('a', 10, 10, 20, 20)])
    press(driven, { x: 15, y: 15 })
    driven.down({ x: 150, y: 80 }).up({ x: 150, y: 80 })
    expect(driven.selection).toEqual([])
    driven.down({ x: 15, y: 15 }).move({ x: 55, y: 55 }).cancel().up({ x: 55, y: 55 })
    expect(values(driven.answers)).toEqual([{ x: 10, y: 10, width: 20, height: 20 }])
  })

  it('says what a press would take hold of', () => {
    const selection = ['middle' as MarkId]
    expect(hoverAt({ x: 41, y: 21 }, 1, { image, answers: nested, selection })).toEqual({
      mark: 'middle',
      grip: { kind: 'side', handle: 'nw' },
    })
    expect(hoverAt({ x: 70, y: 50 }, 1, { image, answers: nested, selection })).toEqual({ mark: 'small', grip: null })
    expect(hoverAt({ x: 70, y: 50 }, 1, { image, answers: [], selection })).toEqual({ mark: null, grip: null })
  })
})

describe('laws of both tools', () => {
  const coordinate = fc.double({ min: -50, max: 260, noNaN: true })
  const at = fc.record({ x: coordinate, y: coordinate })
  const touch = fc.record({
    type: fc.constantFrom('down' as const, 'move' as const, 'up' as const),
    at,
    shift: fc.boolean(),
    alt: fc.boolean(),
    mod: fc.boolean(),
    unitsPerPixel: fc.constantFrom(0.05, 1, 4),
    pointer: fc.constantFrom('mouse' as const, 'touch' as const),
    clicks: fc.constant(1),
  })
  const events: fc.Arbitrary<ToolEvent<ImagePoint>[]> = fc.array(
    fc.oneof({ weight: 9, arbitrary: touch }, { weight: 1, arbitrary: fc.constant({ type: 'cancel' as const }) }),
    { maxLength: 60 },
  )
  const start = [mark('a', 10, 10, 20, 20), mark('b', 15, 12, 120.5, 60.25), mark('c', 199, 99, 1, 1)]
  const inside = (answers: Answers) => {
    for (const { x, y, width, height } of answers.map((each) => boxOf(each)!)) {
      expect(Math.min(x, y)).toBeGreaterThanOrEqual(-1e-9)
      expect(x + width).toBeLessThanOrEqual(image.width + 1e-9)
      expect(y + height).toBeLessThanOrEqual(image.height + 1e-9)
      expect(Math.min(width, height)).toBeGreaterThanOrEqual(1 - 1e-9)
    }
  }

  for (const [name, begin] of [
    ['draw', () => draw(start)],
    ['select', () => select(start)],
  ] as const) {
    it(`IMG12: ${name}: cancel rests, N undos and N redos restore, and no box ever leaves the image`, () => {
      const law = fc.property(events, (run) => {
        const driven = begin()
        for (const event of run) {
          driven.send(event)
          inside(driven.answers)
        }
        driven.cancel()
        expect(driven.state.name).toBe('idle')
        const after = driven.document
        const steps = after.history.past.length
        let document = after
        for (let i = 0; i < steps; i++) document = undo(document)
        expect(document.answers).toEqual(start)
        for (let i = 0; i < steps; i++) document = redo(document)
        expect(document).toEqual(after)
      })
      void fc.assert(law, { numRuns: 300 })
    })
  }
})
