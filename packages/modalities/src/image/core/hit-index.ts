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

function createIndex(answers: Answers): HitIndex {
  const all = answers.flatMap((mark) => entryOf(mark) ?? [])
  // The tree and the names are made when first asked for: many lists of answers are drawn once and never hit.
  let tree: Flatbush | null = null
  let names: Map<MarkId, HitEntry> | null = null
  const search = (left: number, top: number, right: number, bottom: number): number[] => {
    if (all.length === 0) return []
    tree ??= treeOf(all)
    return tree.search(left, top, right, bottom).sort((a, b) => a - b)
  }
  const placesIn = ({ x, y, width, height }: Box) => search(x, y, x + width, y + height)
  return {
    all,
    bounds: boundsOf(all),
    placesIn,
    get(id) {
      names ??= new Map(all.map((entry) => [entry.id, entry]))
      return names.get(id)
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
