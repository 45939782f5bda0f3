// Where arcs run: above the words in the gap between lines, and from line to line along a rail beside the column, so that no
// word is crossed. Pure; pixels, y grows downwards.

/** Where an arc leaves the words: the middle of their upper edge, in that row of the text. */
export interface Spot {
  readonly x: number
  readonly top: number
  readonly row: number
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
  readonly name: { readonly x: number; readonly top: number }
  /** There is no track for it at one of its ends: it is drawn only while it is looked at. */
  readonly folded: boolean
}

/** A line of the screen that has arcs. */
export interface ArcLine {
  readonly row: number
  readonly top: number
  /** Tracks above its words that are drawn, the one for what is folded away included. */
  readonly tracks: number
  /** How many of its arcs have no track. */
  readonly folded: number
  /** It has more arcs than are drawn unless asked. */
  readonly foldable: boolean
}

export interface Page {
  /** Rails on the right lie from here outwards; those on the left from `left`, where there is room for them. */
  readonly rail: number
  readonly left: number | null
  /** How many rails there is room for on either side. */
  readonly rails: number
  /** What is on the page lies between. */
  readonly above: number
  readonly below: number
  /** Rows whose lines show all their arcs. */
  readonly open: ReadonlySet<number>
}

/** The first track's height over the words, and the step to the next: a name fits in. */
const FIRST = 5
const STEP = 10
/** So many tracks a line are drawn; of a row that was opened, many more. */
export const TRACKS = 5
const OPENED = 40
export const RAIL_STEP = 4
export const RAILS = 5
const CORNER = 3

interface Piece {
  readonly arc: number
  readonly line: number
  readonly from: number
  readonly to: number
}

/** Room above the words of a line with so many tracks, in pixels. */
export const roomFor = (tracks: number): number => (tracks === 0 ? 0 : FIRST + tracks * STEP)

export function routesOf(arcs: readonly ArcWanted[], page: Page): { routes: Route[]; lines: ArcLine[] } {
  const tracks = tracksOf(arcs, page)
  const most = ({ row }: Spot): number => (page.open.has(row) ? OPENED : TRACKS)
  const trackAt = (index: number, end: Spot): number => tracks.get(`${index}@${lineOf(end)}`) ?? 0
  const isFolded = ({ from, to }: ArcWanted, index: number): boolean =>
    [from, to].some((end) => isSpot(end) && trackAt(index, end) >= most(end))
  const rails = new Map<number, number>()
  for (const side of [true, false]) {
    const own = arcs.flatMap((arc, index) =>
      isFlat(arc) || goesLeft(arc, page) !== side ? [] : [railPiece(arc, index, page)],
    )
    for (const [arc, lane] of lanesOf(own)) rails.set(arc, lane % page.rails)
  }
  const routes = arcs.map((arc, index) => {
    const out = (rails.get(index) ?? 0) * RAIL_STEP
    const rail = goesLeft(arc, page) ? (page.left ?? 0) - out : page.rail + out
    const heightAt = (end: Spot): number => end.top - FIRST - Math.min(trackAt(index, end), most(end)) * STEP
    return { ...routeOf(arc, rail, heightAt, page), folded: isFolded(arc, index) }
  })
  return { routes, lines: linesOf(arcs, { trackAt, most, isFolded }) }
}

interface Tracked {
  readonly trackAt: (index: number, end: Spot) => number
  readonly most: (end: Spot) => number
  readonly isFolded: (arc: ArcWanted, index: number) => boolean
}

