// The worker of smart help: keeps the pixels of the part that was looked at last, finds edges and look-alikes in them.
import { findLookAlikes, type LookAlike, planesOfRgba, type Raster, snapToEdges } from '@etabli/geometry'
import type { SmartReply, SmartRequest } from './messages.ts'

/** More than anyone would look through; so many that a second search finds none that the first left for lack of room. */
const MOST = 1000
/** A side moves by an eighth of the box at most: a hand is closer than that, and a neighbour further away. */
const REACH = 0.125

/** Brightness first, then colours. */
let kept: { readonly part: string; readonly planes: readonly Raster[] } | null = null

globalThis.addEventListener('message', ({ data }: MessageEvent<SmartRequest>) => {
  const reply: SmartReply = { id: data.id, found: answer(data) }
  globalThis.postMessage(reply)
})

function answer(request: SmartRequest): LookAlike[] | null {
  const planes = planesFor(request)
  const [brightness] = planes ?? []
  if (!planes || !brightness) return null
  if (request.task === 'snap') return [{ box: snapToEdges(planes, request.box, { reach: REACH }), likeness: 1 }]
  return findLookAlikes(brightness, request.box, { most: MOST, taken: request.taken })
}

function planesFor({ part, size, pieces }: SmartRequest): readonly Raster[] | null {
  if (kept?.part === part) return kept.planes
  const context = new OffscreenCanvas(size.width, size.height).getContext('2d', { willReadFrequently: true })
  if (!context || pieces.length === 0) return null
  for (const { bitmap, at } of pieces) {
    context.drawImage(bitmap, at.x, at.y, at.width, at.height)
    bitmap.close()
  }
  const { data } = context.getImageData(0, 0, size.width, size.height)
  kept = { part, planes: planesOfRgba(data, size.width, size.height) }
  return kept.planes
}
