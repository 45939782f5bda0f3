// SessionDialog: the session ended while the person was at work: they sign in again here, and nothing is lost.
import { useQueryClient } from '@tanstack/react-query'
import { useStore } from '../hooks/use-store.ts'
import { useWords } from '../hooks/use-words.ts'
import { SignInForm } from '../screens/sign-in-form.tsx'
import { sessionStore, signedIn } from '../stores/session.ts'
import { Dialog } from '../ui/dialog.tsx'

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
