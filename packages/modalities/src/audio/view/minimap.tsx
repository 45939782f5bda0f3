// The whole recording in small, with the part in view; shown while that is not all of it.
import { memo, type PointerEvent, useLayoutEffect, useRef } from 'react'
import { drawWave } from './draw-wave.ts'
import type { Peaks } from './peaks-source.ts'
import { endOf, fitted, pixelsOf, type ScaleStore, scrolled, secondsAt, useScale } from './scale.ts'
import { type TimeStore, useTime } from './time.ts'

interface MinimapProps {
  readonly peaks: Peaks
  readonly scale: ScaleStore
  readonly time: TimeStore
  readonly theme: string
}

const HEIGHT = 28

export const Minimap = memo(function Minimap({ peaks, scale: store, time, theme }: MinimapProps) {
  const scale = useScale(store)
  const canvas = useRef<HTMLCanvasElement>(null)
  const { width, duration } = scale
  useLayoutEffect(() => {
    if (!canvas.current) return
    drawWave(canvas.current, peaks, fitted(duration, width), HEIGHT, getComputedStyle(canvas.current).color, 1)
    // The theme changes what the colour is.
  }, [peaks, duration, width, theme])
  const whole = fitted(duration, width)
  const left = pixelsOf(whole, scale.start)
  const move = (event: PointerEvent): void => {
    if (event.buttons !== 1) return
    const x = event.clientX - event.currentTarget.getBoundingClientRect().left
    const now = store.get()
    store.set(scrolled(now, secondsAt(whole, x) - (endOf(now) - now.start) / 2))
  }
  return (
    <div
      className="sound-minimap"
      aria-hidden="true"
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        move(event)
      }}
      onPointerMove={move}
    >
      <canvas ref={canvas} />
      <span className="sound-in-view" style={{ left, width: Math.max(3, pixelsOf(whole, endOf(scale)) - left) }} />
      <Where time={time} perSecond={whole.perSecond} />
    </div>
  )
})

function Where({ time, perSecond }: { readonly time: TimeStore; readonly perSecond: number }) {
  const x = useTime(time, (seconds) => Math.round(seconds * perSecond))
  return <span className="sound-where" style={{ transform: `translateX(${x}px)` }} />
}
