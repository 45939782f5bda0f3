// Meter for a share of a whole, Progress for something under way; both say their value in words.
import type { ReactNode } from 'react'
import { Label, ProgressBar, Meter as RacMeter } from 'react-aria-components'
import './meter.css'

export interface MeterProps {
  readonly label: string
  readonly value: number
  readonly max: number
  /** In words, for example `34 of 60 tasks`. */
  readonly words: string
  /** Label and words are said, the bar alone is seen. */
  readonly bare?: boolean
  /** Parts shown in a lighter tone behind the value, for example what is done but not settled. */
  readonly behind?: number
  readonly tone?: 'accent' | 'ok' | 'neutral'
}

const share = (value: number, max: number) => (max > 0 ? Math.min(100, (100 * value) / max) : 0)

export function Meter({ label, value, max, words, bare, behind, tone = 'accent' }: MeterProps) {
  return (
    <RacMeter
      className="meter"
      value={max > 0 ? value : 0}
      maxValue={max > 0 ? max : 1}
      valueLabel={words}
      aria-label={label}
    >
      {bare ? null : (
        <span className="meter-line">
          <span>{label}</span>
          <span className="muted tabular">{words}</span>
        </span>
      )}
      <span className="meter-track" data-tone={tone}>
        {behind === undefined ? null : <span className="meter-behind" style={{ width: `${share(behind, max)}%` }} />}
        <span className="meter-fill" style={{ width: `${share(value, max)}%` }} />
      </span>
    </RacMeter>
  )
}

export interface ProgressProps {
  readonly label: string
  /** Null while the total is unknown. */
  readonly value: number | null
  readonly max?: number
  readonly words?: ReactNode
}

export function Progress({ label, value, max = 100, words }: ProgressProps) {
  return (
    <ProgressBar
      className="meter"
      maxValue={max > 0 ? max : 1}
      {...(value === null ? { isIndeterminate: true } : { value })}
    >
      <span className="meter-line">
        <Label>{label}</Label>
        <span className="muted tabular">{words}</span>
      </span>
      <span className="meter-track">
        <span
          className="meter-fill"
          {...(value === null ? { 'data-indeterminate': '' } : { style: { width: `${share(value, max)}%` } })}
        />
      </span>
    </ProgressBar>
  )
}
