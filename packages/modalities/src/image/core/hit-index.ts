// The spatial index of an image's marks: what is in view, what a band touches, what lies under a point. Drawing and
// choosing ask the same index, so that what is seen is what is hit.
import type { Box, ImagePoint } from '@etabli/geometry'
import type { Answers, Mark, MarkId } from '@etabli/schema'
import Flatbush from 'flatbush'
import { areaOf, hullOf, type Shape, shapeOf, touches } from './shape.ts'

/** A mark with its shape, read once. */
export interface HitEntry {
  readonly id: MarkId
  readonly mark: Mark
  readonly shape: Shape
  /** The smallest upright box around the shape, in image pixels. */
  readonly hull: Box
  /** Square image pixels. */
  readonly area: number
}

/** Coordinates and reaches are in image pixels. */
export interface HitIndex {
  /** All marks that have a shape, in the order of the answers: the last lies on top. */
  readonly all: readonly HitEntry[]
  /** Around all of them, or null where there is none. */
  readonly bounds: Box | null
  get(id: MarkId): HitEntry | undefined
  /** Marks that a press within `reach` means: the smallest first; of the same area, the topmost first. */
  at(point: ImagePoint, reach: number): readonly HitEntry[]
  /** Marks whose hull meets the region, touching included, in the order of the answers. */
  in(region: Box): readonly HitEntry[]
  /** As `in`, as places in `all`. */
  placesIn(region: Box): readonly number[]
}

const made = new WeakMap<Answers, HitIndex>()

/** The index of these answers: made once for each list of answers, read-only, from its marks' shapes. */
export function hitIndex(answers: Answers): HitIndex {
  const known = made.get(answers)
  if (known) return known
  const index = createIndex(answers)
  made.set(answers, index)
  return index
}

/** By mark: one that did not change is not read again when another one does. */
const read = new WeakMap<Mark, HitEntry>()

function entryOf(mark: Mark): HitEntry | null {
  const known = read.get(mark)
  if (known) return known
  const shape = shapeOf(mark)
  if (!shape) return null
  const entry = { id: mark.id, mark, shape, hull: hullOf(shape), area: areaOf(shape) }
  read.set(mark, entry)
  return entry
}

/**
 * The index of a list is packed once; lists that follow from it by a few changes share its tree, and what the tree does
 * not know is walked through. So a change of one mark among ten thousand packs nothing anew.
 */
interface Packed {
  readonly all: readonly HitEntry[]
  /** Both are made when first asked for: many lists of answers are drawn once and never hit. */
  tree: Flatbush | null
  places: Map<MarkId, number> | null
}

interface Followed {
  readonly packed: Packed
  readonly all: readonly HitEntry[]
  /** By place in the packed list: place in this one, −1 where the mark is gone or has changed. */
  readonly now: Int32Array
  /** Places of those that the tree does not know. */
  readonly loose: readonly number[]
}

/** More marks than these that the tree does not know, and it is packed anew. */
const LOOSE = 256

/** By a few marks of each packed list, by which a list that follows from it is known again. */
const packedOf = new WeakMap<Mark, Packed>()

function landmarks(answers: Answers): Mark[] {
  return [answers[0], answers[answers.length >> 1], answers.at(-1)].flatMap((mark) => mark ?? [])
}

function followed(answers: Answers): Followed {
  const known = landmarks(answers).flatMap((mark) => packedOf.get(mark) ?? [])[0]
  return (known && follow(known, answers)) ?? pack(answers)
}

function pack(answers: Answers): Followed {
  const all = answers.flatMap((mark) => entryOf(mark) ?? [])
  const packed: Packed = { all, tree: null, places: null }
  for (const mark of landmarks(answers)) packedOf.set(mark, packed)
  return { packed, all, now: Int32Array.from(all.keys()), loose: [] }
}

/** Null where too much is different. */
function follow(packed: Packed, answers: Answers): Followed | null {
  const now = new Int32Array(packed.all.length).fill(-1)
  const all: HitEntry[] = []
  const loose: number[] = []
  let from = 0
  for (const mark of answers) {
    const place = placeFrom(packed, from, mark)
    const entry = packed.all[place] ?? entryOf(mark)
    if (!entry) continue
    if (place >= 0) {
      now[place] = all.length
      from = place + 1
    } else {
      if (packed.all[from]?.id === mark.id) from++
      loose.push(all.length)
      if (loose.length > LOOSE) return null
    }
    all.push(entry)
  }
  return { packed, all, now, loose }
}

/** Where the very same mark stands in the packed list, not before `from`; −1 where it does not. */
function placeFrom(packed: Packed, from: number, mark: Mark): number {
  const next = packed.all[from]
  if (next?.mark === mark) return from
  if (next?.id === mark.id) return -1
  const place = placesOf(packed).get(mark.id) ?? -1
  return place >= from && packed.all[place]?.mark === mark ? place : -1
}

function placesOf(packed: Packed): Map<MarkId, number> {
  packed.places ??= new Map(packed.all.map(({ id }, place) => [id, place]))
  return packed.places
}

function createIndex(answers: Answers): HitIndex {
  const { packed, all, now, loose } = followed(answers)
  const search = (left: number, top: number, right: number, bottom: number): number[] => {
    const found: number[] = []
    if (packed.all.length > 0) {
      packed.tree ??= treeOf(packed.all)
      for (const place of packed.tree.search(left, top, right, bottom)) {
        const here = now[place] ?? -1
        if (here >= 0) found.push(here)
      }
    }
    for (const place of loose) {
      const hull = all[place]?.hull
      if (hull && hull.x <= right && hull.x + hull.width >= left && hull.y <= bottom && hull.y + hull.height >= top)
        found.push(place)
    }
    return found.sort((a, b) => a - b)
  }
  const placesIn = ({ x, y, width, height }: Box) => search(x, y, x + width, y + height)
  return {
    all,
    bounds: boundsOf(all),
    placesIn,
    get(id) {
      const here = now[placesOf(packed).get(id) ?? -1] ?? -1
      return here >= 0 ? all[here] : all[loose.find((place) => all[place]?.id === id) ?? -1]
    },
    in: (region) => placesIn(region).flatMap((place) => all[place] ?? []),
    at(point, reach) {
      const found = search(point.x - reach, point.y - reach, point.x + reach, point.y + reach)
      return (
        found
          // Reversed, so that the stable sort leaves the topmost of the same area first.
          .toReversed()
          .flatMap((place) => all[place] ?? [])
          .filter(({ shape }) => touches(shape, point, reach))
          .sort((a, b) => a.area - b.area)
      )
    },
  }
}

/** Packed in double precision: hits at the edge must agree with the shapes' own arithmetic. */
function treeOf(all: readonly HitEntry[]): Flatbush {
  const tree = new Flatbush(all.length)
  for (const { hull } of all) tree.add(hull.x, hull.y, hull.x + hull.width, hull.y + hull.height)
  tree.finish()
  return tree
}

function boundsOf(all: readonly HitEntry[]): Box | null {
  if (all.length === 0) return null
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const { hull } of all) {
    left = Math.min(left, hull.x)
    top = Math.min(top, hull.y)
    right = Math.max(right, hull.x + hull.width)
    bottom = Math.max(bottom, hull.y + hull.height)
  }
  return { x: left, y: top, width: right - left, height: bottom - top }
}
