// Personal data on the stage: stretches over the waveform, and below it the list of one's own flags and of what is beeped.
import '../stretch-name.css'
import './personal.css'
import { type Command, removing, type StageProps } from '@etabli/modality-kit'
import type { Stretch } from '@etabli/schema'
import { useMemo } from 'react'
import { PERSONAL_CLASSES } from '../../core/kinds/personal.ts'
import { flagsIn, moveFlag, renameFlag } from '../../core/personal/flagging.ts'
import { firstKey } from '../keys.ts'
import { pixelsOf, type ScaleStore, useScale } from '../scale.ts'
import { clockOf } from '../transport.tsx'
import type { StageSound } from '../use-sound.ts'
import { usePersonal } from './use-personal.ts'

interface PersonalProps {
  readonly props: StageProps
  readonly sound: StageSound
}

const NONE: readonly Stretch[] = []

function beepedIn({ media }: Pick<StageProps, 'media'>): readonly Stretch[] {
  return (media.type === 'audio' && media.beeped) || NONE
}

/** Over the waveform: what will be beeped, and what is. */
export function PersonalBand({ props, scale }: { readonly props: StageProps; readonly scale: ScaleStore }) {
  const { t, answers, selection } = props
  const window = useScale(scale)
  // Drawn with each step of a zoom: the answers stay the same in it.
  const flags = useMemo(() => flagsIn(answers), [answers])
  const bounds = ({ start, end }: Stretch) => {
    const left = pixelsOf(window, start)
    return { left, width: Math.max(2, pixelsOf(window, end) - left) }
  }
  return (
    <div className="personal-band" aria-hidden="true">
      {beepedIn(props).map((stretch) => (
        <span key={stretch.start} className="personal-beeped" style={bounds(stretch)}>
          <span className="personal-name stretch-name">{t('audio.personal.beeped')}</span>
        </span>
      ))}
      {flags.map(({ mark, value }) => (
        <span
          key={mark.id}
          className="personal-flag"
          data-chosen={selection.includes(mark.id) || undefined}
          style={bounds(value)}
        >
          <span className="personal-name stretch-name">{t(`audio.personal.kinds.${mark.label}`)}</span>
        </span>
      ))}
    </div>
  )
}

/** Below the waveform: the button, each flag with its sort and bounds to change, and each stretch that is beeped. */
export function Personal({ props, sound }: PersonalProps) {
  const { t, answers, readOnly } = props
  const { flag, unflag } = usePersonal(props, sound.handle)
  const flags = flagsIn(answers)
  const beeped = beepedIn(props)
  const titled = (name: string, command: Command) => `${t(`audio.commands.${name}`)} (${sound.keys(command)})`
  if (readOnly && flags.length === 0 && beeped.length === 0) return null
  return (
    <section className="personal" aria-label={t('audio.personal.title')}>
      {!readOnly && (
        <button
          type="button"
          className="personal-add"
          title={titled('flag', flag)}
          onMouseDown={(event) => event.preventDefault()}
          onClick={flag.run}
        >
          {t('audio.personal.add')}
          <kbd className="transcript-key">{firstKey(sound.keys(flag))}</kbd>
        </button>
      )}
      {beeped.map(({ start, end }) => (
        <span key={start} className="personal-row" data-beeped="">
          {t('audio.personal.beepedFrom', { start: clockOf(start), end: clockOf(end) })}
        </span>
      ))}
      {flags.map(({ mark, value }) => (
        <FlagRow
          key={mark.id}
          props={props}
          mark={mark}
          value={value}
          onHear={() => sound.handle.playRange(value.start, value.end)}
          removes={titled('unflag', unflag)}
        />
      ))}
    </section>
  )
}

type Flag = ReturnType<typeof flagsIn>[number]

interface FlagRowProps extends Flag {
  readonly props: StageProps
  readonly onHear: () => void
  /** What the button that takes it back says of itself. */
  readonly removes: string
}

function FlagRow({ props, mark, value, onHear, removes }: FlagRowProps) {
  const { t, media, readOnly } = props
  const duration = media.type === 'audio' ? media.duration : 0
  const name = t('audio.personal.flagged', {
    kind: t(`audio.personal.kinds.${mark.label}`),
    start: clockOf(value.start),
    end: clockOf(value.end),
  })
  const bound = (edge: 'start' | 'end') => (
    <input
      type="number"
      aria-label={t(`audio.personal.${edge}`)}
      value={value[edge]}
      min={0}
      max={duration}
      step={0.05}
      readOnly={readOnly}
      onChange={(event) => {
        const patch = moveFlag(mark, edge, event.target.valueAsNumber, duration)
        if (patch) props.commit([patch], `personal-${mark.id}-${edge}`)
      }}
    />
  )
  return (
    <fieldset className="personal-row" aria-label={name} onFocus={() => props.select([mark.id])}>
      <select
        aria-label={t('audio.personal.kind')}
        value={mark.label ?? ''}
        disabled={readOnly}
        onChange={(event) => props.commit([renameFlag(mark, event.target.value)])}
      >
        {PERSONAL_CLASSES.map((id) => (
          <option key={id} value={id}>
            {t(`audio.personal.kinds.${id}`)}
          </option>
        ))}
      </select>
      {bound('start')}–{bound('end')} s
      <button type="button" title={t('audio.personal.hear')} aria-label={t('audio.personal.hear')} onClick={onHear}>
        ▸
      </button>
      {!readOnly && (
        <button
          type="button"
          title={removes}
          aria-label={removes}
          onClick={() => {
            const patch = removing(props.answers, mark.id)
            if (patch) props.commit([patch])
          }}
        >
          ✕
        </button>
      )}
    </fieldset>
  )
}
