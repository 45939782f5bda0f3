// Where arcs run: above the words in the gap between lines, and from line to line along a rail beside the column, so that no
// word is crossed. Pure; pixels, y grows downwards.

/** Where an arc leaves the words: the middle of their upper edge; `line` names the line of the screen. */
export interface Spot {
  readonly x: number
  readonly top: number
}

/** An end that is not on the page lies above or below what is. */
export type ArcEnd = Spot | 'above' | 'below'

export interface ArcWanted {
  readonly id: string
  readonly from: ArcEnd
  readonly to: ArcEnd
  /** Width of its name. */
  readonly width: number
}

export interface Route {
  readonly id: string
  /** An SVG path from `from` to `to`. */
  readonly path: string
  /** The middle of its name. */
  readonly name: Spot
}

export interface Page {
  /** Rails lie from here outwards. */
  readonly rail: number
  /** What is on the page lies between. */
  readonly above: number
  readonly below: number
}

/** The first track's height over the words, the step to the next, and how many there are before they share. */
const FIRST = 5
const STEP = 6
const TRACKS = 3
const RAIL_STEP = 4
const RAILS = 5
const CORNER = 3

interface Piece {
  readonly arc: number
  readonly line: number
  readonly from: number
  readonly to: number
}

export function routesOf(arcs: readonly ArcWanted[], page: Page): Route[] {
  const tracks = tracksOf(arcs, page)
  const rails = lanesOf(
    arcs.flatMap((arc, index) => (isFlat(arc) ? [] : [railPiece(arc, index, page)])),
    RAILS,
  )
  return arcs.map((arc, index) => {
    const rail = page.rail + (rails.get(index) ?? 0) * RAIL_STEP
    const heightAt = (end: Spot): number => end.top - FIRST - (tracks.get(`${index}@${lineOf(end)}`) ?? 0) * STEP
    return routeOf(arc, rail, heightAt, page)
  })
}

const isSpot = (end: ArcEnd): end is Spot => typeof end === 'object'
const lineOf = ({ top }: Spot): number => Math.round(top / 4)
const isFlat = ({ from, to }: ArcWanted): boolean => isSpot(from) && isSpot(to) && lineOf(from) === lineOf(to)

/** The horizontal runs of all arcs, each in a track of its line: short ones lie under long ones. */
function tracksOf(arcs: readonly ArcWanted[], page: Page): Map<string, number> {
  const pieces = arcs.flatMap((arc, index): Piece[] => {
    const { from, to, width } = arc
    if (isSpot(from) && isSpot(to) && isFlat(arc)) {
      const middle = (from.x + to.x) / 2
      const half = Math.max(Math.abs(from.x - to.x), width) / 2
      return [{ arc: index, line: lineOf(from), from: middle - half, to: middle + half }]
    }
    return [from, to].flatMap((end) =>
      isSpot(end) ? [{ arc: index, line: lineOf(end), from: end.x, to: Math.max(page.rail, end.x + width) }] : [],
    )
  })
  const tracks = new Map<string, number>()
  for (const [line, own] of Map.groupBy(pieces, (piece) => piece.line)) {
    for (const [arc, track] of lanesOf(own, TRACKS)) tracks.set(`${arc}@${line}`, track)
  }
  return tracks
}

function railPiece({ from, to }: ArcWanted, arc: number, page: Page): Piece {
  const at = (end: ArcEnd) => (isSpot(end) ? end.top : end === 'above' ? page.above : page.below)
  return { arc, line: 0, from: Math.min(at(from), at(to)), to: Math.max(at(from), at(to)) }
}

/** A lane for each piece, so that those of a lane do not touch; the shortest first. Past the last lane they share. */
function lanesOf(pieces: readonly Piece[], most: number): Map<number, number> {
  const lanes: Piece[][] = []
  const found = new Map<number, number>()
  for (const piece of pieces.toSorted((a, b) => a.to - a.from - (b.to - b.from))) {
    const free = lanes.findIndex((lane) => lane.every((other) => other.to <= piece.from || other.from >= piece.to))
    const lane = free >= 0 ? free : lanes.length
    lanes[lane] = [...(lanes[lane] ?? []), piece]
    found.set(piece.arc, lane % most)
  }
  return found
}

function routeOf({ id, from, to, width }: ArcWanted, rail: number, heightAt: (end: Spot) => number, page: Page): Route {
  if (isSpot(from) && isSpot(to) && lineOf(from) === lineOf(to)) {
    const y = heightAt(from)
    const path = rounded([
      [from.x, from.top],
      [from.x, y],
      [to.x, y],
      [to.x, to.top],
    ])
    return { id, path, name: { x: (from.x + to.x) / 2, top: y } }
  }
  const out = (end: ArcEnd): [number, number][] => {
    if (!isSpot(end)) return [[rail, end === 'above' ? page.above : page.below]]
    const y = heightAt(end)
    return [
      [end.x, end.top],
      [end.x, y],
      [rail, y],
    ]
  }
  const named = isSpot(from) ? from : to
  const name = isSpot(named) ? { x: named.x + width / 2 + CORNER, top: heightAt(named) } : { x: rail, top: page.above }
  return { id, path: rounded([...out(from), ...out(to).toReversed()]), name }
}

/** Straight runs with round corners. */
function rounded(points: readonly (readonly [number, number])[]): string {
  const parts: string[] = []
  for (const [index, [x, y]] of points.entries()) {
    const before = points[index - 1]
    const after = points[index + 1]
    if (!before) parts.push(`M${fixed(x)} ${fixed(y)}`)
    else if (!after) parts.push(`L${fixed(x)} ${fixed(y)}`)
    else {
      const [ax, ay] = towards([x, y], before)
      const [bx, by] = towards([x, y], after)
      parts.push(`L${fixed(ax)} ${fixed(ay)}Q${fixed(x)} ${fixed(y)} ${fixed(bx)} ${fixed(by)}`)
    }
  }
  return parts.join('')
}

/** A corner's length from a point towards another, at most half of the way. */
function towards([x, y]: readonly [number, number], [ox, oy]: readonly [number, number]): [number, number] {
  const far = Math.hypot(ox - x, oy - y)
  const by = far === 0 ? 0 : Math.min(CORNER, far / 2) / far
  return [x + (ox - x) * by, y + (oy - y) * by]
}

const fixed = (value: number): string => String(Math.round(value * 10) / 10)
