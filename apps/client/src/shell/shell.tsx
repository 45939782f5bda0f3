// Shell: the slim bar above every screen but the workbench, with the way home and the person's menu.
import type { ReactNode } from 'react'
import { Link, useLocation } from 'wouter'
import { useMe } from '../hooks/use-me.ts'
import { useWords } from '../hooks/use-words.ts'
import { AccountMenu } from './account-menu.tsx'
import { DemoBanner } from './demo-banner.tsx'
import { Mark } from './mark.tsx'
import { SafetyIndicator } from './safety-indicator.tsx'
import './shell.css'

export function Shell({ children }: { readonly children: ReactNode }) {
  const { t } = useWords()
  const { me } = useMe()
  const [location] = useLocation()
  const manages = me?.person.admin || me?.roles.some((row) => row.role !== 'annotator')
  const links = [
    { href: '/', title: t('app.home'), current: location === '/' },
    ...(manages ? [{ href: '/projects', title: t('app.projects'), current: location.startsWith('/projects') }] : []),
    { href: '/work', title: t('app.myWork'), current: location.startsWith('/work') },
  ]
  return (
    <>
      <button type="button" className="shell-skip" onClick={() => document.getElementById('content')?.focus()}>
        {t('app.skipToContent')}
      </button>
      <DemoBanner />
      <header className="shell-bar">
        <Link href="/" className="shell-mark" aria-label="Etabli">
          <Mark />
          <span>Etabli</span>
        </Link>
        <nav className="shell-nav" aria-label={t('app.navigation')}>
          {links.map((link) => (
            <Link
              key={link.href}
              href={link.href}
              className="shell-link"
              {...(link.current ? { 'aria-current': 'page' as const } : {})}
            >
              {link.title}
            </Link>
          ))}
        </nav>
        <SafetyIndicator quiet />
        <AccountMenu />
      </header>
      <main id="content" className="shell-content" tabIndex={-1}>
        {children}
      </main>
    </>
  )
}
