// TakePlayer: the waveform of a take, where one is in it, and play or pause.
import { samplesOfPcmWav } from '@etabli/formats'
import type { TakePorts, Translate } from '@etabli/modality-kit'
import { type MouseEvent, type RefObject, useEffect, useMemo, useRef, useState } from 'react'
import type { RecordingValue } from '../../core/kinds/recording-value.ts'
import { freshCanvas } from '../fresh-canvas.ts'
import { clockOf } from '../transport.tsx'
import { useTakeFile } from './use-take-file.ts'

export interface TakePlayerProps {
  readonly take: RecordingValue
  readonly takes: TakePorts | undefined
  /** Says whose it is, to screen readers. */
  readonly name: string
  /** The key of play, where it has one. */
  readonly keys?: string
  readonly theme: 'light' | 'dark'
  /** Gets how to play and pause, for a command. */
  readonly handle?: RefObject<(() => void) | null>
  readonly t: Translate
}

export function TakePlayer({ take, takes, name, keys, theme, handle, t }: TakePlayerProps) {
  const file = useTakeFile(takes, take.blob)
  const bytes = file.state === 'here' ? file.bytes : null
  const sound = useSound(bytes)
  if (handle) handle.current = sound.toggle
  const samples = useMemo(() => bytes && samplesOfPcmWav(bytes), [bytes])
  return (
    <div className="take-player" data-ready={bytes ? '' : undefined} data-playing={sound.playing ? '' : undefined}>
      <button
        type="button"
        className="take-play"
        onClick={sound.toggle}
        disabled={!bytes}
        aria-label={t(sound.playing ? 'recording.pauseTake' : 'recording.playTake', { name })}
        title={keys ? `${t('recording.commands.play')} (${keys})` : t('recording.commands.play')}
      >
        <svg viewBox="0 0 16 16" aria-hidden="true">
          <path d={sound.playing ? 'M4 2.5h3v11H4zM9 2.5h3v11H9z' : 'M4 2.2v11.6L13.5 8z'} />
        </svg>
      </button>
      {file.state === 'lost' ? (
        <p className="take-lost">{t('recording.lost')}</p>
      ) : (
        <Wave samples={samples} progress={sound.progress} onSeek={sound.seek} theme={theme} />
      )}
      <span className="take-time">{clockOf(take.seconds)}</span>
    </div>
  )
}

function useSound(bytes: Uint8Array<ArrayBuffer> | null) {
  const audio = useRef<HTMLAudioElement | null>(null)
  const progress = useRef<HTMLDivElement>(null)
  const [playing, setPlaying] = useState(false)
  useEffect(() => {
    if (!bytes) return
    const url = URL.createObjectURL(new Blob([bytes], { type: 'audio/wav' }))
    const element = new Audio(url)
    audio.current = element
    let frame = 0
    const show = (): void => {
      const share = element.duration > 0 ? element.currentTime / element.duration : 0
      progress.current?.style.setProperty('--at', String(Math.min(1, share)))
      if (!element.paused) frame = requestAnimationFrame(show)
    }
    element.onplay = () => {
      setPlaying(true)
      show()
    }
    element.onpause = () => setPlaying(false)
    element.onseeked = show
    return () => {
      cancelAnimationFrame(frame)
      element.pause()
      element.onplay = null
      element.onpause = null
      element.onseeked = null
      element.removeAttribute('src')
      URL.revokeObjectURL(url)
      audio.current = null
      setPlaying(false)
    }
  }, [bytes])
  const toggle = (): void => {
    const element = audio.current
    if (!element) return
    if (!element.paused) element.pause()
    else element.play().catch(() => setPlaying(false))
  }
  const seek = (share: number): void => {
    const element = audio.current
    if (element && Number.isFinite(element.duration)) element.currentTime = share * element.duration
  }
  return { playing, toggle, seek, progress }
}

interface WaveProps {
  readonly samples: Int16Array | null
  readonly progress: RefObject<HTMLDivElement | null>
  readonly onSeek: (share: number) => void
  readonly theme: 'light' | 'dark'
}

function Wave({ samples, progress, onSeek, theme }: WaveProps) {
  const canvas = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    const element = canvas.current
    if (!element || !samples) return
    const draw = (): void => drawTake(element, samples)
    draw()
    const observer = new ResizeObserver(draw)
    observer.observe(element)
    return () => observer.disconnect()
    // The colour is the theme's.
  }, [samples, theme])
  const seek = ({ currentTarget, clientX }: MouseEvent<HTMLDivElement>): void => {
    const { left, width } = currentTarget.getBoundingClientRect()
    if (width > 0) onSeek((clientX - left) / width)
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a press is a short cut for the mouse; play has its key.
    // biome-ignore lint/a11y/useKeyWithClickEvents: as above.
    <div className="take-wave" ref={progress} onClick={seek}>
      <canvas ref={canvas} />
      <span className="take-head" />
    </div>
  )
}

/** A bar for each pixel, from the least to the most of its samples, as loud as they are: what is quiet looks quiet. */
function drawTake(canvas: HTMLCanvasElement, samples: Int16Array): void {
  const pixels = window.devicePixelRatio || 1
  const fresh = freshCanvas(canvas, canvas.clientWidth, canvas.clientHeight, pixels)
  if (!fresh) return
  const { context, wide, high } = fresh
  context.fillStyle = getComputedStyle(canvas).color
  for (let x = 0; x < wide; x++) {
    const from = Math.floor((x * samples.length) / wide)
    const to = Math.max(from + 1, Math.floor(((x + 1) * samples.length) / wide))
    let [least, most] = [0, 0]
    for (let n = from; n < to; n++) {
      const sample = samples[n] ?? 0
      if (sample < least) least = sample
      if (sample > most) most = sample
    }
    const top = (high / 2) * (1 - most / 32_768)
    context.fillRect(x, top, 1, Math.max(pixels, ((most - least) / 65_536) * high))
  }
}
