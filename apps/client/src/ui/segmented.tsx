// Segmented: two to five views of one thing, side by side.
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components'
import type { Option } from './select.tsx'
import './segmented.css'

export interface SegmentedProps<Id extends string> {
  readonly label: string
  readonly options: readonly Option<Id>[]
  readonly value: Id
  readonly onChange: (id: Id) => void
}

export function Segmented<Id extends string>({ label, options, value, onChange }: SegmentedProps<Id>) {
  return (
    <ToggleButtonGroup
      aria-label={label}
      className="segmented"
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[value]}
      onSelectionChange={(keys) => {
        const option = options.find((candidate) => keys.has(candidate.id))
        if (option) onChange(option.id)
      }}
    >
      {options.map((option) => (
        <ToggleButton key={option.id} id={option.id} className="segmented-part" isDisabled={option.isDisabled ?? false}>
          {option.name}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  )
}
