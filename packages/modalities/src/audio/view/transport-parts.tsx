// Parts of the transport that stand in its bar and, where that is narrow, in a sheet: channel, zoom, spectrogram, louder, rewind, loop.
import type { Command, Translate } from '@etabli/modality-kit'
import type { ReactNode } from 'react'
import type { TimeStore } from './time.ts'
import type { StageTransport, TransportCommands } from './use-transport.ts'

export interface TransportProps {
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

/** The title with the keys, and the act, of a command's button. */
export type Titled = (name: keyof TransportCommands) => { readonly title: string; readonly onClick: () => void }

export interface PartProps {
  readonly all: TransportProps
  readonly titled: Titled
}

export function Channels({ all }: Pick<PartProps, 'all'>) {
  const { channels, t, transport } = all
  const { solo, setSolo } = transport
  return (
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
  )
}

export function Zoom({ titled, t }: Pick<PartProps, 'titled'> & Pick<TransportProps, 't'>) {
  return (
    <fieldset className="transport-speed transport-zoom" aria-label={t('audio.zoom')}>
      <button type="button" className="transport-icon" {...titled('zoomOut')} aria-label={t('audio.commands.zoomOut')}>
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
  )
}

export function Spectrum({ all, titled }: PartProps) {
  const { t, transport } = all
  return (
    <button
      type="button"
      className="transport-icon transport-more"
      aria-pressed={transport.listening.spectrum}
      {...titled('spectrum')}
      aria-label={t('audio.commands.spectrum')}
    >
      <Icon>
        <path d="M1.5 9h2v5h-2zM4.5 5h2v9h-2zM7.5 2h2v3h-2zM7.5 6.5h2V14h-2zM10.5 7h2v2.5h-2zM10.5 11h2v3h-2zM13.5 10h1.5v4h-1.5z" />
      </Icon>
    </button>
  )
}

export function Louder({ all, titled }: PartProps) {
  const { t, transport } = all
  const { listening } = transport
  return (
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
  )
}

export function Loop({ all, titled }: PartProps) {
  const { t, transport } = all
  return (
    <button type="button" className="transport-loop" aria-pressed={transport.listening.loop} {...titled('loop')}>
      {t('audio.loop')}
    </button>
  )
}

export function Rewind({ all, titled }: PartProps) {
  const { t, transport } = all
  const { listening } = transport
  return (
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
  )
}

export function Icon({ children }: { readonly children: ReactNode }) {
  return (
    <svg viewBox="0 0 16 16" aria-hidden="true">
      {children}
    </svg>
  )
}
