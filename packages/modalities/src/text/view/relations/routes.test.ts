// Where arcs run: in the gap above the words, along the rail from line to line, to the edge where an end is off the page.
import { describe, expect, it } from 'vitest'
import { type ArcWanted, routesOf } from './routes.ts'

const page = { rail: 500, above: -600, below: 1500 }
const arc = (id: string, from: ArcWanted['from'], to: ArcWanted['to']): ArcWanted => ({ id, from, to, width: 30 })
/** The numbers of a path, two a point. */
const pointsOf = (path: string) => {
  const numbers = (path.match(/-?[\d.]+/g) ?? []).map(Number)
  return Array.from({ length: numbers.length / 2 }, (_, at) => ({
    x: numbers[at * 2] ?? 0,
    y: numbers[at * 2 + 1] ?? 0,
  }))
}

describe('arcs', () => {
  it('in one line run above the words from the one to the other, and never lower than these', () => {
    const [route] = routesOf([arc('a', { x: 100, top: 40 }, { x: 300, top: 40 })], page)
    const points = pointsOf(route?.path ?? '')
    expect(points[0]).toEqual({ x: 100, y: 40 })
    expect(points.at(-1)).toEqual({ x: 300, y: 40 })
    expect(points.every(({ y }) => y <= 40)).toBe(true)
    // The first track is 5 px above the words; the name stands in the middle.
    expect(route?.name).toEqual({ x: 200, top: 35 })
  })
  it('over one another take tracks, the shorter the nearer to the words', () => {
    const [long, short] = routesOf(
      [arc('long', { x: 0, top: 40 }, { x: 400, top: 40 }), arc('short', { x: 100, top: 40 }, { x: 160, top: 40 })],
      page,
    )
    expect(short?.name.top).toBe(35)
    expect(long?.name.top).toBe(29)
  })
  it('from line to line go along the rail: no point of theirs lies between the words', () => {
    const [route] = routesOf([arc('a', { x: 100, top: 40 }, { x: 200, top: 240 })], page)
    const points = pointsOf(route?.path ?? '')
    const between = points.filter(({ y }) => y > 45 && y < 230)
    expect(between.every(({ x }) => x === 500)).toBe(true)
    expect(points.some(({ x }) => x === 500)).toBe(true)
  })
  it('take rails of their own where they run beside one another', () => {
    const routes = routesOf(
      [arc('a', { x: 100, top: 40 }, { x: 200, top: 240 }), arc('b', { x: 50, top: 100 }, { x: 90, top: 300 })],
      page,
    )
    const rails = routes.map(({ path }) => Math.max(...pointsOf(path).map(({ x }) => x)))
    expect(new Set(rails)).toEqual(new Set([500, 504]))
  })
  it('whose one end is off the page go to the edge on that side', () => {
    const [up, down] = routesOf(
      [arc('up', { x: 100, top: 40 }, 'above'), arc('down', 'below', { x: 100, top: 40 })],
      page,
    )
    expect(pointsOf(up?.path ?? '').at(-1)?.y).toBe(-600)
    expect(pointsOf(down?.path ?? '')[0]?.y).toBe(1500)
    expect(up?.name.top).toBeLessThan(40)
  })
})
