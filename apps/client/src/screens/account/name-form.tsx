// NameForm: the name by which others know one.
import { limits } from '@etabli/schema'
import { type FormEvent, useState } from 'react'
import { useSending } from '../../hooks/use-api.ts'
import { useWords } from '../../hooks/use-words.ts'
import { ProblemNotice } from '../../problems/problem-view.tsx'
import { noticesStore, tell } from '../../stores/notices.ts'
import { sessionStore, signedIn } from '../../stores/session.ts'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/field.tsx'

export function NameForm({ name: known }: { readonly name: string }) {
  const { t } = useWords()
  const [name, setName] = useState(known)
  const renaming = useSending('me.rename', {
    touches: ['members.list'],
    onDone(me) {
      signedIn(sessionStore, me)
      tell(noticesStore, { tone: 'ok', phrase: { key: 'account.nameChanged' } })
    },
  })
  const unchanged = name.trim() === '' || name.trim() === known
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!unchanged) renaming.mutate({ body: { name } })
  }
  return (
    <form onSubmit={submit}>
      <ProblemNotice error={renaming.error} />
      <div className="account-line">
        <TextField
          label={t('account.name')}
          name="name"
          autoComplete="name"
          value={name}
          onChange={setName}
          maxLength={limits.name}
          isRequired
        />
        <Button type="submit" isDisabled={unchanged} isPending={renaming.isPending}>
          {t('ui.save')}
        </Button>
      </div>
      <p className="muted account-note">{t('account.nameNote')}</p>
    </form>
  )
}
