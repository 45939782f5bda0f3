// MessagePack: bytes as srsly 2.5 writes them (spaCy's own packer), and any value comes back.
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Packable, packed } from './msgpack.ts'
import { unpacked } from './testing/docbin-read.ts'

const packable = fc.letrec<{ value: Packable }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constant(null),
    fc.boolean(),
    fc.maxSafeInteger(),
    fc.double({ noNaN: true }).filter((number) => !Number.isInteger(number)),
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.uint8Array({ maxLength: 300 }),
    fc.array(tie('value'), { maxLength: 17 }),
    fc.array(fc.tuple(fc.string(), tie('value')), { maxLength: 17 }).map((entries) => new Map(entries)),
  ),
}))
const hex = (value: Packable) => Buffer.from(packed(value)).toString('hex')

describe('packed', () => {
  it.each<[Packable, string]>([
    [null, 'c0'],
    [true, 'c3'],
    [false, 'c2'],
    [0, '00'],
    [127, '7f'],
    [128, 'cc80'],
    [255, 'ccff'],
    [256, 'cd0100'],
    [65_535, 'cdffff'],
    [65_536, 'ce00010000'],
    [4_294_967_295, 'ceffffffff'],
    [4_294_967_296, 'cf0000000100000000'],
    [2 ** 53 - 1, 'cf001fffffffffffff'],
    [-1, 'ff'],
    [-32, 'e0'],
    [-(2 ** 40), 'd3ffffff0000000000'],
    [{ float: 1 }, 'cb3ff0000000000000'],
    [1.5, 'cb3ff8000000000000'],
    ['é', 'a2c3a9'],
    [new Uint8Array([97, 98]), 'c4026162'],
    [[1, [2]], '92019102'],
    [new Map([['a', new Map([[new Uint8Array([107]), ['v']]])]]), '81a16181c4016b91a176'],
  ])('%j', (value, bytes) => {
    expect(hex(value)).toBe(bytes)
  })
  it.each<[string, Packable, string]>([
    ['31 characters', 'x'.repeat(31), 'bf7878'],
    ['32 characters', 'x'.repeat(32), 'd92078'],
    ['256 characters', 'x'.repeat(256), 'da0100'],
    ['65,536 characters', 'x'.repeat(65_536), 'db00010000'],
    ['256 bytes', new Uint8Array(256), 'c50100'],
    ['65,536 bytes', new Uint8Array(65_536), 'c600010000'],
    ['15 in a list', Array(15).fill(0), '9f00'],
    ['16 in a list', Array(16).fill(0), 'dc0010'],
    ['65,536 in a list', Array(65_536).fill(0), 'dd00010000'],
    ['16 in a map', new Map(Array.from({ length: 16 }, (_, at) => [String(at), 0])), 'de0010a1'],
  ])('the head of %s', (_, value, head) => {
    expect(hex(value).slice(0, head.length)).toBe(head)
  })
  it('refuses what is no whole number that a double holds', () => {
    expect(() => packed(2 ** 53)).toThrow(RangeError)
  })
  it('comes back', async () => {
    await fc.assert(
      fc.asyncProperty(packable.value, async (one) => {
        expect(unpacked(packed(one))).toEqual(one)
      }),
    )
  })
})
