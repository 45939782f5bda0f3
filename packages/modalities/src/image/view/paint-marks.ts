// Paints many marks fast, group by group of one style: upright boxes by `strokeRect` in a loop, everything else in many
// short paths. One path with all of them would be rasterised as a whole, which is what costs.
import type { Camera, ImagePoint, Size } from '@etabli/geometry'
import { placesOf, type Shape } from '../core/shape.ts'
import type { Tokens } from './styles.ts'

/** How the marks of one group look. */
export interface GroupStyle {
  /** CSS. */
  readonly colour: string
  readonly dash: readonly number[]
  /**
   * `quiet`: other people's, thinner, without halo and fill; `locked`: cannot be changed, hatched; `dimmed`: faint,
   * because others are isolated.
   */
  readonly state: 'plain' | 'quiet' | 'locked' | 'dimmed'
  /** Its votes missed the quorum. */
  readonly contested: boolean
}

/** Something to draw: a shape, and the bones between its points. */
export interface Drawn {
  readonly shape: Shape
  readonly bones: readonly (readonly [number, number])[]
}

export interface PaintOptions {
  /** CSS pixels. */
  readonly line: number
  /** How much of the colour fills a mark, 0 to 1. */
  readonly fill: number
  /** Lines of one pixel without halo, dashes and fill: there are so many that the picture is all lines. */
  readonly thin: boolean
}

/** From this many marks in view on, they are drawn thin. */
export const MANY = 1_500
/** Points in one path. */
const PATH = 240
const DOT = 3.5

/** Draws one group on a canvas whose units are CSS pixels. */
export function paintGroup(
  canvas: CanvasRenderingContext2D,
  style: GroupStyle,
  drawn: readonly Drawn[],
  camera: Camera,
  options: PaintOptions,
  tokens: Tokens,
): void {
  if (drawn.length === 0) return
  const { thin } = options
  const quiet = style.state === 'quiet'
  const line = thin ? 1 : quiet ? Math.max(1, options.line * 0.75) : options.line
  canvas.strokeStyle = style.colour
  canvas.fillStyle = style.colour
  if (style.state === 'plain' && options.fill > 0) {
    canvas.globalAlpha = options.fill
    fillShapes(canvas, drawn, camera)
    canvas.globalAlpha = 1
  }
  if (!thin && style.state !== 'dimmed') {
    paintUnder(canvas, style, drawn, camera, line, tokens)
    canvas.strokeStyle = style.colour
  }
  canvas.globalAlpha = style.state === 'dimmed' ? 0.3 : style.state === 'locked' ? 0.6 : 1
  canvas.lineWidth = line
  if (!thin && style.dash.length > 0) canvas.setLineDash([...style.dash])
  strokeShapes(canvas, drawn, camera)
  canvas.setLineDash([])
  canvas.fillStyle = style.colour
  dotShapes(canvas, drawn, camera, thin)
  canvas.globalAlpha = 1
}

/** What lies below the lines: hatching, the sign of contested ones, the halo that lifts lines off the picture. */
function paintUnder(
  canvas: CanvasRenderingContext2D,
  style: GroupStyle,
  drawn: readonly Drawn[],
  camera: Camera,
  line: number,
  tokens: Tokens,
): void {
  if (style.state === 'locked') {
    canvas.fillStyle = hatch(canvas, style.colour)
    fillShapes(canvas, drawn, camera)
  }
  if (style.contested) {
    canvas.strokeStyle = tokens.warn
    canvas.lineWidth = line + 6
    canvas.setLineDash([3, 5])
    strokeShapes(canvas, drawn, camera)
    canvas.setLineDash([])
  }
  if (style.state === 'quiet') return
  canvas.strokeStyle = tokens.halo
  canvas.lineWidth = line + 2
  strokeShapes(canvas, drawn, camera)
}

/** Strokes outlines and bones. */
export function strokeShapes(canvas: CanvasRenderingContext2D, drawn: readonly Drawn[], camera: Camera): void {
  const { scale } = camera
  let points = 0
  const flush = () => {
    if (points > 0) canvas.stroke()
    points = 0
  }
  for (const { shape, bones } of drawn) {
    if (shape.kind === 'box' && shape.angle === 0) {
      const { box } = shape
      canvas.strokeRect(box.x * scale + camera.x, box.y * scale + camera.y, box.width * scale, box.height * scale)
      continue
    }
    if (points === 0) canvas.beginPath()
    points += shape.kind === 'keypoints' ? traceBones(canvas, shape, bones, camera) : trace(canvas, shape, camera)
    if (points >= PATH) flush()
  }
  flush()
}

