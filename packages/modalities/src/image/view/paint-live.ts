// Paints what changes under the hand: the chosen and the hovered box, handles, the draft, the band, the cross hair.
import { type Box, type Camera, handlePoint, handles, type ImagePoint, type Size, toScreen } from '@etabli/geometry'
import type { Tokens } from './styles.ts'

/** A box on the screen, in CSS pixels. */
function onScreen(box: Box, camera: Camera): Box {
  const { x, y } = toScreen(camera, { x: box.x, y: box.y })
  return { x, y, width: box.width * camera.scale, height: box.height * camera.scale }
}

/** A box with emphasis: filled a little, with a strong line. */
export function paintEmphasis(
  canvas: CanvasRenderingContext2D,
  box: Box,
  camera: Camera,
  look: { readonly colour: string; readonly fill: number; readonly line: number; readonly dash?: readonly number[] },
  tokens: Tokens,
): void {
  const { x, y, width, height } = onScreen(box, camera)
  canvas.save()
  canvas.globalAlpha = look.fill
  canvas.fillStyle = look.colour
  canvas.fillRect(x, y, width, height)
  canvas.globalAlpha = 1
  canvas.strokeStyle = tokens.halo
  canvas.lineWidth = look.line + 2
  canvas.strokeRect(x, y, width, height)
  canvas.strokeStyle = look.colour
  canvas.lineWidth = look.line
  canvas.setLineDash(look.dash ?? [])
  canvas.strokeRect(x, y, width, height)
  canvas.restore()
}

/** The eight handles; those of short sides are left out so that the box can still be seen. */
export function paintHandles(
  canvas: CanvasRenderingContext2D,
  box: Box,
  camera: Camera,
  colour: string,
  tokens: Tokens,
  touch: boolean,
): void {
  const size = touch ? 16 : 9
  const room = size * 3
  canvas.save()
  canvas.fillStyle = tokens.surface
  canvas.strokeStyle = colour
  canvas.lineWidth = 1.5
  for (const handle of handles) {
    const side = handle.length === 1
    const length = (handle === 'n' || handle === 's' ? box.width : box.height) * camera.scale
    if (side && length < room) continue
    const { x, y } = toScreen(camera, handlePoint(box, handle))
    canvas.beginPath()
    canvas.roundRect(x - size / 2, y - size / 2, size, size, 2)
    canvas.fill()
    canvas.stroke()
  }
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

/** Size in image pixels, below the lower right corner of a box. */
export function paintReadout(
  canvas: CanvasRenderingContext2D,
  box: Box,
  camera: Camera,
  viewport: Size,
  tokens: Tokens,
): void {
  const text = `${Math.round(box.width)} × ${Math.round(box.height)}`
  const { x, y, width, height } = onScreen(box, camera)
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
