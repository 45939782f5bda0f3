// Object keypoint similarity, as COCO measures poses (Ronchi & Perona 2017; cocodataset.org, keypoint evaluation).
import type { ImagePoint } from './spaces.ts'

/** A keypoint; null where it was not marked. */
export type Keypoint = ImagePoint | null

/** COCO's standard deviations a keypoint, by the order of its seventeen body points, nose first. */
export const cocoSigmas: readonly number[] = [
  0.026, 0.025, 0.025, 0.035, 0.035, 0.079, 0.079, 0.072, 0.072, 0.062, 0.062, 0.107, 0.107, 0.087, 0.087, 0.089, 0.089,
]

/**
 * Mean over keypoints of exp(−d² / (2 s² k²)), with d the distance in pixels, s² the object's `area` in square pixels and
 * k = 2σ. Keypoints neither side marked are left out; one that only one side marked counts 0, so that it is symmetric.
 * Null where nobody marked any. `sigmas` are by keypoint; where one is missing, 0.05.
 */
export function keypointSimilarity(
  a: readonly Keypoint[],
  b: readonly Keypoint[],
  area: number,
  sigmas: readonly number[] = cocoSigmas,
): number | null {
  let sum = 0
  let marked = 0
  for (let i = 0; i < Math.max(a.length, b.length); i += 1) {
    const one = a[i] ?? null
    const other = b[i] ?? null
    if (!one && !other) continue
    marked += 1
    if (one && other) sum += nearness(one, other, area, 2 * (sigmas[i] ?? 0.05))
  }
  return marked === 0 ? null : sum / marked
}

function nearness(one: ImagePoint, other: ImagePoint, area: number, k: number): number {
  const squared = (one.x - other.x) ** 2 + (one.y - other.y) ** 2
  return squared === 0 ? 1 : Math.exp(-squared / (2 * area * k * k))
}
