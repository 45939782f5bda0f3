// Edges and look-alikes on pictures drawn here, so that the truth is known to the pixel.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Box, boxIou } from './box.ts'
import { findLookAlikes } from './look-alikes.ts'
import { type Raster, rasterOfRgba, resample } from './raster.ts'
import { snapToEdges } from './snap-to-edges.ts'

/** A picture of noise ±4 about `ground`, seeded (a linear congruential generator). */
function canvas(width: number, height: number, ground = 120): Raster {
  let seed = 12_345
  const data = Float32Array.from({ length: width * height }, () => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
    return ground + (seed / 2_147_483_648 - 0.5) * 8
  })
  return { width, height, data }
}

function fill({ width, data }: Raster, box: Box, value: (x: number, y: number) => number): void {
  for (let y = box.y; y < box.y + box.height; y += 1) {
    for (let x = box.x; x < box.x + box.width; x += 1) data[y * width + x] = value(x - box.x, y - box.y)
  }
}

/** A packet with a pattern of its own: bands and a disc. */
function packet(size: number): (x: number, y: number) => number {
  return (x, y) => {
    const disc = Math.hypot(x - size / 2, y - size / 3) < size / 5
    return disc ? 240 : Math.floor((y / size) * 4) % 2 === 0 ? 40 : 170
  }
}

describe('snapToEdges', () => {
  const truth = { x: 60, y: 40, width: 80, height: 60 }

  it('tightens a rough box to within a pixel of the object', () => {
    const picture = canvas(240, 180)
    fill(picture, truth, () => 200)
    // Within reach, a fifth of the side: the shortest rough side here is 60 − 8 − 8 = 44, of which a fifth is 9.
    const shift = fc.integer({ min: -8, max: 8 })
    fc.assert(
      fc.property(shift, shift, shift, shift, (left, top, right, bottom) => {
        const rough = {
          x: truth.x + left,
          y: truth.y + top,
          width: truth.width + right - left,
          height: truth.height + bottom - top,
        }
        const tight = snapToEdges([picture], rough)
        for (const side of ['x', 'y', 'width', 'height'] as const) {
          expect(Math.abs(tight[side] - truth[side])).toBeLessThanOrEqual(1)
        }
      }),
    )
  })

  it('tightens around a disc, which touches its box with little of its outline', () => {
    const picture = canvas(240, 180)
    // A disc of radius 40 about (120, 90): its box is 80 to 160 by 50 to 130.
    fill(picture, { x: 80, y: 50, width: 80, height: 80 }, (x, y) => (Math.hypot(x - 39.5, y - 39.5) <= 40 ? 210 : 120))
    const tight = snapToEdges([picture], { x: 74, y: 55, width: 91, height: 69 })
    expect(boxIou(tight, { x: 80, y: 50, width: 80, height: 80 })).toBeGreaterThan(0.95)
  })

  it('sees what differs from its ground in colour alone', () => {
    const grey = canvas(240, 180)
    const colour: Raster = { width: 240, height: 180, data: new Float32Array(240 * 180) }
    fill(colour, truth, () => 60)
    const tight = snapToEdges([grey, colour], { x: 56, y: 44, width: 88, height: 53 })
    expect(boxIou(tight, truth)).toBeGreaterThan(0.96)
  })

  it('is not drawn to an edge that goes on past the box, as a shelf does', () => {
    const picture = canvas(240, 180)
    // The shelf's edge is nearer to the rough bottom (104) than the object's (100) and as strong.
    fill(picture, { x: 0, y: 106, width: 240, height: 3 }, () => 230)
    fill(picture, truth, () => 230)
    const tight = snapToEdges([picture], { ...truth, height: 64 })
    expect(Math.abs(tight.y + tight.height - 100)).toBeLessThanOrEqual(1)
  })

  it('leaves a box alone where nothing stands out', () => {
    const rough = { x: 50, y: 50, width: 60, height: 40 }
    expect(snapToEdges([canvas(240, 180)], rough)).toEqual(rough)
  })

  it('stays within the picture', () => {
    const picture = canvas(100, 100)
    fill(picture, { x: 0, y: 0, width: 30, height: 100 }, () => 220)
    const tight = snapToEdges([picture], { x: 0, y: 0, width: 33, height: 100 })
    expect(tight.x).toBeGreaterThanOrEqual(0)
    expect(tight.x + tight.width).toBeCloseTo(30, 0)
    expect(tight.y + tight.height).toBeLessThanOrEqual(100)
  })
})

describe('findLookAlikes', () => {
  const places = [
    { x: 20, y: 30, width: 48, height: 48 },
    { x: 150, y: 40, width: 48, height: 48 },
    { x: 260, y: 120, width: 48, height: 48 },
  ]
  const picture = canvas(360, 220)
  for (const place of places) fill(picture, place, packet(48))
  fill(picture, { x: 40, y: 150, width: 60, height: 40 }, (x) => (x % 10 < 5 ? 30 : 220))

  it('finds the other two packets and not the stripes, the model itself left out', () => {
    const [model] = places
    const found = model ? findLookAlikes(picture, model) : []
    expect(found).toHaveLength(2)
    for (const place of places.slice(1)) {
      expect(Math.max(...found.map(({ box }) => boxIou(box, place)))).toBeGreaterThan(0.8)
    }
    for (const { likeness } of found) expect(likeness).toBeGreaterThan(0.9)
  })

  it('is not misled by brightness and contrast, and leaves out what is taken', () => {
    const other = canvas(360, 220)
    for (const [index, place] of places.entries()) {
      fill(other, place, (x, y) => packet(48)(x, y) * (1 - index * 0.25) + index * 20)
    }
    const [model, second] = places
    const found = model && second ? findLookAlikes(other, model, { taken: [second] }) : []
    expect(found).toHaveLength(1)
    expect(boxIou(found[0]?.box ?? { x: 0, y: 0, width: 0, height: 0 }, places[2] as Box)).toBeGreaterThan(0.8)
  })

  it('says nothing of a plain patch', () => {
    const plain: Raster = { width: 100, height: 100, data: new Float32Array(10_000).fill(90) }
    expect(findLookAlikes(plain, { x: 10, y: 10, width: 30, height: 30 })).toEqual([])
  })
})

describe('rasters', () => {
  it('reads brightness by BT.601: pure red is 0.299 of white', () => {
    const { data } = rasterOfRgba(Uint8Array.from([255, 0, 0, 255, 255, 255, 255, 255]), 2, 1)
    expect(data[0]).toBeCloseTo(76.245, 3)
    expect(data[1]).toBeCloseTo(255, 3)
  })

  it('averages four pixels into one', () => {
    const raster = { width: 2, height: 2, data: Float32Array.from([0, 10, 20, 30]) }
    expect([...resample(raster, { x: 0, y: 0, width: 2, height: 2 }, 1, 1).data]).toEqual([15])
  })
})
