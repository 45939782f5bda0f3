// Play, back, forward, speed and loop, with the time; each with its keys as the person has them.
import type { MouseEvent } from 'react'
import { type TimeStore, useTime } from './time.ts'
import { MoreSheet } from './transport-more.tsx'
import {
  Channels,
  Icon,
  Loop,
  Louder,
  Rewind,
  Spectrum,
  type Titled,
  type TransportProps,
  Zoom,
} from './transport-parts.tsx'

export function Transport(all: TransportProps) {
  const { transport, keys, playing, time, duration, channels, language, t } = all
  const { commands, listening } = transport
  const titled: Titled = (name) => ({
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
      {channels > 1 && <Channels all={all} />}
      <Zoom titled={titled} t={t} />
      <Spectrum all={all} titled={titled} />
      <Louder all={all} titled={titled} />
      <Rewind all={all} titled={titled} />
      <fieldset className="transport-speed" aria-label={t('audio.speed')}>
        <button type="button" className="transport-icon" {...titled('slower')} aria-label={t('audio.commands.slower')}>
          −
        </button>
        <output aria-label={t('audio.speed')}>{new Intl.NumberFormat(language).format(listening.speed)}×</output>
        <button type="button" className="transport-icon" {...titled('faster')} aria-label={t('audio.commands.faster')}>
          +
        </button>
      </fieldset>
      <Loop all={all} titled={titled} />
      <MoreSheet all={all} titled={titled} />
    </div>
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

/** `1:02.3` or `1:00:02.3` of seconds. */
export function clockOf(seconds: number): string {
  const tenths = Math.floor(seconds * 10)
  const hours = Math.floor(tenths / 36_000)
  const minutes = Math.floor(tenths / 600) % 60
  const rest = ((tenths % 600) / 10).toFixed(1).padStart(4, '0')
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${rest}` : `${minutes}:${rest}`
}

/** A press with the mouse leaves the caret in the text, and the keys with the stage. */
export function keepCaret(event: MouseEvent): void {
  event.preventDefault()
}
