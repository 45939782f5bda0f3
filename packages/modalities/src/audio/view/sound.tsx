// The sound of a stage: waveform, transport, and a slot for what other parts draw over the waveform.
import './sound.css'
import type { StageProps } from '@etabli/modality-kit'
import { type ComponentType, lazy, memo, Suspense } from 'react'
import { Minimap } from './minimap.tsx'
import { Personal, PersonalBand } from './personal/personal.tsx'
import { Ruler } from './ruler.tsx'
import { fitted, type Scale, type ScaleStore, useScale } from './scale.ts'
import { Transport } from './transport.tsx'
import { usePinch } from './use-pinch.ts'
import type { Clock, Wave } from './use-player.ts'
import type { SoundHandle, StageSound } from './use-sound.ts'
import { useWheel, Waveform } from './waveform.tsx'

/** Fetched by those who look at frequencies. */
const Spectrogram = lazy(async () => ({ default: (await import('./spectrum/spectrogram.tsx')).Spectrogram }))

/** What is drawn over the waveform gets the window of now, and is rendered anew on zoom, scroll and resize only. */
export interface OverlayProps {
  readonly scale: Scale
  readonly sound: SoundHandle
}

interface SoundProps {
  readonly sound: StageSound
  readonly props: StageProps
  /** A component of its own, the same one from render to render; it fills the waveform and clips what lies outside. */
  readonly overlay?: ComponentType<OverlayProps>
}

export function Sound({ sound, props, overlay }: SoundProps) {
  const { t, language, theme, media, heard } = props
  const { clock, wave, container, transport, keys, handle } = sound
  // On the frame of all, so that it works over what is drawn over the waveform too.
  useWheel(container, handle.scale)
  usePinch(container, handle.scale)
  const isBeeped = media.type === 'audio' && media.beeped !== undefined
  const drawn = wave.peaks !== null || wave.none
  const spectrum = transport.listening.spectrum && wave.peaks !== null ? (heard?.spectrum ?? null) : null
  return (
    <section
      className="transcript-sound"
      aria-label={t('audio.sound')}
      data-ready={clock.ready ? '' : undefined}
      data-drawn={drawn ? '' : undefined}
    >
      <Whole wave={wave} scale={handle.scale} time={handle.time} theme={theme} />
      <div
        className="transcript-wave"
        ref={container}
        data-lanes={wave.peaks?.shape.channels}
        data-spectrum={spectrum ? '' : undefined}
      >
        {spectrum && wave.peaks && (
          <Suspense fallback={null}>
            <Spectrogram
              address={spectrum}
              shape={wave.peaks.shape}
              loudest={wave.peaks.loudest}
              scale={handle.scale}
              theme={theme}
              t={t}
            />
          </Suspense>
        )}
        <Waveform
          peaks={wave.peaks}
          arrived={wave.arrived}
          scale={handle.scale}
          time={handle.time}
          selection={handle.selection}
          theme={theme}
          onSeek={handle.seek}
        />
        {drawn && overlay && <Overlay drawn={overlay} sound={handle} />}
        {drawn && <PersonalBand props={props} scale={handle.scale} />}
        {!drawn && clock.fault === null && <p className="transcript-loading">{t('audio.loading')}</p>}
        {wave.none && clock.fault === null && <p className="transcript-loading">{t('audio.noWave')}</p>}
        {clock.fault !== null && (
          <div role="alert" className="transcript-fault">
            <p>{faultWords(clock.fault, isBeeped, t)}</p>
            {clock.fault.isLine && (
              <button
                type="button"
                title={`${t('audio.retry')} (${keys(transport.commands.play)})`}
                onClick={handle.retry}
              >
                {t('audio.retry')}
              </button>
            )}
          </div>
        )}
      </div>
      <Ruler scale={handle.scale} />
      <Transport
        transport={transport}
        keys={keys}
        playing={clock.playing}
        time={handle.time}
        duration={clock.duration}
        channels={media.type === 'audio' ? media.channels : 1}
        language={language}
        t={t}
      />
      <Personal props={props} sound={sound} />
    </section>
  )
}

function faultWords(fault: NonNullable<Clock['fault']>, isBeeped: boolean, t: StageProps['t']): string {
  if (fault.isLine) return t('audio.lineFault')
  return isBeeped ? t('audio.personal.withheld') : t('audio.fault', { reason: fault.sentence })
}

interface WholeProps {
  readonly wave: Wave
  readonly scale: ScaleStore
  readonly time: SoundHandle['time']
  readonly theme: string
}

/** The whole recording in small, while only a part of it is in view. */
function Whole({ wave, scale: store, time, theme }: WholeProps) {
  const scale = useScale(store)
  const part = scale.perSecond > fitted(scale.duration, scale.width).perSecond * 1.01
  return part && wave.peaks ? <Minimap peaks={wave.peaks} scale={store} time={time} theme={theme} /> : null
}

const Overlay = memo(function Overlay({ drawn: Drawn, sound }: OverlaySlotProps) {
  const scale = useScale(sound.scale)
  return (
    <div className="sound-overlay">
      <Drawn scale={scale} sound={sound} />
    </div>
  )
})

interface OverlaySlotProps {
  readonly drawn: ComponentType<OverlayProps>
  readonly sound: SoundHandle
}
