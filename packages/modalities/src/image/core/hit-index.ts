// The spatial index of an image's marks: what is in view, what a band touches, what lies under a point. Drawing and
// choosing ask the same index, so that what is seen is what is hit.
import type { Box, ImagePoint } from '@etabli/geometry'
import type { Answers, Mark, MarkId } from '@etabli/schema'
import Flatbush from 'flatbush'
import { areaOf, hullOf, type Shape, shapeOf, touches } from './shape.ts'

/** A mark with its shape, read once. */
export interface Placed {
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
  readonly all: readonly Placed[]
  /** Around all of them, or null where there is none. */
  readonly bounds: Box | null
  get(id: MarkId): Placed | undefined
  /** Places in `all` of those whose hull touches the box, ascending. */
  within(box: Box): readonly number[]
  /** Those under the point: the smallest first; of the same area, the topmost first. `leave` says whom to pass over. */
  under(at: ImagePoint, reach: number, leave?: (mark: Mark) => boolean): readonly Placed[]
}

const made = new WeakMap<Answers, HitIndex>()

/** The index of these answers: made once for each list of answers, read-only, from its marks' shapes. */
export function hitIndexOf(answers: Answers): HitIndex {
  const known = made.get(answers)
  if (known) return known
  const index = createIndex(answers)
  made.set(answers, index)
  return index
}

/** By mark: one that did not change is not read again when another one does. */
const read = new WeakMap<Mark, Placed>()

function placedOf(mark: Mark): Placed | null {
  const known = read.get(mark)
  if (known) return known
  const shape = shapeOf(mark)
  if (!shape) return null
  const placed = { mark, shape, hull: hullOf(shape), area: areaOf(shape) }
  read.set(mark, placed)
  return placed
}

function createIndex(answers: Answers): HitIndex {
  const all = answers.flatMap((mark) => placedOf(mark) ?? [])
  // The tree and the names are made when first asked for: many lists of answers are drawn once and never hit.
  let tree: Flatbush | null = null
  let names: Map<MarkId, Placed> | null = null
  const search = (left: number, top: number, right: number, bottom: number): number[] => {
    if (all.length === 0) return []
    tree ??= treeOf(all)
    return tree.search(left, top, right, bottom).sort((a, b) => a - b)
  }
  const bounds = boundsOf(all)
  return {
    all,
    bounds,
    get(id) {
      names ??= new Map(all.map((placed) => [placed.mark.id, placed]))
      return names.get(id)
    },
    within: (box) => search(box.x, box.y, box.x + box.width, box.y + box.height),
    under(at, reach, leave) {
      return search(at.x - reach, at.y - reach, at.x + reach, at.y + reach)
        .toReversed()
        .flatMap((place) => {
          const placed = all[place]
          return placed && touches(placed.shape, at, reach) && !leave?.(placed.mark) ? [placed] : []
        })
        .sort((a, b) => a.area - b.area)
    },
  }
}

/** Packed in double precision: hits at the edge must agree with the shapes' own arithmetic. */
function treeOf(all: readonly Placed[]): Flatbush {
  const tree = new Flatbush(all.length)
  for (const { hull } of all) tree.add(hull.x, hull.y, hull.x + hull.width, hull.y + hull.height)
  tree.finish()
  return tree
}

function boundsOf(all: readonly Placed[]): Box | null {
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
