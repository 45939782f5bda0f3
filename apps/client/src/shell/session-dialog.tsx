// SessionDialog: the session ended while the person was at work: they sign in again here, and nothing is lost.
import { useQueryClient } from '@tanstack/react-query'
import { useStore } from '../hooks/use-store.ts'
import { useWords } from '../hooks/use-words.ts'
import { SignInForm } from '../screens/sign-in-form.tsx'
import { sessionStore, signedIn } from '../stores/session.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Notice } from '../ui/notice.tsx'

export function SessionDialog() {
  const { t } = useWords()
  const queries = useQueryClient()
  const expired = useStore(sessionStore, (state) => state.expired)
  const email = useStore(sessionStore, (state) => state.me?.person.email ?? '')
  return (
    <Dialog title={t('sign-in.againTitle')} isOpen={expired} onClose={() => {}} isDismissable={false} size="sm">
      <p className="muted">{t('sign-in.againLead')}</p>
      <SignInForm
        email={email}
        withDemo={false}
        onDone={(me) => {
          signedIn(sessionStore, me)
          void queries.invalidateQueries()
        }}
      />
    </Dialog>
  )
}

/** Says that the server is newer than this page. */
export function OldPageNotice() {
  const { t } = useWords()
  const old = useStore(sessionStore, (state) => state.line === 'old')
  if (!old) return null
  return (
    <Notice tone="warn" action={<Button onPress={() => window.location.reload()}>{t('safety.reload')}</Button>}>
      {t('safety.oldPage')}
    </Notice>
  )
}
