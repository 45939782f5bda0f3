// MarkAttributes: what the selected marks say beside their class: one field an attribute, for one mark or for all at once.
import type { Fault, StageProps } from '@etabli/modality-kit'
import { type Attribute, type AttributeValue, limits, type Question } from '@etabli/schema'
import { Lock, X } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useWords } from '../hooks/use-words.ts'
import { IconButton } from '../ui/button.tsx'
import { Checkbox } from '../ui/check.tsx'
import { TextField } from '../ui/field.tsx'
import { KeyCap } from '../ui/key-cap.tsx'
import { NumberField } from '../ui/number-field.tsx'
import { chosenMarks, say, sharedAttributes, type Together, together } from './attribute-steps.ts'
import { useLocked } from './locked-marks.ts'
import './mark-attributes.css'

export interface MarkAttributesProps {
  readonly question: Question
  readonly stage: StageProps
  /** Why a try to submit failed: what is missing is said at its field, and the first such field gets the focus. */
  readonly faults: readonly Fault[]
  /** What the fields are about, where that is not the selection. */
  readonly title?: string
}

export function MarkAttributes({ question, stage, faults, title }: MarkAttributesProps) {
  const { t } = useWords()
  const form = useRef<HTMLFieldSetElement>(null)
  const jumped = useRef<readonly Fault[]>(faults)
  const showMissing = faults.length > 0
  const first = faults.find(({ mark }) => mark !== null)
  const marks = chosenMarks(stage.answers, stage.selection, question)
  const locked = useLocked(stage)
  const isHere = first?.code === 'attribute' && marks.some(({ id }) => id === first.mark)
  useEffect(() => {
    if (!isHere || jumped.current === faults) return
    jumped.current = faults
    form.current?.querySelector<HTMLElement>('[data-missing] :is(input, textarea, button)')?.focus()
  }, [isHere, faults])
  const attributes = sharedAttributes(question, marks)
  if (attributes.length === 0) return null
  const marked = marks.map(({ id }) => id).join()
  const held = marks.filter(({ id }) => locked.has(id)).length
  // Of several marks those that are free can be changed; the locked ones stay as they are.
  const isDisabled = stage.readOnly || held === marks.length
  return (
    <fieldset ref={form} className="mark-attributes" disabled={isDisabled}>
      <legend className="mark-attributes-title">{title ?? t('label.attributes.title', { count: marks.length })}</legend>
      {held > 0 && !stage.readOnly ? (
        <p className="mark-attributes-locked">
          <Lock size={12} aria-hidden="true" />
          {isDisabled ? t('label.attributes.locked') : t('label.attributes.someLocked', { count: held })}
        </p>
      ) : null}
      {attributes.map((attribute) => (
        <Field
          key={`${attribute.id} ${marked}`}
          attribute={attribute}
          now={together(marks, attribute)}
          isDisabled={isDisabled}
          showMissing={showMissing}
          onSay={(value, typed) =>
            stage.commit(say(marks, attribute, value), typed ? `attribute ${attribute.id} ${marked}` : undefined)
          }
        />
      ))}
    </fieldset>
  )
}

interface FieldProps {
  readonly attribute: Attribute
  readonly now: Together
  readonly isDisabled: boolean
  readonly showMissing: boolean
  readonly onSay: (value: AttributeValue | undefined, typed?: boolean) => void
}

function Field(props: FieldProps) {
  const { t } = useWords()
  const { attribute, now, isDisabled, showMissing, onSay } = props
  const isMissing = attribute.required && now.state === 'unset'
  const state = now.state === 'same' ? null : t(`label.attributes.${now.state}`)
  return (
    <div
      className="mark-attribute"
      data-attribute={attribute.id}
      data-state={now.state}
      data-missing={isMissing && showMissing ? '' : undefined}
    >
      <div className="mark-attribute-head">
        {attribute.type === 'checkbox' ? (
          <Control {...props} />
        ) : (
          <span className="mark-attribute-name">{attribute.name}</span>
        )}
        {isMissing && showMissing ? (
          <span className="mark-attribute-missing" role="alert">
            {t('label.attributes.missing')}
          </span>
        ) : state ? (
          <span className="mark-attribute-state">
            {state}
            {isMissing ? ` · ${t('label.attributes.required')}` : ''}
          </span>
        ) : null}
        {now.state !== 'unset' && !isDisabled ? (
          <IconButton
            size="sm"
            variant="quiet"
            label={t('label.attributes.clear', { name: attribute.name })}
            icon={<X size={12} />}
            onPress={() => onSay(undefined)}
          />
        ) : null}
        {attribute.key === null ? null : <KeyCap keys={attribute.key} />}
      </div>
      {attribute.type === 'checkbox' ? null : <Control {...props} />}
    </div>
  )
}

function Control({ attribute, now, isDisabled, showMissing, onSay }: FieldProps) {
  const { t } = useWords()
  const { name, type, choices, min, max } = attribute
  const value = now.state === 'same' ? now.value : null
  const error = attribute.required && showMissing && now.state === 'unset' ? t('label.attributes.missing') : null
  switch (type) {
    case 'checkbox':
      return (
        <Checkbox
          isSelected={value === true}
          isIndeterminate={now.state === 'mixed'}
          isDisabled={isDisabled}
          onChange={() => onSay(value !== true)}
        >
          {name}
        </Checkbox>
      )
    case 'choice':
      return (
        // biome-ignore lint/a11y/useSemanticElements: buttons that stay pressed, since one may also be taken back
        <div className="mark-attribute-choices" role="group" aria-label={name} aria-invalid={error !== null}>
          {choices.map((choice) => (
            <button
              key={choice}
              type="button"
              className="mark-attribute-choice"
              aria-pressed={value === choice}
              disabled={isDisabled}
              onClick={() => onSay(value === choice ? undefined : choice)}
            >
              {choice}
            </button>
          ))}
        </div>
      )
    case 'number':
      return (
        <NumberField
          label={name}
          labelHidden
          value={typeof value === 'number' ? value : Number.NaN}
          onChange={(next) => onSay(Number.isNaN(next) ? undefined : next)}
          isDisabled={isDisabled}
          formatOptions={{ maximumFractionDigits: 6, useGrouping: false }}
          {...(min === null ? {} : { minValue: min })}
          {...(max === null ? {} : { maxValue: max })}
        />
      )
    case 'text':
      return (
        <TextField
          label={name}
          labelHidden
          value={typeof value === 'string' ? value : ''}
          onChange={(next) => onSay(next === '' ? undefined : next, true)}
          isDisabled={isDisabled}
          maxLength={limits.answerText}
          placeholder={now.state === 'same' ? '' : t(`label.attributes.${now.state}`)}
        />
      )
  }
}
