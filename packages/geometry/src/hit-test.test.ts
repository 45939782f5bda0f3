// What a press hits.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { handleAt, hitTest, itemsAt, nextUnder } from './hit-test.ts'

const large = { id: 'large', box: { x: 0, y: 0, width: 100, height: 100 } }
const small = { id: 'small', box: { x: 40, y: 40, width: 20, height: 20 } }
const twin = { id: 'twin', box: { x: 40, y: 40, width: 20, height: 20 } }

describe('IMG11', () => {
  it('the smallest wins, wherever it lies in the stack', () => {
    expect(hitTest([small, large], { x: 50, y: 50 })).toEqual({ kind: 'item', id: 'small', under: ['small', 'large'] })
    expect(hitTest([large, small], { x: 50, y: 50 })).toMatchObject({ id: 'small' })
    expect(hitTest([large, small], { x: 10, y: 50 })).toMatchObject({ id: 'large', under: ['large'] })
    expect(hitTest([large, small], { x: 200, y: 50 })).toEqual({ kind: 'nothing' })
  })

  it('of the same size the topmost wins', () => {
    expect(itemsAt([small, twin], { x: 50, y: 50 })).toEqual(['twin', 'small'])
  })

  it('repeated clicks cycle', () => {
    const under = itemsAt([large, small, twin], { x: 50, y: 50 })
    expect(nextUnder(under, null)).toBe('twin')
    expect(nextUnder(under, 'twin')).toBe('small')
    expect(nextUnder(under, 'small')).toBe('large')
    expect(nextUnder(under, 'large')).toBe('twin')
    expect(nextUnder(under, 'elsewhere')).toBe('twin')
    expect(nextUnder([], 'twin')).toBeNull()
  })

  it('the selected one’s handles come first, even over a smaller item', () => {
    const over = { id: 'over', box: { x: 95, y: 95, width: 10, height: 10 } }
    const press = { x: 101, y: 99 }
    expect(hitTest([large, over], press, { selected: 'large', reach: 6 })).toEqual({
      kind: 'handle',
      id: 'large',
      handle: 'se',
    })
    expect(hitTest([large, over], press, { reach: 6 })).toMatchObject({ kind: 'item', id: 'over' })
    expect(hitTest([over], press, { selected: 'gone', reach: 6 })).toMatchObject({ kind: 'item', id: 'over' })
  })
})

describe('handles', () => {
  it('corners before sides, sides anywhere along them', () => {
    expect(handleAt(large.box, { x: 3, y: -2 }, 6)).toBe('nw')
    expect(handleAt(large.box, { x: 30, y: -2 }, 6)).toBe('n')
    expect(handleAt(large.box, { x: 104, y: 20 }, 6)).toBe('e')
    expect(handleAt(large.box, { x: 50, y: 50 }, 6)).toBeNull()
    expect(handleAt(large.box, { x: 50, y: -20 }, 6)).toBeNull()
  })

  it('leave the middle of a tiny box free to be dragged', () => {
    const tiny = { x: 0, y: 0, width: 8, height: 8 }
    expect(handleAt(tiny, { x: 4, y: 4 }, 6)).toBeNull()
    expect(handleAt(tiny, { x: 9, y: 9 }, 6)).toBe('se')
  })
})

it('a shape inside its box may refuse', () => {
  const round = {
    ...large,
    contains: (point: { x: number; y: number }) => Math.hypot(point.x - 50, point.y - 50) <= 50,
  }
  expect(itemsAt([round], { x: 2, y: 2 })).toEqual([])
  expect(itemsAt([round], { x: 50, y: 2 })).toEqual(['large'])
})

it('finds just those whose boxes hold the point', () => {
  const boxes = fc.record({
    x: fc.integer({ min: 0, max: 20 }),
    y: fc.integer({ min: 0, max: 20 }),
    width: fc.integer({ min: 0, max: 20 }),
    height: fc.integer({ min: 0, max: 20 }),
  })
  fc.assert(
    fc.property(fc.array(boxes), fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 40 }), (list, x, y) => {
      const items = list.map((box, index) => ({ id: String(index), box }))
      const holding = items.filter(
        ({ box }) => box.x <= x && x <= box.x + box.width && box.y <= y && y <= box.y + box.height,
      )
      expect(itemsAt(items, { x, y }).toSorted()).toEqual(holding.map((item) => item.id).sort())
    }),
  )
})
