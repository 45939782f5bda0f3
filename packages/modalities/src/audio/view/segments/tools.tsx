// The buttons of segments, each with its key: for those who do not know the keys yet, and for fingers.
import type { Command, Translate } from '@etabli/modality-kit'
import { useEffect, useSyncExternalStore } from 'react'
import { firstKey } from '../keys.ts'
import { keepCaret } from '../transport.tsx'
import type { Segments } from './use-segments.ts'

export function Tools({ segments }: { readonly segments: Segments }) {
  const { props, commands, current, list, sound, acts } = segments
  const { t } = props
  const finding = useSyncExternalStore(acts.finding.subscribe, acts.finding.get)
  useEffect(() => () => acts.finding.stop(), [acts])
  const { add, find, split, merge } = commands.editing
  const button = (name: string, command: Command, isOn: boolean, words = t(`segment.buttons.${name}`)) => (
    <button
      type="button"
      disabled={!isOn}
      title={`${t(`segment.commands.${name}`)} (${sound.keys(command)})`}
      onClick={command.run}
    >
      {words}
      <kbd className="transcript-key">{firstKey(sound.keys(command))}</kbd>
    </button>
  )
  return (
    <div className="segment-tools" role="toolbar" aria-label={t('segment.tools')} onMouseDown={keepCaret}>
      {finding.note && (
        // No speech is said by the act itself; what was found is said there too, but not how.
        <p role={finding.note === 'byLoudness' ? 'status' : undefined}>{t(`segment.${finding.note}`)}</p>
      )}
      {finding.share !== null && button('find', find, true, listeningWords(t, finding.share))}
      {finding.note === 'noSpeech' && list.length === 0 && button('find-loud', commands.editing['find-loud'], true)}
      {finding.share === null && list.length === 0 && button('find', find, sound.wave.peaks !== null)}
      {button('add', add, true)}
      {button('split', split, list.length > 0)}
      {button('merge', merge, current !== null)}
      {button('delete', commands.editing.delete, current !== null)}
      {button('next', commands.hearing.next, list.length > 0)}
    </div>
  )
}

function listeningWords(t: Translate, share: number): string {
  return t('segment.buttons.listening', { percent: Math.floor(share * 100) })
}
