// The player and waveform of a stage: opened with its recording, closed with it.
import type { StageProps } from '@etabli/modality-kit'
import { type RefObject, useEffect, useRef, useState } from 'react'
import { peaksOf } from './fetch-peaks.ts'
import type { Peaks } from './peaks-source.ts'
import { type Fault, openPlayer, type Player } from './player.ts'
import { createScale, endOf, fitted, resized, type ScaleStore, scrolled } from './scale.ts'
import { createTime, type TimeStore } from './time.ts'

export interface Clock {
  readonly ready: boolean
  readonly playing: boolean
  /** Seconds. */
  readonly duration: number
  /** Why the recording cannot be played. */
  readonly fault: Fault | null
}

/** The waveform so far. */
export interface Wave {
  readonly peaks: Peaks | null
  /** There will be none: the recording is too long for what its codec allows, or broken. */
  readonly none: boolean
  /** Grows as finer parts come. */
  readonly arrived: number
}

export interface StagePlayer {
  readonly player: RefObject<Player | null>
  readonly container: RefObject<HTMLDivElement | null>
  readonly time: TimeStore
  readonly scale: ScaleStore
  readonly clock: Clock
  readonly wave: Wave
}

const STOPPED: Clock = { ready: false, playing: false, duration: 0, fault: null }
const NO_WAVE: Wave = { peaks: null, none: false, arrived: 0 }

/** Where the playhead is after the window was turned to follow it. */
const FOLLOW_AT = 0.1

export function usePlayer({ src, media, peaks }: Pick<StageProps, 'src' | 'media' | 'peaks'>): StagePlayer {
  const container = useRef<HTMLDivElement>(null)
  const player = useRef<Player | null>(null)
  const [time] = useState(createTime)
  const [scale] = useState(createScale)
  const [opened, setOpened] = useState<Clock>(STOPPED)
  const [wave, setWave] = useState<Wave>(NO_WAVE)
  const audio = media.type === 'audio' ? media : null
  useEffect(() => {
    if (src === null || audio === null) return
    const { duration, channels, bytes } = audio
    setOpened({ ...STOPPED, duration })
    time.set(0)
    scale.set(fitted(duration, container.current?.clientWidth ?? 0))
    const playing = openPlayer(src, channels, bytes, {
      onReady: () => setOpened((now) => ({ ...now, ready: true })),
      onPlaying: (on) => setOpened((now) => (now.playing === on ? now : { ...now, playing: on })),
      onTime: (seconds) => {
        time.set(seconds)
        if (player.current && !player.current.paused()) follow(scale, seconds)
      },
      onFault: (fault) => setOpened((now) => ({ ...now, fault })),
    })
    player.current = playing
    return () => {
      player.current = null
      playing.dispose()
    }
  }, [src, audio, time, scale])
  useEffect(() => {
    if (src === null || audio === null) return
    setWave(NO_WAVE)
    const closing = new AbortController()
    const onChange = (): void => setWave((now) => ({ ...now, arrived: now.arrived + 1 }))
    let got: Peaks | null = null
    peaksOf({ peaks: peaks ?? null, src, media: audio, signal: closing.signal, onChange }).then(
      (found) => {
        if (closing.signal.aborted) return found?.close()
        got = found
        setWave({ peaks: found, none: found === null, arrived: 0 })
      },
      () => {
        if (!closing.signal.aborted) setWave({ peaks: null, none: true, arrived: 0 })
      },
    )
    return () => {
      closing.abort()
      got?.close()
    }
  }, [src, peaks, audio])
  useEffect(() => {
    const element = container.current
    if (!element) return
    const observer = new ResizeObserver(() => scale.set(resized(scale.get(), element.clientWidth)))
    observer.observe(element)
    return () => observer.disconnect()
  }, [scale])
  const clock = { ...opened, ready: opened.ready && (wave.peaks !== null || wave.none) }
  return { player, container, time, scale, clock, wave }
}

/** Turns the page when the playhead leaves the window. */
function follow(store: ScaleStore, seconds: number): void {
  const scale = store.get()
  const end = endOf(scale)
  if (seconds >= scale.start && seconds <= end) return
  store.set(scrolled(scale, seconds - (end - scale.start) * FOLLOW_AT))
}
