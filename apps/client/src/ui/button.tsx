// Button, IconButton and ButtonLink: one thing that can be done, said by a verb, with its key in the tooltip.
import type { ReactElement, ReactNode } from 'react'
import { Button as RacButton, type ButtonProps as RacButtonProps } from 'react-aria-components'
import { Link } from 'wouter'
import { Tooltip } from './tooltip.tsx'
import './button.css'

export type ButtonVariant = 'primary' | 'default' | 'quiet' | 'danger'

interface Look {
  /** `primary` once a view, `default` edged, `quiet` without an edge, `danger` for what destroys. */
  readonly variant?: ButtonVariant
  readonly size?: 'md' | 'sm'
}

type Pressable = Omit<RacButtonProps, 'className' | 'style' | 'children' | 'render'>

export interface ButtonProps extends Pressable, Look {
  readonly icon?: ReactNode
  /** The key that does the same; shown in the tooltip. */
  readonly keys?: string | undefined
  /** Longer words for the tooltip where the button's own are short. */
  readonly hint?: string | undefined
  readonly wide?: boolean
  readonly children: ReactNode
}

export function Button({
  variant = 'default',
  size = 'md',
  icon,
  keys,
  hint,
  wide,
  children,
  ...rest
}: ButtonProps): ReactElement {
  const button = (
    <RacButton
      {...rest}
      className="button"
      data-variant={variant}
      data-size={size}
      {...(wide ? { 'data-wide': '' } : {})}
    >
      {({ isPending }) => (
        <>
          {isPending ? <span className="button-spinner" aria-hidden="true" /> : icon}
          <span className="button-words">{children}</span>
        </>
      )}
    </RacButton>
  )
  if (!keys && !hint) return button
  return (
    <Tooltip label={hint ?? (typeof children === 'string' ? children : '')} keys={keys}>
      {button}
    </Tooltip>
  )
}

export interface IconButtonProps extends Pressable, Look {
  /** What it does: its accessible name and its tooltip. */
  readonly label: string
  readonly icon: ReactNode
  readonly keys?: string | undefined
  /** For buttons that stay down. */
  readonly pressed?: boolean
  readonly placement?: 'top' | 'bottom' | 'left' | 'right'
}

export function IconButton({
  label,
  icon,
  keys,
  pressed,
  placement = 'bottom',
  variant = 'quiet',
  size = 'md',
  ...rest
}: IconButtonProps): ReactElement {
  return (
    <Tooltip label={label} keys={keys} placement={placement}>
      <RacButton
        {...rest}
        aria-label={label}
        {...(pressed === undefined ? {} : { 'aria-pressed': pressed })}
        className="button"
        data-icon=""
        data-variant={variant}
        data-size={size}
        {...(pressed ? { 'data-on': '' } : {})}
      >
        {icon}
      </RacButton>
    </Tooltip>
  )
}

export interface ButtonLinkProps extends Look {
  readonly href: string
  readonly icon?: ReactNode
  readonly wide?: boolean
  /** A file: the browser downloads it instead of going there. */
  readonly download?: boolean
  readonly children: ReactNode
}

/** Looks like a button, goes somewhere. */
export function ButtonLink({
  href,
  variant = 'default',
  size = 'md',
  icon,
  wide,
  download,
  children,
}: ButtonLinkProps) {
  const look = { className: 'button', 'data-variant': variant, 'data-size': size, ...(wide ? { 'data-wide': '' } : {}) }
  const inside = (
    <>
      {icon}
      <span className="button-words">{children}</span>
    </>
  )
  if (download) {
    return (
      <a href={href} download {...look}>
        {inside}
      </a>
    )
  }
  return (
    <Link href={href} {...look}>
      {inside}
    </Link>
  )
}
