// Measured: one number of a mark with its name; Enter or leaving takes it, arrows step it, Escape takes it back, then
// leaves.
import { useId, useState } from 'react'

interface MeasuredProps {
  readonly name: string
  /** Said to screen readers in place of the name, where that says too little by itself. */
  readonly fullName?: string
  readonly value: number
  readonly readOnly: boolean
  /** True where it can be so. */
  readonly onSet: (value: number) => boolean
}

/** Hundredths of a pixel are shown; what is stored is finer where it was drawn finer. */
const shown = (value: number) => String(Math.round(value * 100) / 100)

/** Give it a key that changes with the value: what was half typed is dropped then. */
export function Measured({ name, fullName, value, readOnly, onSet }: MeasuredProps) {
  const id = useId()
  const [typed, setTyped] = useState(shown(value))
  const [refused, setRefused] = useState(false)
  const take = (text: string): void => {
    if (readOnly || text === shown(value)) return
    const ok = text.trim() !== '' && onSet(Number(text.replace(',', '.')))
    setRefused(!ok)
  }
  /** What is half typed goes first; then the field itself is left, so that keys are the stage's again. */
  const letGo = (field: HTMLInputElement): void => {
    if (typed === shown(value)) field.blur()
    setTyped(shown(value))
    setRefused(false)
  }
  return (
    <div className="image-inspector-measure">
      <label htmlFor={id}>{name}</label>
      <input
        id={id}
        type="text"
        inputMode="decimal"
        className="field-input"
        value={typed}
        disabled={readOnly}
        aria-label={fullName}
        aria-invalid={refused}
        data-invalid={refused ? '' : undefined}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={() => take(typed)}
        onKeyDown={(event) => {
          const step = event.shiftKey ? 10 : 1
          if (event.key === 'Enter') take(typed)
          else if (event.key === 'Escape') letGo(event.currentTarget)
          else if (event.key === 'ArrowUp') take(shown(Number(typed) + step))
          else if (event.key === 'ArrowDown') take(shown(Number(typed) - step))
          else return
          event.preventDefault()
          event.stopPropagation()
        }}
      />
    </div>
  )
}
