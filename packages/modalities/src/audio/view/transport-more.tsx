// What a narrow transport has no room for, in a sheet from below: zoom, loop, louder, rewind, the channel, start
// and forward.
import { type ReactNode, useId } from 'react'
import { Channels, Icon, Loop, Louder, type PartProps, Rewind, Spectrum, Zoom } from './transport-parts.tsx'

/** Opens from a bar that is too narrow for all; a press beside it or Escape closes it. */
export function MoreSheet({ all, titled }: PartProps) {
  const { channels, t } = all
  const sheet = useId()
  const row = (words: string, part: ReactNode) => (
    <div className="transport-sheet-row">
      <span>{words}</span>
      {part}
    </div>
  )
  return (
    <>
      <button
        type="button"
        className="transport-icon transport-open"
        popoverTarget={sheet}
        title={t('audio.more')}
        aria-label={t('audio.more')}
      >
        <Icon>
          <path d="M3.5 6.5a1.5 1.5 0 1 1 0 3 1.5 1.5 0 0 1 0-3m4.5 0a1.5 1.5 0 1 1 0 3 1.5 1.5 0 0 1 0-3m4.5 0a1.5 1.5 0 1 1 0 3 1.5 1.5 0 0 1 0-3" />
        </Icon>
      </button>
      <section id={sheet} popover="auto" className="transport-sheet" aria-label={t('audio.more')}>
        {row(t('audio.zoom'), <Zoom titled={titled} t={t} />)}
        {row(t('audio.commands.spectrum'), <Spectrum all={all} titled={titled} />)}
        {row(t('audio.commands.loop'), <Loop all={all} titled={titled} />)}
        {row(t('audio.commands.louder'), <Louder all={all} titled={titled} />)}
        {row(t('audio.commands.rewind'), <Rewind all={all} titled={titled} />)}
        {channels > 1 ? row(t('audio.channel'), <Channels all={all} />) : null}
        {row(
          t('audio.commands.start'),
          <button type="button" className="transport-icon" {...titled('start')} aria-label={t('audio.commands.start')}>
            <Icon>
              <path d="M3 3h2v10H3zM13 3v10L6 8z" />
            </Icon>
          </button>,
        )}
        {row(
          t('audio.commands.forward'),
          <button type="button" {...titled('forward')} aria-label={t('audio.commands.forward')}>
            +2 s
          </button>,
        )}
      </section>
    </>
  )
}
