// A question with its help, and how to take its answer back.
import type { FieldProps } from '@etabli/modality-kit'
import { type ReactNode, useId } from 'react'
import { answering, answerOf } from './choice-answer.ts'

interface QuestionGroupProps {
  readonly field: FieldProps
  /** Names one control; without it the group names several (radios, boxes). */
  readonly control?: string
  /** The keys that answer it, where its answers do not show theirs. */
  readonly keys?: string
  readonly children: ReactNode
}

export function QuestionGroup({ field, control, keys, children }: QuestionGroupProps): ReactNode {
  const { question, readOnly, t } = field
  const mark = answerOf(field)
  const help = useId()
  const title = (
    <>
      {question.title}
      {question.required ? <span className="choice-required"> {t('choice.required')}</span> : null}
    </>
  )
  return (
    <fieldset className="choice-field" aria-describedby={question.help ? help : undefined} disabled={readOnly}>
      <div className="choice-head">
        {control ? (
          <label className="choice-title" htmlFor={control}>
            {title}
          </label>
        ) : (
          <legend className="choice-title">{title}</legend>
        )}
        {mark && mark.source !== 'person' ? <span className="choice-proposed">{t('choice.proposed')}</span> : null}
        {keys && !readOnly ? <kbd className="choice-key">{keys}</kbd> : null}
        {mark && !readOnly ? (
          <button type="button" className="choice-clear" onClick={() => field.commit(answering(field, undefined))}>
            {t('choice.clear')}
          </button>
        ) : null}
      </div>
      {question.help ? (
        <p className="choice-help" id={help}>
          {question.help}
        </p>
      ) : null}
      {children}
    </fieldset>
  )
}
