// What a press hits.
import { describe, expect, it } from 'vitest'
import { handleAt, nextUnder } from './hit-test.ts'

const large = { x: 0, y: 0, width: 100, height: 100 }

describe('IMG11', () => {
  it('repeated clicks cycle', () => {
    const under = ['twin', 'small', 'large']
    expect(nextUnder(under, null)).toBe('twin')
    expect(nextUnder(under, 'twin')).toBe('small')
    expect(nextUnder(under, 'small')).toBe('large')
    expect(nextUnder(under, 'large')).toBe('twin')
    expect(nextUnder(under, 'elsewhere')).toBe('twin')
    expect(nextUnder([], 'twin')).toBeNull()
  })
})

describe('handles', () => {
  it('corners before sides, sides anywhere along them', () => {
    expect(handleAt(large, { x: 3, y: -2 }, 6)).toBe('nw')
    expect(handleAt(large, { x: 30, y: -2 }, 6)).toBe('n')
    expect(handleAt(large, { x: 104, y: 20 }, 6)).toBe('e')
    expect(handleAt(large, { x: 50, y: 50 }, 6)).toBeNull()
    expect(handleAt(large, { x: 50, y: -20 }, 6)).toBeNull()
  })

  it('leave the middle of a tiny box free to be dragged', () => {
    const tiny = { x: 0, y: 0, width: 8, height: 8 }
    expect(handleAt(tiny, { x: 4, y: 4 }, 6)).toBeNull()
    expect(handleAt(tiny, { x: 9, y: 9 }, 6)).toBe('se')
  })
})
