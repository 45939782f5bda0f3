// Play, back, forward, speed and loop, with the time; each with its keys as the person has them.
import type { Command, Translate } from '@etabli/modality-kit'
import type { MouseEvent, ReactNode } from 'react'
import { type TimeStore, useTime } from './time.ts'
import type { StageTransport, TransportCommands } from './use-transport.ts'

interface TransportProps {
  readonly transport: StageTransport
  /** A command's keys in words, for tooltips. */
  readonly keys: (command: Command) => string
  readonly playing: boolean
  readonly time: TimeStore
  /** Seconds. */
  readonly duration: number
  /** Of the recording. */
  readonly channels: number
  readonly language: string
  readonly t: Translate
}

export function Transport({ transport, keys, playing, time, duration, channels, language, t }: TransportProps) {
  const { commands, listening, solo, setSolo } = transport
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
      {channels > 1 && (
        <select
          className="transport-solo"
          aria-label={t('audio.channel')}
          value={solo ?? 'all'}
          onMouseDown={(event) => event.stopPropagation()}
          onChange={({ target }) => {
            setSolo(target.value === 'all' ? null : Number(target.value))
            // The keys are the stage's again.
            target.blur()
          }}
        >
          <option value="all">{t('audio.allChannels')}</option>
          {Array.from({ length: channels }, (_, channel) => (
            <option key={channel} value={channel}>
              {t('audio.channelOf', { number: channel + 1 })}
            </option>
          ))}
        </select>
      )}
      <fieldset className="transport-speed transport-zoom" aria-label={t('audio.zoom')}>
        <button
          type="button"
          className="transport-icon"
          {...titled('zoomOut')}
          aria-label={t('audio.commands.zoomOut')}
        >
          <Icon>
            <path d="M7 1.5a5.5 5.5 0 1 0 3.3 9.9l3 3 1.1-1.1-3-3A5.5 5.5 0 0 0 7 1.5m0 1.6a3.9 3.9 0 1 1 0 7.8 3.9 3.9 0 0 1 0-7.8M4.8 6.3h4.4v1.4H4.8z" />
          </Icon>
        </button>
        <button type="button" className="transport-icon" {...titled('zoomIn')} aria-label={t('audio.commands.zoomIn')}>
          <Icon>
            <path d="M7 1.5a5.5 5.5 0 1 0 3.3 9.9l3 3 1.1-1.1-3-3A5.5 5.5 0 0 0 7 1.5m0 1.6a3.9 3.9 0 1 1 0 7.8 3.9 3.9 0 0 1 0-7.8M6.3 4.8h1.4v1.5h1.5v1.4H7.7v1.5H6.3V7.7H4.8V6.3h1.5z" />
          </Icon>
        </button>
      </fieldset>
      <button
        type="button"
        className="transport-icon transport-more"
        aria-pressed={listening.spectrum}
        {...titled('spectrum')}
        aria-label={t('audio.commands.spectrum')}
      >
        <Icon>
          <path d="M1.5 9h2v5h-2zM4.5 5h2v9h-2zM7.5 2h2v3h-2zM7.5 6.5h2V14h-2zM10.5 7h2v2.5h-2zM10.5 11h2v3h-2zM13.5 10h1.5v4h-1.5z" />
        </Icon>
      </button>
      <button
        type="button"
        className="transport-more"
        aria-pressed={listening.gain > 0}
        {...titled('louder')}
        // What is seen is in the name too: whoever speaks to the page says what they see.
        aria-label={`+${listening.gain} dB, ${t('audio.commands.louder')}`}
      >
        +{listening.gain} dB
      </button>
      <button
        type="button"
        className="transport-icon transport-more"
        aria-pressed={listening.rewind}
        {...titled('rewind')}
        aria-label={t('audio.commands.rewind')}
      >
        <Icon>
          <path d="M8 2.5V.6L3.6 3.6 8 6.6V4.2a4.1 4.1 0 1 1-4.1 4.1H2.2A5.8 5.8 0 1 0 8 2.5" />
        </Icon>
      </button>
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
