// TextField and TextArea: words that are typed, with their name, their help and what is wrong with them.
import type { CSSProperties, ReactNode } from 'react'
import {
  FieldError,
  Input,
  Label,
  TextArea as RacTextArea,
  TextField as RacTextField,
  Text,
} from 'react-aria-components'
import { useWords } from '../hooks/use-words.ts'
import './field.css'

export interface Named {
  readonly label: string
  /** Hides the label from sight, not from screen readers. */
  readonly labelHidden?: boolean
  readonly description?: ReactNode
  /** What is wrong, in words; also marks the field as invalid. */
  readonly error?: string | null | undefined
  readonly isDisabled?: boolean
  readonly isRequired?: boolean
  /** Says "optional" beside the label. */
  readonly optional?: boolean
  readonly name?: string
  readonly autoFocus?: boolean
}

export interface TextFieldProps extends Named {
  readonly value: string
  readonly onChange: (value: string) => void
  readonly type?: 'text' | 'email' | 'password' | 'search' | 'url'
  readonly autoComplete?: string
  readonly placeholder?: string
  readonly maxLength?: number
  readonly minLength?: number
  readonly mono?: boolean
  readonly onBlur?: () => void
}

export function FieldLabel({ label, labelHidden, optional }: Pick<Named, 'label' | 'labelHidden' | 'optional'>) {
  const { t } = useWords()
  return (
    <Label className={labelHidden ? 'visually-hidden' : 'field-label'}>
      {label}
      {optional ? <span className="field-optional">{t('ui.optional')}</span> : null}
    </Label>
  )
}

export function FieldNotes({ description, error }: Pick<Named, 'description' | 'error'>) {
  return (
    <>
      {description ? (
        <Text slot="description" className="field-description">
          {description}
        </Text>
      ) : null}
      <FieldError className="field-error">{(state) => error ?? state.validationErrors.join(' ')}</FieldError>
    </>
  )
}

/** Without the keys whose value is undefined: the kit's own components tell absent from undefined. */
export const defined = <T extends object>(object: T) =>
  Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>
  }

export function TextField(props: TextFieldProps) {
  const { label, labelHidden, optional, description, error, placeholder, mono, ...rest } = props
  return (
    <RacTextField {...rest} isInvalid={Boolean(error)} validationBehavior="aria" className="field">
      <FieldLabel {...defined({ label, labelHidden, optional })} />
      <Input className="field-input" {...defined({ placeholder })} {...(mono ? { 'data-mono': '' } : {})} />
      <FieldNotes description={description} error={error} />
    </RacTextField>
  )
}

export interface TextAreaProps extends Omit<TextFieldProps, 'type'> {
  readonly rows?: number
}

export function TextArea(props: TextAreaProps) {
  const { label, labelHidden, optional, description, error, placeholder, mono, rows = 3, ...rest } = props
  return (
    <RacTextField {...rest} isInvalid={Boolean(error)} validationBehavior="aria" className="field">
      <FieldLabel {...defined({ label, labelHidden, optional })} />
      <RacTextArea
        className="field-input"
        rows={rows}
        style={{ '--rows': rows } as CSSProperties}
        {...defined({ placeholder })}
        {...(mono ? { 'data-mono': '' } : {})}
      />
      <FieldNotes description={description} error={error} />
    </RacTextField>
  )
}
