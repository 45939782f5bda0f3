// What a press means: which handle of a box, and which of several things under it by repeated clicks.
import { type Box, boxContains, type Handle, handlePoint, handles } from './box.ts'
import type { ImagePoint } from './spaces.ts'

/** The one to select next where the same place is pressed again: after the current, round to the first. */
export function nextUnder(under: readonly string[], current: string | null): string | null {
  const place = current === null ? -1 : under.indexOf(current)
  return under[(place + 1) % under.length] ?? null
}

/**
 * The handle at a point: a corner within reach, else a side anywhere along it. Inside a small box handles reach at most a
 * quarter of its size, so that its middle can still be dragged.
 */
export function handleAt(box: Box, point: ImagePoint, reach: number): Handle | null {
  if (!boxContains(grow(box, reach), point)) return null
  const inX = Math.min(reach, box.width / 4)
  const inY = Math.min(reach, box.height / 4)
  const near = (distance: number, inner: number): boolean => distance >= -reach && distance <= inner
  const west = near(point.x - box.x, inX)
  const east = near(box.x + box.width - point.x, inX)
  const north = near(point.y - box.y, inY)
  const south = near(box.y + box.height - point.y, inY)
  const touched = (handle: Handle): boolean =>
    (!handle.includes('w') || west) &&
    (!handle.includes('e') || east) &&
    (!handle.includes('n') || north) &&
    (!handle.includes('s') || south)
  const touching = handles.filter(touched)
  const corners = touching.filter((handle) => handle.length === 2)
  return nearest(corners.length > 0 ? corners : touching, box, point)
}

function nearest(candidates: readonly Handle[], box: Box, point: ImagePoint): Handle | null {
  let best: Handle | null = null
  let least = Number.POSITIVE_INFINITY
  for (const handle of candidates) {
    const corner = handlePoint(box, handle)
    const dx = handle === 'n' || handle === 's' ? 0 : corner.x - point.x
    const dy = handle === 'e' || handle === 'w' ? 0 : corner.y - point.y
    const distance = dx * dx + dy * dy
    if (distance < least) {
      best = handle
      least = distance
    }
  }
  return best
}

function grow(box: Box, by: number): Box {
  return { x: box.x - by, y: box.y - by, width: box.width + 2 * by, height: box.height + 2 * by }
}
