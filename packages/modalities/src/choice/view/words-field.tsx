// Free text: one line, or as many as it takes.
import type { FieldProps } from '@etabli/modality-kit'
import type { Mark } from '@etabli/schema'
import { type KeyboardEvent, type ReactNode, useId } from 'react'
import { wordsOptions } from '../core/index.ts'
import { leaveOrSubmit } from './leave-or-submit.ts'
import { QuestionGroup } from './question-group.tsx'
import { useTyped } from './use-typed.ts'
import { VoiceList } from './voices.tsx'

export function WordsField(field: FieldProps): ReactNode {
  const id = useId()
  const { question, t } = field
  const { long, min, max } = wordsOptions(question)
  const typed = useTyped(field, textIn, (text) => (text.trim() === '' ? undefined : { text }))
  const length = [...typed.text].length
  const isBelow = min !== undefined && length < min
  const off = (isBelow && length > 0) || (max !== undefined && length > max)
  const shared = {
    id,
    dir: 'auto',
    className: 'choice-input',
    value: typed.text,
    'aria-invalid': off,
    'aria-describedby': `${id}-count`,
    onFocus: typed.onFocus,
    onBlur: typed.onBlur,
    onKeyDown: (event: KeyboardEvent<HTMLElement>) => leaveOrSubmit(event, field, long),
  } as const
  return (
    <QuestionGroup field={field} control={id}>
      {long ? (
        <textarea {...shared} rows={4} onChange={(event) => typed.onChange(event.target.value)} />
      ) : (
        <input {...shared} type="text" autoComplete="off" onChange={(event) => typed.onChange(event.target.value)} />
      )}
      {min === undefined && max === undefined ? null : (
        <p className={off ? 'choice-fault' : 'choice-help'} id={`${id}-count`}>
          {max === undefined || isBelow
            ? t('choice.lengthFrom', { count: length, min: min ?? 0 })
            : t('choice.lengthOf', { count: length, max })}
        </p>
      )}
      <VoiceList field={field} words={(mark) => textIn(mark.value)} />
    </QuestionGroup>
  )
}

export function textIn(value: Mark['value'] | undefined): string {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return ''
  const { text } = value as { text?: unknown }
  return typeof text === 'string' ? text : ''
}
