// The overview in the corner while the image is zoomed in: what of it is in view; a press or a drag moves the view.
import { type Camera, pan, type Size, visibleBox } from '@etabli/geometry'
import type { StageProps } from '@etabli/modality-kit'
import { type KeyboardEvent, type PointerEvent, type RefObject, useEffect, useLayoutEffect, useRef } from 'react'
import { fitted, moveView, NARROW } from './framing.ts'
import type { StageModel, StageState } from './model.ts'
import { useModel, useShared } from './use-model.ts'
import type { Picture } from './use-picture.ts'
import { viewSettings } from './view-settings.ts'
import './minimap.css'

interface MinimapProps {
  readonly model: StageModel
  readonly image: Size
  readonly picture: Picture
  readonly filter: string
  readonly t: StageProps['t']
}

/** Zoomed in by so much more than what shows the whole image. */
const ZOOMED = 1.15
/** The longer side, CSS pixels. */
const SIDE = 168
const SMALL = 96

export function Minimap(props: MinimapProps) {
  const { model, image, picture, t } = props
  const { minimap: unfolded } = useShared(viewSettings)
  const shown = useModel(model, (state) => isZoomedIn(state, image))
  const narrow = useModel(model, (state) => state.viewport.width < NARROW)
  if (!shown || picture.state !== 'ready') return null
  const fold = t(unfolded ? 'image.view.minimapFold' : 'image.view.minimapUnfold')
  return (
    <div className="image-minimap">
      {unfolded && <Overview {...props} picture={picture.image} side={narrow ? SMALL : SIDE} />}
      <button
        type="button"
        className="image-minimap-fold"
        aria-expanded={unfolded}
        aria-label={fold}
        title={fold}
        onClick={() => viewSettings.set({ minimap: !unfolded })}
      >
        <svg viewBox="0 0 24 24" aria-hidden="true">
          {unfolded ? <path d="M8 10l4 4 4-4" /> : <path d="M4 5h16v14H4zM12 12h6v5h-6z" />}
        </svg>
      </button>
    </div>
  )
}

function isZoomedIn({ camera, viewport }: StageState, image: Size): boolean {
  return viewport.width > 0 && camera.scale > fitted(image, viewport).scale * ZOOMED
}

function Overview(
  props: Omit<MinimapProps, 'picture'> & { readonly picture: CanvasImageSource; readonly side: number },
) {
  const { model, image, picture, side, filter, t } = props
  const scale = side / Math.max(image.width, image.height)
  const size = { width: Math.max(8, image.width * scale), height: Math.max(8, image.height * scale) }
  const canvas = useRef<HTMLCanvasElement>(null)
  const frame = useRef<HTMLDivElement>(null)
  useFrame(frame, model, scale, size)
  useLayoutEffect(() => {
    const element = canvas.current
    const context = element?.getContext('2d')
    if (!element || !context) return
    const ratio = Math.max(1, window.devicePixelRatio)
    element.width = Math.round(size.width * ratio)
    element.height = Math.round(size.height * ratio)
    context.imageSmoothingQuality = 'high'
    context.drawImage(picture, 0, 0, element.width, element.height)
  }, [picture, size.width, size.height])

  const look = (event: PointerEvent<HTMLDivElement>) => {
    const { left, top } = event.currentTarget.getBoundingClientRect()
    const at = { x: (event.clientX - left) / scale, y: (event.clientY - top) / scale }
    moveView(model, image, centredOn(model.get(), at))
  }
  const walk = (event: KeyboardEvent<HTMLDivElement>) => {
    const by = WALKS[event.key]
    if (!by) return
    event.preventDefault()
    const { camera, viewport } = model.get()
    moveView(model, image, pan(camera, (by[0] * viewport.width) / 4, (by[1] * viewport.height) / 4))
  }
  return (
    <div
      className="image-minimap-map"
      role="application"
      aria-label={t('image.view.minimap')}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: arrows move the view
      tabIndex={0}
      style={size}
      onKeyDown={walk}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        look(event)
      }}
      onPointerMove={(event) => {
        if (event.buttons > 0) look(event)
      }}
    >
      <canvas ref={canvas} style={{ ...size, filter }} />
      <div ref={frame} className="image-minimap-frame" />
    </div>
  )
}

const WALKS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [1, 0],
  ArrowRight: [-1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
}

function centredOn({ camera, viewport }: StageState, at: { readonly x: number; readonly y: number }): Camera {
  const { scale } = camera
  return { scale, x: viewport.width / 2 - at.x * scale, y: viewport.height / 2 - at.y * scale }
}

/** The frame follows the camera without rendering. */
function useFrame(frame: RefObject<HTMLDivElement | null>, model: StageModel, scale: number, size: Size): void {
  const { width, height } = size
  useEffect(() => {
    const place = () => {
      const element = frame.current
      if (!element) return
      const { camera, viewport } = model.get()
      const seen = visibleBox(camera, viewport)
      const left = Math.max(0, seen.x * scale)
      const top = Math.max(0, seen.y * scale)
      const right = Math.min(width, (seen.x + seen.width) * scale)
      const bottom = Math.min(height, (seen.y + seen.height) * scale)
      element.style.transform = `translate(${left}px, ${top}px)`
      element.style.width = `${Math.max(4, right - left)}px`
      element.style.height = `${Math.max(4, bottom - top)}px`
    }
    place()
    return model.subscribe(place)
  }, [frame, model, scale, width, height])
}
