// How large a pose is: the scale by which distances between two people's points are judged.
import { type Box, boundingBox, type ImagePoint } from '@etabli/geometry'

/** COCO's border between small and medium objects, in square pixels: what a few points say no more of than this. */
const LEAST_AREA = 32 * 32

/** The smallest upright box around the marked points; null where none is marked. */
export function extentOf(points: readonly (ImagePoint | null)[]): Box | null {
  return boundingBox(points.filter((point) => point !== null))
}

/**
 * The object's area in square pixels as its points show it. COCO takes the area of the person's outline, which nobody
 * drew here: the hull of the points stands for it. A hull that is thin (someone seen from the side) counts as half as
 * wide as it is long, and none counts as smaller than 32 × 32.
 */
export function poseArea(points: readonly (ImagePoint | null)[]): number {
  const { width, height } = extentOf(points) ?? { width: 0, height: 0 }
  const long = Math.max(width, height)
  return Math.max(width * height, (long * long) / 2, LEAST_AREA)
}
