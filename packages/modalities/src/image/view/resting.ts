// The camera that the picture and a crowd of marks were last painted with. While the camera moves, what is painted is
// slid along by the browser, and painted anew once the camera rests, or where too much of the image would be missing.
import { boxContains, boxIntersection, type Camera, type Size, visibleBox } from '@etabli/geometry'
import type { StageModel } from './model.ts'

export interface Resting {
  /** The camera to paint with. */
  get(): Camera
  /** Calls back when it is another one. */
  subscribe(listener: () => void): () => void
  /** Follows the model until the returned function is called. */
  follow(): () => void
}

/** Milliseconds without a move after which it is painted sharp. */
const REST = 120
/** While parts of the image come into view, they are painted at most once in so many milliseconds. */
const CATCH_UP = 90
/** Stretched by no more than this, lines and pixels still look right on the move. */
const STRETCH = 2

export function createResting(model: StageModel, image: () => Size): Resting {
  let { camera, viewport } = model.get()
  let paintedAt = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  const listeners = new Set<() => void>()
  const settle = () => {
    clearTimeout(timer)
    timer = undefined
    ;({ camera, viewport } = model.get())
    paintedAt = performance.now()
    for (const listener of listeners) listener()
  }
  const moved = () => {
    const now = model.get()
    if (now.viewport !== viewport) settle()
    else if (now.camera !== camera) {
      const covered = isCovered(camera, now.camera, viewport, image())
      const stretch = now.camera.scale / camera.scale
      if (stretch > STRETCH || stretch < 1 / STRETCH || (!covered && performance.now() - paintedAt > CATCH_UP)) settle()
      else {
        clearTimeout(timer)
        timer = setTimeout(settle, REST)
      }
    }
  }
  return {
    get: () => camera,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    follow() {
      const stop = model.subscribe(moved)
      moved()
      return () => {
        clearTimeout(timer)
        stop()
      }
    },
  }
}

/** Whether all of the image that is in view at `to` was in view, and so painted, at `from`. */
export function isCovered(from: Camera, to: Camera, viewport: Size, image: Size): boolean {
  const seen = boxIntersection(visibleBox(to, viewport), { x: 0, y: 0, ...image })
  if (!seen) return true
  const painted = visibleBox(from, viewport)
  return boxContains(painted, seen) && boxContains(painted, { x: seen.x + seen.width, y: seen.y + seen.height })
}

/** The CSS transform that puts what was painted at `from` where it is at `to`; its origin is the upper left corner. */
export function slideOf(from: Camera, to: Camera): string {
  if (from.x === to.x && from.y === to.y && from.scale === to.scale) return 'none'
  const stretch = to.scale / from.scale
  return `matrix(${stretch}, 0, 0, ${stretch}, ${to.x - stretch * from.x}, ${to.y - stretch * from.y})`
}
