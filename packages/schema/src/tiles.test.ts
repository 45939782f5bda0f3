// Tiles of large images: worked by hand for two sizes, and the bounds.
import { describe, expect, it } from 'vitest'
import { tileLevels } from './tiles.ts'

describe('tileLevels', () => {
  it('shows images whole up to 4,096 pixels a side and 16 megapixels', () => {
    expect(tileLevels({ width: 4_096, height: 3_072 })).toBeNull()
    expect(tileLevels({ width: 4_097, height: 100 })).not.toBeNull()
    // 4,001 × 4,000 = 16,004,000 pixels.
    expect(tileLevels({ width: 4_001, height: 4_000 })).not.toBeNull()
  })

  it('IMG17: 20,000 × 20,000 has seven levels: 20,000 10,000 5,000 2,500 1,250 625 313', () => {
    const levels = tileLevels({ width: 20_000, height: 20_000 })
    expect(levels?.map(({ width }) => width)).toEqual([313, 625, 1_250, 2_500, 5_000, 10_000, 20_000])
    expect(levels?.map(({ columns }) => columns)).toEqual([1, 2, 3, 5, 10, 20, 40])
    expect(levels?.map(({ shrink }) => shrink)).toEqual([64, 32, 16, 8, 4, 2, 1])
  })

  it('rounds odd sizes up: 5,001 × 301', () => {
    expect(tileLevels({ width: 5_001, height: 301 })?.map(({ width, height }) => [width, height])).toEqual([
      [313, 19],
      [626, 38],
      [1_251, 76],
      [2_501, 151],
      [5_001, 301],
    ])
  })
})
