// Play, back, forward, speed and loop, with the time; each with its keys as the person has them.
import type { Command, Translate } from '@etabli/modality-kit'
import type { MouseEvent, ReactNode } from 'react'
import type { Listening } from './listening.ts'
import { type TimeStore, useTime } from './time.ts'

/** The commands of the transport, by the last part of their id. */
export type TransportCommands = Readonly<
  Record<'play' | 'back' | 'forward' | 'start' | 'slower' | 'faster' | 'loop', Command>
>

interface TransportProps {
  readonly commands: TransportCommands
  /** A command's keys in words, for tooltips. */
  readonly keys: (command: Command) => string
  readonly playing: boolean
  readonly time: TimeStore
  /** Seconds. */
  readonly duration: number
  readonly listening: Listening
  readonly language: string
  readonly t: Translate
}

export function Transport({ commands, keys, playing, time, duration, listening, language, t }: TransportProps) {
  const titled = (name: keyof TransportCommands) => ({
    title: `${t(`audio.commands.${name}`)} (${keys(commands[name])})`,
    onClick: commands[name].run,
  })
  return (
    <div className="transport" role="toolbar" aria-label={t('audio.transport')} onMouseDown={keepCaret}>
      <button
        type="button"
        className="transport-play"
        {...titled('play')}
        aria-label={playing ? t('audio.pause') : t('audio.play')}
      >
        <Icon>{playing ? <path d="M4 2.5h3v11H4zM9 2.5h3v11H9z" /> : <path d="M4 2.2v11.6L13.5 8z" />}</Icon>
      </button>
      <button
        type="button"
        className="transport-icon transport-start"
        {...titled('start')}
        aria-label={t('audio.commands.start')}
      >
        <Icon>
          <path d="M3 3h2v10H3zM13 3v10L6 8z" />
        </Icon>
      </button>
      <button type="button" {...titled('back')} aria-label={t('audio.commands.back')}>
        −2 s
      </button>
      <button
        type="button"
        className="transport-forward"
        {...titled('forward')}
        aria-label={t('audio.commands.forward')}
      >
        +2 s
      </button>
      <Times time={time} duration={duration} />
      <span className="transport-space" />
      <fieldset className="transport-speed" aria-label={t('audio.speed')}>
        <button type="button" className="transport-icon" {...titled('slower')} aria-label={t('audio.commands.slower')}>
          −
        </button>
        <output aria-label={t('audio.speed')}>{new Intl.NumberFormat(language).format(listening.speed)}×</output>
        <button type="button" className="transport-icon" {...titled('faster')} aria-label={t('audio.commands.faster')}>
          +
        </button>
      </fieldset>
      <button type="button" className="transport-loop" aria-pressed={listening.loop} {...titled('loop')}>
        <Icon>
          <path d="M4.5 3h7A2.5 2.5 0 0 1 14 5.5V8h-1.5V5.5a1 1 0 0 0-1-1h-7V6.5L1.5 3.7 4.5 1zM11.5 13h-7A2.5 2.5 0 0 1 2 10.5V8h1.5v2.5a1 1 0 0 0 1 1h7V9.5l3 2.8-3 2.7z" />
        </Icon>
        <span>{t('audio.loop')}</span>
      </button>
    </div>
  )
}

function Icon({ children }: { readonly children: ReactNode }) {
  return (
    <svg viewBox="0 0 16 16" aria-hidden="true">
      {children}
    </svg>
  )
}

function Times({ time, duration }: { readonly time: TimeStore; readonly duration: number }) {
  const now = useTime(time, clockOf)
  return (
    <span className="transport-time">
      {now} <span>/ {clockOf(duration)}</span>
    </span>
  )
}

/** `1:02.3` of seconds. */
export function clockOf(seconds: number): string {
  const tenths = Math.floor(seconds * 10)
  const minutes = Math.floor(tenths / 600)
  const rest = (tenths % 600) / 10
  return `${minutes}:${rest.toFixed(1).padStart(4, '0')}`
}

/** A press with the mouse leaves the caret in the text, and the keys with the stage. */
export function keepCaret(event: MouseEvent): void {
  event.preventDefault()
}
