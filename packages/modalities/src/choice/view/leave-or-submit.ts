// The two keys that lead out of a typed field: Escape leaves it to the page's keys, Enter submits as it does elsewhere.
import type { FieldProps } from '@etabli/modality-kit'
import type { KeyboardEvent } from 'react'
import { isBareKey } from './bare-key.ts'

/** @param long in a field of several lines Enter begins a new one */
export function leaveOrSubmit(event: KeyboardEvent<HTMLElement>, { submit }: FieldProps, long: boolean): void {
  if (!isBareKey(event) || event.shiftKey) return
  if (event.key === 'Escape') event.currentTarget.blur()
  else if (event.key === 'Enter' && !long && !event.repeat) submit()
  else return
  event.preventDefault()
  event.stopPropagation()
}
