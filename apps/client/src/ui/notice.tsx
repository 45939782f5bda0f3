// Notice: something the page says in place, above what it is about.
import type { ReactNode } from 'react'
import { type Tone, toneIcon } from './toast.tsx'
import './notice.css'

export interface NoticeProps {
  readonly tone: Tone
  readonly title?: string
  readonly action?: ReactNode
  readonly children?: ReactNode
}

export function Notice({ tone, title, action, children }: NoticeProps) {
  return (
    <div className="notice" data-tone={tone} role={tone === 'danger' ? 'alert' : 'note'}>
      <span className="notice-icon">{toneIcon(tone)}</span>
      <div className="notice-words">
        {title ? <strong>{title}</strong> : null}
        {children}
      </div>
      {action}
    </div>
  )
}
