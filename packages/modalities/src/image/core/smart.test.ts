// Smart help beside the pixels: where it looks, and what its finds become. A search is run as the worker runs it.
import { findLookAlikes, type Raster, snapToEdges } from '@etabli/geometry'
import { apply, invert } from '@etabli/modality-kit'
import type { Mark, MarkId } from '@etabli/schema'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { intoPart, outOfPart, type Part, partToSearch, partToSnap, proposing, snapping, takenIn } from './smart.ts'

function box(id: string, x: number, y: number, width: number, height: number, more = {}): Mark {
  const value = { x, y, width, height, ...more }
  return {
    id,
    question: 'objects',
    kind: 'box',
    label: 'can',
    value,
    source: 'person',
    confidence: null,
  } as unknown as Mark
}
let made = 0
function newId() {
  made += 1
  return `n${made}` as MarkId
}

const image = { width: 240, height: 120 }
/** Three packets of 30 × 40, dark with a light cross, on a grey ground; the third a little apart. */
const packets = [
  { x: 20, y: 30, width: 30, height: 40 },
  { x: 90, y: 40, width: 30, height: 40 },
  { x: 180, y: 60, width: 30, height: 40 },
]
function shelf(): Raster {
  const data = new Float32Array(image.width * image.height).fill(160)
  for (const packet of packets) {
    for (let y = 0; y < packet.height; y += 1) {
      for (let x = 0; x < packet.width; x += 1) {
        const isCross = (x > 10 && x < 16) || (y > 8 && y < 16)
        data[(packet.y + y) * image.width + packet.x + x] = isCross ? 230 : 40
      }
    }
  }
  return { ...image, data }
}

/** As the stage and the worker do it together. */
function search(answers: readonly Mark[], model: Mark) {
  const part = partToSearch(model.value as never, image)
  const finds = findLookAlikes(shelf(), intoPart(part, model.value as never), {
    taken: takenIn([...answers], model.id, part),
  }).map(({ box: place, likeness }) => ({ box: outOfPart(part, place), likeness }))
  return proposing([...answers], model, finds, image, newId)
}

describe('look-alikes', () => {
  it('are proposed as marks of a model of the same class, likeness as confidence', () => {
    const [first] = packets
    const model = box('m', first!.x, first!.y, first!.width, first!.height)
    const patches = search([model], model)
    expect(patches).toHaveLength(2)
    for (const { after } of patches) {
      expect(after).toMatchObject({ question: 'objects', kind: 'box', label: 'can', source: 'model' })
      expect(after?.confidence).toBeGreaterThan(0.9)
    }
    const xs = patches.map(({ after }) => (after!.value as unknown as { x: number }).x).toSorted((a, b) => a - b)
    expect(Math.abs((xs[0] ?? 0) - 90)).toBeLessThan(3)
    expect(Math.abs((xs[1] ?? 0) - 180)).toBeLessThan(3)
  })

  it('IMG9: a second search adds nothing; shapes made by people are untouched; the whole run is one undo', () => {
    const model = box('m', 20, 30, 30, 40)
    const person = box('p', 92, 42, 30, 38)
    const before = [model, person]
    const patches = search(before, model)
    expect(patches).toHaveLength(1)
    const after = apply(before, patches)
    expect(after.slice(0, 2)).toEqual(before)
    expect(search(after, model)).toEqual([])
    expect(apply(after, invert(patches))).toEqual(before)
  })
})

describe('tightening', () => {
  it('draws a rough box tight around a packet, as one change of a person', () => {
    const mark = box('r', 17, 26, 37, 47)
    const part = partToSnap(mark.value as never, image)
    // The whole raster is the part here moved by its corner: cut it as the page does.
    const raster = cutOut(shelf(), part)
    const patch = snapping(mark, outOfPart(part, snapToEdges([raster], intoPart(part, mark.value as never))), image)
    const { x, y, width, height } = patch!.after!.value as unknown as (typeof packets)[number]
    expect([x, y, x + width, y + height].map(Math.round)).toEqual([20, 30, 50, 70])
    expect(patch?.after?.source).toBe('person')
  })

  it('says null where nothing moves, and for turned boxes', () => {
    const mark = box('r', 17, 26, 37, 47)
    expect(snapping(mark, { x: 17.01, y: 26, width: 37, height: 47 }, image)).toBeNull()
    expect(snapping(box('t', 17, 26, 37, 47, { angle: 20 }), { x: 20, y: 30, width: 30, height: 40 }, image)).toBeNull()
  })
})

/** A part whose corner lies on whole pixels and whose scale is 1. */
function cutOut(raster: Raster, { box: part }: Part): Raster {
  const [width, height] = [Math.round(part.width), Math.round(part.height)]
  const data = new Float32Array(width * height)
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      data[y * width + x] = raster.data[(Math.round(part.y) + y) * raster.width + Math.round(part.x) + x] ?? 0
    }
  }
  return { width, height, data }
}

describe('parts of a picture', () => {
  const anySize = fc.record({ width: fc.integer({ min: 1, max: 40_000 }), height: fc.integer({ min: 1, max: 40_000 }) })
  const anyPart = fc.record({
    box: fc.record({
      x: fc.nat(30_000),
      y: fc.nat(30_000),
      width: fc.integer({ min: 1, max: 5_000 }),
      height: fc.integer({ min: 1, max: 5_000 }),
    }),
    scale: fc.double({ min: 0.01, max: 1, noNaN: true }),
  })

  it('a box goes into a part and comes out the same', () => {
    fc.assert(
      fc.property(anyPart, fc.nat(30_000), fc.nat(30_000), (part, x, y) => {
        const there = { x, y, width: 12, height: 7 }
        const back = outOfPart(part, intoPart(part, there))
        for (const key of ['x', 'y', 'width', 'height'] as const) expect(back[key]).toBeCloseTo(there[key], 5)
      }),
    )
  })

  it('lie within the image, hold the box, and are never more than 1,024 or 1,600 pixels long', () => {
    fc.assert(
      fc.property(
        anySize,
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.integer({ min: 1, max: 400 }),
        (size, at, side) => {
          const [width, height] = [Math.min(side, size.width), Math.min(side, size.height)]
          const there = { x: at * (size.width - width), y: at * (size.height - height), width, height }
          for (const [part, most] of [
            [partToSnap(there, size), 1024],
            [partToSearch(there, size), 1600],
          ] as const) {
            const right = part.box.x + part.box.width
            const bottom = part.box.y + part.box.height
            expect(part.box.x).toBeGreaterThanOrEqual(0)
            expect(part.box.y).toBeGreaterThanOrEqual(0)
            expect(right).toBeLessThanOrEqual(size.width + 1e-6)
            expect(bottom).toBeLessThanOrEqual(size.height + 1e-6)
            expect(right).toBeGreaterThanOrEqual(there.x + width - 1e-6)
            expect(bottom).toBeGreaterThanOrEqual(there.y + height - 1e-6)
            expect(part.scale).toBeLessThanOrEqual(1)
            expect(Math.max(part.box.width, part.box.height) * part.scale).toBeLessThanOrEqual(most + 1e-6)
          }
        },
      ),
    )
  })
})
