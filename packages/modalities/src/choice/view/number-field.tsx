// A number with its unit; arrows up and down step it; a comma is a decimal point too.
import type { FieldProps, Translate } from '@etabli/modality-kit'
import type { Mark } from '@etabli/schema'
import { type KeyboardEvent, type ReactNode, useId } from 'react'
import { checkNumber, type NumberOptions, numberOptions } from '../core/index.ts'
import { answering, answerOf } from './choice-answer.ts'
import { leaveOrSubmit } from './leave-or-submit.ts'
import { QuestionGroup } from './question-group.tsx'
import { useTyped } from './use-typed.ts'
import { VoiceList } from './voices.tsx'

export function NumberField(field: FieldProps): ReactNode {
  const id = useId()
  const { question, language, t } = field
  const options = numberOptions(question)
  const inWords = (value: Mark['value'] | undefined) =>
    typeof value === 'number' ? String(value).replace('.', language === 'fr' ? ',' : '.') : ''
  const typed = useTyped(field, inWords, numberIn)
  const value = answerOf(field)?.value
  const fault = typed.text.trim() === '' ? null : faultOf(value, options, t)
  const step = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') {
      leaveOrSubmit(event, field, false)
      return
    }
    event.preventDefault()
    const next = stepped(typeof value === 'number' ? value : null, event.key === 'ArrowUp' ? 1 : -1, options)
    typed.onBlur()
    field.commit(answering(field, next))
  }
  return (
    <QuestionGroup field={field} control={id}>
      <div className="choice-number">
        <input
          id={id}
          type="text"
          inputMode="decimal"
          autoComplete="off"
          className="choice-input"
          value={typed.text}
          aria-invalid={fault !== null}
          aria-errormessage={fault === null ? undefined : `${id}-fault`}
          onChange={(event) => typed.onChange(event.target.value)}
          onFocus={typed.onFocus}
          onBlur={typed.onBlur}
          onKeyDown={step}
        />
        {options.unit ? <span className="choice-unit">{options.unit}</span> : null}
      </div>
      {fault === null ? null : (
        <p className="choice-fault" id={`${id}-fault`}>
          {fault}
        </p>
      )}
      <VoiceList field={field} words={(mark) => `${inWords(mark.value)}${options.unit ? ` ${options.unit}` : ''}`} />
    </QuestionGroup>
  )
}

/** The number that is typed: blanks between thousands are passed over, a comma is a decimal point. */
function numberIn(text: string): number | undefined {
  const plain = text.replace(/[\s\u202F\u00A0]/g, '').replace(',', '.')
  const value = Number(plain)
  return plain === '' || !Number.isFinite(value) ? undefined : value
}

function faultOf(value: Mark['value'] | undefined, options: NumberOptions, t: Translate): string | null {
  if (typeof value !== 'number') return t('choice.notANumber')
  const { min, max, step } = options
  if (min !== undefined && value < min) return t('choice.tooSmall', { min })
  if (max !== undefined && value > max) return t('choice.tooLarge', { max })
  return checkNumber(value, options) === null ? null : t('choice.offStep', { step: step ?? 1 })
}

function stepped(value: number | null, by: 1 | -1, { min, max, step = 1 }: NumberOptions): number {
  if (value === null) return min ?? 0
  const steps = Math.round((value - (min ?? 0)) / step) + by
  // Steps of 0.1 must not end in 0.30000000000000004.
  const next = Number(((min ?? 0) + steps * step).toPrecision(12))
  return Math.min(max ?? next, Math.max(min ?? next, next))
}
