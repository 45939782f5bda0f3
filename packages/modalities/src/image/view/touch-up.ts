// Which part of the settled canvas a change asks to paint anew. Among thousands of marks one that changes costs what lies
// around it, and not the painting of them all.
import { type Box, boundingBox, type Camera, type Size } from '@etabli/geometry'
import type { MarkId } from '@etabli/schema'
import { MANY } from './paint-marks.ts'
import type { Scene, Sheet } from './scene.ts'
import { BEYOND } from './scene.ts'
import type { View } from './view.ts'

/** What the canvas of settled marks shows, or is to show. */
export interface Shown {
  readonly view: Pick<View, 'scene' | 'look' | 'settings' | 'tokens' | 'chips'>
  readonly camera: Camera
  readonly viewport: Size
  /** Marks in the hand, which are painted elsewhere. */
  readonly held: ReadonlySet<MarkId>
  /** How many marks were in view when all was painted. */
  readonly count: number
  /** Pixels of the canvas itself: where they change, it is empty. */
  readonly bitmap: Size
}

/** Fewer marks are painted whole at once, so that lines and chips may change their form with the number of marks. */
const CROWDED = MANY + 500
/** At most so many changed marks are looked at one by one. */
const FEW = 64
/** CSS pixels that the widest chip reaches beside and above its mark. */
const CHIP = { x: 480, y: 24 }
/** A larger share of the canvas than this is painted whole. */
const SHARE = 0.4

/** How far what belongs to a mark may reach over its hull, in CSS pixels. */
export function reachOf({ settings }: Pick<View, 'settings'>): { readonly x: number; readonly y: number } {
  return settings.labels ? CHIP : { x: BEYOND, y: BEYOND }
}

/**
 * The part of the canvas to paint anew, in CSS pixels; null for all of it. Its width is 0 where nothing has changed.
 * @param ratio pixels of the canvas for one CSS pixel: the part ends between two of them, so that no seam is seen
 */
export function changedPart(before: Shown, after: Shown, ratio: number): Box | null {
  if (before.count < CROWDED || !sameLook(before, after)) return null
  const hulls = changedHulls(before, after)
  if (!hulls) return null
  if (hulls.length === 0) return { x: 0, y: 0, width: 0, height: 0 }
  const around = boundingBox(
    hulls.flatMap(({ x, y, width, height }) => [
      { x, y },
      { x: x + width, y: y + height },
    ]),
  )
  if (!around) return null
  const { camera, viewport, view } = after
  const reach = reachOf(view)
  const down = (value: number, most: number) => Math.max(0, Math.min(most, Math.floor(value * ratio) / ratio))
  const up = (value: number, most: number) => Math.max(0, Math.min(most, Math.ceil(value * ratio) / ratio))
  const x = down(around.x * camera.scale + camera.x - reach.x, viewport.width)
  const y = down(around.y * camera.scale + camera.y - reach.y, viewport.height)
  const right = up((around.x + around.width) * camera.scale + camera.x + reach.x, viewport.width)
  const bottom = up((around.y + around.height) * camera.scale + camera.y + reach.y, viewport.height)
  const part = { x, y, width: right - x, height: bottom - y }
  return part.width * part.height > SHARE * viewport.width * viewport.height ? null : part
}

function sameLook(before: Shown, after: Shown): boolean {
  return (
    before.camera === after.camera &&
    before.viewport === after.viewport &&
    before.bitmap.width === after.bitmap.width &&
    before.bitmap.height === after.bitmap.height &&
    before.view.look === after.view.look &&
    before.view.settings === after.view.settings &&
    before.view.tokens === after.view.tokens &&
    before.view.chips === after.view.chips
  )
}

/** Hulls of marks that are there, gone, taken up or put down, as they were and as they are; null for too many. */
function changedHulls(before: Shown, after: Shown): Box[] | null {
  const was = onlySheet(before.view.scene)
  const is = onlySheet(after.view.scene)
  if (!was || !is) return null
  const between = was === is ? [] : changedBetween(was, is)
  if (!between) return null
  const moved = [...before.held, ...after.held].filter((id) => before.held.has(id) !== after.held.has(id))
  if (moved.length > FEW) return null
  const taken = moved.flatMap((id) => [was.index.get(id)?.hull ?? [], is.index.get(id)?.hull ?? []].flat())
  return [...between, ...taken]
}

/** Of a scene of one's own marks alone. */
function onlySheet({ sheets }: Scene): Sheet | null {
  return sheets.length === 1 ? (sheets[0] ?? null) : null
}

function changedBetween(was: Sheet, is: Sheet): Box[] | null {
  // Groups are painted one after the other: in another order, other marks lie on top.
  if (was.groups.length !== is.groups.length) return null
  if (was.groups.some(({ style }, number) => is.groups[number]?.style !== style)) return null
  const places = was.ready.length === is.ready.length ? differing(was, is) : spliced(was, is)
  if (!places) return null
  const hulls = ({ ready }: Sheet, list: readonly number[]) => list.flatMap((place) => ready[place]?.mark.hull ?? [])
  return [...hulls(was, places.was), ...hulls(is, places.is)]
}

interface Places {
  readonly was: readonly number[]
  readonly is: readonly number[]
}

/** Changed where they stand. */
function differing(was: Sheet, is: Sheet): Places | null {
  const places: number[] = []
  for (let place = 0; place < is.ready.length; place++) {
    if (was.ready[place] === is.ready[place]) continue
    places.push(place)
    if (places.length > FEW) return null
  }
  return { was: places, is: places }
}

/** Put in or taken out at one place, such as the end. */
function spliced(was: Sheet, is: Sheet): Places | null {
  const shorter = Math.min(was.ready.length, is.ready.length)
  let start = 0
  while (start < shorter && was.ready[start] === is.ready[start]) start++
  let end = 0
  while (end < shorter - start && was.ready.at(-1 - end) === is.ready.at(-1 - end)) end++
  const places = ({ ready }: Sheet) => Array.from({ length: ready.length - end - start }, (_, n) => start + n)
  const found = { was: places(was), is: places(is) }
  return found.was.length + found.is.length > 2 * FEW ? null : found
}
