// Tooltip: a name and its key, on hover after a moment and on focus at once.
import type { ReactElement } from 'react'
import { Tooltip as RacTooltip, TooltipTrigger } from 'react-aria-components'
import { KeyCap } from './key-cap.tsx'
import './tooltip.css'

export interface TooltipProps {
  readonly label: string
  /** The key that does the same, as `Mod+z`. */
  readonly keys?: string | undefined
  readonly placement?: 'top' | 'bottom' | 'left' | 'right'
  /** A pressable of the kit. */
  readonly children: ReactElement
}

export function Tooltip({ label, keys, placement = 'bottom', children }: TooltipProps) {
  return (
    <TooltipTrigger delay={500} closeDelay={0}>
      {children}
      <RacTooltip className="tooltip" placement={placement} offset={6}>
        <span>{label}</span>
        {keys ? <KeyCap keys={keys} /> : null}
      </RacTooltip>
    </TooltipTrigger>
  )
}
