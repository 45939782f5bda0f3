// Join: what an invitation is for (its brief comes first), then an account or one press for those who have one.
import { type FormEvent, useState } from 'react'
import { useLocation, useParams } from 'wouter'
import { useFetched, useSending } from '../hooks/use-api.ts'
import { useMe } from '../hooks/use-me.ts'
import { useWords } from '../hooks/use-words.ts'
import { Fetched, ProblemNotice } from '../problems/problem-view.tsx'
import { sessionStore, signedIn } from '../stores/session.ts'
import { Button, ButtonLink } from '../ui/button.tsx'
import { BriefView } from '../workbench/brief-view.tsx'
import { AccountFields, emptyAccount } from './account-fields.tsx'
import { Entrance } from './entrance.tsx'

export function Join() {
  const { t } = useWords()
  const { secret = '' } = useParams<{ secret: string }>()
  const { me } = useMe()
  const [, navigate] = useLocation()
  const [account, setAccount] = useState(emptyAccount)
  const invitation = useFetched('invitations.look', { params: { secret } })
  const accept = useSending('invitations.accept', {
    touches: ['projects.list'],
    onDone: (joined) => {
      signedIn(sessionStore, joined)
      navigate('/', { replace: true })
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    accept.mutate({ params: { secret }, body: { account: me ? null : account } })
  }
  return (
    <Fetched of={invitation}>
      {({ projectName, role, brief }) => (
        <Entrance title={projectName} lead={t('sign-in.joinLead', { role: t(`sign-in.roles.${role}`) })} wide>
          <BriefView brief={brief} />
          <form className="sign-in-form" onSubmit={submit}>
            <ProblemNotice error={accept.error} />
            {me ? (
              <p className="muted">{t('sign-in.joinAs', { name: me.person.name, email: me.person.email })}</p>
            ) : (
              <AccountFields value={account} onChange={setAccount} error={accept.error} />
            )}
            <Button type="submit" variant="primary" wide isPending={accept.isPending}>
              {t('sign-in.joinSubmit')}
            </Button>
            {me ? null : (
              <ButtonLink href={`/sign-in?next=${encodeURIComponent(`/join/${secret}`)}`} variant="quiet" wide>
                {t('sign-in.haveAccount')}
              </ButtonLink>
            )}
          </form>
        </Entrance>
      )}
    </Fetched>
  )
}
