// Times along the waveform, at round steps, as many as fit.
import { memo } from 'react'
import { endOf, pixelsOf, type ScaleStore, useScale } from './scale.ts'

const STEPS = [0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600] as const
const LEAST_APART = 72

export const Ruler = memo(function Ruler({ scale: store }: { readonly scale: ScaleStore }) {
  const scale = useScale(store)
  if (scale.perSecond <= 0) return <div className="sound-ruler" />
  const step = STEPS.find((seconds) => seconds * scale.perSecond >= LEAST_APART) ?? 3_600
  const first = Math.ceil(scale.start / step - 1e-9)
  const last = Math.floor(endOf(scale) / step + 1e-9)
  return (
    <div className="sound-ruler" aria-hidden="true">
      {Array.from({ length: Math.max(0, last - first + 1) }, (_, n) => (first + n) * step).map((seconds) => (
        <span key={seconds.toFixed(2)} style={{ left: pixelsOf(scale, seconds) }}>
          {timeOf(seconds, step)}
        </span>
      ))}
    </div>
  )
})

/** `1:02:03`, `2:03`, with the decimals that the step needs. */
function timeOf(seconds: number, step: number): string {
  const places = step < 0.1 ? 2 : step < 1 ? 1 : 0
  const whole = Math.floor(seconds + 1e-9)
  const hours = Math.floor(whole / 3_600)
  const minutes = Math.floor(whole / 60) % 60
  const rest = (seconds - Math.floor(whole / 60) * 60).toFixed(places).padStart(places ? places + 3 : 2, '0')
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${rest}` : `${minutes}:${rest}`
}
