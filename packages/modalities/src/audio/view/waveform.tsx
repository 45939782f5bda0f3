// The waveform in view: painted from peaks; a press seeks, a drag selects, the wheel scrolls and zooms.
import { memo, type PointerEvent, type RefObject, useEffect, useLayoutEffect, useRef } from 'react'
import { drawWave } from './draw-wave.ts'
import type { Peaks } from './peaks-source.ts'
import { type Range, type RangeStore, useRange } from './range.ts'
import { pixelsOf, type Scale, type ScaleStore, scrolled, secondsAt, useScale, zoomed } from './scale.ts'
import type { TimeStore } from './time.ts'
import { useHeight } from './use-height.ts'

interface WaveformProps {
  readonly peaks: Peaks | null
  /** Grows as finer peaks come. */
  readonly arrived: number
  readonly scale: ScaleStore
  readonly time: TimeStore
  readonly selection: RangeStore
  readonly theme: string
  readonly onSeek: (seconds: number) => void
}

/** A drag of fewer pixels is a press. */
const DRAG_PIXELS = 4
const WHEEL_ZOOM = 0.0022

export const Waveform = memo(function Waveform(props: WaveformProps) {
  const { peaks, arrived, scale: store, time, selection, theme, onSeek } = props
  const scale = useScale(store)
  const canvas = useRef<HTMLCanvasElement>(null)
  usePainting(canvas, { peaks, arrived, scale, theme })
  const pressed = useRef<{ readonly seconds: number; readonly x: number; dragging: boolean } | null>(null)
  const at = (event: PointerEvent): { x: number; seconds: number } => {
    const x = event.clientX - event.currentTarget.getBoundingClientRect().left
    return { x, seconds: secondsAt(store.get(), x) }
  }
  return (
    <div
      className="sound-wave"
      onPointerDown={(event) => {
        if (event.button !== 0) return
        event.currentTarget.setPointerCapture(event.pointerId)
        pressed.current = { ...at(event), dragging: false }
      }}
      onPointerMove={(event) => {
        const from = pressed.current
        if (!from || event.pointerType === 'touch') return
        const to = at(event)
        if (!from.dragging && Math.abs(to.x - from.x) < DRAG_PIXELS) return
        from.dragging = true
        selection.set({ start: Math.min(from.seconds, to.seconds), end: Math.max(from.seconds, to.seconds) })
      }}
      onPointerUp={() => {
        const from = pressed.current
        pressed.current = null
        if (!from) return
        if (!from.dragging) selection.set(null)
        onSeek(from.dragging ? (selection.get()?.start ?? from.seconds) : from.seconds)
      }}
      onPointerCancel={() => {
        pressed.current = null
      }}
    >
      <canvas ref={canvas} />
      <Selected store={selection} scale={scale} />
      <Playhead time={time} scale={scale} />
    </div>
  )
})

function Selected({ store, scale }: { readonly store: RangeStore; readonly scale: Scale }) {
  const range: Range | null = useRange(store)
  if (!range) return null
  const left = pixelsOf(scale, range.start)
  return <span className="sound-selection" style={{ left, width: pixelsOf(scale, range.end) - left }} />
}

/** Moved by hand at every frame: React has no part in it. */
function Playhead({ time, scale }: { readonly time: TimeStore; readonly scale: Scale }) {
  const line = useRef<HTMLSpanElement>(null)
  useLayoutEffect(() => {
    const move = (): void => {
      if (line.current) line.current.style.transform = `translateX(${pixelsOf(scale, time.read())}px)`
    }
    move()
    return time.subscribe(move)
  }, [time, scale])
  return <span ref={line} className="sound-playhead" aria-hidden="true" />
}

interface Painting {
  readonly peaks: Peaks | null
  readonly arrived: number
  readonly scale: Scale
  readonly theme: string
}

function usePainting(canvas: RefObject<HTMLCanvasElement | null>, { peaks, arrived, scale, theme }: Painting): void {
  const height = useHeight(canvas)
  useLayoutEffect(() => {
    if (!canvas.current || !peaks || height === 0) return
    const pixels = Math.min(2, devicePixelRatio || 1)
    peaks.want(scale.start, scale.start + scale.width / Math.max(scale.perSecond, 1e-9), scale.perSecond * pixels)
    drawWave(canvas.current, peaks, scale, height, colourOf(canvas.current), pixels)
    // What arrived and the theme are read from outside: both mean a new painting.
  }, [canvas, peaks, scale, height, arrived, theme])
}

function colourOf(canvas: HTMLCanvasElement): string {
  return getComputedStyle(canvas).color
}

/** Ctrl or Command with the wheel, or a pinch on a touchpad, zooms where the pointer is; sideways and Shift scroll. */
export function useWheel(frame: RefObject<HTMLElement | null>, store: ScaleStore): void {
  useEffect(() => {
    const element = frame.current
    if (!element) return
    const onWheel = (event: WheelEvent): void => {
      const scale = store.get()
      if (event.ctrlKey || event.metaKey) {
        event.preventDefault()
        const x = event.clientX - element.getBoundingClientRect().left
        store.set(zoomed(scale, Math.exp(-event.deltaY * WHEEL_ZOOM), x))
        return
      }
      const along = event.shiftKey && event.deltaX === 0 ? event.deltaY : event.deltaX
      if (along === 0 || scale.perSecond <= 0) return
      event.preventDefault()
      store.set(scrolled(scale, scale.start + along / scale.perSecond))
    }
    // React's own wheel listeners cannot keep the page from zooming.
    element.addEventListener('wheel', onWheel, { passive: false })
    return () => element.removeEventListener('wheel', onWheel)
  }, [frame, store])
}
