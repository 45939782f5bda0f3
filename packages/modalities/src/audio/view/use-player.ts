// The player of a stage: opened with its recording, closed with it, recoloured with the theme.
import type { StageProps } from '@etabli/modality-kit'
import { type RefObject, useEffect, useRef, useState } from 'react'
import { openPlayer, type Player, type PlayerColours } from './player.ts'
import { createScale, fitted, resized, type ScaleStore } from './scale.ts'
import { createTime, type TimeStore } from './time.ts'

export interface Clock {
  readonly ready: boolean
  readonly playing: boolean
  /** Seconds. */
  readonly duration: number
  /** Why the recording cannot be played. */
  readonly fault: string | null
}

export interface StagePlayer {
  readonly player: RefObject<Player | null>
  readonly container: RefObject<HTMLDivElement | null>
  readonly time: TimeStore
  readonly scale: ScaleStore
  readonly clock: Clock
}

const STOPPED: Clock = { ready: false, playing: false, duration: 0, fault: null }

export function usePlayer({ src, theme, media }: Pick<StageProps, 'src' | 'theme' | 'media'>): StagePlayer {
  const container = useRef<HTMLDivElement>(null)
  const player = useRef<Player | null>(null)
  const [time] = useState(createTime)
  const [scale] = useState(createScale)
  const [clock, setClock] = useState<Clock>(STOPPED)
  const duration = media.type === 'audio' ? media.duration : 0
  useEffect(() => {
    if (!container.current || src === null) return
    setClock({ ...STOPPED, duration })
    time.set(0)
    const opened = openPlayer(container.current, src, coloursOf(container.current), {
      onReady: (seconds) => {
        scale.set(fitted(seconds, container.current?.clientWidth ?? 0))
        setClock((now) => ({ ...now, ready: true, duration: seconds }))
      },
      onPlaying: (playing) => setClock((now) => (now.playing === playing ? now : { ...now, playing })),
      onTime: time.set,
      onFault: (fault) => setClock((now) => ({ ...now, fault })),
    })
    player.current = opened
    return () => {
      player.current = null
      opened.dispose()
    }
  }, [src, duration, time, scale])
  useEffect(() => {
    const element = container.current
    if (!element) return
    const observer = new ResizeObserver(() => scale.set(resized(scale.get(), element.clientWidth)))
    observer.observe(element)
    return () => observer.disconnect()
  }, [scale])
  // The theme changes what the tokens mean, not their names: the colours are read again.
  useEffect(() => {
    if (theme && container.current) player.current?.recolour(coloursOf(container.current))
  }, [theme])
  return { player, container, time, scale, clock }
}

function coloursOf(element: HTMLElement): PlayerColours {
  const style = getComputedStyle(element)
  return {
    wave: style.getPropertyValue('--line-strong').trim(),
    played: style.getPropertyValue('--accent').trim(),
    cursor: style.getPropertyValue('--ink-1').trim(),
  }
}
