// Paints what changes under the hand: chosen and hovered marks, handles, what is half drawn, guides, band, cross hair.
import {
  type Box,
  boxCentre,
  type Camera,
  handlePoint,
  handles,
  type ImagePoint,
  type ScreenPoint,
  type Size,
  toScreen,
  turned,
} from '@etabli/geometry'
import type { Shape } from '../core/shape.ts'
import type { Guide } from '../core/snap.ts'
import type { Draft } from '../core/tools/drawing.ts'
import { type Drawn, fillShapes, strokeShapes } from './paint-marks.ts'
import type { Tokens } from './styles.ts'

/** A box on the screen, in CSS pixels. */
function onScreen(box: Box, camera: Camera): Box {
  const { x, y } = toScreen(camera, { x: box.x, y: box.y })
  return { x, y, width: box.width * camera.scale, height: box.height * camera.scale }
}

export interface Emphasis {
  readonly colour: string
  readonly fill: number
  readonly line: number
  readonly dash?: readonly number[]
}

/** Marks with emphasis: filled a little, with a strong line. */
export function paintEmphasis(
  canvas: CanvasRenderingContext2D,
  drawn: readonly Drawn[],
  camera: Camera,
  look: Emphasis,
  tokens: Tokens,
): void {
  canvas.save()
  canvas.globalAlpha = look.fill
  canvas.fillStyle = look.colour
  fillShapes(canvas, drawn, camera)
  canvas.globalAlpha = 1
  canvas.strokeStyle = tokens.halo
  canvas.lineWidth = look.line + 2
  strokeShapes(canvas, drawn, camera)
  canvas.strokeStyle = look.colour
  canvas.lineWidth = look.line
  canvas.setLineDash([...(look.dash ?? [])])
  strokeShapes(canvas, drawn, camera)
  canvas.restore()
}

/**
 * The handles of the one chosen mark: eight of a box, every corner of a polygon, every point of a pose.
 * @param turner where a box is turned, or null
 * @param vertex the point that was pressed last, or null
 */
export function paintHandles(
  canvas: CanvasRenderingContext2D,
  shape: Shape,
  camera: Camera,
  colour: string,
  tokens: Tokens,
  grips: { readonly touch: boolean; readonly turner: ImagePoint | null; readonly vertex: number | null },
): void {
  const size = grips.touch ? 16 : 9
  canvas.save()
  canvas.fillStyle = tokens.surface
  canvas.strokeStyle = colour
  canvas.lineWidth = 1.5
  if (shape.kind === 'box') {
    if (grips.turner) paintTurner(canvas, shape, grips.turner, camera, size)
    for (const at of handlePlaces(shape, camera, size * 3)) paintSquare(canvas, toScreen(camera, at), size, shape.angle)
  } else {
    for (const [index, point] of shape.points.entries()) {
      if (!point) continue
      canvas.setLineDash(isMasked(point) ? MASKED : [])
      paintKnob(canvas, toScreen(camera, point), size, index === grips.vertex ? colour : tokens.surface)
    }
  }
  canvas.restore()
}

/** The rim of a point that is marked though something covers it. */
const MASKED = [2.5, 2]

function isMasked(point: ImagePoint): boolean {
  return 'hidden' in point && point.hidden === true
}

/** Where the handles of a box are; those of short sides are left out so that the box can still be seen. */
function handlePlaces(shape: Extract<Shape, { kind: 'box' }>, camera: Camera, room: number): ImagePoint[] {
  const { box, angle } = shape
  const centre = boxCentre(box)
  return handles.flatMap((handle) => {
    const side = handle.length === 1
    const length = (handle === 'n' || handle === 's' ? box.width : box.height) * camera.scale
    return side && length < room ? [] : [turned(handlePoint(box, handle), centre, angle)]
  })
}

