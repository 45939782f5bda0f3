// What is chosen and waits for a label: its words, the labels to tag it with, how to let go.
import type { StageProps } from '@etabli/modality-kit'
import type { Label } from '@etabli/schema'
import type { ReactNode } from 'react'
import { Cancel, LabelTag } from './bar-buttons.tsx'
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
          {labels.map((label) => (
            <LabelTag
              key={label.id}
              label={label}
              hint={label.id === given ? '↵' : label.key}
              colour={colour}
              title={t('text.tagAs', { label: label.name })}
              onPress={() => tagAs(label.id)}
            />
          ))}
        </span>
      )}
      <Cancel t={t} onPress={cancel} />
    </div>
  )
}
