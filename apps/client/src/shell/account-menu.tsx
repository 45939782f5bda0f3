// AccountMenu: who one is, theme, language, the way out.

import { useQueryClient } from '@tanstack/react-query'
import { CircleUserRound } from 'lucide-react'
import { useLocation } from 'wouter'
import { useSending } from '../hooks/use-api.ts'
import { useMe } from '../hooks/use-me.ts'
import { useStore } from '../hooks/use-store.ts'
import { useWords } from '../hooks/use-words.ts'
import { sessionStore, signedOut } from '../stores/session.ts'
import { chooseTheme, type ThemeChoice, themeStore } from '../theme.ts'
import { IconButton } from '../ui/button.tsx'
import { Menu } from '../ui/menu.tsx'
import { chooseLanguage, languages } from '../words/words.ts'

export function AccountMenu() {
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
      trigger={<IconButton label={me ? me.person.name : t('app.menu')} icon={<CircleUserRound size={18} />} />}
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
