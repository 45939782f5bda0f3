// The sound of a stage: waveform, transport, and a slot for what other parts draw over the waveform.
import './sound.css'
import type { StageProps } from '@etabli/modality-kit'
import { type ComponentType, memo } from 'react'
import { type Scale, useScale } from './scale.ts'
import { Transport } from './transport.tsx'
import type { SoundHandle, StageSound } from './use-sound.ts'

/** What is drawn over the waveform gets the window of now, and is rendered anew on zoom, scroll and resize only. */
export interface OverlayProps {
  readonly scale: Scale
  readonly sound: SoundHandle
}

interface SoundProps {
  readonly sound: StageSound
  readonly props: Pick<StageProps, 't' | 'language'>
  /** A component of its own, the same one from render to render; it fills the waveform and clips what lies outside. */
  readonly overlay?: ComponentType<OverlayProps>
}

export function Sound({ sound, props, overlay }: SoundProps) {
  const { t, language } = props
  const { clock, container, commands, keys, listening, handle } = sound
  return (
    <section className="transcript-sound" aria-label={t('audio.sound')} data-ready={clock.ready ? '' : undefined}>
      <div className="transcript-wave">
        <div className="transcript-canvas" ref={container} />
        {clock.ready && overlay && <Overlay drawn={overlay} sound={handle} />}
        {!clock.ready && clock.fault === null && <p className="transcript-loading">{t('audio.loading')}</p>}
        {clock.fault !== null && (
          <p role="alert" className="transcript-fault">
            {t('audio.fault', { reason: clock.fault })}
          </p>
        )}
      </div>
      <Transport
        commands={commands}
        keys={keys}
        playing={clock.playing}
        time={handle.time}
        duration={clock.duration}
        listening={listening}
        language={language}
        t={t}
      />
    </section>
  )
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