function paintSquare(canvas: CanvasRenderingContext2D, at: ScreenPoint, size: number, angle: number): void {
  canvas.save()
  canvas.translate(at.x, at.y)
  canvas.rotate((angle * Math.PI) / 180)
  canvas.beginPath()
  canvas.roundRect(-size / 2, -size / 2, size, size, 2)
  canvas.fill()
  canvas.stroke()
  canvas.restore()
}

function paintKnob(canvas: CanvasRenderingContext2D, at: ScreenPoint, size: number, fill: string): void {
  canvas.beginPath()
  canvas.arc(at.x, at.y, size / 2, 0, 2 * Math.PI)
  canvas.fillStyle = fill
  canvas.fill()
  canvas.stroke()
}

/** A round handle on a stalk from the middle of the nearer side. */
function paintTurner(
  canvas: CanvasRenderingContext2D,
  { box, angle }: Extract<Shape, { kind: 'box' }>,
  turner: ImagePoint,
  camera: Camera,
  size: number,
): void {
  const centre = boxCentre(box)
  const [upper, lower] = (['n', 's'] as const).map((side) => turned(handlePoint(box, side), centre, angle))
  if (!upper || !lower) return
  const from = toScreen(camera, apart(upper, turner) < apart(lower, turner) ? upper : lower)
  const to = toScreen(camera, turner)
  canvas.beginPath()
  canvas.moveTo(from.x, from.y)
  canvas.lineTo(to.x, to.y)
  canvas.stroke()
  paintKnob(canvas, to, size + 1, String(canvas.fillStyle))
}

function apart(a: ImagePoint, b: ImagePoint): number {
  return Math.hypot(a.x - b.x, a.y - b.y)
}

/** What is half drawn: its shape, and the points set so far with the first one as the place to close at. */
export function paintDraft(
  canvas: CanvasRenderingContext2D,
  draft: Draft,
  bones: Drawn['bones'],
  camera: Camera,
  look: Emphasis,
  tokens: Tokens,
): void {
  if (draft.open && draft.shape.kind === 'polygon') paintOpen(canvas, draft.shape.points, camera, look, tokens)
  else paintEmphasis(canvas, [{ shape: draft.shape, bones }], camera, look, tokens)
  canvas.save()
  canvas.strokeStyle = look.colour
  canvas.lineWidth = 1.5
  const points = draft.points ?? (draft.shape.kind === 'keypoints' ? draft.shape.points : [])
  const closes = draft.open === true && points.length > 2
  for (const [index, point] of points.entries()) {
    if (!point) continue
    const first = index === 0 && closes
    paintKnob(canvas, toScreen(camera, point), first ? 12 : 7, first || isMasked(point) ? tokens.surface : look.colour)
  }
  canvas.restore()
}

/** A line that is not closed yet; its last stretch follows the pointer. */
function paintOpen(
  canvas: CanvasRenderingContext2D,
  points: readonly ImagePoint[],
  camera: Camera,
  look: Emphasis,
  tokens: Tokens,
): void {
  const line = () => {
    canvas.beginPath()
    for (const [index, point] of points.entries()) {
      const { x, y } = toScreen(camera, point)
      if (index === 0) canvas.moveTo(x, y)
      else canvas.lineTo(x, y)
    }
  }
  canvas.save()
  canvas.lineJoin = 'round'
  line()
  canvas.globalAlpha = look.fill
  canvas.fillStyle = look.colour
  canvas.fill('evenodd')
  canvas.globalAlpha = 1
  canvas.strokeStyle = tokens.halo
  canvas.lineWidth = look.line + 2
  canvas.stroke()
  canvas.strokeStyle = look.colour
  canvas.lineWidth = look.line
  canvas.stroke()
  canvas.restore()
}

