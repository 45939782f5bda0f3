// The link that is begun: its type, its ends, how it is made, turned round or let go; and why the last try was refused.
import type { StageProps } from '@etabli/modality-kit'
import type { ReactNode } from 'react'
import type { Passage } from '../../core/index.ts'
import { Cancel } from '../bar-buttons.tsx'
import { keyIn } from '../key-in.ts'
import { selectedSpans } from '../span-commands.ts'
import { LINK_KEYS } from './link-commands.ts'
import { shortWords, typeName } from './link-words.ts'
import { isDirected, type LinkingNow } from './use-linking.ts'

interface LinkBarProps {
  readonly props: StageProps
  readonly passage: Passage
  readonly linking: LinkingNow
}

export function LinkBar({ props, passage, linking }: LinkBarProps): ReactNode {
  const { begun, note, acts } = linking
  const { t, answers, questions, colour } = props
  if (!begun) {
    return note === null ? null : (
      <div className="text-chosen text-link-note" role="alert">
        {note}
      </div>
    )
  }
  const question = questions.find(({ id }) => id === begun.question)
  const label = question?.labels.find(({ id }) => id === begun.type)
  const anchor = answers.find(({ id }) => id === begun.anchor)
  const other = selectedSpans(props).find(({ id }) => id !== begun.anchor)
  const arrow = isDirected(question) ? (begun.turned ? '←' : '→') : '–'
  const title = (id: 'link-here' | 'reverse' | 'link-cancel') =>
    `${t(`text.commands.${id}`)}${keyIn(props, `text.${id}`, LINK_KEYS[id])}`
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would announce a form.
    <div className="text-chosen text-link" role="group" aria-label={t('text.link.title')}>
      <span className="text-chosen-name">
        <span className="text-chosen-dot" style={{ backgroundColor: colour(label?.colour ?? 0) }} aria-hidden="true" />{' '}
        {typeName(question, begun.type)}
      </span>
      <q className="text-chosen-words" dir="auto">
        {anchor ? shortWords(anchor, passage) : ''}
      </q>
      <span aria-hidden="true">{arrow}</span>
      {other ? (
        <q className="text-chosen-words" dir="auto">
          {shortWords(other, passage)}
        </q>
      ) : (
        <span className="text-link-wanted">{t('text.link.wanted')}</span>
      )}
      {other && (
        <button type="button" className="text-chosen-tag" title={title('link-here')} onClick={acts.make}>
          {t('text.link.make')}
          <kbd className="text-chosen-key">↵</kbd>
        </button>
      )}
      {isDirected(question) && (
        <button type="button" className="text-chosen-tag" title={title('reverse')} onClick={acts.turn}>
          {t('text.link.turn')}
        </button>
      )}
      <Cancel t={t} title={title('link-cancel')} onPress={acts.cancel} />
      {note !== null && (
        <span className="text-link-fault" role="alert">
          {note}
        </span>
      )}
    </div>
  )
}
