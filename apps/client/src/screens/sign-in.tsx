// SignIn: the page on which one comes in.
import { Redirect, useLocation, useSearchParams } from 'wouter'
import { useFetched } from '../hooks/use-api.ts'
import { useMe } from '../hooks/use-me.ts'
import { useWords } from '../hooks/use-words.ts'
import { ProblemState } from '../problems/problem-view.tsx'
import { sessionStore, signedIn } from '../stores/session.ts'
import { Notice } from '../ui/notice.tsx'
import { Entrance } from './entrance.tsx'
import { SignInForm } from './sign-in-form.tsx'

export function SignIn() {
  const { t } = useWords()
  const { me } = useMe()
  const [, navigate] = useLocation()
  const [search] = useSearchParams()
  const info = useFetched('server.info')
  const next = nextOf(search.get('next'))
  if (me) return <Redirect to={next} replace />
  if (info.isError) return <ProblemState error={info.error} onRetry={() => void info.refetch()} />
  return (
    <Entrance title={t('sign-in.title')} demo={info.data?.demo ?? false}>
      {info.data?.needsSetup ? <Notice tone="info">{t('sign-in.needsSetup')}</Notice> : null}
      <SignInForm
        onDone={(who) => {
          signedIn(sessionStore, who)
          navigate(next, { replace: true })
        }}
      />
    </Entrance>
  )
}

/** Only paths of this page: never another host, whatever the address says. */
function nextOf(asked: string | null): string {
  return asked?.startsWith('/') && !asked.startsWith('//') && !asked.includes('\\') ? asked : '/'
}
