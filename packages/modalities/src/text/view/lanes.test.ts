// Lanes: every span visible, none on top of another.
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createPassage } from '../core/passage.ts'
import { byRow, type Drawn, layOut, placeSpans } from './lanes.ts'

function linesOf(text: string) {
  const { rows } = createPassage(text)
  return Array.from({ length: rows.count }, (_, row) => rows.at(row))
}

function drawn(id: string, start: number, end: number, rest: Partial<Drawn> = {}): Drawn {
  return {
    id,
    start,
    end,
    name: '',
    colour: 'red',
    proposed: false,
    selected: false,
    layer: null,
    rank: 0,
    part: 0,
    held: false,
    ...rest,
  }
}

const lanesOf = (text: string, spans: Drawn[]) =>
  Object.fromEntries(placeSpans(linesOf(text)[0]!, spans).placed.map(({ id, lane }) => [id, lane]))

describe('rows', () => {
  it('TXT9: a span over three lines is in each of them', () => {
    const found = byRow(linesOf('one\ntwo\nthree\nfour'), [drawn('x', 2, 10)])
    expect([...found.keys()]).toEqual([0, 1, 2])
  })
  it('that are drawn have the spans that began before them', () => {
    const rows = linesOf('one\ntwo\nthree\nfour').slice(2)
    expect(
      [...byRow(rows, [drawn('x', 2, 10), drawn('y', 0, 3)]).entries()].map(([row, own]) => [row, own.length]),
    ).toEqual([[2, 1]])
  })
})

describe('lanes', () => {
  const text = 'a text that is long enough for chips and spans'
  it('share one lane where nothing touches', () => {
    expect(lanesOf(text, [drawn('x', 0, 6), drawn('y', 12, 20)])).toEqual({ x: 0, y: 0 })
  })
  it('TXT8: two labels on one range, three nested and two crossing each have a lane', () => {
    expect(lanesOf(text, [drawn('x', 2, 6), drawn('y', 2, 6)])).toEqual({ x: 1, y: 0 })
    expect(lanesOf(text, [drawn('outer', 0, 30), drawn('middle', 2, 20), drawn('inner', 7, 11)])).toEqual({
      outer: 2,
      middle: 1,
      inner: 0,
    })
    const crossing = lanesOf(text, [drawn('x', 0, 12), drawn('y', 7, 20)])
    expect(crossing['x']).not.toBe(crossing['y'])
  })
  it('make room for names', () => {
    const named = [drawn('x', 0, 1, { name: 'Person' }), drawn('y', 2, 6, { name: 'Date' })]
    const lanes = lanesOf(text, named)
    expect(lanes['x']).not.toBe(lanes['y'])
  })
  it('keep people in their order where they meet', () => {
    const dana = { layer: 'dana', rank: 1 }
    expect(lanesOf(text, [drawn('y', 0, 20, dana), drawn('x', 2, 6)])).toEqual({ x: 0, y: 1 })
    expect(lanesOf(text, [drawn('x', 0, 6), drawn('y', 12, 20, dana)])).toEqual({ x: 0, y: 0 })
  })
})

describe('layOut', () => {
  const spans = fc.array(
    fc.tuple(fc.nat(29), fc.integer({ min: 1, max: 12 }), fc.constantFrom(null, 'dana'), fc.constantFrom('', 'Person')),
    { maxLength: 12 },
  )
  it('shows the whole line once, every span in its own lane over exactly its words', () => {
    return fc.assert(
      fc.property(spans, (given) => {
        const text = 'x'.repeat(30)
        const line = linesOf(text)[0]!
        const list = given
          .map(([start, length, layer, name], index) =>
            drawn(`s${index}`, start, Math.min(30, start + length), { layer, name, rank: layer === null ? 0 : 1 }),
          )
          .sort((a, b) => a.start - b.start || b.end - a.end)
        const layout = layOut(line, list)
        expect(layout.pieces.map((piece) => text.slice(piece.start, piece.end)).join('')).toBe(text)
        for (const span of list) {
          const covered = layout.pieces.filter((piece) => piece.spans.some(({ id }) => id === span.id))
          expect(covered[0]?.start).toBe(span.start)
          expect(covered.at(-1)?.end).toBe(span.end)
          expect(covered.reduce((sum, piece) => sum + piece.end - piece.start, 0)).toBe(span.end - span.start)
        }
        for (const { spans: here } of layout.pieces) {
          expect(new Set(here.map(({ lane }) => lane)).size).toBe(here.length)
          for (const { lane } of here) expect(lane).toBeLessThan(layout.lanes)
        }
      }),
    )
  })
  it('TXT9: says which spans cover the line end', () => {
    const line = linesOf('ab\r\ncd')[0]!
    expect(layOut(line, [drawn('x', 1, 5)]).overEnd.map(({ id }) => id)).toEqual(['x'])
    expect(layOut(line, [drawn('x', 1, 2)]).overEnd).toEqual([])
  })
})
