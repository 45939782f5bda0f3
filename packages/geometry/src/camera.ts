// Pan and zoom as a pure transform between image pixels and the screen.
import type { Box } from './box.ts'
import type { ImagePoint, ScreenPoint, Size } from './spaces.ts'

/** screen = image × scale + (x, y). `scale` is screen pixels an image pixel, > 0; (x, y) is where the image's corner is. */
export type Camera = { readonly x: number; readonly y: number; readonly scale: number }

/** The smallest and largest scale a zoom may reach. */
export type ZoomLimits = { readonly min: number; readonly max: number }

/** From a hundredth to sixty-four screen pixels an image pixel. */
export const zoomLimits: ZoomLimits = { min: 0.01, max: 64 }

export function toScreen(camera: Camera, point: ImagePoint): ScreenPoint {
  return { x: point.x * camera.scale + camera.x, y: point.y * camera.scale + camera.y }
}

export function toImage(camera: Camera, point: ScreenPoint): ImagePoint {
  return { x: (point.x - camera.x) / camera.scale, y: (point.y - camera.y) / camera.scale }
}

/** Image pixels that `pixels` on the screen cover: for reaches and minimum sizes that feel alike at every zoom. */
export function toImageLength(camera: Camera, pixels: number): number {
  return pixels / camera.scale
}

/** The camera moved by an offset in screen pixels. */
export function pan(camera: Camera, dx: number, dy: number): Camera {
  return { ...camera, x: camera.x + dx, y: camera.y + dy }
}

/** Zooms by a factor about a screen point: what is under the point stays under it. At a limit nothing moves. */
export function zoomAt(camera: Camera, point: ScreenPoint, factor: number, limits: ZoomLimits = zoomLimits): Camera {
  const scale = Math.min(Math.max(camera.scale * factor, limits.min), limits.max)
  const change = scale / camera.scale
  return { scale, x: point.x - (point.x - camera.x) * change, y: point.y - (point.y - camera.y) * change }
}

/** The whole image, centred, as large as the viewport allows less `margin` screen pixels a side. */
export function fit(image: Size, viewport: Size, margin = 0): Camera {
  return fitBox({ x: 0, y: 0, ...image }, viewport, margin)
}

/** As `fit`, for one region of the image; `limits` bound the scale. */
export function fitBox(box: Box, viewport: Size, margin = 0, limits: ZoomLimits = zoomLimits): Camera {
  const wide = Math.max(1, viewport.width - 2 * margin) / Math.max(box.width, 1e-9)
  const high = Math.max(1, viewport.height - 2 * margin) / Math.max(box.height, 1e-9)
  const scale = Math.min(Math.max(Math.min(wide, high), limits.min), limits.max)
  return {
    scale,
    x: viewport.width / 2 - (box.x + box.width / 2) * scale,
    y: viewport.height / 2 - (box.y + box.height / 2) * scale,
  }
}

/** The camera moved just so far that at least `keep` screen pixels of the image stay in view on each axis. */
export function clampCamera(camera: Camera, image: Size, viewport: Size, keep = 48): Camera {
  const clampAxis = (offset: number, length: number, view: number): number => {
    const seen = Math.min(keep, length, view)
    return Math.min(Math.max(offset, seen - length), view - seen)
  }
  return {
    scale: camera.scale,
    x: clampAxis(camera.x, image.width * camera.scale, viewport.width),
    y: clampAxis(camera.y, image.height * camera.scale, viewport.height),
  }
}

/** The region of image space the viewport shows; it may reach outside the image. */
export function visibleBox(camera: Camera, viewport: Size): Box {
  const corner = toImage(camera, { x: 0, y: 0 })
  return { x: corner.x, y: corner.y, width: viewport.width / camera.scale, height: viewport.height / camera.scale }
}
