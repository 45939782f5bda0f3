// SignInForm: e-mail and password, and in demo mode the made-up people one click away. Used by the page and in place.
import type { Me, ServerInfo } from '@etabli/protocol'
import { type FormEvent, useState } from 'react'
import { useFetched, useSending } from '../hooks/use-api.ts'
import { useWords } from '../hooks/use-words.ts'
import { ProblemNotice } from '../problems/problem-view.tsx'
import { Button } from '../ui/button.tsx'
import { TextField } from '../ui/field.tsx'
import './entrance.css'

export interface SignInFormProps {
  readonly onDone: (me: Me) => void
  /** Whose session ended, where it did. */
  readonly email?: string
  readonly withDemo?: boolean
}

export function SignInForm({ onDone, email: known = '', withDemo = true }: SignInFormProps) {
  const { t } = useWords()
  const info = useFetched('server.info')
  const [email, setEmail] = useState(known)
  const [password, setPassword] = useState('')
  const enter = useSending('session.start', { onDone })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    enter.mutate({ body: { email, password } })
  }
  return (
    <>
      <form className="sign-in-form" onSubmit={submit}>
        <ProblemNotice error={enter.error} />
        <TextField
          label={t('sign-in.email')}
          type="email"
          name="email"
          autoComplete="username"
          value={email}
          onChange={setEmail}
          isRequired
          autoFocus={known === ''}
        />
        <TextField
          label={t('sign-in.password')}
          type="password"
          name="password"
          autoComplete="current-password"
          value={password}
          onChange={setPassword}
          isRequired
          autoFocus={known !== ''}
        />
        <Button type="submit" variant="primary" wide isPending={enter.isPending}>
          {t('sign-in.submit')}
        </Button>
      </form>
      {withDemo && info.data && info.data.demoPeople.length > 0 ? (
        <DemoPeople
          people={info.data.demoPeople}
          onChoose={(person) => enter.mutate({ body: { email: person.email, password: person.password } })}
        />
      ) : null}
    </>
  )
}

type DemoPerson = ServerInfo['demoPeople'][number]

const ROLES = ['admin', 'manager', 'reviewer', 'annotator']

function DemoPeople({
  people,
  onChoose,
}: {
  readonly people: readonly DemoPerson[]
  readonly onChoose: (person: DemoPerson) => void
}) {
  const { t } = useWords()
  return (
    <section className="entrance-demo" aria-label={t('sign-in.demoPeople')}>
      <p className="muted">{t('sign-in.demoPeople')}</p>
      {people.map((person) => (
        <button key={person.email} type="button" className="entrance-person" onClick={() => onChoose(person)}>
          <strong>{person.name}</strong>
          <span>{ROLES.includes(person.role) ? t(`sign-in.roles.${person.role}`) : person.role}</span>
        </button>
      ))}
    </section>
  )
}
