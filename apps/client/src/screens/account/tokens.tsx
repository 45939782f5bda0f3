// Tokens: what one's own programs show to be let in; a secret is seen once, when it is made.
import type { SessionRow } from '@etabli/protocol'
import { limits } from '@etabli/schema'
import { type FormEvent, useState } from 'react'
import { useFetched, useSending } from '../../hooks/use-api.ts'
import { useWords } from '../../hooks/use-words.ts'
import { Fetched, ProblemNotice } from '../../problems/problem-view.tsx'
import { Button } from '../../ui/button.tsx'
import { CopyLine } from '../../ui/copy-line.tsx'
import { Confirm } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/field.tsx'
import { RelativeTime } from '../../ui/relative-time.tsx'
import { Skeleton } from '../../ui/state.tsx'

interface Fresh {
  readonly token: string
  readonly row: SessionRow
}

export function Tokens() {
  const { t } = useWords()
  const [name, setName] = useState('')
  const [fresh, setFresh] = useState<Fresh | null>(null)
  const list = useFetched('sessions.list')
  const making = useSending('tokens.create', {
    touches: ['sessions.list'],
    onDone(made) {
      setFresh(made)
      setName('')
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (name.trim() !== '') making.mutate({ body: { name } })
  }
  return (
    <section className="card account-part" aria-labelledby="account-tokens">
      <h2 id="account-tokens">{t('account.tokens')}</h2>
      <p className="muted">{t('account.tokensLead')}</p>
      <form className="account-line" onSubmit={submit}>
        <TextField
          label={t('account.tokenName')}
          value={name}
          onChange={setName}
          maxLength={limits.name}
          placeholder={t('account.tokenExample')}
          isRequired
        />
        <Button type="submit" isDisabled={name.trim() === ''} isPending={making.isPending}>
          {t('account.makeToken')}
        </Button>
      </form>
      <ProblemNotice error={making.error} />
      {fresh ? (
        <div className="account-fresh">
          <strong>{fresh.row.name}</strong>
          <CopyLine
            key={fresh.row.id}
            label={t('account.token')}
            value={fresh.token}
            action={t('account.copyToken')}
            note={t('account.tokenOnce')}
          />
        </div>
      ) : null}
      <Fetched of={list} loading={<Skeleton height={64} />}>
        {({ rows }) => (
          <TokenList
            rows={rows.filter((row) => row.kind === 'token')}
            onRevoked={(id) => {
              if (fresh?.row.id === id) setFresh(null)
            }}
          />
        )}
      </Fetched>
    </section>
  )
}

interface TokenListProps {
  readonly rows: readonly SessionRow[]
  readonly onRevoked: (id: string) => void
}

function TokenList({ rows, onRevoked }: TokenListProps) {
  const { t } = useWords()
  const [asking, setAsking] = useState<SessionRow | null>(null)
  const revoking = useSending('sessions.revoke', { touches: ['sessions.list'] })
  if (rows.length === 0) return <p className="muted">{t('account.noTokens')}</p>
  const revoke = (row: SessionRow) =>
    revoking.mutate(
      { params: { session: row.id } },
      {
        onSuccess: () => onRevoked(row.id),
        onSettled: () => setAsking(null),
      },
    )
  return (
    <>
      <ProblemNotice error={revoking.error} />
      <ul className="account-rows">
        {rows.map((row) => (
          <li key={row.id} className="account-row">
            <div className="account-row-words">
              <span className="account-row-name">{row.name}</span>
              <span className="muted">
                {t('account.lastSeen')} <RelativeTime at={row.lastSeenAt} />
              </span>
            </div>
            <Button
              size="sm"
              variant="danger"
              onPress={() => setAsking(row)}
              aria-label={t('account.revokeToken', { name: row.name })}
            >
              {t('account.revoke')}
            </Button>
          </li>
        ))}
      </ul>
      <Confirm
        title={t('account.revokeTitle', { name: asking?.name ?? '' })}
        isOpen={asking !== null}
        onClose={() => setAsking(null)}
        onConfirm={() => {
          if (asking) revoke(asking)
        }}
        action={t('account.revoke')}
        danger
        isPending={revoking.isPending}
      >
        <p>{t('account.revokeWords')}</p>
      </Confirm>
    </>
  )
}
