// Select: one of a known, short list.
import { Check, ChevronDown } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button, ListBox, ListBoxItem, Popover, Select as RacSelect, SelectValue } from 'react-aria-components'
import { FieldLabel, FieldNotes } from './field.tsx'
import './menu.css'

export interface Option<Id extends string = string> {
  readonly id: Id
  readonly name: string
  readonly hint?: string
  readonly isDisabled?: boolean
}

export interface SelectProps<Id extends string> {
  readonly label: string
  readonly labelHidden?: boolean
  readonly options: readonly Option<Id>[]
  readonly value: Id | null
  readonly onChange: (id: Id) => void
  readonly placeholder?: string
  readonly description?: ReactNode
  readonly error?: string | null
  readonly isDisabled?: boolean
}

export function Select<Id extends string>(props: SelectProps<Id>) {
  const {
    label,
    labelHidden = false,
    options,
    value,
    onChange,
    placeholder,
    description,
    error,
    isDisabled = false,
  } = props
  return (
    <RacSelect
      className="field"
      value={value}
      onChange={(key) => {
        const option = options.find((candidate) => candidate.id === key)
        if (option) onChange(option.id)
      }}
      isDisabled={isDisabled}
      isInvalid={Boolean(error)}
      {...(placeholder === undefined ? {} : { placeholder })}
    >
      <FieldLabel label={label} labelHidden={labelHidden} />
      <Button className="field-input select-button">
        <SelectValue className="select-value">
          {({ defaultChildren, isPlaceholder, selectedText }) => (isPlaceholder ? defaultChildren : selectedText)}
        </SelectValue>
        <ChevronDown size={14} aria-hidden="true" />
      </Button>
      <FieldNotes description={description} error={error} />
      <Popover className="menu-popover" offset={4}>
        <ListBox className="menu">
          {options.map((option) => (
            <ListBoxItem
              key={option.id}
              id={option.id}
              textValue={option.name}
              isDisabled={option.isDisabled ?? false}
              className="menu-item"
            >
              {({ isSelected }) => (
                <>
                  <span className="menu-icon">{isSelected ? <Check size={14} /> : null}</span>
                  <span className="menu-words">
                    <span>{option.name}</span>
                    {option.hint ? <span className="menu-hint">{option.hint}</span> : null}
                  </span>
                </>
              )}
            </ListBoxItem>
          ))}
        </ListBox>
      </Popover>
    </RacSelect>
  )
}
