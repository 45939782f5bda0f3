// One label of several (radios), or several at once (boxes), with the keys that give them.
import type { FieldProps } from '@etabli/modality-kit'
import type { Label, LabelId, Mark } from '@etabli/schema'
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { answerWithLabel, labelsIn, MultipleOptions } from '../core/index.ts'
import { isBareKey } from './bare-key.ts'
import { answerOf } from './choice-answer.ts'
import { QuestionGroup } from './question-group.tsx'
import { Voices } from './voices.tsx'

/** From this many labels on, a field finds one by its name. */
const FIND_FROM = 15

export function LabelOptions(field: FieldProps): ReactNode {
  const { question, answers, newId, t, colour } = field
  const name = useId()
  const [sought, setSought] = useState('')
  const list = useRef<HTMLDivElement>(null)
  /** What was given by its name, to be seen where the whole list is up again. */
  const [given, setGiven] = useState<LabelId | null>(null)
  useEffect(() => {
    if (given === null) return
    list.current?.querySelector(`[data-label="${CSS.escape(given)}"]`)?.scrollIntoView({ block: 'nearest' })
    setGiven(null)
  }, [given])
  const mark = answerOf(field)
  const several = question.kind === 'multiple'
  const has = (label: Label) => (mark === undefined ? false : says(mark, label))
  const { max } = several ? boundsOf(field) : {}
  const full = several && mark !== undefined && max !== undefined && labelsIn(mark).length >= max
  const wanted = sought.trim().toLocaleLowerCase()
  // A retired label takes no new answers; one that was given before it was retired can be seen and taken back.
  const offered = question.labels.filter((label) => has(label) || !label.retired)
  const answer = (label: Label) => field.commit(answerWithLabel(answers, question, label.id, newId))
  const found = wanted === '' ? [] : offered.filter(({ name }) => name.toLocaleLowerCase().includes(wanted))
  /** Enter gives the first that was found; Escape takes back what was typed, then leaves. */
  const press = (event: KeyboardEvent<HTMLInputElement>) => {
    if (!isBareKey(event)) return
    const first = found.find((label) => !has(label))
    if (event.key === 'Enter' && first && !full) {
      answer(first)
      setSought('')
      setGiven(first.id)
      if (!several) event.currentTarget.blur()
    } else if (event.key === 'Escape') {
      if (sought === '') event.currentTarget.blur()
      else setSought('')
    } else return
    event.preventDefault()
    event.stopPropagation()
  }
  const shown = offered.filter((label) => has(label) || label.name.toLocaleLowerCase().includes(wanted))
  return (
    <QuestionGroup field={field}>
      {offered.length >= FIND_FROM ? (
        <input
          type="search"
          className="choice-input"
          value={sought}
          placeholder={t('choice.find')}
          aria-label={t('choice.find')}
          onChange={(event) => setSought(event.target.value)}
          onKeyDown={press}
        />
      ) : null}
      <div ref={list} className="choice-options">
        {shown.map((label) => (
          <label key={label.id} className="choice-option" data-label={label.id}>
            <input
              type={several ? 'checkbox' : 'radio'}
              name={name}
              checked={has(label)}
              disabled={full && !has(label)}
              onChange={() => answer(label)}
            />
            <span className="choice-dot" style={{ backgroundColor: colour(label.colour) }} aria-hidden="true" />
            <span className="choice-name" dir="auto">
              {label.name}
            </span>
            <Voices field={field} says={(other) => says(other, label)} />
            {label.key ? <kbd className="choice-key">{label.key.toUpperCase()}</kbd> : null}
          </label>
        ))}
      </div>
      {max === undefined ? null : <p className="choice-help">{t('choice.atMost', { count: max })}</p>}
    </QuestionGroup>
  )
}

function says(mark: Mark, label: Label): boolean {
  return mark.kind === 'single' ? mark.label === label.id : labelsIn(mark).includes(label.id)
}

function boundsOf({ question }: FieldProps): { max?: number | undefined } {
  const parsed = MultipleOptions.safeParse(question.options)
  return parsed.success ? parsed.data : {}
}
