// Distances in a hierarchy by hand, and alpha with them.
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { krippendorffAlpha } from './krippendorff-alpha.ts'
import { treeDistance } from './tree-distance.ts'

const closure: Readonly<Record<string, ReadonlySet<string>>> = {
  animal: new Set(['animal']),
  dog: new Set(['animal', 'dog']),
  cat: new Set(['animal', 'cat']),
  poodle: new Set(['animal', 'dog', 'poodle']),
  plant: new Set(['plant']),
}
const between = (a: string, b: string) => treeDistance(closure[a] ?? new Set(), closure[b] ?? new Set())

describe('treeDistance (Wu & Palmer 1994)', () => {
  it('by hand: 1 − 2·depth(common) / (depth(a) + depth(b))', () => {
    expect(between('dog', 'dog')).toBe(0)
    expect(between('dog', 'cat')).toBeCloseTo(1 - 2 / 4, 12)
    expect(between('dog', 'poodle')).toBeCloseTo(1 - 4 / 5, 12)
    expect(between('animal', 'poodle')).toBeCloseTo(1 - 2 / 4, 12)
    expect(between('dog', 'plant')).toBe(1)
  })
  it('alpha by hand: dog/cat, dog/dog, plant/plant gives 1 − (1/6) / (19/30) = 14/19', () => {
    // Do = 2·½ / 1 / 6 = 1/6. De over 3 dogs, 1 cat, 2 plants: 2·(3·1·½ + 3·2·1 + 1·2·1) / (6·5) = 19/30.
    const said = [
      ['1', 'a', 'dog'],
      ['1', 'b', 'cat'],
      ['2', 'a', 'dog'],
      ['2', 'b', 'dog'],
      ['3', 'a', 'plant'],
      ['3', 'b', 'plant'],
    ] as const
    const found = krippendorffAlpha(
      said.map(([unit, rater, value]) => ({ unit, rater, value })),
      between,
    )
    expect(found).toMatchObject({ computable: true, n: 3, raters: 2 })
    if (found.computable) expect(found.value).toBeCloseTo(14 / 19, 12)
  })
  it('is symmetric, in [0, 1], and 0 with itself', () => {
    const sets = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 4 }).map((names) => new Set(names))
    void fc.assert(
      fc.property(sets, sets, (a, b) => {
        expect(treeDistance(a, a)).toBe(0)
        expect(treeDistance(a, b)).toBe(treeDistance(b, a))
        expect(treeDistance(a, b)).toBeGreaterThanOrEqual(0)
        expect(treeDistance(a, b)).toBeLessThanOrEqual(1)
      }),
    )
  })
})
