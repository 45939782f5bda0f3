// Account: who one is here, how the page looks, the password, where one is signed in, the tokens of one's programs.
import { useMe } from '../../hooks/use-me.ts'
import { useStore } from '../../hooks/use-store.ts'
import { useWords } from '../../hooks/use-words.ts'
import { chooseTheme, type ThemeChoice, themeStore } from '../../theme.ts'
import { PageHeader } from '../../ui/page-header.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { chooseLanguage, languages } from '../../words/words.ts'
import { NameForm } from './name-form.tsx'
import { PasswordForm } from './password-form.tsx'
import { Sessions } from './sessions.tsx'
import { Tokens } from './tokens.tsx'
import './account.css'

export function Account() {
  const { t } = useWords()
  const { me } = useMe()
  if (!me) return null
  return (
    <div className="page account" data-narrow="">
      <PageHeader title={t('account.title')} description={me.person.email} />
      <section className="card account-part" aria-labelledby="account-you">
        <h2 id="account-you">{t('account.you')}</h2>
        <NameForm key={me.person.name} name={me.person.name} />
        <Look />
      </section>
      <section className="card account-part" aria-labelledby="account-password">
        <h2 id="account-password">{t('account.password')}</h2>
        <PasswordForm email={me.person.email} />
      </section>
      <Sessions />
      <Tokens />
    </div>
  )
}

function Look() {
  const { t, language } = useWords()
  const theme = useStore(themeStore, (state) => state.choice)
  const themes: readonly { readonly id: ThemeChoice; readonly name: string }[] = [
    { id: 'light', name: t('app.themeLight') },
    { id: 'dark', name: t('app.themeDark') },
    { id: 'system', name: t('app.themeSystem') },
  ]
  return (
    <div className="account-look">
      <div className="account-choice">
        <span className="field-label">{t('app.language')}</span>
        <Segmented
          label={t('app.language')}
          options={languages}
          value={language}
          onChange={(id) => void chooseLanguage(id)}
        />
      </div>
      <div className="account-choice">
        <span className="field-label">{t('app.theme')}</span>
        <Segmented label={t('app.theme')} options={themes} value={theme} onChange={chooseTheme} />
      </div>
      <p className="muted account-note">{t('account.lookNote')}</p>
    </div>
  )
}
