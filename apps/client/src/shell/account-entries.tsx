// AccountEntries: who one is, theme, language, the way out; open from the start, because a press brought it here.

import { useQueryClient } from '@tanstack/react-query'
import type { ReactElement } from 'react'
import { useLocation } from 'wouter'
import { useSending } from '../hooks/use-api.ts'
import { useMe } from '../hooks/use-me.ts'
import { useStore } from '../hooks/use-store.ts'
import { useWords } from '../hooks/use-words.ts'
import { sessionStore, signedOut } from '../stores/session.ts'
import { chooseTheme, type ThemeChoice, themeStore } from '../theme.ts'
import { Menu } from '../ui/menu.tsx'
import { chooseLanguage, languages } from '../words/words.ts'

export function AccountEntries({ trigger }: { readonly trigger: ReactElement }) {
  const { t, language } = useWords()
  const { me } = useMe()
  const queries = useQueryClient()
  const [, navigate] = useLocation()
  const theme = useStore(themeStore, (state) => state.choice)
  const leave = useSending('session.end', {
    onDone: () => {
      signedOut(sessionStore)
      queries.clear()
      navigate('/sign-in')
    },
  })
  const themes: readonly { readonly id: ThemeChoice; readonly title: string }[] = [
    { id: 'light', title: t('app.themeLight') },
    { id: 'dark', title: t('app.themeDark') },
    { id: 'system', title: t('app.themeSystem') },
  ]
  return (
    <Menu
      label={t('app.menu')}
      trigger={trigger}
      defaultOpen
      groups={[
        {
          title: t('app.theme'),
          entries: themes.map(({ id, title }) => ({
            id,
            title,
            selected: id === theme,
            onAction: () => chooseTheme(id),
          })),
        },
        {
          title: t('app.language'),
          entries: languages.map(({ id, name }) => ({
            id,
            title: name,
            selected: id === language,
            onAction: () => void chooseLanguage(id),
          })),
        },
        ...(me
          ? [
              {
                title: me.person.email,
                entries: [
                  { id: 'account', title: t('account.open'), href: '/account' },
                  { id: 'leave', title: t('app.signOut'), onAction: () => leave.mutate({}) },
                ],
              },
            ]
          : []),
      ]}
    />
  )
}
