// Play, back, forward, speed and loop, with the time.
import type { Translate } from '@etabli/modality-kit'

interface TransportProps {
  readonly playing: boolean
  /** Seconds. */
  readonly time: number
  readonly duration: number
  readonly speed: number
  readonly loop: boolean
  readonly t: Translate
  readonly onToggle: () => void
  readonly onBack: () => void
  readonly onForward: () => void
  readonly onSpeed: (step: number) => void
  readonly onLoop: () => void
}

export function Transport({
  playing,
  time,
  duration,
  speed,
  loop,
  t,
  onToggle,
  onBack,
  onForward,
  onSpeed,
  onLoop,
}: TransportProps) {
  return (
    <div className="transport" role="toolbar" aria-label={t('audio.transport')}>
      <button
        type="button"
        className="transport-play"
        onClick={onToggle}
        title={`${t('audio.commands.play')} (Space, Alt+K)`}
        aria-label={playing ? t('audio.pause') : t('audio.play')}
      >
        <svg viewBox="0 0 16 16" aria-hidden="true">
          {playing ? <path d="M4 2.5h3v11H4zM9 2.5h3v11H9z" /> : <path d="M4 2.2v11.6L13.5 8z" />}
        </svg>
      </button>
      <button type="button" onClick={onBack} title={`${t('audio.commands.back')} (←, Alt+J)`}>
        <span aria-hidden="true">−2 s</span>
        <span className="transport-name">{t('audio.commands.back')}</span>
      </button>
      <button type="button" onClick={onForward} title={`${t('audio.commands.forward')} (→, Alt+L)`}>
        <span aria-hidden="true">+2 s</span>
        <span className="transport-name">{t('audio.commands.forward')}</span>
      </button>
      <span className="transport-time">
        {clockOf(time)} <span>/ {clockOf(duration)}</span>
      </span>
      <span className="transport-space" />
      <fieldset className="transport-speed">
        <legend className="transport-name">{t('audio.speed')}</legend>
        <button
          type="button"
          onClick={() => onSpeed(-1)}
          title={`${t('audio.commands.slower')} (↓)`}
          aria-label={t('audio.commands.slower')}
        >
          –
        </button>
        <output>{speed}×</output>
        <button
          type="button"
          onClick={() => onSpeed(1)}
          title={`${t('audio.commands.faster')} (↑)`}
          aria-label={t('audio.commands.faster')}
        >
          +
        </button>
      </fieldset>
      <button type="button" aria-pressed={loop} onClick={onLoop} title={`${t('audio.commands.loop')} (Alt+R)`}>
        {t('audio.loop')}
      </button>
    </div>
  )
}

/** `1:02.3` of seconds. */
function clockOf(seconds: number): string {
  const tenths = Math.floor(seconds * 10)
  const minutes = Math.floor(tenths / 600)
  const rest = (tenths % 600) / 10
  return `${minutes}:${rest.toFixed(1).padStart(4, '0')}`
}
