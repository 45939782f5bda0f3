// Where the points of a pose lie in a box before anybody has moved them: a standing figure, or a round for any other.
import type { Box, ImagePoint } from '@etabli/geometry'

/** COCO's seventeen body points of a person who stands and faces the viewer, as shares of width and height. */
const STANDING: readonly (readonly [number, number])[] = [
  [0.5, 0.07],
  [0.54, 0.05],
  [0.46, 0.05],
  [0.59, 0.07],
  [0.41, 0.07],
  [0.72, 0.2],
  [0.28, 0.2],
  [0.86, 0.36],
  [0.14, 0.36],
  [1, 0.5],
  [0, 0.5],
  [0.64, 0.52],
  [0.36, 0.52],
  [0.66, 0.75],
  [0.34, 0.75],
  [0.67, 1],
  [0.33, 1],
]

/** So many points within the box, the first at the top. */
export function skeletonIn(box: Box, count: number): ImagePoint[] {
  const places = count === STANDING.length ? STANDING : round(count)
  return places.map(([x, y]) => ({ x: box.x + x * box.width, y: box.y + y * box.height }))
}

function round(count: number): (readonly [number, number])[] {
  return Array.from({ length: count }, (_, index) => {
    const angle = (index / count) * 2 * Math.PI
    return [0.5 + Math.sin(angle) / 2, 0.5 - Math.cos(angle) / 2] as const
  })
}