/** Fills boxes and polygons with the current style. */
export function fillShapes(canvas: CanvasRenderingContext2D, drawn: readonly Drawn[], camera: Camera): void {
  const { scale } = camera
  for (const { shape } of drawn) {
    if (shape.kind === 'keypoints') continue
    if (shape.kind === 'box' && shape.angle === 0) {
      const { box } = shape
      canvas.fillRect(box.x * scale + camera.x, box.y * scale + camera.y, box.width * scale, box.height * scale)
      continue
    }
    canvas.beginPath()
    trace(canvas, shape, camera)
    canvas.fill('evenodd')
  }
}

/** The points of keypoints: full where seen, a ring where marked but hidden. */
function dotShapes(canvas: CanvasRenderingContext2D, drawn: readonly Drawn[], camera: Camera, thin: boolean): void {
  for (const { shape } of drawn) {
    if (shape.kind !== 'keypoints') continue
    for (const point of shape.points) {
      if (!point) continue
      const x = point.x * camera.scale + camera.x
      const y = point.y * camera.scale + camera.y
      if (thin) {
        canvas.fillRect(x - 1.5, y - 1.5, 3, 3)
        continue
      }
      canvas.beginPath()
      canvas.arc(x, y, DOT, 0, 2 * Math.PI)
      if (point.hidden) canvas.stroke()
      else canvas.fill()
    }
  }
}

/** Adds an outline to the path; gives how many points it has. */
export function trace(canvas: CanvasRenderingContext2D, shape: Shape, camera: Camera, closed = true): number {
  const points = placesOf(shape)
  for (const [index, point] of points.entries()) {
    const x = point.x * camera.scale + camera.x
    const y = point.y * camera.scale + camera.y
    if (index === 0) canvas.moveTo(x, y)
    else canvas.lineTo(x, y)
  }
  if (closed) canvas.closePath()
  return points.length
}

function traceBones(
  canvas: CanvasRenderingContext2D,
  shape: Extract<Shape, { kind: 'keypoints' }>,
  bones: Drawn['bones'],
  camera: Camera,
): number {
  const put = (point: ImagePoint, first: boolean) => {
    const x = point.x * camera.scale + camera.x
    const y = point.y * camera.scale + camera.y
    if (first) canvas.moveTo(x, y)
    else canvas.lineTo(x, y)
  }
  for (const [from, to] of bones) {
    const start = shape.points[from]
    const end = shape.points[to]
    if (!start || !end) continue
    put(start, true)
    put(end, false)
  }
  return bones.length * 2
}

const hatches = new Map<string, CanvasPattern>()

/** Diagonal lines of the colour, for what is locked. */
function hatch(canvas: CanvasRenderingContext2D, colour: string): CanvasPattern | string {
  const known = hatches.get(colour)
  if (known) return known
  const side = 10
  const tile = document.createElement('canvas')
  tile.width = side
  tile.height = side
  const pen = tile.getContext('2d')
  if (!pen) return colour
  pen.strokeStyle = colour
  pen.globalAlpha = 0.45
  pen.lineWidth = 1.5
  pen.beginPath()
  for (const shift of [-side, 0, side]) {
    pen.moveTo(shift, side)
    pen.lineTo(shift + side, 0)
  }
  pen.stroke()
  const pattern = canvas.createPattern(tile, 'repeat')
  if (!pattern) return colour
  hatches.set(colour, pattern)
  return pattern
}

/** The region of the image in view, as the index asks for it, grown by what lines and chips reach over. */
export function regionInView(camera: Camera, viewport: Size, beyond: number) {
  return {
    x: (-beyond - camera.x) / camera.scale,
    y: (-beyond - camera.y) / camera.scale,
    width: (viewport.width + 2 * beyond) / camera.scale,
    height: (viewport.height + 2 * beyond) / camera.scale,
  }
}
