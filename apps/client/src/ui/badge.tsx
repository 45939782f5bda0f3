// Badge: a state or a count in one or two words. LabelDot: the colour of a label, always beside its name.
import type { ReactNode } from 'react'
import type { Tone } from './toast.tsx'
import './badge.css'

export function Badge({
  tone = 'plain',
  icon,
  children,
}: {
  readonly tone?: Tone | 'plain' | 'accent'
  readonly icon?: ReactNode
  readonly children: ReactNode
}) {
  return (
    <span className="badge" data-tone={tone}>
      {icon}
      {children}
    </span>
  )
}

/** A dot in the palette's colour of that index, 0 to 11. */
export function LabelDot({ colour }: { readonly colour: number }) {
  return <span className="label-dot" style={{ background: `var(--label-${colour % 12})` }} aria-hidden="true" />
}
