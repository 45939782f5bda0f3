// Where arcs run: in the gap above the words, along the rail from line to line, to the edge where an end is off the page.
import { describe, expect, it } from 'vitest'
import { type ArcWanted, type Page, roomFor, routesOf } from './routes.ts'

const page: Page = { rail: 500, left: null, rails: 5, above: -600, below: 1500, open: new Set() }
const at = (x: number, top: number) => ({ x, top, row: Math.floor(top / 100) })
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
    const {
      routes: [route],
    } = routesOf([arc('a', at(100, 40), at(300, 40))], page)
    const points = pointsOf(route?.path ?? '')
    expect(points[0]).toEqual({ x: 100, y: 40 })
    expect(points.at(-1)).toEqual({ x: 300, y: 40 })
    expect(points.every(({ y }) => y <= 40)).toBe(true)
    // The first track is 5 px above the words; the name stands in the middle.
    expect(route?.name).toEqual({ x: 200, top: 35 })
  })
  it('over one another take tracks, the shorter the nearer to the words', () => {
    const {
      routes: [long, short],
    } = routesOf([arc('long', at(0, 40), at(400, 40)), arc('short', at(100, 40), at(160, 40))], page)
    expect(short?.name.top).toBe(35)
    // The next track is a name's height above.
    expect(long?.name.top).toBe(25)
  })
  it('from line to line go along the rail: no point of theirs lies between the words', () => {
    const {
      routes: [route],
    } = routesOf([arc('a', at(100, 40), at(200, 240))], page)
    const points = pointsOf(route?.path ?? '')
    const between = points.filter(({ y }) => y > 45 && y < 230)
    expect(between.every(({ x }) => x === 500)).toBe(true)
    expect(points.some(({ x }) => x === 500)).toBe(true)
  })
  it('take rails of their own where they run beside one another', () => {
    const { routes } = routesOf([arc('a', at(100, 40), at(200, 240)), arc('b', at(50, 100), at(90, 300))], page)
    const rails = routes.map(({ path }) => Math.max(...pointsOf(path).map(({ x }) => x)))
    expect(new Set(rails)).toEqual(new Set([500, 504]))
  })
  it('whose one end is off the page go to the edge on that side', () => {
    const {
      routes: [up, down],
    } = routesOf([arc('up', at(100, 40), 'above'), arc('down', 'below', at(100, 40))], page)
    expect(pointsOf(up?.path ?? '').at(-1)?.y).toBe(-600)
    expect(pointsOf(down?.path ?? '')[0]?.y).toBe(1500)
    expect(up?.name.top).toBeLessThan(40)
  })
  it('go by the left-hand rail where that is shorter, and never between the words', () => {
    const [route] = routesOf([arc('a', at(60, 40), at(90, 240))], { ...page, left: 20 }).routes
    const points = pointsOf(route?.path ?? '')
    const between = points.filter(({ y }) => y > 45 && y < 230)
    expect(between.every(({ x }) => x === 20)).toBe(true)
    expect(Math.max(...points.map(({ x }) => x))).toBe(90)
    // The name stands on the way to the rail.
    expect(route?.name.x).toBeLessThan(60)
  })
  describe('of a line with very many', () => {
    // Eight over one another: none may share a track with another.
    const nested = Array.from({ length: 8 }, (_, n) => arc(`n${n}`, at(100 - n * 5, 40), at(200 + n * 5, 40)))
    it('the five shortest have a track each, and the others are folded away and counted', () => {
      const { routes, lines } = routesOf(nested, page)
      expect(routes.map(({ folded }) => folded)).toEqual([false, false, false, false, false, true, true, true])
      expect(new Set(routes.slice(0, 5).map(({ name }) => name.top))).toEqual(new Set([35, 25, 15, 5, -5]))
      // Looked at, those folded away are drawn in the track above, for which there is room too.
      expect(new Set(routes.slice(5).map(({ name }) => name.top))).toEqual(new Set([-15]))
      expect(lines).toEqual([{ row: 0, top: 40, tracks: 6, folded: 3, foldable: true }])
      expect(roomFor(6)).toBe(65)
    })
    it('opened, all have a track', () => {
      const { routes, lines } = routesOf(nested, { ...page, open: new Set([0]) })
      expect(new Set(routes.map(({ name }) => name.top)).size).toBe(8)
      expect(lines).toEqual([{ row: 0, top: 40, tracks: 8, folded: 0, foldable: true }])
    })
    it('one that ends in another line is counted in the line that has no track for it', () => {
      const { routes, lines } = routesOf([...nested, arc('far', at(10, 40), at(90, 240))], page)
      expect(routes.at(-1)?.folded).toBe(true)
      expect(lines.map(({ row, folded }) => [row, folded])).toEqual([
        [0, 4],
        [2, 0],
      ])
    })
  })
})