/** The lines that something snapped to. */
export function paintGuides(
  canvas: CanvasRenderingContext2D,
  guides: readonly Guide[],
  camera: Camera,
  tokens: Tokens,
): void {
  if (guides.length === 0) return
  canvas.save()
  canvas.strokeStyle = tokens.accent
  canvas.lineWidth = 1
  canvas.beginPath()
  for (const { axis, at, from, to } of guides) {
    const start = toScreen(camera, axis === 'x' ? { x: at, y: from } : { x: from, y: at })
    const end = toScreen(camera, axis === 'x' ? { x: at, y: to } : { x: to, y: at })
    const snap = (value: number) => Math.round(value) + 0.5
    canvas.moveTo(axis === 'x' ? snap(start.x) : start.x - 12, axis === 'x' ? start.y - 12 : snap(start.y))
    canvas.lineTo(axis === 'x' ? snap(end.x) : end.x + 12, axis === 'x' ? end.y + 12 : snap(end.y))
  }
  canvas.stroke()
  canvas.restore()
}

/** Lines through the pointer, from edge to edge of the image, light and dark so that they show on anything. */
export function paintCrosshair(canvas: CanvasRenderingContext2D, at: ImagePoint, camera: Camera, image: Size): void {
  const centre = toScreen(camera, at)
  const start = toScreen(camera, { x: 0, y: 0 })
  const end = toScreen(camera, { x: image.width, y: image.height })
  const x = Math.round(centre.x) + 0.5
  const y = Math.round(centre.y) + 0.5
  const strokeLines = () => {
    canvas.beginPath()
    canvas.moveTo(start.x, y)
    canvas.lineTo(end.x, y)
    canvas.moveTo(x, start.y)
    canvas.lineTo(x, end.y)
    canvas.stroke()
  }
  canvas.save()
  canvas.lineWidth = 1
  canvas.strokeStyle = 'rgb(0 0 0 / 0.55)'
  strokeLines()
  canvas.strokeStyle = 'rgb(255 255 255 / 0.85)'
  canvas.setLineDash([4, 4])
  strokeLines()
  canvas.restore()
}

/** The band that chooses several. */
export function paintBand(canvas: CanvasRenderingContext2D, box: Box, camera: Camera, tokens: Tokens): void {
  const { x, y, width, height } = onScreen(box, camera)
  canvas.save()
  canvas.globalAlpha = 0.12
  canvas.fillStyle = tokens.accent
  canvas.fillRect(x, y, width, height)
  canvas.globalAlpha = 1
  canvas.strokeStyle = tokens.accent
  canvas.lineWidth = 1
  canvas.setLineDash([4, 3])
  canvas.strokeRect(x, y, width, height)
  canvas.restore()
}

/** Words below the lower right corner of a hull: the size in image pixels. */
export function paintReadout(
  canvas: CanvasRenderingContext2D,
  text: string,
  hull: Box,
  camera: Camera,
  viewport: Size,
  tokens: Tokens,
): void {
  const { x, y, width, height } = onScreen(hull, camera)
  canvas.save()
  canvas.font = `500 11.5px ${tokens.font}`
  const wide = canvas.measureText(text).width + 12
  const left = Math.max(2, Math.min(x + width - wide, viewport.width - wide - 2))
  const top = Math.max(2, Math.min(y + height + 5, viewport.height - 20))
  canvas.fillStyle = tokens.ink
  canvas.beginPath()
  canvas.roundRect(left, top, wide, 18, 3)
  canvas.fill()
  canvas.fillStyle = tokens.surface
  canvas.textBaseline = 'middle'
  canvas.fillText(text, left + 6, top + 9.5)
  canvas.restore()
}

/** Size of a box, with its angle where it is turned; of other shapes the size of their hull. */
export function readoutOf(shape: Shape, hull: Box): string {
  const { width, height } = shape.kind === 'box' ? shape.box : hull
  const size = `${Math.round(width)} × ${Math.round(height)}`
  return shape.kind === 'box' && shape.angle !== 0 ? `${size} · ${Math.round(shape.angle)}°` : size
}
