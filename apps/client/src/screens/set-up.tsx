// SetUp: the first admin, by the one-time link that the server printed.
import { type FormEvent, useState } from 'react'
import { useLocation, useParams } from 'wouter'
import { useSending } from '../hooks/use-api.ts'
import { useWords } from '../hooks/use-words.ts'
import { ProblemNotice } from '../problems/problem-view.tsx'
import { sessionStore, signedIn } from '../stores/session.ts'
import { Button } from '../ui/button.tsx'
import { AccountFields, emptyAccount } from './account-fields.tsx'
import { Entrance } from './entrance.tsx'

export function SetUp() {
  const { t } = useWords()
  const { secret = '' } = useParams<{ secret: string }>()
  const [, navigate] = useLocation()
  const [account, setAccount] = useState(emptyAccount)
  const finish = useSending('setup.finish', {
    onDone: (me) => {
      signedIn(sessionStore, me)
      navigate('/', { replace: true })
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    finish.mutate({ body: { secret, ...account } })
  }
  return (
    <Entrance title={t('sign-in.setUpTitle')} lead={t('sign-in.setUpLead')}>
      <form className="sign-in-form" onSubmit={submit}>
        <ProblemNotice error={finish.error} />
        <AccountFields value={account} onChange={setAccount} error={finish.error} />
        <Button type="submit" variant="primary" wide isPending={finish.isPending}>
          {t('sign-in.setUpSubmit')}
        </Button>
      </form>
    </Entrance>
  )
}
