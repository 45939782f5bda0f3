// Which relation is to be begun at the selected span: for those who use no keys, and for fingers.
import type { StageProps } from '@etabli/modality-kit'
import { type LabelId, livingLabels, type QuestionId } from '@etabli/schema'
import { type ReactNode, useEffect, useRef } from 'react'
import { Cancel, LabelTag } from '../bar-buttons.tsx'

interface TypeBarProps {
  readonly props: Pick<StageProps, 't' | 'questions' | 'colour'>
  readonly begin: (question: QuestionId, type: LabelId) => void
  readonly cancel: () => void
}

/** The types of relations that a project asks for, with their questions. */
export function typesOf(questions: StageProps['questions']) {
  const asked = questions.filter(({ kind }) => kind === 'relation')
  return asked.flatMap(({ id, labels }) => livingLabels(labels).map((label) => ({ question: id, label })))
}

export function TypeBar({ props: { t, questions, colour }, begin, cancel }: TypeBarProps): ReactNode {
  const first = useRef<HTMLButtonElement>(null)
  useEffect(() => first.current?.focus(), [])
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would announce a form.
    <div
      className="text-chosen text-link"
      role="group"
      aria-label={t('text.link.which')}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.stopPropagation()
        cancel()
      }}
    >
      <span className="text-link-wanted">{t('text.link.which')}</span>
      <span className="text-chosen-labels">
        {typesOf(questions).map(({ question, label }, index) => (
          <LabelTag
            key={`${question}:${label.id}`}
            ref={index === 0 ? first : undefined}
            label={label}
            hint={label.key}
            colour={colour}
            onPress={() => begin(question, label.id)}
          />
        ))}
      </span>
      <Cancel t={t} onPress={cancel} />
    </div>
  )
}
