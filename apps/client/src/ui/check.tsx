// Checkbox, Switch and RadioGroup: yes or no, on or off, one of a few.
import { Check, Minus } from 'lucide-react'
import type { ReactNode } from 'react'
import { Checkbox as RacCheckbox, RadioGroup as RacRadioGroup, Switch as RacSwitch, Radio } from 'react-aria-components'
import { FieldLabel, FieldNotes } from './field.tsx'
import type { Option } from './select.tsx'
import './field.css'

interface Toggle {
  readonly isSelected: boolean
  readonly onChange: (isSelected: boolean) => void
  readonly isDisabled?: boolean
  readonly description?: ReactNode
  readonly children: ReactNode
}

export function Checkbox({
  children,
  description,
  isIndeterminate,
  ...rest
}: Toggle & { readonly isIndeterminate?: boolean }) {
  return (
    <RacCheckbox {...rest} {...(isIndeterminate === undefined ? {} : { isIndeterminate })} className="check">
      <span className="check-box" aria-hidden="true">
        {isIndeterminate ? <Minus size={12} strokeWidth={3} /> : <Check size={12} strokeWidth={3} />}
      </span>
      <span className="check-words">
        <span>{children}</span>
        {description ? <span className="field-description">{description}</span> : null}
      </span>
    </RacCheckbox>
  )
}

export function Switch({ children, description, ...rest }: Toggle) {
  return (
    <RacSwitch {...rest} className="check">
      <span className="switch-track" aria-hidden="true" />
      <span className="check-words">
        <span>{children}</span>
        {description ? <span className="field-description">{description}</span> : null}
      </span>
    </RacSwitch>
  )
}

export interface RadioGroupProps<Id extends string> {
  readonly label: string
  readonly labelHidden?: boolean
  readonly options: readonly Option<Id>[]
  readonly value: Id | null
  readonly onChange: (id: Id) => void
  readonly description?: ReactNode
  readonly error?: string | null
  readonly isDisabled?: boolean
  readonly orientation?: 'vertical' | 'horizontal'
  /** The chosen one takes the focus when it comes up. */
  readonly autoFocus?: boolean
}

export function RadioGroup<Id extends string>(props: RadioGroupProps<Id>) {
  const { label, labelHidden = false, options, value, onChange, description, error, isDisabled, orientation } = props
  return (
    <RacRadioGroup
      className="field"
      value={value}
      onChange={(id) => onChange(id as Id)}
      isDisabled={isDisabled ?? false}
      isInvalid={Boolean(error)}
      orientation={orientation ?? 'vertical'}
    >
      <FieldLabel label={label} labelHidden={labelHidden} />
      <div className="radio-group" data-orientation={orientation ?? 'vertical'}>
        {options.map((option) => (
          <Radio
            key={option.id}
            value={option.id}
            isDisabled={option.isDisabled ?? false}
            autoFocus={props.autoFocus === true && option.id === value}
            className="check"
          >
            <span className="check-box" data-round="" aria-hidden="true">
              <svg width="6" height="6" viewBox="0 0 6 6" fill="currentColor" aria-hidden="true">
                <circle cx="3" cy="3" r="3" />
              </svg>
            </span>
            <span className="check-words">
              <span>{option.name}</span>
              {option.hint ? <span className="field-description">{option.hint}</span> : null}
            </span>
          </Radio>
        ))}
      </div>
      <FieldNotes description={description} error={error} />
    </RacRadioGroup>
  )
}
