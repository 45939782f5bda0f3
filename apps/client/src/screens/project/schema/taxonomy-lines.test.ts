// Taxonomies from pasted lines: paths and CSV, faults by line, merging into what is there.
import type { Label, LabelId } from '@etabli/schema'
import { describe, expect, it } from 'vitest'
import { readTaxonomy, withPaths } from './taxonomy-lines.ts'

const names = (labels: readonly Label[]) => labels.map(({ id, name, parent }) => [id, name, parent ?? null])

describe('readTaxonomy', () => {
  it('reads paths with >, passing over blank lines and comments', () => {
    expect(readTaxonomy('# version\nAnimals > Pets\r\n\nAnimals > Pets > Cats, small\n')).toEqual({
      paths: [
        ['Animals', 'Pets'],
        ['Animals', 'Pets', 'Cats, small'],
      ],
      faults: [],
    })
  })
  it('reads CSV with a level a column, quotes and blank cells at the end', () => {
    expect(readTaxonomy('Home,Kitchen,"Pots, ""big"""\nHome,Garden,\nShed,,').paths).toEqual([
      ['Home', 'Kitchen', 'Pots, "big"'],
      ['Home', 'Garden'],
      ['Shed'],
    ])
    expect(readTaxonomy('a\tb\nc').paths).toEqual([['a', 'b'], ['c']])
    expect(readTaxonomy('one\ntwo').paths).toEqual([['one'], ['two']])
  })
  it('reads lines set in below each other by blanks or tabs, with list signs or without', () => {
    const paths = [
      ['Home'],
      ['Home', 'Kitchen, large'],
      ['Home', 'Kitchen, large', 'Kettles'],
      ['Home', 'Garden'],
      ['Shed'],
    ]
    expect(readTaxonomy('Home\n  Kitchen, large\n    Kettles\n\n  Garden\nShed\n')).toEqual({ paths, faults: [] })
    expect(readTaxonomy('Home\n\tKitchen, large\n\t\tKettles\n\tGarden\nShed').paths).toEqual(paths)
    expect(readTaxonomy('- Home\n  - Kitchen, large\n    - Kettles\n  - Garden\n- Shed').paths).toEqual(paths)
    // Blanks before the lines of a table are not levels.
    expect(readTaxonomy('Home,Kitchen\n Home,Garden').paths).toEqual([
      ['Home', 'Kitchen'],
      ['Home', 'Garden'],
    ])
    expect(readTaxonomy(`A\n  ${'x'.repeat(201)}\n  B`)).toEqual({
      paths: [['A'], ['A', 'B']],
      faults: [{ line: 2, why: 'long' }],
    })
  })
  it('names each bad line and keeps the others', () => {
    const long = 'x'.repeat(201)
    expect(readTaxonomy(`A > > C\nA > B\n${long} > D\n> E`)).toEqual({
      paths: [['A', 'B']],
      faults: [
        { line: 1, why: 'blank-level' },
        { line: 3, why: 'long' },
        { line: 4, why: 'blank-level' },
      ],
    })
    expect(readTaxonomy('a,"b\nc,d')).toEqual({ paths: [['c', 'd']], faults: [{ line: 1, why: 'quote' }] })
  })
})

describe('withPaths', () => {
  it('adds each class once below its parent, and keeps what is there', () => {
    const first = withPaths(
      [],
      [
        ['Home', 'Other'],
        ['Garden', 'Other'],
        ['home', 'Kitchen'],
      ],
    )
    expect(names(first.labels)).toEqual([
      ['home', 'Home', null],
      ['other', 'Other', 'home'],
      ['garden', 'Garden', null],
      ['other-2', 'Other', 'garden'],
      ['kitchen', 'Kitchen', 'home'],
    ])
    expect(first).toMatchObject({ added: 5, over: 0 })
    expect(withPaths(first.labels, [['Home', 'other']]).added).toBe(0)
  })
  it('gives no class the id of one that was removed', () => {
    const { labels } = withPaths([], [['Home']], [{ label: { id: 'home' as LabelId } }])
    expect(labels[0]?.id).toBe('home-2')
  })
  it('takes 10,000 classes and counts those that have no room', () => {
    const paths = Array.from({ length: 10_005 }, (_, n) => ['Same', `Group ${n % 100}`, `Same ${n}`])
    const grown = withPaths([], paths)
    expect(grown.labels).toHaveLength(10_000)
    expect(grown.over).toBe(106)
  })
})
