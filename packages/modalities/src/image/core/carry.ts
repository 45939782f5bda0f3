// A shape brought from one image into another of perhaps another size: at the same place, cut at the edges.
import { clampBox, type Size } from '@etabli/geometry'
import type { Mark, Media } from '@etabli/schema'
import { MIN_SIDE } from './kinds/box.ts'
import { sizeOf } from './media.ts'
import { hullOf, type Shape, shapeOf, shapeValue } from './shape.ts'
import { heldIn } from './tools/grips.ts'

/** The value of a mark in the other image, or null where nothing of it lies within. */
export function carryShape(mark: Mark, _from: Media, to: Media): Mark['value'] | null {
  if (to.type !== 'image') return null
  const shape = shapeOf(mark)
  const cut = shape && within(shape, sizeOf(to))
  return cut ? shapeValue(cut) : null
}

function within(shape: Shape, image: Size): Shape | null {
  const hull = hullOf(shape)
  const isInside =
    hull.x >= 0 && hull.y >= 0 && hull.x + hull.width <= image.width && hull.y + hull.height <= image.height
  if (isInside) return shape
  const seen = clampBox(hull, image)
  if (seen.width < MIN_SIDE || seen.height < MIN_SIDE) return null
  // An upright box is cut where it stands; what cannot be cut is moved or has its points brought inside.
  return shape.kind === 'box' && shape.angle === 0 ? { ...shape, box: seen } : heldIn(shape, image)
}
