// What is chosen and waits for a label: its words, the labels to tag it with, how to let go.
import type { StageProps } from '@etabli/modality-kit'
import type { Label } from '@etabli/schema'
import type { ReactNode } from 'react'
import { keyIn } from './key-in.ts'

interface ChosenBarProps {
  readonly words: string
  /** The labels it may get, the one that Enter gives first among them said by `given`; none while it becomes a part. */
  readonly labels: readonly Label[]
  readonly given: Label['id'] | null
  readonly colour: StageProps['colour']
  readonly tagAs: (label: Label['id']) => void
  /** Takes the words into the selected span; null while a label is what is wanted. */
  readonly take: (() => void) | null
  readonly cancel: () => void
  readonly t: StageProps['t']
}

const SHOWN = 60

interface SelectedBarProps {
  readonly acts: readonly { readonly id: string; readonly keys: readonly string[]; readonly run: () => void }[]
  readonly props: Pick<StageProps, 't' | 'keysOf'>
}

/** What can be done to the selected span, for those who use no keys. */
export function SelectedBar({ acts, props }: SelectedBarProps): ReactNode {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would announce a form.
    <div className="text-chosen text-selected" role="group" aria-label={props.t('text.selected')}>
      {acts.map(({ id, keys, run }) => (
        <button
          key={id}
          type="button"
          className="text-chosen-tag"
          title={`${props.t(`text.commands.${id}`)}${keyIn(props, `text.${id}`, keys)}`}
          onClick={run}
        >
          {props.t(`text.acts.${id}`)}
        </button>
      ))}
    </div>
  )
}

export function ChosenBar({ words, labels, given, colour, tagAs, take, cancel, t }: ChosenBarProps): ReactNode {
  const short = words.length > SHOWN ? `${words.slice(0, SHOWN)}…` : words
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would announce a form.
    <div className="text-chosen" role="group" aria-label={t('text.chosen')}>
      <q className="text-chosen-words" dir="auto">
        {short}
      </q>
      {take ? (
        <button type="button" className="text-chosen-tag" onClick={take}>
          {t('text.takePart')}
          <kbd className="text-chosen-key">↵</kbd>
        </button>
      ) : (
        <span className="text-chosen-labels">
          {labels.map(({ id, name, colour: index, key }) => (
            <button
              key={id}
              type="button"
              className="text-chosen-tag"
              title={t('text.tagAs', { label: name })}
              onClick={() => tagAs(id)}
            >
              <span className="text-chosen-dot" style={{ backgroundColor: colour(index) }} aria-hidden="true" />
              <span className="text-chosen-name">{name}</span>
              {id === given ? (
                <kbd className="text-chosen-key">↵</kbd>
              ) : key ? (
                <kbd className="text-chosen-key">{key}</kbd>
              ) : null}
            </button>
          ))}
        </span>
      )}
      <button type="button" className="text-chosen-cancel" onClick={cancel}>
        {t('text.cancel')}
        <kbd className="text-chosen-key">{t('ui.keys.Escape')}</kbd>
      </button>
    </div>
  )
}
