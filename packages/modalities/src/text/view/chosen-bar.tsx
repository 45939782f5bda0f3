// What is chosen and waits for a label: its words, how to tag it, how to let go.
import type { Translate } from '@etabli/modality-kit'
import type { ReactNode } from 'react'

interface ChosenBarProps {
  readonly words: string
  /** The label that Enter gives, or null where a label must be chosen. */
  readonly label: { readonly name: string; readonly colour: string } | null
  readonly tag: () => void
  readonly cancel: () => void
  readonly t: Translate
}

const SHOWN = 60

export function ChosenBar({ words, label, tag, cancel, t }: ChosenBarProps): ReactNode {
  const short = words.length > SHOWN ? `${words.slice(0, SHOWN)}…` : words
  return (
    <div className="text-chosen">
      <q className="text-chosen-words" dir="auto">
        {short}
      </q>
      {label ? (
        <button type="button" className="text-chosen-tag" onClick={tag}>
          <span className="text-chosen-dot" style={{ backgroundColor: label.colour }} aria-hidden="true" />
          {t('text.tagAs', { label: label.name })}
          <kbd className="text-chosen-key">↵</kbd>
        </button>
      ) : (
        <span>{t('text.chooseLabel')}</span>
      )}
      <button type="button" className="text-chosen-cancel" onClick={cancel}>
        {t('text.cancel')}
        <kbd className="text-chosen-key">{t('ui.keys.Escape')}</kbd>
      </button>
    </div>
  )
}
