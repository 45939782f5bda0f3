// PasswordForm: a new password for whoever knows the current one; every other device has to sign in again.
import { limits } from '@etabli/schema'
import { RefusedError } from '@etabli/sdk'
import { type FormEvent, useState } from 'react'
import { useSending } from '../../hooks/use-api.ts'
import { useWords } from '../../hooks/use-words.ts'
import { ProblemNotice } from '../../problems/problem-view.tsx'
import { noticesStore, tell } from '../../stores/notices.ts'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/field.tsx'

const isWrong = (error: unknown) => error instanceof RefusedError && error.code === 'sign-in.refused'

export function PasswordForm({ email }: { readonly email: string }) {
  const { t } = useWords()
  const [current, setCurrent] = useState('')
  const [next, setNext] = useState('')
  const changing = useSending('password.change', {
    touches: ['sessions.list'],
    onDone() {
      setCurrent('')
      setNext('')
      tell(noticesStore, { tone: 'ok', phrase: { key: 'account.passwordChanged' } })
    },
  })
  const short = next !== '' && next.length < limits.passwordMin
  const wrong = isWrong(changing.error)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    changing.mutate({ body: { current, next } })
  }
  return (
    <form className="account-form" onSubmit={submit}>
      {wrong ? null : <ProblemNotice error={changing.error} />}
      {/* Tells password managers whose password this is. */}
      <input hidden readOnly type="text" name="username" autoComplete="username" value={email} />
      <TextField
        label={t('account.currentPassword')}
        type="password"
        name="current"
        autoComplete="current-password"
        value={current}
        onChange={(value) => {
          setCurrent(value)
          if (wrong) changing.reset()
        }}
        error={wrong ? t('account.wrongPassword') : null}
        maxLength={limits.passwordMax}
        isRequired
      />
      <TextField
        label={t('account.newPassword')}
        type="password"
        name="next"
        autoComplete="new-password"
        value={next}
        onChange={setNext}
        description={t('sign-in.passwordRule', { count: limits.passwordMin })}
        maxLength={limits.passwordMax}
        isRequired
      />
      <p className="muted account-note">{t('account.passwordNote')}</p>
      <Button type="submit" isDisabled={current === '' || next === '' || short} isPending={changing.isPending}>
        {t('account.changePassword')}
      </Button>
    </form>
  )
}
