// Drawing point by point with keys alone: a cross that the arrows move; Enter sets a point, and once more ends.
import { clampPoint, type ImagePoint, type Size, toImage } from '@etabli/geometry'
import type { ToolEvent } from '@etabli/modality-kit'
import { isDrawing, type StageModel } from './model.ts'

export interface Aim {
  /** Puts the cross where the pointer is, or in the middle of what is seen. */
  begin(): void
  /** Moves it by image pixels. */
  move(dx: number, dy: number): void
  /** Sets a point there; on the spot of the last one it ends the shape. */
  set(): void
}

export function createAim(model: StageModel, image: () => Size, send: (event: ToolEvent<ImagePoint>) => void): Aim {
  let last: ImagePoint | null = null

  const event = (type: 'down' | 'move' | 'up', at: ImagePoint): ToolEvent<ImagePoint> => ({
    type,
    at,
    shift: false,
    alt: false,
    mod: false,
    // A point set by keys lies where it was put, so only the very start closes an outline.
    unitsPerPixel: Number.MIN_VALUE,
    pointer: 'mouse',
    clicks: 1,
  })

  function put(at: ImagePoint): void {
    model.set({ aim: at, pointer: at })
    if (isDrawing(model.get())) send(event('move', at))
  }

  return {
    begin() {
      const { camera, viewport, pointer } = model.get()
      const at = pointer ?? toImage(camera, { x: viewport.width / 2, y: viewport.height / 2 })
      last = null
      put(clampPoint({ x: Math.round(at.x), y: Math.round(at.y) }, image()))
    },
    move(dx, dy) {
      const { aim } = model.get()
      if (aim) put(clampPoint({ x: aim.x + dx, y: aim.y + dy }, image()))
    },
    set() {
      const { aim } = model.get()
      if (!aim) return
      const again = isDrawing(model.get()) && last !== null && last.x === aim.x && last.y === aim.y
      last = again ? null : aim
      if (again) send({ type: 'complete' })
      else {
        send(event('down', aim))
        send(event('up', aim))
      }
    },
  }
}