function linesOf(arcs: readonly ArcWanted[], { trackAt, most, isFolded }: Tracked): ArcLine[] {
  const ends = arcs.flatMap((arc, index) => {
    const [first, second] = [arc.from, arc.to].filter(isSpot)
    const own = isFlat(arc) || !second ? [first] : [first, second]
    return own.flatMap((end) => (end ? [{ end, track: trackAt(index, end), folded: isFolded(arc, index) }] : []))
  })
  return [...Map.groupBy(ends, ({ end }) => lineOf(end)).values()].flatMap((own): ArcLine[] => {
    const [first] = own
    if (!first) return []
    const bound = most(first.end)
    const highest = Math.max(...own.map(({ track }) => track))
    // Folded at its other end alone, an arc is not one of this line's.
    const folded = own.filter(({ track }) => track >= bound).length
    return [
      {
        row: first.end.row,
        top: first.end.top,
        tracks: Math.min(highest, bound) + 1,
        folded,
        foldable: highest >= TRACKS,
      },
    ]
  })
}

const isSpot = (end: ArcEnd | undefined): end is Spot => typeof end === 'object'
const lineOf = ({ top }: Spot): number => Math.round(top / 4)
const isFlat = ({ from, to }: ArcWanted): boolean => isSpot(from) && isSpot(to) && lineOf(from) === lineOf(to)

/** By the left-hand rail where that is the shorter way. */
function goesLeft({ from, to }: ArcWanted, { rail, left }: Page): boolean {
  if (left === null) return false
  const middle = (left + rail) / 2
  return [from, to].filter(isSpot).reduce((sum, { x }) => sum + x - middle, 0) < 0
}

/** The horizontal runs of all arcs, each in a track of its line: short ones lie under long ones. */
function tracksOf(arcs: readonly ArcWanted[], page: Page): Map<string, number> {
  const pieces = arcs.flatMap((arc, index): Piece[] => {
    const { from, to, width } = arc
    if (isSpot(from) && isSpot(to) && isFlat(arc)) {
      const middle = (from.x + to.x) / 2
      const half = Math.max(Math.abs(from.x - to.x), width) / 2
      return [{ arc: index, line: lineOf(from), from: middle - half, to: middle + half }]
    }
    const toLeft = goesLeft(arc, page)
    return [from, to].filter(isSpot).map((end) => ({
      arc: index,
      line: lineOf(end),
      from: toLeft ? Math.min(page.left ?? 0, end.x - width) : end.x,
      to: toLeft ? end.x : Math.max(page.rail, end.x + width),
    }))
  })
  const tracks = new Map<string, number>()
  for (const [line, own] of Map.groupBy(pieces, (piece) => piece.line)) {
    for (const [arc, track] of lanesOf(own)) tracks.set(`${arc}@${line}`, track)
  }
  return tracks
}

function railPiece({ from, to }: ArcWanted, arc: number, page: Page): Piece {
  const at = (end: ArcEnd) => (isSpot(end) ? end.top : end === 'above' ? page.above : page.below)
  return { arc, line: 0, from: Math.min(at(from), at(to)), to: Math.max(at(from), at(to)) }
}

/** A lane for each piece, so that those of a lane do not touch; the shortest first. */
function lanesOf(pieces: readonly Piece[]): Map<number, number> {
  const lanes: Piece[][] = []
  const found = new Map<number, number>()
  for (const piece of pieces.toSorted((a, b) => a.to - a.from - (b.to - b.from))) {
    const free = lanes.findIndex((lane) => lane.every((other) => other.to <= piece.from || other.from >= piece.to))
    const lane = free >= 0 ? free : lanes.length
    lanes[lane] = [...(lanes[lane] ?? []), piece]
    found.set(piece.arc, lane)
  }
  return found
}

function routeOf(
  { id, from, to, width }: ArcWanted,
  rail: number,
  heightAt: (end: Spot) => number,
  page: Page,
): Omit<Route, 'folded'> {
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
  const way = isSpot(named) && rail < named.x ? -1 : 1
  // Within the column: beside its edges there may be nothing but the edge of the screen.
  const within = (x: number) => Math.max((page.left ?? x) + width / 2, Math.min(page.rail - width / 2, x))
  const name = isSpot(named)
    ? { x: within(named.x + way * (width / 2 + CORNER)), top: heightAt(named) }
    : { x: rail, top: page.above }
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
