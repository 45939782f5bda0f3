// Entrance: the frame of the pages before one is in: sign in, set up, join.
import type { ReactNode } from 'react'
import { useMe } from '../hooks/use-me.ts'
import { useTitle } from '../hooks/use-title.ts'
import { useWords } from '../hooks/use-words.ts'
import { AccountMenu } from '../shell/account-menu.tsx'
import { Mark } from '../shell/mark.tsx'
import './entrance.css'

export interface EntranceProps {
  readonly title: string
  readonly lead?: ReactNode
  readonly demo?: boolean
  readonly wide?: boolean
  readonly children: ReactNode
}

export function Entrance({ title, lead, demo, wide, children }: EntranceProps) {
  const { t } = useWords()
  const { me } = useMe()
  useTitle(title)
  return (
    <>
      {(demo ?? me?.demo) ? <p className="demo-banner">{t('app.demo')}</p> : null}
      <div className="entrance">
        <div className="entrance-menu">
          <AccountMenu />
        </div>
        <main className="entrance-card" {...(wide ? { 'data-wide': '' } : {})}>
          <div className="entrance-mark">
            <Mark size={28} />
            <span>Etabli</span>
          </div>
          <h1>{title}</h1>
          {lead ? <p className="muted">{lead}</p> : null}
          {children}
        </main>
      </div>
    </>
  )
}
