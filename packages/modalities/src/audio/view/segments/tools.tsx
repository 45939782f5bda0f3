// The buttons of segments, each with its key: for those who do not know the keys yet, and for fingers.
import type { Command } from '@etabli/modality-kit'
import { firstKey } from '../keys.ts'
import { keepCaret } from '../transport.tsx'
import type { Segments } from './use-segments.ts'

export function Tools({ segments }: { readonly segments: Segments }) {
  const { props, commands, current, list, sound } = segments
  const { t } = props
  const { add, find, split, merge } = commands.editing
  const button = (name: string, command: Command, isOn: boolean) => (
    <button
      type="button"
      disabled={!isOn}
      title={`${t(`segment.commands.${name}`)} (${sound.keys(command)})`}
      onClick={command.run}
    >
      {t(`segment.buttons.${name}`)}
      <kbd className="transcript-key">{firstKey(sound.keys(command))}</kbd>
    </button>
  )
  return (
    <div className="segment-tools" role="toolbar" aria-label={t('segment.tools')} onMouseDown={keepCaret}>
      {list.length === 0 && button('find', find, sound.wave.peaks !== null)}
      {button('add', add, true)}
      {button('split', split, list.length > 0)}
      {button('merge', merge, current !== null)}
      {button('delete', commands.editing.delete, current !== null)}
      {button('next', commands.hearing.next, list.length > 0)}
    </div>
  )
}
