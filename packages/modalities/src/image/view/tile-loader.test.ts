// Tiles: what a camera needs, worked by hand; and that loads are bounded, called off, tried again, and freed.
import { tileLevels } from '@etabli/schema'
import { describe, expect, it } from 'vitest'
import { createTileLoader, TileNotYet } from './tile-loader.ts'
import { levelFor, type TileAddress, tileBox, tilesInView } from './tile-plan.ts'

const image = { width: 20_000, height: 20_000 }
const levels = tileLevels(image) ?? []
const camera = (scale: number, x = 0, y = 0) => ({ x, y, scale })

describe('what a camera needs', () => {
  it('IMG17: the overview while it is sharp, true pixels from 1:1 on, and no finer than the screen shows', () => {
    // The overview has 2,048 of 20,000 pixels: a scale of 0.1024, stretched to at most 0.128.
    expect(levelFor(levels, image, camera(0.05), 1)).toBeNull()
    expect(levelFor(levels, image, camera(0.12), 1)).toBeNull()
    expect(levelFor(levels, image, camera(0.2), 1)).toBe(4)
    expect(levelFor(levels, image, camera(0.5), 1)).toBe(5)
    expect(levelFor(levels, image, camera(1), 1)).toBe(6)
    expect(levelFor(levels, image, camera(40), 1)).toBe(6)
    // Two device pixels a CSS pixel need the next finer level.
    expect(levelFor(levels, image, camera(0.5), 2)).toBe(6)
  })

  it('the tiles in view only, nearest to the middle first', () => {
    // 1,000 × 600 at 1:1 from pixel (5,000, 5,000): columns 9 to 11 of 512 pixels, rows 9 and 10.
    const found = tilesInView(levels, 6, camera(1, -5_000, -5_000), { width: 1_000, height: 600 })
    expect(found.map(({ column, row }) => `${column},${row}`).sort()).toEqual(
      ['10,10', '10,9', '11,10', '11,9', '9,10', '9,9'].sort(),
    )
    // The middle, (5,500, 5,300), lies in column 10 (5,120 to 5,632) and row 10.
    expect(found[0]).toEqual({ level: 6, column: 10, row: 10 })
    expect(tilesInView(levels, 6, camera(1, 2_000, 0), { width: 1_000, height: 600 })).toEqual([])
  })

  it('places tiles in pixels of the original', () => {
    // Level 5 halves: 10,000 = 19 × 512 + 272, and each of its pixels stands for two.
    expect(tileBox(levels, { level: 5, column: 19, row: 1 })).toEqual({
      x: 19_456,
      y: 1_024,
      width: 544,
      height: 1_024,
    })
  })
})

class FakeTile {
  readonly width = 512
  readonly height = 512
  closed = false
  close() {
    this.closed = true
  }
}

function rig(most: number) {
  const loads = new Map<
    string,
    { resolve: (tile: FakeTile) => void; reject: (error: Error) => void; signal: AbortSignal }
  >()
  const timers: { millis: number; run: () => void }[] = []
  const loader = createTileLoader<FakeTile>(
    {
      load: ({ column }, signal) =>
        new Promise((resolve, reject) => loads.set(String(column), { resolve, reject, signal })),
      after: (millis, run) => {
        timers.push({ millis, run })
        return () => undefined
      },
    },
    most,
  )
  const settle = () => new Promise((resolve) => setTimeout(resolve, 0))
  const arrive = async (column: number) => {
    const tile = new FakeTile()
    loads.get(String(column))?.resolve(tile)
    await settle()
    return tile
  }
  return { loads, timers, loader, settle, arrive }
}

const at = (...columns: number[]): TileAddress[] => columns.map((column) => ({ level: 6, column, row: 0 }))

describe('createTileLoader', () => {
  it('loads four at once, in the order asked, the next when one has come', async () => {
    const { loads, loader, arrive } = rig(10)
    loader.want(at(1, 2, 3, 4, 5, 6))
    expect([...loads.keys()]).toEqual(['1', '2', '3', '4'])
    const tile = await arrive(2)
    expect([...loads.keys()]).toEqual(['1', '2', '3', '4', '5'])
    expect(loader.get({ level: 6, column: 2, row: 0 })).toBe(tile)
    expect(loader.version()).toBe(1)
  })

  it('calls off what was panned away, and frees what comes all the same', async () => {
    const { loads, loader, arrive } = rig(10)
    loader.want(at(1, 2))
    loader.want(at(2, 3))
    expect(loads.get('1')?.signal.aborted).toBe(true)
    expect(loads.get('2')?.signal.aborted).toBe(false)
    const late = await arrive(1)
    expect(late.closed).toBe(true)
    expect(loader.get({ level: 6, column: 1, row: 0 })).toBeNull()
  })

  it('keeps a bounded number, the longest unused go first, never one in view', async () => {
    const { loader, arrive } = rig(2)
    loader.want(at(1, 2))
    const first = await arrive(1)
    const second = await arrive(2)
    loader.want(at(3, 2))
    const third = await arrive(3)
    expect([first.closed, second.closed, third.closed]).toEqual([true, false, false])
    loader.want(at(2, 3, 4))
    await arrive(4)
    expect([second.closed, third.closed]).toEqual([false, false])
    loader.close()
    expect([second.closed, third.closed]).toEqual([true, true])
  })

  it('asks again soon for what is still being made, later and at most four times for what fails', async () => {
    const { loads, timers, loader, settle } = rig(10)
    loader.want(at(1))
    loads.get('1')?.reject(new TileNotYet())
    await settle()
    expect(timers.map(({ millis }) => millis)).toEqual([500])
    for (const round of [1, 2, 3, 4]) {
      loads.delete('1')
      timers.at(-1)?.run()
      expect(loads.has('1')).toBe(true)
      loads.get('1')?.reject(new Error('gone'))
      await settle()
      expect(timers).toHaveLength(round + 1)
      expect(timers.at(-1)?.millis).toBe(4_000)
    }
    loads.delete('1')
    timers.at(-1)?.run()
    expect(loads.has('1')).toBe(false)
  })
})
