// Skeleton, EmptyState and ErrorState: what a page shows while it has nothing to show.
import { CircleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { useWords } from '../hooks/use-words.ts'
import { Button } from './button.tsx'
import './state.css'

/** A grey place of the right size while the content loads. `lines` of text, or one block of `height` pixels. */
export function Skeleton({
  lines,
  height,
  width,
}: {
  readonly lines?: number
  readonly height?: number
  readonly width?: string
}) {
  const { t } = useWords()
  return (
    <div className="skeleton" role="status" aria-label={t('ui.loading')} style={width ? { width } : {}}>
      {lines === undefined ? (
        <span className="skeleton-block" style={{ height: `${height ?? 16}px` }} />
      ) : (
        Array.from({ length: lines }, (_, line) => (
          <span
            key={line}
            className="skeleton-line"
            style={{ width: line === lines - 1 && lines > 1 ? '60%' : '100%' }}
          />
        ))
      )}
    </div>
  )
}

export interface EmptyStateProps {
  readonly icon?: ReactNode
  readonly title: string
  /** What to do next. */
  readonly children?: ReactNode
  readonly action?: ReactNode
}

export function EmptyState({ icon, title, children, action }: EmptyStateProps) {
  return (
    <div className="state">
      {icon ? <span className="state-icon">{icon}</span> : null}
      <h2>{title}</h2>
      {children ? <div className="state-words">{children}</div> : null}
      {action ? <div className="state-action">{action}</div> : null}
    </div>
  )
}

export interface ErrorStateProps {
  /** What happened. */
  readonly title: string
  /** What is safe and what to do. */
  readonly children?: ReactNode
  readonly details?: readonly string[]
  readonly onRetry?: (() => void) | undefined
  readonly action?: ReactNode
}

export function ErrorState({ title, children, details = [], onRetry, action }: ErrorStateProps) {
  const { t } = useWords()
  return (
    <div className="state" role="alert">
      <span className="state-icon" data-tone="danger">
        <CircleAlert size={24} />
      </span>
      <h2>{title}</h2>
      {children ? <div className="state-words">{children}</div> : null}
      {details.length > 0 ? (
        <ul className="state-details">
          {details.map((detail) => (
            <li key={detail}>{detail}</li>
          ))}
        </ul>
      ) : null}
      <div className="state-action">
        {onRetry ? <Button onPress={onRetry}>{t('ui.retry')}</Button> : null}
        {action}
      </div>
    </div>
  )
}
