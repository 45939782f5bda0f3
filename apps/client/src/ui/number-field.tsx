// NumberField: a number that is typed or stepped. Apart from TextField, which pages without numbers need alone.
import { Minus, Plus } from 'lucide-react'
import { Button, Group, Input, NumberField as RacNumberField } from 'react-aria-components'
import { useWords } from '../hooks/use-words.ts'
import { defined, FieldLabel, FieldNotes, type Named } from './field.tsx'
import './button.css'
import './field.css'

export interface NumberFieldProps extends Named {
  /** NaN while empty. */
  readonly value: number
  readonly onChange: (value: number) => void
  readonly minValue?: number
  readonly maxValue?: number
  readonly step?: number
  readonly formatOptions?: Intl.NumberFormatOptions
}

export function NumberField(props: NumberFieldProps) {
  const { t } = useWords()
  const { label, labelHidden, optional, description, error, ...rest } = props
  return (
    <RacNumberField {...rest} isInvalid={Boolean(error)} validationBehavior="aria" className="field">
      <FieldLabel {...defined({ label, labelHidden, optional })} />
      <Group className="field-number">
        <Input className="field-input" />
        <Button slot="decrement" className="button" data-icon="" aria-label={t('ui.less')}>
          <Minus size={14} />
        </Button>
        <Button slot="increment" className="button" data-icon="" aria-label={t('ui.more')}>
          <Plus size={14} />
        </Button>
      </Group>
      <FieldNotes description={description} error={error} />
    </RacNumberField>
  )
}
