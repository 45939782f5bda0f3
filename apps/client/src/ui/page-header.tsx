// PageHeader: where one is, in one line, with what can be done here at its end.
import type { ReactNode } from 'react'
import { Link } from 'wouter'
import { useTitle } from '../hooks/use-title.ts'
import './page-header.css'

export interface PageHeaderProps {
  readonly title: string
  /** The way back up. */
  readonly trail?: readonly { readonly href: string; readonly title: string }[]
  readonly badge?: ReactNode
  readonly description?: ReactNode
  readonly actions?: ReactNode
}

export function PageHeader({ title, trail = [], badge, description, actions }: PageHeaderProps) {
  useTitle(title)
  return (
    <header className="page-header">
      <div className="page-header-words">
        {trail.length > 0 ? (
          <div className="page-header-trail">
            {trail.map((step) => (
              <Link key={step.href} href={step.href}>
                {step.title}
              </Link>
            ))}
          </div>
        ) : null}
        <div className="page-header-line">
          <h1>{title}</h1>
          {badge}
        </div>
        {description ? <p className="muted">{description}</p> : null}
      </div>
      {actions ? <div className="page-header-actions">{actions}</div> : null}
    </header>
  )
}
