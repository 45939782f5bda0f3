// Where the image sits in the window: fitting it beside the tool bar, zooming, keeping it in reach.
import {
  type Box,
  boxCentre,
  boxContains,
  type Camera,
  clampCamera,
  fit,
  fitBox,
  type Size,
  visibleBox,
  zoomAt,
  zoomLimits,
} from '@etabli/geometry'
import type { StageModel } from './model.ts'

/** Below this width of the stage, in CSS pixels, the tool bar lies below the image instead of beside it. */
export const NARROW = 640
/** Room for the tool bar, in CSS pixels. */
const BAR = 56
const MARGIN = 12

/** The camera that shows the whole image beside the tool bar. */
export function fitted(image: Size, viewport: Size): Camera {
  const narrow = viewport.width < NARROW
  const room = {
    width: Math.max(1, viewport.width - (narrow ? 0 : BAR)),
    height: Math.max(1, viewport.height - (narrow ? BAR : 0)),
  }
  const camera = fit(image, room, MARGIN)
  return { ...camera, x: camera.x + (narrow ? 0 : BAR) }
}

export function fitView(model: StageModel, image: Size): void {
  model.set({ camera: fitted(image, model.get().viewport), fitted: true })
}

/** Follows a new size of the window: fits again where the person has not moved, else keeps the middle in the middle. */
export function resizeView(model: StageModel, image: Size, viewport: Size): void {
  const state = model.get()
  if (state.viewport.width === viewport.width && state.viewport.height === viewport.height) return
  if (state.fitted) {
    model.set({ viewport, camera: fitted(image, viewport) })
    return
  }
  const dx = (viewport.width - state.viewport.width) / 2
  const dy = (viewport.height - state.viewport.height) / 2
  const camera = { ...state.camera, x: state.camera.x + dx, y: state.camera.y + dy }
  model.set({ viewport, camera: clampCamera(camera, image, viewport) })
}

export function moveView(model: StageModel, image: Size, camera: Camera): void {
  model.set({ camera: clampCamera(camera, image, model.get().viewport), fitted: false })
}

/** Zooms about the middle of the window. */
export function zoomView(model: StageModel, image: Size, factor: number): void {
  const { viewport, camera } = model.get()
  moveView(model, image, zoomAt(camera, { x: viewport.width / 2, y: viewport.height / 2 }, factor))
}

/** One image pixel on one screen pixel. */
export function actualSize(model: StageModel, image: Size): void {
  zoomView(model, image, 1 / model.get().camera.scale)
}

/** Pans so that a box is seen, where its middle is not. */
export function reveal(model: StageModel, image: Size, box: Box): void {
  const { viewport, camera } = model.get()
  if (viewport.width === 0) return
  const centre = boxCentre(box)
  if (boxContains(visibleBox(camera, viewport), centre)) return
  moveView(model, image, {
    ...camera,
    x: viewport.width / 2 - centre.x * camera.scale,
    y: viewport.height / 2 - centre.y * camera.scale,
  })
}

/** How much of the window a box takes, so that its surroundings are seen too. */
const ROOM = 0.7
/** Zooming to a box goes no nearer than this: a tiny one would be all blur. */
const NEAREST = 40

/** Zooms so that a box fills most of the window. */
export function zoomToBox(model: StageModel, image: Size, box: Box): void {
  const { viewport } = model.get()
  const margin = (Math.min(viewport.width, viewport.height) * (1 - ROOM)) / 2
  moveView(model, image, fitBox(box, viewport, margin, { ...zoomLimits, max: NEAREST }))
}
